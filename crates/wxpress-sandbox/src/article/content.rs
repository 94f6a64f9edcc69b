//! The API gate: what survives of an article's HTML (docs/reference/wechat-api.md §12). What nothing is taken out of
//! stays as it was sent, to the byte.

mod animation;
mod attribute;
mod embed;
mod link;
mod picture;
mod style;
mod text;
mod vector;

pub(super) use self::embed::CARD_PICTURES;
pub(crate) use self::text::plain_text;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::finding::Findings;
use super::rule::Rule;
use crate::errcode::Errcode;

/// Elements that go, with all they hold.
pub(in crate::article) const REMOVED_ELEMENTS: [&str; 17] = [
    "style", "link", "meta", "form", "button", "input", "select", "option", "textarea", "object", "embed",
    "applet", "video", "audio", "noscript", "base", "template",
];
/// A tag of more attributes is refused as a whole, for nobody writes it in good faith.
const ATTRIBUTES_MAX: usize = 1000;
/// How the names of MathJax's own elements start.
const MATHJAX: &str = "mjx-";
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";
const SVG: &str = "http://www.w3.org/2000/svg";
/// Elements of MathML and SVG that the parser takes for HTML, because HTML may stand in them.
const MATH_TEXTS: [&str; 6] = ["mi", "mo", "mn", "ms", "mtext", "annotation-xml"];
const SVG_HTML: &str = "foreignobject";

/// Whose a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PictureOwner {
    /// The platform has it, and it may be this account's.
    Platform,
    /// The platform has it, and it is another account's.
    OtherAccount,
    /// It lies elsewhere.
    Foreign,
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkTarget {
    /// To an article that is published, as far as can be told.
    Article,
    /// To a preview, which ends with its draft.
    Preview,
    /// Anywhere else.
    Foreign,
}

/// What the filter has to know of the platform.
pub(crate) trait Platform {
    /// Whose the picture at an address is.
    fn picture_owner(&self, url: &str) -> PictureOwner;

    /// Where a link leads.
    fn link_target(&self, url: &str) -> LinkTarget;
}

/// What an account's contents have to pass.
#[derive(Clone, Copy)]
pub(crate) struct Gate<'a> {
    pub(crate) platform: &'a dyn Platform,
    /// Whether links may lead anywhere, as WeChat Pay allows.
    pub(crate) links: bool,
    /// The rules that do not hold.
    pub(crate) rules_off: &'a BTreeSet<Rule>,
    /// Refuses with 45166 what has an element that would be removed.
    pub(crate) unsupported_tags_refused: bool,
}

impl Gate<'_> {
    fn holds(&self, rule: Rule) -> bool {
        !self.rules_off.contains(&rule)
    }
}

/// HTML after the filter.
#[derive(Debug, Default)]
pub(crate) struct Filtered {
    pub(crate) html: String,
    pub(crate) findings: Findings,
    /// Why the platform refuses the content as a whole: the first reason.
    pub(crate) refusal: Option<Errcode>,
}

/// What is known of the HTML so far.
#[derive(Default)]
struct Seen {
    findings: Findings,
    refusal: Option<Errcode>,
    /// Held by each open element that was removed, for what is in it is looked at all the same.
    removed: Rc<()>,
}

impl Seen {
    fn refuse(&mut self, errcode: Errcode) {
        self.refusal.get_or_insert(errcode);
    }
}

/// Filters HTML. What cannot be followed is refused with 45166.
pub(crate) fn filter(html: &str, gate: Gate<'_>) -> Filtered {
    let seen = RefCell::new(Seen::default());
    let handler = element!("*", |element| {
        judge(element, &mut seen.borrow_mut(), gate);
        Ok(())
    });
    let settings = RewriteStrSettings::new().with_strict(false).append_element_content_handler(handler);
    let rewritten = rewrite_str(html, settings);
    let mut seen = seen.into_inner();
    let html = rewritten.unwrap_or_else(|_| {
        seen.refuse(Errcode::INVALID_CONTENT);
        String::new()
    });
    Filtered { html, findings: seen.findings, refusal: seen.refusal }
}

fn judge(element: &mut Element<'_, '_>, seen: &mut Seen, gate: Gate<'_>) {
    if Rc::strong_count(&seen.removed) > 1 {
        return;
    }
    let name = element.tag_name();
    if element.attributes().len() > ATTRIBUTES_MAX {
        seen.refuse(Errcode::INVALID_CONTENT);
        return;
    }
    if let Some(rule) = unsupported(&name).filter(|rule| gate.holds(*rule)) {
        take_out(element, seen, gate, rule, "");
        return;
    }
    if gate.holds(Rule::WholeDocuments) && matches!(name.as_str(), "html" | "head" | "body") {
        seen.refuse(Errcode::DATA_FORMAT_ERROR);
    }
    let namespace = element.namespace_uri();
    let is_math = namespace == MATHML || name.starts_with(MATHJAX) || MATH_TEXTS.contains(&name.as_str());
    if is_math && gate.holds(Rule::MathElements) {
        seen.findings.note(Rule::MathElements, &name, "");
        element.remove_and_keep_content();
        return;
    }
    // A picture of HTML ends the drawing, which the parser does not always see.
    if (namespace == SVG || name == SVG_HTML) && name != "img" && !vector::judge(element, seen, gate) {
        return;
    }
    attribute::drop(element, seen, gate);
    style::judge(element, seen, gate);
    match name.as_str() {
        "img" => picture::judge(element, seen, gate),
        "a" => link::judge(element, seen, gate),
        "iframe" | "mpvoice" | "mp-miniprogram" => embed::judge(element, seen, gate),
        _ => {}
    }
}

/// The rule under which an element goes by its name alone.
fn unsupported(name: &str) -> Option<Rule> {
    if name == "script" {
        Some(Rule::Scripts)
    } else {
        REMOVED_ELEMENTS.contains(&name).then_some(Rule::RemovedElements)
    }
}

/// Removes an element with all it holds.
fn take_out(element: &mut Element<'_, '_>, seen: &mut Seen, gate: Gate<'_>, rule: Rule, detail: &str) {
    seen.findings.note(rule, &element.tag_name(), detail);
    if gate.unsupported_tags_refused {
        seen.refuse(Errcode::INVALID_CONTENT);
    }
    element.remove();
    let removed = Rc::clone(&seen.removed);
    // Without an end tag the handler is dropped where the element ends. One that can hold nothing takes none.
    let _ = element.on_end_tag(Box::new(move |_| {
        drop(removed);
        Ok(())
    }));
}

/// An attribute's value as it is meant; empty when there is none.
pub(super) fn attribute_value(element: &Element<'_, '_>, name: &str) -> String {
    element.get_attribute(name).map(|value| unescape(&value)).unwrap_or_default()
}

fn unescape(attribute: &str) -> String {
    html_escape::decode_html_entities(attribute).into_owned()
}

/// Sets an attribute of a valid name to a value as it is meant.
fn set_value(element: &mut Element<'_, '_>, name: &str, value: &str) {
    // Only an invalid name can fail; quotes are escaped by it, ampersands are not.
    let _ = element.set_attribute(name, &value.replace('&', "&amp;"));
}

#[cfg(test)]
pub(in crate::article) mod tests;
