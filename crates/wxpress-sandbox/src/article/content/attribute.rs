//! Attributes that no element may have: event handlers, `id`, links to scripts.

use lol_html::html_content::Element;

use super::{Gate, Seen, unescape};
use crate::article::rule::Rule;

/// Attributes that are addresses.
const ADDRESSES: [&str; 9] =
    ["href", "xlink:href", "src", "data-src", "action", "formaction", "poster", "background", "data"];

pub(super) fn drop(element: &mut Element<'_, '_>, seen: &mut Seen, gate: Gate<'_>) {
    let unwanted: Vec<(Rule, String, String)> = element
        .attributes()
        .iter()
        .filter_map(|attribute| {
            let name = attribute.name();
            let rule = if name.starts_with("on") {
                Rule::EventHandlers
            } else if name == "id" {
                Rule::Ids
            } else if ADDRESSES.contains(&name.as_str()) && is_script(&attribute.value()) {
                Rule::ScriptLinks
            } else {
                return None;
            };
            gate.holds(rule).then(|| (rule, name, attribute.value()))
        })
        .collect();
    for (rule, name, value) in unwanted {
        element.remove_attribute(&name);
        seen.findings.note_attribute(rule, &element.tag_name(), &name, &value);
    }
}

/// Browsers skip blanks and control characters in a scheme.
fn is_script(address: &str) -> bool {
    let bare: String = unescape(address)
        .chars()
        .filter(|character| !character.is_whitespace() && !character.is_control())
        .take("javascript:".len())
        .collect();
    bare.eq_ignore_ascii_case("javascript:")
}

#[cfg(test)]
mod tests {
    use crate::article::content::tests::{filtered, html};
    use crate::article::rule::Rule;

    #[test]
    fn handlers_and_ids_go() {
        let result = filtered("<p id=\"a\" onclick=\"x()\" ONLOAD=y style=\"color:red\">t</p>");
        assert_eq!(result.html, "<p style=\"color:red\">t</p>");
        assert_eq!(result.findings.rules(), [Rule::Ids, Rule::EventHandlers]);
        assert_eq!(
            html("<p class='a' title=b data-id=\"c\">t</p>"),
            "<p class='a' title=b data-id=\"c\">t</p>"
        );
    }

    #[test]
    fn links_to_scripts_go_and_words_stay() {
        let result = filtered("<a href=\" Java&#10;script:x()\">t</a>");
        assert_eq!((result.html.as_str(), result.findings.rules()), ("<a>t</a>", vec![Rule::ScriptLinks]));
        let book = "<section data-name=\"JavaScript: the book\">t</section>";
        assert_eq!(html(book), book);
    }
}
