//! Markdown as a tree.

mod callouts;
mod inlines;
mod lines;

use comrak::{Arena, Options, format_html, parse_document};

use crate::finding::Findings;
use crate::rule::Rule;
use crate::tree::{Tree, Unparsable, parse};

/// Reads Markdown; `first_line` is the number of lines that stand before the text in its file.
///
/// What comes out is plain HTML but for these: formulas are `span[data-math-style]`, callouts and containers are
/// sections of their classes, ruby is `ruby`.
pub(crate) fn read(text: &str, lines_before: u32, findings: &mut Findings) -> Result<Tree, Unparsable> {
    let mut options = options();
    bound(text, &mut options, findings);
    let arena = Arena::new();
    let document = parse_document(&arena, text, &options);
    let mut html = String::new();
    // Nothing can go wrong with a string.
    let _ = format_html(document, &options, &mut html);
    let mut tree = parse(&html)?;
    callouts::name(&mut tree);
    lines::place(&mut tree, &lines::blocks(document, &html), lines_before);
    inlines::read(&mut tree);
    Ok(tree)
}

/// Leaves those extensions out whose marks are too many: the parser looks for the end of each from its beginning, which
/// costs the square of their number.
fn bound(text: &str, options: &mut Options<'_>, findings: &mut Findings) {
    const MAX_MARKS: usize = 4_000;
    /// Notes within notes are read by recursion.
    const MAX_INLINE_NOTES: usize = 500;
    let extension = &mut options.extension;
    let marks: [(&str, usize, &mut bool); 4] = [
        ("^[", MAX_INLINE_NOTES, &mut extension.inline_footnotes),
        ("[^", MAX_MARKS, &mut extension.footnotes),
        ("\\", 4 * MAX_MARKS, &mut extension.math_latex),
        (":::", MAX_MARKS, &mut extension.block_directive),
    ];
    for (mark, most, is_on) in marks {
        if memchr::memmem::find_iter(text.as_bytes(), mark).take(most + 1).count() > most {
            *is_on = false;
            findings.report_of(Rule::TooManyMarks, None, mark);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn html(markdown: &str) -> String {
        let tree = read(markdown, 0, &mut Findings::default()).unwrap();
        tree.write(tree.root()).replace('\n', "")
    }

    #[test]
    fn lines_are_those_of_the_source() {
        let tree = read("# a\n\ntext\n\n- b", 3, &mut Findings::default()).unwrap();
        let item = tree.find(tree.root(), &["li"])[0];
        assert_eq!(tree.line(item), Some(8));
    }

    #[test]
    fn html_of_the_author_has_lines_too() {
        let text = "# a\n\n<div>\n<i>b</i>\n\n- x\n\n  <section>\n  <u>c</u></section>\n\n</div>\n\n<!-- \n -->\n<s>d</s>\n\ne";
        let tree = read(text, 10, &mut Findings::default()).unwrap();
        let line = |name: &str| tree.line(tree.find(tree.root(), &[name])[0]);
        assert_eq!(
            ["div", "i", "li", "section", "u", "s"].map(line),
            [Some(13), Some(14), Some(16), Some(18), Some(19), Some(25)]
        );
    }

    #[test]
    fn marks_without_end_cost_no_square() {
        for mark in ["^[", "[^", "\\(", "\\[", ":::a\n", "^[]", "![[", "{"] {
            let mut findings = Findings::default();
            let text = mark.repeat(200_000 / mark.len());
            // What is not bounded would take minutes.
            assert!(read(&text, 0, &mut findings).is_ok() || !findings.into_sorted().is_empty(), "{mark}");
        }
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
