//! What survives of an article's HTML (docs/reference/wechat-api.md §12).

use std::cell::RefCell;

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use serde::Serialize;

/// Elements that go, with all they hold.
const REMOVED_ELEMENTS: [&str; 15] = [
    "script", "style", "link", "meta", "form", "button", "input", "select", "textarea", "object", "embed",
    "video", "audio", "noscript", "base",
];

/// Something that was taken out, for the log of the control API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Removal {
    /// What: `<script>`, `onclick`, …
    pub(crate) node: String,
    /// Why, in a word or two.
    pub(crate) reason: &'static str,
}

/// HTML after the filter.
#[derive(Debug, Default)]
pub(crate) struct Filtered {
    pub(crate) html: String,
    pub(crate) removed: Vec<Removal>,
    /// Where links lead.
    pub(crate) links: Vec<String>,
    /// Whether it holds something that the platform refuses as a whole: 45166.
    pub(crate) refused: bool,
}

/// Filters HTML; `is_platform_picture` tells which pictures may stay. `None` when it is too deep to follow.
pub(crate) fn filter(html: &str, is_platform_picture: impl Fn(&str) -> bool) -> Option<Filtered> {
    let seen = RefCell::new(Filtered::default());
    let settings = RewriteStrSettings::new().append_element_content_handler(element!("*", |element| {
        judge(element, &mut seen.borrow_mut(), &is_platform_picture);
        Ok(())
    }));
    let html = rewrite_str(html, settings).ok()?;
    Some(Filtered { html, ..seen.into_inner() })
}

fn judge(element: &mut Element<'_, '_>, seen: &mut Filtered, is_platform_picture: &dyn Fn(&str) -> bool) {
    let name = element.tag_name();
    if REMOVED_ELEMENTS.contains(&name.as_str()) {
        seen.removed.push(Removal { node: format!("<{name}>"), reason: "element not allowed" });
        element.remove();
        return;
    }
    drop_attributes(element, seen);
    match name.as_str() {
        "mpvoice" => seen.refused = true,
        "img" => judge_picture(element, seen, is_platform_picture),
        "iframe" if !is_video_frame(element) => {
            seen.removed.push(Removal { node: "<iframe>".to_owned(), reason: "only video frames may stay" });
            element.remove();
        }
        "a" => seen.links.extend(element.get_attribute("href").map(|href| unescape(&href))),
        _ => {}
    }
}

/// Event handlers and `id` go.
fn drop_attributes(element: &mut Element<'_, '_>, seen: &mut Filtered) {
    let unwanted: Vec<(String, &'static str)> = element
        .attributes()
        .iter()
        .filter_map(|attribute| {
            let (name, value) = (attribute.name(), attribute.value());
            let reason = if name.starts_with("on") {
                "event handler"
            } else if name == "id" {
                "id not allowed"
            } else if unescape(&value).trim_start().to_ascii_lowercase().starts_with("javascript:") {
                "script link"
            } else {
                return None;
            };
            Some((name, reason))
        })
        .collect();
    for (name, reason) in unwanted {
        element.remove_attribute(&name);
        seen.removed.push(Removal { node: name, reason });
    }
}

/// A platform picture keeps its place under `data-src`, any other goes.
fn judge_picture(
    element: &mut Element<'_, '_>,
    seen: &mut Filtered,
    is_platform_picture: &dyn Fn(&str) -> bool,
) {
    // What was read back and sent again has `data-src` only.
    let Some(source) = element.get_attribute("src").or_else(|| element.get_attribute("data-src")) else {
        return;
    };
    let source = unescape(&source);
    if !is_platform_picture(&source) {
        let node = format!("<img src=\"{}\">", source.chars().take(200).collect::<String>());
        seen.removed.push(Removal { node, reason: "foreign picture" });
        element.remove();
        return;
    }
    element.remove_attribute("src");
    // The name is a valid one, so this cannot fail; quotes are escaped by it.
    let _ = element.set_attribute("data-src", &rewrite_picture_url(&source));
}

/// Pictures of the article body come back in the 640 size (docs/reference/wechat-api.md §6.6).
fn rewrite_picture_url(url: &str) -> String {
    let Some(base) = url.strip_suffix("/0?from=appmsg") else { return url.to_owned() };
    let format = if base.contains("mmbiz_jpg/") { "jpeg" } else { "png" };
    format!("{base}/640?wx_fmt={format}&from=appmsg")
}

fn is_video_frame(element: &Element<'_, '_>) -> bool {
    let source =
        element.get_attribute("data-src").or_else(|| element.get_attribute("src")).unwrap_or_default();
    source.contains("v.qq.com/")
        || (source.contains("mp.weixin.qq.com/mp/readtemplate") && source.contains("mpvideo"))
}

pub(super) fn unescape(attribute: &str) -> String {
    html_escape::decode_html_entities(attribute).into_owned()
}

/// The text of filtered HTML, blanks collapsed, for the digest. A `<title>` is no text.
pub(crate) fn plain_text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let tag = &rest[start..];
        let Some(end) = tag.find('>') else {
            rest = "";
            break;
        };
        rest = &tag[end + 1..];
        if tag.starts_with("<title") {
            rest = rest.find("</title").map_or("", |close| &rest[close..]);
        }
    }
    text.push_str(rest);
    let decoded = html_escape::decode_html_entities(&text);
    decoded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filtered(html: &str) -> Filtered {
        filter(html, |url| url.starts_with("http://mmbiz.qpic.cn/")).unwrap()
    }

    #[test]
    fn scripts_and_handlers_go_and_are_logged() {
        let result =
            filtered("<p id=\"a\" onclick=\"x()\" style=\"color:red\">t</p><script>alert(1)</script>");
        assert_eq!(result.html, "<p style=\"color:red\">t</p>");
        assert_eq!(
            result.removed.iter().map(|removal| removal.node.as_str()).collect::<Vec<_>>(),
            ["id", "onclick", "<script>"]
        );
    }

    #[test]
    fn platform_pictures_move_to_data_src_and_foreign_ones_go() {
        let result = filtered(
            "<img alt=\"a\" src=\"http://mmbiz.qpic.cn/mmbiz_png/AbC/0?from=appmsg\"><img src=\"https://x.cn/a.png\">",
        );
        assert_eq!(
            result.html,
            "<img alt=\"a\" data-src=\"http://mmbiz.qpic.cn/mmbiz_png/AbC/640?wx_fmt=png&from=appmsg\">"
        );
        assert_eq!(result.removed[0].reason, "foreign picture");
    }

    #[test]
    fn what_was_read_back_can_be_sent_again() {
        let once = filtered("<img src=\"http://mmbiz.qpic.cn/mmbiz_jpg/AbC/0\">").html;
        assert_eq!(once, "<img data-src=\"http://mmbiz.qpic.cn/mmbiz_jpg/AbC/0\">");
        assert_eq!(filtered(&once).html, once);
    }

    #[test]
    fn voices_are_refused_and_links_are_told() {
        assert!(filtered("<mpvoice></mpvoice>").refused);
        assert_eq!(filtered("<a href=\"http://a/?x&amp;y\">l</a>").links, ["http://a/?x&y"]);
    }

    #[test]
    fn text_is_what_a_reader_sees() {
        let html = "<html><head><title>书名</title></head><p>一 &amp; 二</p>\n<p>三<b>四</b>五</p></html>";
        assert_eq!(plain_text(html), "一 & 二 三四五");
    }
}
