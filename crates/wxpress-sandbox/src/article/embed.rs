//! What only articles of the 媒体API may hold: own videos, mini-programs, and links by privilege
//! (docs/reference/wechat-api.md §8.3).

use std::cell::RefCell;

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::content::{CARD_PICTURES, attribute_value as attribute};
use super::finding::Findings;
use super::rule::Rule;
use crate::errcode::Errcode;
use crate::query::Query;

/// Longest title of a mini-program card, in code points.
const CARD_TITLE_MAX_CHARS: usize = 35;

/// What the account and the world allow.
pub(crate) struct Allowed<'a> {
    pub(crate) links: bool,
    pub(crate) is_card_picture: &'a dyn Fn(&str) -> bool,
}

/// What filtered HTML holds.
#[derive(Debug, Default)]
pub(crate) struct Embedded {
    /// The HTML, without the links that are not allowed.
    pub(crate) html: String,
    pub(crate) findings: Findings,
    /// The videos that it shows. An empty vid stands for a frame that names none.
    pub(crate) vids: Vec<String>,
    /// The first thing that is refused.
    refusal: Option<Errcode>,
}

/// Looks through HTML that has passed the filter.
pub(crate) fn inspect(html: &str, allowed: &Allowed<'_>) -> Result<Embedded, Errcode> {
    let seen = RefCell::new(Embedded::default());
    let settings = RewriteStrSettings::new().append_element_content_handler(element!(
        "a, iframe, mp-miniprogram",
        |element| {
            judge(element, &mut seen.borrow_mut(), allowed);
            Ok(())
        }
    ));
    let html = rewrite_str(html, settings).map_err(|_| Errcode::INVALID_CONTENT)?;
    let embedded = Embedded { html, ..seen.into_inner() };
    embedded.refusal.map_or(Ok(embedded), Err)
}

fn judge(element: &mut Element<'_, '_>, seen: &mut Embedded, allowed: &Allowed<'_>) {
    let refusal = match element.tag_name().as_str() {
        "iframe" => {
            seen.vids.extend(vids(element));
            None
        }
        "mp-miniprogram" => check_target(element).and_then(|()| check_card(element, allowed)).err(),
        _ if is_miniprogram_link(element) => check_target(element).err(),
        _ => {
            if !allowed.links {
                seen.findings.note_attribute(Rule::Links, "a", "href", &attribute(element, "href"));
                element.remove_and_keep_content();
            }
            None
        }
    };
    seen.refusal = seen.refusal.or(refusal);
}

/// The vids that a frame of the platform's own player names; none for other players.
fn vids(element: &Element<'_, '_>) -> Vec<String> {
    let mut source = attribute(element, "data-src");
    if source.is_empty() {
        source = attribute(element, "src");
    }
    if !source.contains("mp/readtemplate") {
        return Vec::new();
    }
    let query = Query::parse(source.split_once('?').map_or("", |(_, query)| query));
    let named = attribute(element, "data-mpvid");
    let played = query.value("mpvid").unwrap_or_default().to_owned();
    if named.is_empty() || named == played { vec![played] } else { vec![named, played] }
}

fn is_miniprogram_link(element: &Element<'_, '_>) -> bool {
    element.has_attribute("data-miniprogram-appid") || element.has_attribute("data-miniprogram-path")
}

/// Which page of which mini-program opens.
fn check_target(element: &Element<'_, '_>) -> Result<(), Errcode> {
    let appid = attribute(element, "data-miniprogram-appid");
    if appid.is_empty() {
        return Err(Errcode::INVALID_MINIPROGRAM_APPID);
    }
    let is_appid = appid
        .strip_prefix("wx")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if !is_appid {
        return Err(Errcode::INVALID_WEAPP_APPID);
    }
    if attribute(element, "data-miniprogram-path").is_empty() {
        return Err(Errcode::INVALID_WEAPP_PAGEPATH);
    }
    Ok(())
}

/// What a card shows.
fn check_card(element: &Element<'_, '_>, allowed: &Allowed<'_>) -> Result<(), Errcode> {
    let title_chars = attribute(element, "data-miniprogram-title").chars().count();
    let picture = CARD_PICTURES.map(|name| attribute(element, name));
    let picture = picture.iter().find(|picture| !picture.is_empty());
    let is_good = (1..=CARD_TITLE_MAX_CHARS).contains(&title_chars)
        && picture.is_some_and(|picture| (allowed.is_card_picture)(picture));
    if is_good { Ok(()) } else { Err(Errcode::INVALID_CONTENT) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(html: &str) -> Result<Embedded, Errcode> {
        let is_card_picture = |url: &str| url.starts_with("http://mmbiz.qpic.cn/");
        inspect(html, &Allowed { links: false, is_card_picture: &is_card_picture })
    }

    #[test]
    fn a_card_needs_appid_path_title_and_picture() {
        let card = |attributes: &str| look(&format!("<mp-miniprogram {attributes}></mp-miniprogram>")).err();
        let target = "data-miniprogram-appid=\"wx123123123\" data-miniprogram-path=\"pages/index/index\"";
        let picture = "data-progarm-imageurl=\"http://mmbiz.qpic.cn/demo.jpg\"";
        let title = |chars: usize| format!("data-miniprogram-title=\"{}\"", "题".repeat(chars));
        assert_eq!(card(&format!("{target} {picture} {}", title(35))), None);
        let other = picture.replace("progarm", "miniprogram");
        assert_eq!(card(&format!("{target} {other} {}", title(1))), None);
        for (attributes, errcode) in [
            (format!("{target} {picture} {}", title(36)), Errcode::INVALID_CONTENT),
            (format!("{target} {picture}"), Errcode::INVALID_CONTENT),
            (format!("{target} {}", title(1)), Errcode::INVALID_CONTENT),
            (
                format!("{target} data-progarm-imageurl=\"http://a.cn/b.jpg\" {}", title(1)),
                Errcode::INVALID_CONTENT,
            ),
            (picture.to_owned(), Errcode::INVALID_MINIPROGRAM_APPID),
            (format!("data-miniprogram-appid=\"abc\" {picture}"), Errcode::INVALID_WEAPP_APPID),
            (format!("data-miniprogram-appid=\"wx1\" {picture}"), Errcode::INVALID_WEAPP_PAGEPATH),
        ] {
            assert_eq!(card(&attributes), Some(errcode), "{attributes}");
        }
    }

    #[test]
    fn links_to_mini_programs_stay_and_others_become_text() {
        let html = "<p><a data-miniprogram-appid=\"wx123123123\" data-miniprogram-path=\"pages/index\" href=\"\">\
                    点击文字跳转小程序</p>";
        assert_eq!(look(html).unwrap().html, html);
        let embedded = look("<p><a href=\"http://a.cn/\">一<b>二</b></a>三</p>").unwrap();
        assert_eq!(embedded.html, "<p>一<b>二</b>三</p>");
        assert_eq!(embedded.findings.list()[0].detail, "http://a.cn/");
        assert_eq!(
            look("<a data-miniprogram-path=\"a\">b</a>").unwrap_err(),
            Errcode::INVALID_MINIPROGRAM_APPID
        );
    }

    #[test]
    fn frames_tell_their_videos() {
        let frame = |attributes: &str| {
            let source =
                "https://mp.weixin.qq.com/mp/readtemplate?t=pages/video_player_tmpl&amp;action=mpvideo";
            look(&format!("<iframe {}></iframe>", attributes.replace("URL", source))).unwrap().vids
        };
        assert_eq!(frame("data-mpvid=\"wxv_1\" data-src=\"URL&amp;auto=0&amp;mpvid=wxv_1\""), ["wxv_1"]);
        assert_eq!(frame("data-mpvid=\"wxv_1\" data-src=\"URL&amp;mpvid=wxv_2\""), ["wxv_1", "wxv_2"]);
        assert_eq!(frame("src=\"URL&mpvid=wxv_2\""), ["wxv_2"]);
        assert_eq!(frame("src=\"URL\""), [""]);
        assert!(frame("src=\"https://v.qq.com/txp/iframe/player.html?vid=a\"").is_empty());
    }
}
