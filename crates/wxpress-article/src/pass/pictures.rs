//! The article's pictures (docs/reference/html-compat.md D11).

use crate::article::Piece;
use crate::image::{ImageRef, ImageSource};
use crate::render::Work;
use crate::rule::Rule;
use crate::text::DATA_PREFIX;
use crate::tree::NodeId;

/// Stands for the address of the n-th picture until the HTML is taken to pieces. No text and no style can hold it: the
/// parsers of Markdown, HTML and CSS all put U+FFFD in its place.
const MARK: char = '\0';

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

#[cfg(test)]
mod tests {
    use crate::{Options, Source, render};

    #[test]
    fn no_text_stands_for_a_picture() {
        for text in ["a\u{f8ff}0\u{f8ff}b", "a\u{0}0\u{0}b", "<p>a&#0;0&#0;b</p>"] {
            let html =
                render(&Source::markdown(&format!("{text}\n\n![](c.png)")), &Options::default()).html();
            assert_eq!(html.matches("c.png").count(), 1, "{html}");
            assert!(html.contains('0'), "{html}");
        }
        let css = "p::before{content:'a\u{0}0\u{0}'} p{font-family:'\\0 0\\0 '}";
        let options = Options { css: Some(css.to_owned()), ..Options::default() };
        let html = render(&Source::html("<p>a</p><img src=c.png>"), &options).html();
        assert_eq!(html.matches("c.png").count(), 1, "{html}");
    }
}
