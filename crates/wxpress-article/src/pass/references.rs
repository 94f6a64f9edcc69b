//! Links and footnotes: neither works in an article, both become numbered notes at its end
//! (docs/reference/html-compat.md D8).

use std::collections::{HashMap, HashSet};

use super::voice::Voice;
use crate::address::{ARTICLE_HOSTS, on_platform, readable};
use crate::options::Links;
use crate::render::Work;
use crate::rule::Rule;
use crate::text::one_line;
use crate::tree::{Element, NodeId, Tree};

/// One note at the end of the article. A number stands for one address or one footnote, however often it is spoken of.
enum Note {
    /// A link: its words and its address.
    Link { text: String, address: String },
    /// A footnote: the element that holds its text.
    Footnote(NodeId),
}

/// Numbers links and footnotes in the order in which readers meet them, and writes the notes.
pub(super) fn gather(work: &mut Work<'_>) {
    let footnotes = definitions(work);
    let definitions: HashSet<NodeId> = footnotes.values().copied().collect();
    let mut notes: Vec<Note> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for link in work.tree.find(work.article, &["a"]) {
        let inside_note = work.tree.ancestors(link).any(|above| definitions.contains(&above));
        if is_backward(&work.tree, link) {
            work.tree.detach(link);
            continue;
        }
        let Some(href) = work.tree.attribute(link, "href").map(|href| href.trim().to_owned()) else {
            if work.tree.attribute(link, "data-embed").is_some() {
                let (line, name) = (work.tree.line(link), work.tree.text_content(link));
                work.findings.report_of(Rule::NoteEmbed, line, name);
            }
            if !is_mini_program(&work.tree, link) {
                work.tree.unwrap(link);
            }
            continue;
        };
        if let Some(definition) = href.strip_prefix('#').and_then(|id| footnotes.get(id)) {
            let number = *numbers.entry(href.clone()).or_insert_with(|| {
                notes.push(Note::Footnote(*definition));
                notes.len()
            });
            mark_footnote(&mut work.tree, link, number);
            continue;
        }
        match judge(work, link, &href) {
            Verdict::Keep => {}
            Verdict::Unwrap => work.tree.unwrap(link),
            Verdict::Refer if inside_note => spell_out(&mut work.tree, link, &href),
            Verdict::Refer => {
                let text = one_line(&work.tree.text_content(link));
                let number = *numbers.entry(without_slash(&href).to_owned()).or_insert_with(|| {
                    notes.push(Note::Link { text, address: href.clone() });
                    notes.len()
                });
                work.findings.report(Rule::LinkToReference, work.tree.line(link));
                if let Some(element) = work.tree.element_mut(link) {
                    element.take("href");
                }
                let mark = work.tree.new_labelled("sup", "reference-ref", format!("[{number}]"));
                work.tree.insert_after(link, mark);
            }
        }
    }
    write(work, notes);
}

/// Links that lead nowhere any longer are text, in the looks that the theme gave them.
pub(super) fn release(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    for link in tree.find(work.article, &["a"]) {
        if tree.attribute(link, "href").is_none() && !is_mini_program(tree, link) {
            tree.rename(link, "span");
        }
    }
}

enum Verdict {
    Keep,
    Unwrap,
    Refer,
}

fn judge(work: &mut Work<'_>, link: NodeId, href: &str) -> Verdict {
    let line = work.tree.line(link);
    if is_mini_program(&work.tree, link) {
        return Verdict::Keep;
    }
    if href.is_empty() {
        return Verdict::Unwrap;
    }
    if href.starts_with('#') {
        work.findings.report_of(Rule::AnchorLink, line, href);
        return Verdict::Unwrap;
    }
    let scheme = href.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase()).unwrap_or_default();
    let has_text = !work.tree.text_content(link).trim().is_empty();
    match scheme.as_str() {
        "http" | "https" | "mailto" | "tel" => {}
        "javascript" | "data" | "vbscript" | "file" | "blob" => {
            work.findings.report_of(Rule::UnsafeLink, line, href);
            return Verdict::Unwrap;
        }
        _ if href.starts_with("//") => {}
        scheme
            if !scheme.is_empty()
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) => {}
        _ => {
            work.findings.report_of(Rule::RelativeLink, line, readable(href));
            return Verdict::Unwrap;
        }
    }
    if let Some(address) = on_platform(href, ARTICLE_HOSTS, &work.options.platform_hosts) {
        if href.contains("tempkey=") {
            work.findings.report_of(Rule::TemporaryLink, line, href);
            return Verdict::Unwrap;
        }
        if let Some(element) = work.tree.element_mut(link) {
            element.set("href", address);
        }
        return Verdict::Keep;
    }
    match work.options.links.unwrap_or_default() {
        Links::Keep => Verdict::Keep,
        _ if !has_text => {
            work.findings.report_of(Rule::PictureLink, line, href);
            Verdict::Unwrap
        }
        Links::Text => {
            work.findings.report_of(Rule::LinkToText, line, href);
            Verdict::Unwrap
        }
        Links::References => {
            let says_itself = same_address(&work.tree.text_content(link), href);
            if says_itself { Verdict::Unwrap } else { Verdict::Refer }
        }
    }
}

fn is_mini_program(tree: &Tree, link: NodeId) -> bool {
    tree.attribute(link, "data-miniprogram-appid").is_some()
}

/// Whether a text is the address itself, written out.
fn same_address(text: &str, href: &str) -> bool {
    let bare = |address: &str| {
        let address = address.trim();
        let address = ["https://", "http://", "mailto:", "tel:"]
            .iter()
            .find_map(|scheme| address.strip_prefix(scheme))
            .unwrap_or(address);
        readable(without_slash(address)).into_owned()
    };
    bare(text) == bare(href)
}

fn without_slash(address: &str) -> &str {
    address.strip_suffix('/').unwrap_or(address)
}

/// The footnotes that the source defines, by id: list items of a block of class `footnotes`.
fn definitions(work: &Work<'_>) -> HashMap<String, NodeId> {
    let tree = &work.tree;
    let mut found = HashMap::new();
    for block in tree.find_class(work.article, "footnotes") {
        for item in tree.find(block, &["li"]) {
            let Some(id) = tree.attribute(item, "id").map(str::to_owned) else { continue };
            found.insert(id, item);
        }
    }
    found
}

/// What a heading says, without the marks of its notes.
pub(super) fn words(tree: &Tree, heading: NodeId) -> String {
    let is_mark = |node: NodeId| {
        tree.ancestors(node)
            .take_while(|above| *above != heading)
            .any(|above| tree.has_class(above, "footnote-ref"))
    };
    let texts = tree.texts(heading).into_iter().filter(|node| !is_mark(*node));
    one_line(&texts.filter_map(|node| tree.text(node)).collect::<String>())
}

/// A way back from a footnote to the text.
fn is_backward(tree: &Tree, link: NodeId) -> bool {
    tree.has_class(link, "footnote-backref")
        || tree.has_class(link, "footnote-back")
        || tree.attribute(link, "href").is_some_and(|href| href.starts_with("#fnref"))
}

fn mark_footnote(tree: &mut Tree, link: NodeId, number: usize) {
    let mark = tree.new_labelled("sup", "footnote-ref", format!("[{number}]"));
    // The parser puts the link into a superscript of its own.
    match tree.parent(link).filter(|parent| tree.is(*parent, "sup")) {
        Some(sup) => tree.replace(sup, mark),
        None => tree.replace(link, mark),
    }
}

/// A link inside a footnote: its address stands behind it.
fn spell_out(tree: &mut Tree, link: NodeId, href: &str) {
    let address = tree.new_labelled("span", "reference-url", format!(": {href}"));
    tree.insert_after(link, address);
    tree.unwrap(link);
}

fn write(work: &mut Work<'_>, notes: Vec<Note>) {
    for note in &notes {
        if let Note::Footnote(definition) = note {
            work.tree.detach(*definition);
        }
    }
    for block in work.tree.find_class(work.article, "footnotes") {
        // Notes that nothing in the text points to stay where they are.
        if work.tree.is_blank(block) {
            work.tree.detach(block);
        }
    }
    if notes.is_empty() {
        return;
    }
    let voice = Voice::of(work);
    let has_links = notes.iter().any(|note| matches!(note, Note::Link { .. }));
    let has_footnotes = notes.iter().any(|note| matches!(note, Note::Footnote(_)));
    let (class, title) = match (has_links, has_footnotes) {
        (true, true) => ("references", voice.notes_and_references()),
        (true, false) => ("references", voice.references()),
        _ => ("footnotes", voice.notes()),
    };
    let tree = &mut work.tree;
    let block = tree.new_element(Element::with_class("section", class));
    tree.append(work.article, block);
    let title = tree.new_labelled("p", &format!("{class}-title"), title);
    tree.append(block, title);
    for (at, note) in notes.into_iter().enumerate() {
        let number = format!("[{}] ", at + 1);
        match note {
            Note::Link { text, address } => {
                // Neighbours are lines of one paragraph, which takes fewer bytes than one for each.
                let last = tree.last_child(block).filter(|last| tree.has_class(*last, "reference"));
                let entry = last.unwrap_or_else(|| {
                    let entry = tree.new_element(Element::with_class("p", "reference"));
                    tree.append(block, entry);
                    entry
                });
                if last.is_some() {
                    let line = tree.new_element(Element::new("br"));
                    tree.append(entry, line);
                }
                let parts = [
                    tree.new_labelled("span", "reference-number", number),
                    tree.new_labelled("span", "reference-text", format!("{text}: ")),
                    tree.new_labelled("span", "reference-url", address),
                ];
                for part in parts {
                    tree.append(entry, part);
                }
            }
            Note::Footnote(definition) => footnote(tree, block, definition, number),
        }
    }
}

/// The text of a footnote as paragraphs of the block, the number before the first.
fn footnote(tree: &mut Tree, block: NodeId, definition: NodeId, number: String) {
    let number = tree.new_labelled("span", "footnote-number", number);
    let parts: Vec<NodeId> = tree.children(definition).filter(|part| !tree.is_white_space(*part)).collect();
    let is_blocks = parts.iter().all(|part| tree.element(*part).is_some());
    let first = if is_blocks && parts.first().is_some_and(|part| tree.is(*part, "p")) {
        for part in &parts {
            trim_end(tree, *part);
            if tree.is(*part, "p")
                && let Some(element) = tree.element_mut(*part)
            {
                element.add_class("footnote");
            }
            tree.append(block, *part);
        }
        parts[0]
    } else {
        let entry = tree.new_element(Element::with_class("p", "footnote"));
        tree.move_children(definition, entry);
        trim_end(tree, entry);
        tree.append(block, entry);
        entry
    };
    tree.prepend(first, number);
}

/// Takes the space away that a way back left behind.
fn trim_end(tree: &mut Tree, paragraph: NodeId) {
    while let Some(last) = tree.last_child(paragraph).filter(|last| tree.is_white_space(*last)) {
        tree.detach(last);
    }
    if let Some(last) = tree.last_child(paragraph)
        && let Some(text) = tree.text_mut(last)
    {
        text.truncate(text.trim_end().len());
    }
}

#[cfg(test)]
mod tests {
    use crate::{Links, Options, Rule, Source, render};

    fn html(markdown: &str, links: Links) -> (String, Vec<Rule>) {
        let article =
            render(&Source::markdown(markdown), &Options { links: Some(links), ..Options::default() });
        let rules =
            article.findings.iter().map(|finding| finding.rule).filter(|rule| *rule != Rule::TitleMissing);
        (article.html(), rules.collect())
    }

    fn text(html: &str) -> String {
        let texts = html.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, text)| text);
        texts.collect::<String>().replace('\n', "")
    }

    #[test]
    fn one_number_for_one_address() {
        let (html, rules) = html("[a](https://x.y) [b](https://z.w/) [c](https://x.y/)", Links::References);
        assert_eq!(html.matches("[1]").count(), 3, "{html}");
        assert_eq!(html.matches("[2]").count(), 2, "{html}");
        assert!(html.contains("References") && !html.contains("href"), "{html}");
        assert_eq!(rules, [Rule::LinkToReference]);
    }

    #[test]
    fn an_address_that_is_its_own_text_has_no_number() {
        let (html, _) = html("https://x.y/中 and <a@b.c>", Links::References);
        assert!(html.contains("https://x.y/中 and a@b.c") && !html.contains("[1]"), "{html}");
    }

    #[test]
    fn platform_links_stay_and_temporary_ones_do_not() {
        let (html, rules) = html(
            "[a](http://mp.weixin.qq.com/s/x) [b](https://mp.weixin.qq.com/s?tempkey=1)",
            Links::References,
        );
        assert!(html.contains("<a href=\"https://mp.weixin.qq.com/s/x\""), "{html}");
        assert!(!html.contains("tempkey"), "{html}");
        assert_eq!(rules, [Rule::TemporaryLink]);
    }

    #[test]
    fn links_within_a_sandbox_stay_whole() {
        let options = Options { platform_hosts: vec!["localhost:3002".to_owned()], ..Options::default() };
        let own = "http://localhost:3002/s/x";
        let html = render(&Source::markdown(&format!("[a]({own})")), &options).html();
        assert!(html.contains(&format!("<a href=\"{own}\"")), "{html}");
        let html = render(&Source::markdown("[a](http://localhost:8080/s/x)"), &options).html();
        assert!(!html.contains("<a"), "{html}");
    }

    #[test]
    fn words_in_findings_are_readable() {
        let article = render(&Source::markdown("[[中文 名]] [甲](<./中 文.md>)"), &Options::default());
        let subjects: Vec<&str> = article
            .findings
            .iter()
            .filter(|finding| finding.rule == Rule::RelativeLink)
            .map(|finding| finding.subject.as_str())
            .collect();
        assert_eq!(subjects, ["中文 名", "./中 文.md"]);
    }

    #[test]
    fn what_leads_nowhere_is_text() {
        let (html, rules) =
            html("[a](#x) [b](javascript:alert(1)) [c](./d.md) [[Note]] ![[Note]]", Links::References);
        assert!(!html.contains("<a") && !html.contains("alert"), "{html}");
        assert_eq!(
            rules,
            [Rule::UnsafeLink, Rule::RelativeLink, Rule::RelativeLink, Rule::NoteEmbed, Rule::AnchorLink]
        );
    }

    #[test]
    fn kept_or_plain_when_asked() {
        assert!(html("[a](https://x.y)", Links::Keep).0.contains("href=\"https://x.y\""));
        let (html, rules) = html("[a](https://x.y)", Links::Text);
        assert!(!html.contains("x.y"), "{html}");
        assert_eq!(rules, [Rule::LinkToText]);
    }

    #[test]
    fn notes_that_nothing_points_to_stay() {
        let notes =
            "<section class=footnotes><p>[1] 甲</p><ol><li id=a>乙</li><li id=b>丙</li></ol></section>";
        let source = format!("<p>中<a href=#a>1</a></p>{notes}");
        let text = text(&render(&Source::html(&source), &Options::default()).html());
        assert_eq!(text, "中[1][1] 甲丙注释[1] 乙");
    }

    #[test]
    fn footnotes_share_the_numbers() {
        let (html, _) = html(
            "中[^b] [l](https://x.y) 又[^b] 和[^a]\n\n[^a]: 甲 [m](https://m.n)\n[^b]: 乙\n\n    二段\n",
            Links::References,
        );
        assert_eq!(
            text(&html),
            "中[1] l[2] 又[1] 和[3]注释与参考链接[1] 乙二段[2] l: https://x.y[3] 甲 m: https://m.n"
        );
        assert!(!html.contains("↩") && !html.contains("<a"), "{html}");
    }
}
