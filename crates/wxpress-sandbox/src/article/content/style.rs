//! Declarations in `style` that the platform takes out.

use lol_html::html_content::Element;

use super::{Gate, PictureOwner, Seen, set_value, unescape};
use crate::article::rule::Rule;
use crate::article::style::{Declaration, without};

pub(super) fn judge(element: &mut Element<'_, '_>, seen: &mut Seen, gate: Gate<'_>) {
    sift(element, seen, |declaration| fault(declaration, gate).filter(|rule| gate.holds(*rule)));
}

/// Takes out the declarations that break a rule.
pub(super) fn sift(
    element: &mut Element<'_, '_>,
    seen: &mut Seen,
    broken: impl Fn(&Declaration<'_>) -> Option<Rule>,
) {
    let Some(style) = element.get_attribute("style") else { return };
    let name = element.tag_name();
    let kept = without(&unescape(&style), |declaration| {
        let rule = broken(declaration);
        if let Some(rule) = rule {
            seen.findings.note_attribute(rule, &name, "style", declaration.shown());
        }
        rule.is_some()
    });
    match kept.as_deref() {
        None => {}
        Some("") => element.remove_attribute("style"),
        Some(kept) => set_value(element, "style", kept),
    }
}

fn fault(declaration: &Declaration<'_>, gate: Gate<'_>) -> Option<Rule> {
    if declaration.name.starts_with("--") || declaration.value.to_ascii_lowercase().contains("var(") {
        return Some(Rule::CssVariables);
    }
    if declaration.is_of("position") {
        return matches!(declaration.keyword().as_str(), "absolute" | "fixed").then_some(Rule::Positions);
    }
    let is_foreign = |url: &&str| gate.platform.picture_owner(url) == PictureOwner::Foreign;
    let shows_foreign = declaration.is_of_family("background") && declaration.urls().iter().any(is_foreign);
    shows_foreign.then_some(Rule::ForeignBackgrounds)
}

#[cfg(test)]
mod tests {
    use crate::article::content::tests::{filtered, html};
    use crate::article::rule::Rule;

    fn style(declarations: &str) -> String {
        html(&format!("<p style=\"{declarations}\">t</p>"))
    }

    #[test]
    fn positions_out_of_the_flow_go() {
        assert_eq!(style("position:absolute;top:0"), "<p style=\"top:0\">t</p>");
        assert_eq!(style("color:red;position: FIXED !important"), "<p style=\"color:red;\">t</p>");
        assert_eq!(style("position:relative;top:0"), "<p style=\"position:relative;top:0\">t</p>");
        assert_eq!(style("position:absolute"), "<p>t</p>");
    }

    #[test]
    fn variables_go_with_what_uses_them() {
        assert_eq!(style("--a:1px;width:calc(var(--a)*2);color:red"), "<p style=\"color:red\">t</p>");
    }

    #[test]
    fn only_backgrounds_of_the_platform_stay() {
        let own = "background:url(&quot;http://mmbiz.qpic.cn/mmbiz_png/A/0?wx_fmt=png&amp;a&quot;) center";
        assert_eq!(style(own), format!("<p style=\"{own}\">t</p>"));
        assert_eq!(style(&format!("{own};position:fixed")), format!("<p style=\"{own};\">t</p>"));
        let result = filtered("<p style=\"background-image:url(//a.cn/b.png);background:red\">t</p>");
        assert_eq!(result.html, "<p style=\"background:red\">t</p>");
        let finding = &result.findings.list()[0];
        assert_eq!(
            (finding.rule, finding.detail.as_str()),
            (Rule::ForeignBackgrounds, "background-image:url(//a.cn/b.png)")
        );
        assert_eq!(
            style("background:url(data:image/gif;base64,AA);color:red"),
            "<p style=\"color:red\">t</p>"
        );
    }
}
