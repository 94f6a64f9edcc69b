//! What the 媒体API's articles may hold beside ordinary HTML, as its document has it (docs/reference/wechat-api.md §8.3).

use crate::id::Vid;

/// The element that shows a video in an article. Only the account's own videos that have passed their review.
pub fn video_iframe(vid: &Vid) -> String {
    let vid = escaped(vid.as_str());
    format!(
        "<iframe class=\"video_iframe rich_pages\" data-vidtype=\"2\" data-mpvid=\"{vid}\" allowfullscreen=\"\" \
         frameborder=\"0\" data-src=\"https://mp.weixin.qq.com/mp/readtemplate?t=pages/video_player_tmpl\
         &action=mpvideo&auto=0&mpvid={vid}\"></iframe>"
    )
}

/// A page of a mini-program that an article leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MiniProgram {
    /// The mini-program's AppID; it must be linked to the account.
    pub appid: String,
    /// The page to open.
    pub path: String,
}

impl MiniProgram {
    /// A card with a title of up to 35 characters and a picture of 1080 × 864 pixels on the platform's host.
    pub fn card(&self, title: &str, image_url: &str) -> String {
        format!(
            "<mp-miniprogram {} data-miniprogram-title=\"{}\" data-miniprogram-imageurl=\"{}\"></mp-miniprogram>",
            self.attributes(),
            escaped(title),
            escaped(image_url)
        )
    }

    /// A text that leads there.
    pub fn text_link(&self, text: &str) -> String {
        format!("<a {} href=\"\">{}</a>", self.attributes(), escaped(text))
    }

    /// A picture that leads there.
    pub fn picture_link(&self, image_url: &str) -> String {
        let url = escaped(image_url);
        format!("<a {} href=\"\"><img data-src=\"{url}\" src=\"{url}\"></a>", self.attributes())
    }

    fn attributes(&self) -> String {
        format!(
            "data-miniprogram-appid=\"{}\" data-miniprogram-path=\"{}\"",
            escaped(&self.appid),
            escaped(&self.path)
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_video_is_the_documented_iframe() {
        assert_eq!(
            video_iframe(&Vid::new("wxv_1084581467361148928")),
            r#"<iframe class="video_iframe rich_pages" data-vidtype="2" data-mpvid="wxv_1084581467361148928" allowfullscreen="" frameborder="0" data-src="https://mp.weixin.qq.com/mp/readtemplate?t=pages/video_player_tmpl&action=mpvideo&auto=0&mpvid=wxv_1084581467361148928"></iframe>"#
        );
    }

    #[test]
    fn mini_programs_are_named_as_documented_and_cannot_break_out() {
        let page = MiniProgram { appid: "wx123123123".into(), path: "pages/index?a=1&b=\"2\"".into() };
        assert_eq!(
            page.text_link("<点击>"),
            r#"<a data-miniprogram-appid="wx123123123" data-miniprogram-path="pages/index?a=1&amp;b=&quot;2&quot;" href="">&lt;点击&gt;</a>"#
        );
        let card = page.card("小程序示例", "http://mmbiz.qpic.cn/demo.jpg");
        assert!(card.starts_with("<mp-miniprogram data-miniprogram-appid=\"wx123123123\""));
        assert!(card.contains("data-miniprogram-imageurl=\"http://mmbiz.qpic.cn/demo.jpg\""));
    }
}
