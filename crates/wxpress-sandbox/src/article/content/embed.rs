//! What is embedded: players of videos, voices, mini-program cards.

use lol_html::html_content::Element;

use super::{Gate, PictureOwner, Seen, attribute_value, take_out};
use crate::article::rule::Rule;
use crate::errcode::Errcode;

/// The picture of a card, as the table of parameters spells it and as the sample does
/// (docs/reference/wechat-api.md §8.3).
pub(in crate::article) const CARD_PICTURES: [&str; 2] =
    ["data-miniprogram-imageurl", "data-progarm-imageurl"];

pub(super) fn judge(element: &mut Element<'_, '_>, seen: &mut Seen, gate: Gate<'_>) {
    match element.tag_name().as_str() {
        "mpvoice" if gate.holds(Rule::Voices) => seen.refuse(Errcode::INVALID_CONTENT),
        "iframe" if gate.holds(Rule::Frames) => {
            let mut source = attribute_value(element, "data-src");
            if source.is_empty() {
                source = attribute_value(element, "src");
            }
            if !is_player(&source) {
                take_out(element, seen, gate, Rule::Frames, &source);
            }
        }
        "mp-miniprogram" if gate.holds(Rule::MiniprogramPictures) => {
            let pictures = CARD_PICTURES.map(|name| attribute_value(element, name));
            if pictures.iter().any(|url| !url.is_empty() && !is_material(url, gate)) {
                seen.refuse(Errcode::INVALID_CONTENT);
            }
        }
        _ => {}
    }
}

/// Players of v.qq.com, and the platform's own for uploaded videos.
fn is_player(source: &str) -> bool {
    let source = source.trim();
    let address = source.split_once("//").map_or(source, |(_, address)| address);
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    place.starts_with("v.qq.com/")
        || (place == "mp.weixin.qq.com/mp/readtemplate" && query.contains("mpvideo"))
}

/// Links to material carry `wx_fmt`, those of `media/uploadimg` `from=appmsg`.
fn is_material(url: &str, gate: Gate<'_>) -> bool {
    gate.platform.picture_owner(url) != PictureOwner::Foreign
        && url.contains("wx_fmt=")
        && !url.contains("from=appmsg")
}

#[cfg(test)]
mod tests {
    use crate::article::content::tests::{filtered, html};
    use crate::article::rule::Rule;
    use crate::errcode::Errcode;

    #[test]
    fn only_players_may_stay() {
        for source in [
            "https://v.qq.com/txp/iframe/player.html?vid=a",
            "//v.qq.com/iframe/preview.html?vid=a",
            "v.qq.com/iframe/player.html",
            "https://mp.weixin.qq.com/mp/readtemplate?t=pages/video_player_tmpl&amp;action=mpvideo&amp;vid=wxv_1",
        ] {
            let frame = format!("<iframe class=\"video_iframe\" data-src=\"{source}\"></iframe>");
            assert_eq!(html(&frame), frame);
        }
        for source in ["https://a.cn/?v.qq.com/", "https://mp.weixin.qq.com/mp/other?mpvideo", ""] {
            let result = filtered(&format!("<p>a</p><iframe src=\"{source}\">b</iframe>"));
            assert_eq!((result.html.as_str(), result.findings.rules()), ("<p>a</p>", vec![Rule::Frames]));
        }
    }

    #[test]
    fn voices_are_refused() {
        assert_eq!(filtered("<mpvoice></mpvoice>").refusal, Some(Errcode::INVALID_CONTENT));
        assert_eq!(filtered("<mp-common-profile data-id=\"a\"></mp-common-profile>").refusal, None);
    }

    #[test]
    fn cards_show_material() {
        let refusal = |url: &str| {
            let card = format!("<mp-miniprogram data-miniprogram-imageurl=\"{url}\"></mp-miniprogram>");
            filtered(&card).refusal
        };
        assert_eq!(refusal("http://mmbiz.qpic.cn/mmbiz_jpg/A/0?wx_fmt=jpeg"), None);
        assert_eq!(refusal("http://mmbiz.qpic.cn/mmbiz_jpg/A/0?from=appmsg"), Some(Errcode::INVALID_CONTENT));
        assert_eq!(refusal("http://a.cn/b.jpg?wx_fmt=jpeg"), Some(Errcode::INVALID_CONTENT));
    }
}
