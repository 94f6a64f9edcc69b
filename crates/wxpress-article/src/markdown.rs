//! Markdown as a tree.

mod callouts;
mod inlines;

use comrak::Options;

use crate::tree::{Tree, Unparsable, parse};

/// Reads Markdown; `first_line` is the number of lines that stand before the text in its file.
///
/// What comes out is plain HTML but for these: formulas are `span[data-math-style]`, callouts and containers are
/// sections of their classes, ruby is `ruby`.
pub(crate) fn read(text: &str, lines_before: u32) -> Result<Tree, Unparsable> {
    let mut tree = parse(&comrak::markdown_to_html(text, &options()))?;
    callouts::name(&mut tree);
    place(&mut tree, lines_before);
    inlines::read(&mut tree);
    Ok(tree)
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.autolink = true;
    extension.block_directive = true;
    extension.cjk_friendly_emphasis = true;
    extension.description_lists = true;
    extension.footnotes = true;
    extension.highlight = true;
    extension.inline_footnotes = true;
    extension.insert = true;
    extension.math_code = true;
    extension.math_dollars = true;
    extension.math_latex = true;
    extension.multiline_block_quotes = true;
    extension.ofm_callouts = true;
    extension.ofm_comments = true;
    extension.strikethrough = true;
    extension.subscript = true;
    extension.superscript = true;
    extension.table = true;
    extension.tasklist = true;
    extension.wikilinks_ignore_embeds = true;
    extension.wikilinks_title_after_pipe = true;
    options.render.full_info_string = true;
    options.render.sourcepos = true;
    // What the author's HTML may do is decided by the passes, on the tree.
    options.render.r#unsafe = true;
    options
}

/// Gives the nodes the lines of the source instead of those of the HTML in between.
fn place(tree: &mut Tree, lines_before: u32) {
    let nodes: Vec<_> = tree.descendants(tree.root()).collect();
    for node in nodes {
        let place = tree.element_mut(node).and_then(|element| element.take("data-sourcepos"));
        let line = place.and_then(|place| place.split(':').next()?.parse::<u32>().ok());
        tree.set_line(node, line.map_or(0, |line| line.saturating_add(lines_before)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn html(markdown: &str) -> String {
        let tree = read(markdown, 0).unwrap();
        tree.write(tree.root()).replace('\n', "")
    }

    #[test]
    fn lines_are_those_of_the_source() {
        let tree = read("# a\n\ntext\n\n- b", 3).unwrap();
        let item = tree.find(tree.root(), &["li"])[0];
        assert_eq!(tree.line(item), Some(8));
    }

    #[test]
    fn extensions_are_read() {
        assert_eq!(
            html("**加粗。**后 ==h== ++i++ ~~d~~ H~2~O x^2^"),
            "<p><strong>加粗。</strong>后 <mark>h</mark> <ins>i</ins> <del>d</del> H<sub>2</sub>O x<sup>2</sup></p>"
        );
        assert_eq!(
            html("\\(a_b\\) $c$ %%no%%"),
            "<p><span data-math-style=\"inline\">a_b</span> <span data-math-style=\"inline\">c</span> </p>"
        );
        assert_eq!(html("term\n: def"), "<dl><dt>term</dt><dd>def</dd></dl>");
    }
}
