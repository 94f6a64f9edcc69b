//! Pictures: those of the platform keep their place under `data-src`, others go.

use lol_html::html_content::Element;

use super::{Gate, PictureOwner, Seen, take_out, unescape};
use crate::article::rule::Rule;
use crate::errcode::Errcode;

pub(super) fn judge(element: &mut Element<'_, '_>, seen: &mut Seen, gate: Gate<'_>) {
    // What was read back and sent again has `data-src` only.
    let Some(source) = element.get_attribute("src").or_else(|| element.get_attribute("data-src")) else {
        return;
    };
    let source = unescape(&source);
    if stays(element, &source, seen, gate) {
        element.remove_attribute("src");
        // The name is a valid one, so this cannot fail; quotes are escaped by it.
        let _ = element.set_attribute("data-src", &rewrite(&source));
    }
}

/// Judges the address of a picture, and takes out the element that shows it if it may not.
pub(super) fn stays(element: &mut Element<'_, '_>, source: &str, seen: &mut Seen, gate: Gate<'_>) -> bool {
    let is_data = source.trim_start().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    let rule = match gate.platform.picture_owner(source) {
        PictureOwner::Platform => return true,
        PictureOwner::OtherAccount => {
            if gate.holds(Rule::PicturesOfOthers) && source.contains("from=appmsg") {
                seen.refuse(Errcode::INVALID_CONTENT);
            }
            return true;
        }
        PictureOwner::Foreign if is_data => Rule::DataPictures,
        PictureOwner::Foreign => Rule::ForeignPictures,
    };
    if !gate.holds(rule) {
        return true;
    }
    take_out(element, seen, Gate { unsupported_tags_refused: false, ..gate }, rule, source);
    false
}

/// Pictures of the article body come back in the 640 size (docs/reference/wechat-api.md §6.6).
fn rewrite(url: &str) -> String {
    let Some(base) = url.strip_suffix("/0?from=appmsg") else { return url.to_owned() };
    let format = if base.contains("mmbiz_jpg/") { "jpeg" } else { "png" };
    format!("{base}/640?wx_fmt={format}&from=appmsg")
}

#[cfg(test)]
mod tests {
    use crate::article::content::tests::{filtered, html};
    use crate::article::rule::Rule;
    use crate::errcode::Errcode;

    #[test]
    fn platform_pictures_move_to_data_src_and_others_go() {
        let result = filtered(
            "<img alt=\"a\" src=\"http://mmbiz.qpic.cn/mmbiz_png/AbC/0?from=appmsg\"><img src=\"https://x.cn/a.png\">\
             <img src=\"data:image/png;base64,AA\"><img alt=\"b\">",
        );
        assert_eq!(
            result.html,
            "<img alt=\"a\" data-src=\"http://mmbiz.qpic.cn/mmbiz_png/AbC/640?wx_fmt=png&from=appmsg\"><img alt=\"b\">"
        );
        assert_eq!(result.findings.rules(), [Rule::ForeignPictures, Rule::DataPictures]);
    }

    #[test]
    fn what_was_read_back_can_be_sent_again() {
        let once = html("<img src=\"http://mmbiz.qpic.cn/mmbiz_jpg/AbC/0\">");
        assert_eq!(once, "<img data-src=\"http://mmbiz.qpic.cn/mmbiz_jpg/AbC/0\">");
        assert_eq!(html(&once), once);
    }

    #[test]
    fn body_pictures_of_another_account_are_refused() {
        let refusal =
            |query| filtered(&format!("<img src=\"http://mmbiz.qpic.cn/other/A/0?{query}\">")).refusal;
        assert_eq!(refusal("from=appmsg"), Some(Errcode::INVALID_CONTENT));
        assert_eq!(refusal("wx_fmt=png"), None);
    }
}
