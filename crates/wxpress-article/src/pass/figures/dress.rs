//! What a picture needs to be shown whole.

use super::INLINE;
use crate::css::Style;
use crate::options::Profile;
use crate::render::Work;

/// Gives pictures the styles that themes do not: they are never wider than the text, and keep their shape.
pub(in crate::pass) fn dress(work: &mut Work<'_>) {
    let is_pasted = work.options.profile == Profile::Paste;
    for img in work.tree.find(work.article, &["img"]) {
        let is_inline = work.tree.has_class(img, INLINE);
        let Some(element) = work.tree.element_mut(img) else { continue };
        if is_pasted {
            // The editor's paste reads no sizes but those of styles, which have them already.
            element.take("width");
            element.take("height");
        }
        let style = &mut element.style;
        style.set_default("max-width", "100%");
        if is_inline {
            if style.value("display") == Some("block") {
                style.take("display");
            }
            style.set_default("vertical-align", "middle");
        } else {
            style.set_default("display", "block");
            style.set_default("height", "auto");
            if !has_margin(style) {
                style.set("margin", "0 auto");
            }
        }
    }
}

fn has_margin(style: &Style) -> bool {
    style.iter().any(|(property, _)| property.starts_with("margin"))
}

#[cfg(test)]
mod tests {
    use super::super::frame;
    use super::dress;
    use crate::pass::trial::Trial;
    use crate::{Options, Profile};

    fn trial(html: &str) -> Trial {
        Trial::of(html).before(&[frame]).after(&[dress])
    }

    #[test]
    fn pictures_are_whole_and_centred_unless_the_theme_says_otherwise() {
        assert_eq!(
            trial("<p><img src=a></p>").html(),
            "<figure><img src=\"a\" style=\"max-width:100%;display:block;height:auto;margin:0 auto\"></figure>"
        );
        assert_eq!(
            trial("<p><img src=a></p>")
                .css("img{margin-left:0;max-width:50%;display:inline-block;height:2em}")
                .html(),
            "<figure><img src=\"a\" style=\"margin-left:0;max-width:50%;display:inline-block;height:2em\"></figure>"
        );
    }

    #[test]
    fn pictures_in_text_stay_in_it() {
        let html = trial("<p>a <img src=a></p>").css("img{display:block}").html();
        assert!(html.contains("style=\"max-width:100%;vertical-align:middle\""), "{html}");
    }

    #[test]
    fn sizes_are_where_the_profile_reads_them() {
        let of = |profile| {
            trial("<p><img src=a alt='|200'></p>").options(Options { profile, ..Options::default() }).html()
        };
        assert!(of(Profile::Api).contains("width=\"200\""));
        assert!(!of(Profile::Paste).contains("width=\"200\"") && of(Profile::Paste).contains("width:200px"));
    }
}
