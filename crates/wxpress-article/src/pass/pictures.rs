//! The article's pictures (docs/reference/html-compat.md D11).

use crate::article::Piece;
use crate::image::{ImageRef, ImageSource};
use crate::render::Work;
use crate::rule::Rule;
use crate::text::DATA_PREFIX;
use crate::tree::NodeId;

/// Stands for the address of the n-th picture until the HTML is taken to pieces. No source can hold it: it is no
/// character of text.
const MARK: char = '\u{f8ff}';

/// Lists the pictures of the body, and puts a mark in the place of each address.
pub(super) fn collect(work: &mut Work<'_>) {
    for node in work.tree.find(work.article, &["img"]) {
        let Some(source) = source(work, node) else {
            work.tree.detach(node);
            continue;
        };
        let alt = work.tree.attribute(node, "alt").unwrap_or_default().trim().to_owned();
        let mark = mark(work, source, &alt, work.tree.line(node));
        if let Some(element) = work.tree.element_mut(node) {
            element.set("src", mark);
        }
    }
}

/// Lists a picture, once however often it is shown, and gives what stands for its address.
pub(super) fn mark(work: &mut Work<'_>, source: ImageSource, alt: &str, line: Option<u32>) -> String {
    let next = work.images.len();
    let at = *work.known_images.entry(source.clone()).or_insert(next);
    if at == next {
        work.images.push(ImageRef { source, alt: alt.to_owned(), line });
    }
    format!("{MARK}{at}{MARK}")
}

fn source(work: &mut Work<'_>, node: NodeId) -> Option<ImageSource> {
    let tree = &work.tree;
    let line = tree.line(node);
    // An article that was read back has its addresses in `data-src`.
    let address = ["src", "data-src"]
        .iter()
        .filter_map(|name| tree.attribute(node, name))
        .map(str::trim)
        .find(|address| !address.is_empty());
    let Some(address) = address else {
        work.findings.report(Rule::PictureWithoutSource, line);
        return None;
    };
    if let Some(number) = address.strip_prefix(DATA_PREFIX)
        && let Some(data) = number.parse().ok().and_then(|at: usize| work.data.get(at))
    {
        return Some(ImageSource::Data((*data).to_owned()));
    }
    let source = ImageSource::of(address, &work.options.platform_hosts);
    if source.is_none() {
        work.findings.report_of(Rule::PictureScheme, line, address);
    }
    source
}

/// The HTML, taken to pieces at its pictures' addresses.
pub(crate) fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, part) in html.split(MARK).enumerate() {
        if at % 2 == 0 {
            pieces.push(Piece::Markup(part.to_owned()));
        } else {
            pieces.push(Piece::Image(part.parse().unwrap_or_default()));
        }
    }
    pieces
}
