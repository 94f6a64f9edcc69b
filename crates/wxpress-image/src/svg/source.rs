//! The text of a drawing becomes a tree of XML, in time and memory that its length bounds.

use resvg::usvg::roxmltree::{Document, ParsingOptions};

use super::{damaged, too_complex};
use crate::Error;

/// Longest file in bytes.
const MAX_BYTES: usize = 10 << 20;

/// Most elements and texts.
const MAX_NODES: u32 = 200_000;

/// Entities that a file declares at most: Illustrator's files have about a dozen.
const MAX_ENTITIES: usize = 64;

/// Bytes that all entities together become at most.
const MAX_EXPANSION: usize = 1 << 20;

/// Pairs that are compared at most, of attributes of one element, and of elements and namespaces.
const MAX_PAIRS: usize = 32 << 20;

/// The text of a file.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(too_complex("more than 10 MiB"));
    }
    std::str::from_utf8(bytes).map_err(|_| damaged("it is not in UTF-8"))
}

/// Its elements.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Error> {
    if !entities_stay_small(text) {
        return Err(too_complex("its entities"));
    }
    // `<` cannot stand in an attribute, so no element has more attributes than there are signs of equality up to the
    // next one.
    let pairs = text.split('<').map(|tag| tag.bytes().filter(|byte| *byte == b'=').count().pow(2));
    let namespaces = text.matches("xmlns").count() * text.bytes().filter(|byte| *byte == b'<').count();
    if pairs.sum::<usize>() > MAX_PAIRS || namespaces > MAX_PAIRS {
        return Err(too_complex("its attributes"));
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, entity_resolver: None };
    Document::parse_with_options(text, options).map_err(damaged)
}

/// Whether entities are few, stand for plain words, and do not make the text much longer.
fn entities_stay_small(text: &str) -> bool {
    let references = text.bytes().filter(|byte| *byte == b'&').count();
    let declarations = text.split("<!ENTITY").skip(1);
    declarations.clone().take(MAX_ENTITIES + 1).count() <= MAX_ENTITIES
        && declarations.map(value).all(|value| {
            !value.contains(['&', '<']) && value.len().saturating_mul(references) <= MAX_EXPANSION
        })
}

/// What stands in quotes first.
fn value(declaration: &str) -> &str {
    let quoted = declaration.find(['"', '\'']).map(|at| declaration.split_at(at).1).unwrap_or_default();
    let mut parts = quoted.split(|sign| quoted.starts_with(sign));
    parts.nth(1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::parse;
    use crate::Error;

    #[test]
    fn entities_of_illustrator_are_read() {
        let svg = "<!DOCTYPE svg [<!ENTITY ns_svg \"http://www.w3.org/2000/svg\">]><svg xmlns=\"&ns_svg;\"/>";
        assert_eq!(
            parse(svg).unwrap().root_element().tag_name().namespace(),
            Some("http://www.w3.org/2000/svg")
        );
    }

    /// Many of something with a number in it.
    fn numbered(many: usize, thing: impl Fn(usize) -> String) -> String {
        (0..many).map(thing).collect::<Vec<_>>().concat()
    }

    #[rstest]
    #[case::a_billion_laughs(format!(
        "<!DOCTYPE svg [<!ENTITY a0 'ha'>{}]><svg>&a9;</svg>",
        numbered(9, |at| format!("<!ENTITY a{} '{}'>", at + 1, format!("&a{at};").repeat(10)))
    ))]
    #[case::a_long_word_often(format!(
        "<!DOCTYPE svg [<!ENTITY a '{}'>]><svg>{}</svg>",
        "a".repeat(100_000),
        "&a;".repeat(100_000)
    ))]
    #[case::attributes_to_compare(format!("<svg {}/>", numbered(100_000, |at| format!("a{at}='' "))))]
    #[case::namespaces_to_look_through(format!(
        "<svg {}>{}</svg>",
        numbered(4_000, |at| format!("xmlns:a{at}='a' ")),
        "<g/>".repeat(100_000)
    ))]
    fn a_text_that_becomes_much_more_is_refused_before_it_does(#[case] svg: String) {
        assert!(matches!(parse(&svg), Err(Error::TooComplex { .. })));
    }
}
