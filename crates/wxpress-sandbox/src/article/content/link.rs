//! Links: to articles they stay, to previews they are refused, elsewhere they need WeChat Pay.

use lol_html::html_content::Element;

use super::{Gate, LinkTarget, Seen, attribute_value};
use crate::article::rule::Rule;
use crate::errcode::Errcode;

/// Attributes that make a link one to a mini-program, which has rules of its own.
const MINIPROGRAM: [&str; 2] = ["data-miniprogram-appid", "data-miniprogram-path"];

pub(super) fn judge(element: &mut Element<'_, '_>, seen: &mut Seen, gate: Gate<'_>) {
    if !element.has_attribute("href") || MINIPROGRAM.iter().any(|name| element.has_attribute(name)) {
        return;
    }
    let href = attribute_value(element, "href");
    match gate.platform.link_target(href.trim()) {
        LinkTarget::Article => {}
        LinkTarget::Preview if gate.holds(Rule::PreviewLinks) => seen.refuse(Errcode::INVALID_CONTENT),
        LinkTarget::Preview | LinkTarget::Foreign if gate.links || !gate.holds(Rule::Links) => {}
        LinkTarget::Preview | LinkTarget::Foreign => {
            seen.findings.note_attribute(Rule::Links, "a", "href", &href);
            element.remove_and_keep_content();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::article::content::tests::{Fake, filtered, html};
    use crate::article::content::{Gate, filter};
    use crate::article::rule::Rule;
    use crate::errcode::Errcode;

    #[test]
    fn links_out_become_text_and_links_to_articles_stay() {
        let result =
            filtered("<p><a href=\"http://a.cn/?x&amp;y\">一<b>二</b></a>三<a href=\"#b\">四</a></p>");
        assert_eq!(result.html, "<p>一<b>二</b>三四</p>");
        assert_eq!(result.findings.list()[0].detail, "http://a.cn/?x&y");
        for stays in [
            "<a href=\"https://mp.weixin.qq.com/s/abc\">文</a>",
            "<a data-miniprogram-appid=\"wx1\" data-miniprogram-path=\"a\" href=\"\">程</a>",
            "<a>无</a>",
        ] {
            assert_eq!(html(stays), stays);
        }
    }

    #[test]
    fn previews_are_refused_and_wechat_pay_opens_the_rest() {
        let preview = "<a href=\"https://mp.weixin.qq.com/s?tempkey=b\">前</a>";
        assert_eq!(filtered(preview).refusal, Some(Errcode::INVALID_CONTENT));
        let off = BTreeSet::from([Rule::PreviewLinks]);
        let gate = Gate { platform: &Fake, links: true, rules_off: &off, unsupported_tags_refused: false };
        for html in [preview, "<a href=\"http://a.cn/\">外</a>"] {
            let result = filter(html, gate);
            assert_eq!((result.html.as_str(), result.refusal), (html, None));
        }
    }
}
