//! WeChat's own nodes: account cards, mini-program cards and links, videos (docs/reference/html-compat.md D11). They are
//! nothing but their attributes, so those are looked at instead of taken away.

use crate::render::Work;
use crate::rule::Rule;
use crate::tree::{Element, NodeId};

/// What the editor's schema knows an account card and its holder by.
const CARD_CLASS: &str = "mpprofile js_uneditable custom_select_card mp_profile_iframe";
const CARD_HOLDER_CLASS: &str = "mp_profile_iframe_wrp";

/// What it knows a player by.
const VIDEO_CLASS: &str = "video_iframe rich_pages";

/// Characters of a mini-program card's title.
const MAX_CARD_TITLE: usize = 35;

/// Videos of one article that the editor saves.
const MAX_VIDEOS: usize = 3;

/// Completes what can be completed, and tells what the platform would refuse.
pub(super) fn look(work: &mut Work<'_>) {
    for card in work.tree.find(work.article, &["mp-common-profile"]) {
        account(work, card);
    }
    for card in work.tree.find(work.article, &["mp-miniprogram", "a"]) {
        mini_program(work, card);
    }
    let videos = work.tree.find(work.article, &["iframe"]);
    for (at, video) in videos.into_iter().enumerate() {
        if at == MAX_VIDEOS {
            work.findings.report(Rule::TooManyVideos, work.tree.line(video));
        }
        player(work, video);
    }
}

/// Whether every one of these attributes says something.
fn has_all(work: &Work<'_>, node: NodeId, names: &[&str]) -> bool {
    names.iter().all(|name| work.tree.attribute(node, name).is_some_and(|value| !value.trim().is_empty()))
}

fn account(work: &mut Work<'_>, card: NodeId) {
    if !has_all(work, card, &["data-id", "data-nickname"]) {
        work.findings.report(Rule::AccountCard, work.tree.line(card));
    }
    let tree = &mut work.tree;
    if let Some(element) = tree.element_mut(card) {
        element.set("class", CARD_CLASS);
        element.set("data-pluginname", "mpprofile");
        if element.attribute("data-service_type").is_none() {
            element.set("data-service_type", "1");
        }
    }
    // An older form has a span around it, and exports of other tools a paragraph or nothing.
    while let Some(holder) = tree.parent(card).filter(|holder| {
        tree.is_any(*holder, &["span", "p"])
            && tree.children(*holder).all(|child| child == card || tree.is_blank(child))
    }) {
        tree.unwrap(holder);
    }
    let is_held = tree.parent(card).is_some_and(|holder| tree.has_class(holder, CARD_HOLDER_CLASS));
    let holder = if is_held {
        tree.parent(card)
    } else {
        Some(tree.wrap(card, Element::with_class("section", CARD_HOLDER_CLASS)))
    };
    if let Some(element) = holder.and_then(|holder| tree.element_mut(holder)) {
        element.set("nodeleaf", "");
    }
}

fn mini_program(work: &mut Work<'_>, card: NodeId) {
    let is_card = work.tree.is(card, "mp-miniprogram");
    if !is_card && work.tree.attribute(card, "data-miniprogram-appid").is_none() {
        return;
    }
    let needed: &[&str] = if is_card {
        &[
            "data-miniprogram-appid",
            "data-miniprogram-path",
            "data-miniprogram-title",
            "data-miniprogram-imageurl",
        ]
    } else {
        &["data-miniprogram-appid", "data-miniprogram-path"]
    };
    let title = work.tree.attribute(card, "data-miniprogram-title").unwrap_or_default();
    if !has_all(work, card, needed) || title.chars().count() > MAX_CARD_TITLE {
        work.findings.report(Rule::MiniProgramCard, work.tree.line(card));
    }
    if !is_card && let Some(element) = work.tree.element_mut(card) {
        // The link leads by its attributes; an address beside them would be one to another site.
        element.set("href", "");
    }
}

/// The platform loads players late, by `data-src`.
fn player(work: &mut Work<'_>, video: NodeId) {
    let Some(element) = work.tree.element_mut(video) else { return };
    let src = element.take("src");
    if element.attribute("data-src").is_none()
        && let Some(src) = src
    {
        element.set("data-src", src);
    }
    element.set("class", VIDEO_CLASS);
    element.set("frameborder", "0");
    element.set("allowfullscreen", "");
}

#[cfg(test)]
mod tests {
    use crate::{Options, Rule, Source, render};

    fn html(html: &str) -> (String, Vec<Rule>) {
        let article = render(&Source::html(&format!("<h1>t</h1>{html}")), &Options::default());
        let rules = article.findings.iter().map(|finding| finding.rule);
        (article.html(), rules.filter(|rule| *rule != Rule::TitleRepeated).collect())
    }

    #[test]
    fn account_cards_get_their_holder() {
        let (out, rules) = html(
            "<p><span leaf=''><mp-common-profile data-id='x' data-nickname='号'></mp-common-profile></span></p>",
        );
        assert!(
            out.contains(
                "<section class=\"mp_profile_iframe_wrp\" nodeleaf=\"\"><mp-common-profile data-id=\"x\""
            ),
            "{out}"
        );
        assert!(out.contains("data-pluginname=\"mpprofile\""), "{out}");
        assert_eq!(rules, []);
        assert_eq!(html("<mp-common-profile data-id='x'></mp-common-profile>").1, [Rule::AccountCard]);
    }

    #[test]
    fn mini_programs_keep_their_attributes() {
        let (out, rules) = html(
            "<p><a data-miniprogram-appid='wx1' data-miniprogram-path='p/i' href='https://x.y'>去看</a></p>",
        );
        assert!(
            out.contains("<a data-miniprogram-appid=\"wx1\" data-miniprogram-path=\"p/i\" href=\"\""),
            "{out}"
        );
        assert_eq!(rules, []);
        assert_eq!(
            html("<mp-miniprogram data-miniprogram-appid='wx1'></mp-miniprogram>").1,
            [Rule::MiniProgramCard]
        );
    }

    #[test]
    fn players_load_late_and_others_go() {
        let player =
            "<iframe src='https://mp.weixin.qq.com/mp/readtemplate?t=x&action=mpvideo&vid=wxv_1'></iframe>";
        let (out, rules) = html(&player.repeat(4));
        assert!(out.contains("data-src=\"https://mp.weixin.qq.com") && !out.contains(" src="), "{out}");
        assert_eq!(rules, [Rule::TooManyVideos]);
        assert_eq!(html("<iframe src='https://x.y/'></iframe>").1, [Rule::VideoFrame]);
    }
}
