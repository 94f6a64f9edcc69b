//! Animations of SVG (docs/reference/html-compat.md D10).

use lol_html::html_content::Element;

use super::attribute_value;

/// What `<animate>` may change.
const ANIMATED: [&str; 11] = [
    "x",
    "y",
    "width",
    "height",
    "opacity",
    "d",
    "points",
    "stroke-width",
    "stroke-linecap",
    "stroke-dashoffset",
    "fill",
];
/// What `<animateTransform>` may do.
const TRANSFORMS: [&str; 5] = ["translate", "scale", "rotate", "skewX", "skewY"];

/// Whether an element of SVG is no animation, or one of the list.
pub(super) fn may_stay(element: &Element<'_, '_>) -> bool {
    let animated = attribute_value(element, "attributename");
    match element.tag_name().as_str() {
        "animate" => ANIMATED.contains(&animated.as_str()),
        "set" => animated == "visibility",
        "animatetransform" => TRANSFORMS.contains(&attribute_value(element, "type").as_str()),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::article::content::tests::{filtered, html};
    use crate::article::rule::Rule;

    #[test]
    fn only_listed_animations_stay() {
        let inside = |animation: &str| format!("<svg><path d=\"M0\">{animation}</path></svg>");
        for animation in [
            "<animate attributeName=\"opacity\" to=\"0\"/>",
            "<set attributeName=\"visibility\" to=\"hidden\"/>",
            "<animateTransform attributeName=\"transform\" type=\"skewX\" to=\"9\"/>",
            "<animateMotion path=\"M0\"/>",
        ] {
            assert_eq!(html(&inside(animation)), inside(animation));
        }
        for animation in [
            "<animate attributeName=\"href\" to=\"javascript:x()\"/>",
            "<set attributeName=\"fill\" to=\"red\"/>",
            "<animateTransform type=\"matrix\"/>",
        ] {
            let result = filtered(&inside(animation));
            assert_eq!((result.html, result.findings.rules()), (inside(""), vec![Rule::SvgAnimations]));
        }
    }
}
