//! What the platform itself puts into articles: account cards, mini-programs, players of videos
//! (docs/reference/html-compat.md D11, docs/reference/wechat-api.md §12).

use super::flow::{is_block, lift_out};
use crate::render::Work;
use crate::rule::Rule;
use crate::tree::{Element, NodeId, Tree};

/// Videos of one article.
const MAX_VIDEOS: usize = 3;

/// Characters of a mini-program card's title.
const MAX_TITLE: usize = 35;

/// Looks at cards and players, and gives them the form in which the editor writes them.
pub(super) fn check(work: &mut Work<'_>) {
    for card in work.tree.find(work.article, &["mp-common-profile"]) {
        account(work, card);
    }
    for node in work.tree.find(work.article, &["mp-miniprogram", "a"]) {
        mini_program(work, node);
    }
    let videos = work.tree.find(work.article, &["iframe"]);
    for video in &videos {
        self::video(work, *video);
    }
    if videos.len() > MAX_VIDEOS {
        let line = work.tree.line(videos[MAX_VIDEOS]);
        work.findings.report_of(Rule::TooManyVideos, line, videos.len().to_string());
    }
}

/// Which of these attributes are missing or empty.
fn missing(tree: &Tree, node: NodeId, names: &[&str]) -> Vec<String> {
    let is_missing = |name: &&&str| tree.attribute(node, name).is_none_or(|value| value.trim().is_empty());
    names.iter().filter(is_missing).map(|name| (*name).to_owned()).collect()
}

fn account(work: &mut Work<'_>, card: NodeId) {
    let missing = missing(&work.tree, card, &["data-id", "data-nickname"]);
    if !missing.is_empty() {
        work.findings.report_of(Rule::AccountCard, work.tree.line(card), missing.join(", "));
    }
    let tree = &mut work.tree;
    if let Some(element) = tree.element_mut(card) {
        element.set("class", "mpprofile js_uneditable custom_select_card mp_profile_iframe");
        element.set("data-pluginname", "mpprofile");
    }
    // An older form of the editor's has a span in between.
    if let Some(leaf) = tree.parent(card).filter(|parent| tree.is(*parent, "span")) {
        tree.unwrap(leaf);
    }
    let wrapper = tree
        .parent(card)
        .filter(|parent| tree.has_class(*parent, "mp_profile_iframe_wrp"))
        .unwrap_or_else(|| tree.wrap(card, Element::with_class("section", "mp_profile_iframe_wrp")));
    if let Some(element) = tree.element_mut(wrapper) {
        element.set("nodeleaf", "");
    }
    lift_out(tree, wrapper);
}

fn mini_program(work: &mut Work<'_>, node: NodeId) {
    let is_card = work.tree.is(node, "mp-miniprogram");
    if !is_card && work.tree.attribute(node, "data-miniprogram-appid").is_none() {
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
    let mut wrong = missing(&work.tree, node, needed);
    let title = work.tree.attribute(node, "data-miniprogram-title").unwrap_or_default();
    if title.chars().count() > MAX_TITLE {
        wrong.push("data-miniprogram-title".to_owned());
    }
    if !wrong.is_empty() {
        work.findings.report_of(Rule::MiniProgramCard, work.tree.line(node), wrong.join(", "));
    }
    if is_card {
        lift_out(&mut work.tree, node);
    } else if let Some(element) = work.tree.element_mut(node) {
        element.set("href", "");
    }
}

/// A player: its address is in `data-src`, and a video of the platform's is told by its id.
fn video(work: &mut Work<'_>, frame: NodeId) {
    let tree = &mut work.tree;
    let Some(element) = tree.element_mut(frame) else { return };
    let source = element.take("src");
    let address = element.take("data-src").or(source).unwrap_or_default();
    let address = match address.trim().strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => address.trim().to_owned(),
    };
    let is_own = address.contains("mp.weixin.qq.com");
    element.set("class", "video_iframe rich_pages");
    element.set("frameborder", "0");
    element.set("allowfullscreen", "allowfullscreen");
    if is_own {
        let id = address
            .split(['?', '&'])
            .find_map(|pair| pair.strip_prefix("vid="))
            .unwrap_or_default()
            .to_owned();
        if id.starts_with("wxv_") {
            element.set("data-vidtype", "2");
            element.set("data-mpvid", id);
        } else {
            let (line, address) = (tree.line(frame), address);
            work.findings.report_of(Rule::VideoFrame, line, address);
            work.tree.detach(frame);
            return;
        }
    }
    element.set("data-src", address);
    // What browsers without frames would show is text to every parser, whatever it looks like.
    while let Some(child) = tree.first_child(frame) {
        tree.detach(child);
    }
    lift_out(tree, frame);
    // In a line of text a player would part it.
    if let Some(parent) = tree.parent(frame).filter(|parent| !is_block(tree, *parent)) {
        tree.unwrap(parent);
    }
}

#[cfg(test)]
mod tests {
    use super::super::attributes;
    use super::check;
    use crate::Rule;
    use crate::pass::trial::Trial;

    fn trial(html: &str) -> Trial {
        Trial::of(html).before(&[check]).after(&[attributes::restrict])
    }

    #[test]
    fn account_cards_stand_in_their_wrapper() {
        let card = "<mp-common-profile data-id=\"x\" data-nickname=\"n\" class=\"mpprofile js_uneditable custom_select_card \
                    mp_profile_iframe\" data-pluginname=\"mpprofile\"></mp-common-profile>";
        let wrapped = format!("<section class=\"mp_profile_iframe_wrp\" nodeleaf=\"\">{card}</section>");
        for source in [
            "<p><mp-common-profile data-id=x data-nickname=n></mp-common-profile></p>",
            "<section class=mp_profile_iframe_wrp><span leaf><mp-common-profile data-id=x data-nickname=n></mp-common-profile></span></section>",
        ] {
            let trial = trial(source);
            assert_eq!(trial.html(), wrapped);
            assert_eq!(trial.rules(), []);
        }
        let trial = trial("<p>a<mp-common-profile data-id=x></mp-common-profile>b</p>");
        assert!(trial.html().starts_with("<p>a</p><section") && trial.html().ends_with("</section><p>b</p>"));
        assert_eq!(trial.rules(), [Rule::AccountCard]);
    }

    #[test]
    fn mini_programs_are_looked_at() {
        let good = "<a data-miniprogram-appid=\"wx1\" data-miniprogram-path=\"p\" href=\"\">x</a>";
        assert_eq!(trial(good).html(), good);
        assert_eq!(trial(good).rules(), []);
        assert_eq!(trial("<a data-miniprogram-appid=wx1>x</a>").rules(), [Rule::MiniProgramCard]);
        let card = |title: &str| {
            trial(&format!(
                "<mp-miniprogram data-miniprogram-appid=wx1 data-miniprogram-path=p data-miniprogram-imageurl=u \
                 data-miniprogram-title={title}></mp-miniprogram>"
            ))
        };
        assert_eq!(card("好").rules(), []);
        assert!(card("好").html().contains("data-miniprogram-imageurl"));
        assert_eq!(card(&"好".repeat(36)).rules(), [Rule::MiniProgramCard]);
    }

    #[test]
    fn players_have_the_form_of_the_editor() {
        let trial = self::trial("<p><iframe src='//v.qq.com/iframe/x?vid=1'><script>a</script></iframe></p>");
        assert_eq!(
            trial.html(),
            "<iframe class=\"video_iframe rich_pages\" frameborder=\"0\" allowfullscreen=\"allowfullscreen\" \
             data-src=\"https://v.qq.com/iframe/x?vid=1\"></iframe>"
        );
        let own =
            "<iframe data-src='https://mp.weixin.qq.com/mp/readtemplate?action=mpvideo&vid=wxv_1'></iframe>";
        assert!(self::trial(own).html().contains("data-vidtype=\"2\" data-mpvid=\"wxv_1\""));
        assert_eq!(self::trial(&own.repeat(4)).rules(), [Rule::TooManyVideos]);
        let without_id = self::trial(&own.replace("wxv_1", ""));
        assert_eq!((without_id.html().as_str(), without_id.rules()), ("", vec![Rule::VideoFrame]));
    }
}
