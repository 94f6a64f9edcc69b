//! Declarations that say what would be so without them.

use crate::css::Style;
use crate::pass::flow::holds_text;
use crate::tree::{NodeId, Tree};

/// Properties that pass from an element to what it holds, with the value that they begin with; empty where browsers or
/// the platform's page decide.
const INHERITED: &[(&str, &str)] = &[
    ("color", ""),
    ("direction", "ltr"),
    ("font-family", ""),
    ("font-size", ""),
    ("font-style", "normal"),
    ("font-variant", "normal"),
    ("font-variant-numeric", "normal"),
    ("font-weight", "400"),
    ("letter-spacing", ""),
    ("line-height", ""),
    ("list-style-type", ""),
    ("overflow-wrap", ""),
    ("text-align", ""),
    ("text-indent", "0"),
    ("text-shadow", "none"),
    ("text-transform", "none"),
    ("visibility", "visible"),
    ("white-space", "normal"),
    ("word-break", ""),
    ("word-spacing", "normal"),
];

/// What browsers or the platform's page set themselves, by element: there a value is no repetition.
fn is_preset(name: &str, property: &str) -> bool {
    let names: &[&str] = match property {
        "color" => &["a", "blockquote", "mark"],
        "font-family" | "white-space" => &["pre", "code", "table", "td", "th"],
        "font-size" => {
            &["h1", "h2", "h3", "h4", "h5", "h6", "sub", "sup", "code", "pre", "blockquote", "table"]
        }
        "font-style" => &["em"],
        "font-weight" => &["h1", "h2", "h3", "h4", "h5", "h6", "strong", "th"],
        "text-align" => &["th"],
        "text-indent" => &["table"],
        "list-style-type" => &["ul", "ol", "li"],
        "line-height" => &["li", "sub", "sup"],
        "letter-spacing" => &["pre", "code"],
        "word-break" | "overflow-wrap" => &["table", "td", "th", "pre"],
        _ => &[],
    };
    names.contains(&name) || (property == "color" && name == "li")
}

/// Blocks and inline elements to which nobody gives a margin, a padding, a border or a background.
const PLAIN: &[&str] = &["section", "span", "strong", "em", "u", "del", "sup", "sub"];

/// Properties of one element alone, with a value that says nothing, and the elements of which that is known.
const OWN: &[(&str, &[&str], &[&str])] = &[
    ("position", &["static", "relative"], &[]),
    ("float", &["none"], &[]),
    ("clear", &["none"], PLAIN),
    ("opacity", &["1"], &[]),
    ("transform", &["none"], &[]),
    ("box-shadow", &["none"], &[]),
    ("overflow", &["visible"], &["section", "span", "p", "figure", "h1", "h2", "h3", "h4", "h5", "h6"]),
    ("overflow-x", &["visible"], &["section", "span", "p", "figure"]),
    ("min-width", &["0", "auto"], PLAIN),
    ("min-height", &["0", "auto"], PLAIN),
    ("max-height", &["none"], PLAIN),
    (
        "width",
        &["auto"],
        &["section", "span", "p", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"],
    ),
    (
        "height",
        &["auto"],
        &["section", "span", "p", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"],
    ),
    ("border-radius", &["0"], &[]),
    (
        "border",
        &["0", "none"],
        &["section", "span", "p", "strong", "em", "h1", "h2", "h3", "h4", "h5", "h6", "figure"],
    ),
    ("margin", &["0"], PLAIN),
    (
        "padding",
        &["0"],
        &["section", "span", "p", "strong", "em", "h1", "h2", "h3", "h4", "h5", "h6", "figure"],
    ),
    (
        "text-decoration",
        &["none"],
        &["section", "span", "p", "strong", "em", "h1", "h2", "h3", "h4", "h5", "h6"],
    ),
    (
        "display",
        &["block"],
        &["section", "p", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "blockquote", "pre", "hr"],
    ),
    ("display", &["inline"], &["span", "strong", "em", "u", "del", "sup", "sub", "code", "a", "img"]),
    ("vertical-align", &["baseline"], &["span", "strong", "em", "code", "a", "section", "p"]),
];

/// Takes from an element's style what it would have all the same.
pub(super) fn drop(tree: &mut Tree, article: NodeId, node: NodeId, keeps_backgrounds: bool) {
    let Some(element) = tree.element(node) else { return };
    let name = &*element.name;
    let style = &element.style;
    let has_text = holds_text(tree, node);
    let dropped: Vec<String> = style
        .iter()
        .filter(|(property, value)| {
            // The article's own colour is what an editor falls back to.
            if *property == "color" && !has_text && node != article && is_idle(name, style) {
                return true;
            }
            if is_own(style, name, property, value, keeps_backgrounds) {
                return true;
            }
            // Text says its colour itself, and of `font` the parts depend on their order.
            let is_exempt = (*property == "color" && has_text) || style.value("font").is_some();
            !is_exempt && !is_preset(name, property) && is_inherited(tree, node, property, value)
        })
        .map(|(property, _)| property.to_owned())
        .collect();
    if let Some(element) = tree.element_mut(node) {
        element.style.retain(|property, _| !dropped.iter().any(|own| own == property));
    }
}

/// Whether a colour colours nothing: all text has its own, and no line or shadow of the element takes it.
fn is_idle(name: &str, style: &Style) -> bool {
    const COLOURED: [&str; 7] =
        ["border", "outline", "text-decoration", "column-rule", "box-shadow", "text-shadow", "text-emphasis"];
    // The marker of an item has its colour.
    name != "li"
        && !style.iter().any(|(property, _)| COLOURED.iter().any(|coloured| property.starts_with(coloured)))
}

fn is_own(style: &Style, name: &str, property: &str, value: &str, keeps_backgrounds: bool) -> bool {
    if matches!(property, "background" | "background-color") {
        let is_nothing = matches!(value, "none" | "transparent" | "rgba(0,0,0,0)");
        let is_alone = style.iter().filter(|(other, _)| other.starts_with("background")).count() == 1;
        return is_nothing && is_alone && !keeps_backgrounds;
    }
    let says_nothing = OWN.iter().any(|(own, values, names)| {
        *own == property && values.contains(&value) && (names.is_empty() || names.contains(&name))
    });
    // A longhand beside it says something, or an offset speaks of the position.
    let has_longhand = style.iter().any(|(other, _)| {
        (other.starts_with(property)
            && other.len() > property.len()
            && !matches!(property, "overflow" | "width")
            && !(property == "border" && other.ends_with("-radius")))
            || (property == "position"
                && value == "relative"
                && matches!(other, "top" | "right" | "bottom" | "left"))
            || (property == "border-radius"
                && other.starts_with("border-")
                && other.ends_with("-radius")
                && other != property)
    });
    says_nothing && !has_longhand
}

/// Whether the element would inherit this very value.
fn is_inherited(tree: &Tree, node: NodeId, property: &str, value: &str) -> bool {
    let Some((_, initial)) = INHERITED.iter().find(|(own, _)| *own == property) else { return false };
    // What is measured in the size of the text is another length in another size.
    if value.ends_with("em") || value.ends_with('%') || value.ends_with("ex") || value.ends_with("ch") {
        return false;
    }
    for above in tree.ancestors(node) {
        let Some(element) = tree.element(above) else { continue };
        if let Some(own) = element.style.value(property) {
            return own == value;
        }
        let is_covered = (property.starts_with("font") || property == "line-height")
            && element.style.value("font").is_some()
            || property == "list-style-type" && element.style.value("list-style").is_some();
        if is_covered || is_preset(&element.name, property) {
            return false;
        }
    }
    !initial.is_empty() && (*initial == value || (*initial == "normal" && value == "0"))
}

#[cfg(test)]
mod tests {
    use crate::pass::economy::save;
    use crate::pass::trial::Trial;
    use crate::{Options, Profile};

    fn html(html: &str) -> String {
        Trial::of(html).after(&[save]).html()
    }

    #[test]
    fn what_is_inherited_is_said_once() {
        assert_eq!(
            html(
                "<section style='line-height:2;font-size:15px;color:#111'><p style='line-height:2;font-size:15px;color:#111'>a</p></section>"
            ),
            "<section style=\"line-height:2;font-size:15px\"><p style=\"color:#111\">a</p></section>"
        );
        let kept = "<section style=\"font-size:1.1em;text-indent:2em\"><p style=\"font-size:1.1em;text-indent:2em\">a</p></section>";
        assert_eq!(html(kept), kept, "another length in another size");
    }

    #[test]
    fn what_browsers_set_themselves_is_no_repetition() {
        for kept in [
            "<section style=\"font-weight:900\"><strong style=\"font-weight:900\">a</strong></section>",
            "<section style=\"font-size:16px\"><h2 style=\"font-size:16px\">a</h2></section>",
            "<section style=\"font-weight:700\"><h2><span style=\"font-weight:700\">a</span></h2></section>",
            "<section style=\"font:1em serif\"><p style=\"font-family:serif\">a</p></section>",
            "<p style=\"margin:0\">a</p>",
            "<td style=\"border:0\">a</td>",
        ] {
            let kept = if kept.starts_with("<td") {
                format!("<table><tbody><tr>{kept}</tr></tbody></table>")
            } else {
                kept.to_owned()
            };
            assert_eq!(html(&kept), kept);
        }
    }

    #[test]
    fn what_nobody_changed_goes_without_saying() {
        assert_eq!(
            html(
                "<p style='text-indent:0px;background:none;font-style:normal;opacity:1;display:block;padding:0 0'>a</p>"
            ),
            "<p>a</p>"
        );
        let kept = "<section style=\"text-indent:2em\"><p style=\"text-indent:0\">a</p></section>";
        assert_eq!(html(kept), kept);
        assert_eq!(
            html("<section style='border:0;border-radius:4px;background:#eee'>a</section>"),
            "<section style=\"border-radius:4px;background:#eee\">a</section>"
        );
        let framed = "<section style=\"border:0;border-left:1px solid #eee\">a</section>";
        assert_eq!(html(framed), framed);
    }

    #[test]
    fn a_colour_that_colours_nothing_goes() {
        assert_eq!(
            html("<p><span style='color:#111'><code style='color:#222'>a</code></span></p>"),
            "<p><code style=\"color:#222\">a</code></p>"
        );
        for kept in [
            "<section style=\"color:#111;border:1px solid\"><p style=\"color:#222\">a</p></section>",
            "<ul><li style=\"color:#111\"><section style=\"color:#222\">a</section></li></ul>",
        ] {
            assert_eq!(html(kept), kept);
        }
    }

    #[test]
    fn pasted_backgrounds_of_nothing_stay() {
        let options = Options { profile: Profile::Paste, ..Options::default() };
        let source = "<p style=\"background:transparent\">a</p>";
        assert_eq!(Trial::of(source).options(options).after(&[save]).html(), source);
        assert_eq!(html(source), "<p>a</p>");
    }
}
