//! SVG: what is taken out of it (docs/reference/html-compat.md D10).

use lol_html::html_content::Element;

use super::{Gate, Seen, animation, attribute_value, picture, style, take_out, unescape};
use crate::article::rule::Rule;

/// Elements that go, with all they hold. Names are in lower case, as the parser tells them.
const REMOVED: [&str; 9] =
    ["defs", "marker", "symbol", "use", "clippath", "mask", "pattern", "filter", "foreignobject"];
/// Attributes that go, besides `aria-*` and `data-*`.
const UNWANTED: [&str; 6] = ["class", "role", "focusable", "xml:space", "pointer-events", "cursor"];
/// The two ways to write a reference.
const REFERENCES: [&str; 2] = ["href", "xlink:href"];

/// Judges an element of SVG; `false` when it was taken out.
pub(super) fn judge(element: &mut Element<'_, '_>, seen: &mut Seen, gate: Gate<'_>) -> bool {
    let name = element.tag_name();
    if gate.holds(Rule::SvgElements) && REMOVED.contains(&name.as_str()) {
        take_out(element, seen, gate, Rule::SvgElements, "");
        return false;
    }
    if gate.holds(Rule::SvgAnimations) && !animation::may_stay(element) {
        let detail =
            format!("{} {}", attribute_value(element, "attributename"), attribute_value(element, "type"));
        take_out(element, seen, gate, Rule::SvgAnimations, &detail);
        return false;
    }
    drop_attributes(element, seen, gate);
    if name != "image" {
        return true;
    }
    let source = REFERENCES.iter().find_map(|name| element.get_attribute(name));
    source.is_none_or(|source| picture::stays(element, &unescape(&source), seen, gate))
}

fn drop_attributes(element: &mut Element<'_, '_>, seen: &mut Seen, gate: Gate<'_>) {
    let unwanted: Vec<(Rule, String, String)> = element
        .attributes()
        .iter()
        .filter_map(|attribute| {
            let (name, value) = (attribute.name(), attribute.value());
            let rule = if UNWANTED.contains(&name.as_str())
                || name.starts_with("aria-")
                || name.starts_with("data-")
            {
                Rule::SvgAttributes
            } else if name != "style" && is_reference(&name, &unescape(&value)) {
                Rule::SvgReferences
            } else {
                return None;
            };
            gate.holds(rule).then_some((rule, name, value))
        })
        .collect();
    for (rule, name, value) in unwanted {
        element.remove_attribute(&name);
        seen.findings.note_attribute(rule, &element.tag_name(), &name, &value);
    }
    style::sift(element, seen, |declaration| {
        let goes = gate.holds(Rule::SvgReferences) && has_fragment(declaration.value);
        goes.then_some(Rule::SvgReferences)
    });
}

fn is_reference(name: &str, value: &str) -> bool {
    (REFERENCES.contains(&name) && value.trim_start().starts_with('#')) || has_fragment(value)
}

/// Whether a value holds `url(#…)`.
fn has_fragment(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    value.match_indices("url(").any(|(place, start)| {
        value[place + start.len()..].trim_start_matches([' ', '"', '\'']).starts_with('#')
    })
}

#[cfg(test)]
mod tests {
    use crate::article::content::tests::{filtered, html};
    use crate::article::rule::Rule;

    #[test]
    fn what_svg_refers_to_goes() {
        let result = filtered(
            "<svg viewBox=\"0 0 9 9\"><defs><path id=\"a\"/></defs><clipPath><path/></clipPath><use href=\"#a\"/>\
             <foreignObject><p>t</p></foreignObject><style>a{}</style><g><path d=\"M0 0\"/></g></svg><p>u</p>",
        );
        assert_eq!(result.html, "<svg viewBox=\"0 0 9 9\"><g><path d=\"M0 0\"/></g></svg><p>u</p>");
        assert_eq!(result.findings.rules(), [Rule::SvgElements, Rule::RemovedElements]);
    }

    #[test]
    fn references_and_labels_go_from_attributes() {
        assert_eq!(
            html(
                "<svg class=\"a\" role=\"img\" aria-label=\"b\" data-c=\"d\" width=\"9\">\
                 <path fill=\"url( '#g')\" d=\"M0\" style=\"color:red;fill:url(#h)\"/></svg>"
            ),
            "<svg width=\"9\"><path d=\"M0\" style=\"color:red;\" /></svg>"
        );
        let html_class =
            "<section class=\"a\" data-c=\"d\" role=\"img\"><svg><text x=\"1\">t</text></svg></section>";
        assert_eq!(html(html_class), html_class);
    }

    #[test]
    fn foreign_pictures_go_from_svg_too() {
        let own = "<svg><image xlink:href=\"http://mmbiz.qpic.cn/mmbiz_png/A/0?wx_fmt=png\"/></svg>";
        assert_eq!(html(own), own);
        assert_eq!(html("<svg><image href=\"http://a.cn/b.png\"/></svg>"), "<svg></svg>");
    }
}
