//! What of a drawing is not drawn.

use resvg::usvg::roxmltree::{Document, Node};

use super::{SVG, style};

/// What of a drawing was not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Scripts: they might have changed the drawing.
    Script,
    /// Movement: what is seen is the drawing before it moves.
    Animation,
    /// Pages of HTML in the drawing (`foreignObject`), as programs write that draw diagrams.
    Html,
    /// What is not in the file: pictures, shapes and styles at an address.
    External,
    /// Pictures in the file that cannot be read.
    Picture,
    /// Characters that the typeface does not have.
    Characters,
}

/// What of the elements of a document is not drawn.
pub(super) fn find(document: &Document<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut note = |part| {
        if !parts.contains(&part) {
            parts.push(part);
        }
    };
    if document.root().children().any(|node| node.pi().is_some_and(|pi| pi.target == "xml-stylesheet")) {
        note(Part::External);
    }
    for text in style::texts(document) {
        if text.contains("@import") || is_external_url(text) {
            note(Part::External);
        }
        if text.contains("@keyframes") {
            note(Part::Animation);
        }
    }
    let drawn =
        |node: &Node<'_, '_>| node.is_element() && matches!(node.tag_name().namespace(), None | Some(SVG));
    for node in document.descendants().filter(drawn) {
        match node.tag_name().name() {
            "script" => note(Part::Script),
            "animate" | "animateColor" | "animateMotion" | "animateTransform" | "set" => {
                note(Part::Animation);
            }
            "foreignObject" if !has_fallback(node) => note(Part::Html),
            name => {
                for attribute in node.attributes() {
                    let (property, value) = (attribute.name(), attribute.value());
                    if property.starts_with("on") {
                        note(Part::Script);
                    }
                    let is_link = property == "href" && name != "a" && name != "style";
                    if is_link && !is_inside(value) || is_external_url(value) {
                        note(Part::External);
                    }
                }
            }
        }
    }
    parts
}

/// Whether a `switch` has something else to show instead.
fn has_fallback(page: Node<'_, '_>) -> bool {
    page.parent().is_some_and(|parent| parent.has_tag_name((SVG, "switch")))
        && page.next_sibling_element().is_some()
}

/// Whether a style needs something that is not in the file.
fn is_external_url(style: &str) -> bool {
    let mut targets = style.split("url(").skip(1);
    targets.any(|target| !is_inside(target.trim_start().trim_start_matches(['"', '\''])))
}

/// Whether an address is in the file.
fn is_inside(address: &str) -> bool {
    let address = address.trim_start();
    address.is_empty() || address.starts_with('#') || address.starts_with("data:")
}

#[cfg(test)]
mod tests {
    use resvg::usvg::roxmltree::Document;
    use rstest::rstest;

    use super::{Part, find};

    #[rstest]
    #[case("<script>draw()</script>", &[Part::Script])]
    #[case("<rect onload='draw()'/>", &[Part::Script])]
    #[case("<rect><animate/></rect><circle><set/></circle>", &[Part::Animation])]
    #[case("<style>@keyframes turn { }</style>", &[Part::Animation])]
    #[case("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>words</p></foreignObject>", &[Part::Html])]
    #[case("<image href='https://example.com/a.png'/>", &[Part::External])]
    #[case("<image href='file:///etc/passwd'/>", &[Part::External])]
    #[case("<use href='other.svg#a'/>", &[Part::External])]
    #[case("<rect fill='url(other.svg#a)'/>", &[Part::External])]
    #[case("<style>@import 'a.css'; rect { fill: url( \"//example.com/a\" ) }</style>", &[Part::External])]
    // What shows the same.
    #[case("<switch><foreignObject/><text>words</text></switch>", &[])]
    #[case("<a href='https://example.com'><use href='#a'/><rect fill=\"url('#b')\"/></a>", &[])]
    #[case("<image href=' data:image/png;base64,AAAA'/>", &[])]
    #[case("<script xmlns='http://example.com'/>", &[])]
    fn what_is_not_drawn_is_told(#[case] content: &str, #[case] parts: &[Part]) {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'>{content}</svg>");
        assert_eq!(find(&Document::parse(&svg).unwrap()), parts);
    }
}
