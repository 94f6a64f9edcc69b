//! White space between blocks shows as blank lines, and empty blocks as paragraphs
//! (docs/reference/html-compat.md D12).

use super::flow::{display, is_block};
use crate::render::Work;
use crate::tree::{Content, Edge, NodeId, Tree};

/// Collapses white space as a browser would show it, and takes out what shows nothing.
pub(super) fn collapse(work: &mut Work<'_>) {
    drop_empty(work);
    let tree = &mut work.tree;
    let edges: Vec<Edge> = tree.edges(work.article).collect();
    let mut line = Line::default();
    let mut verbatim = 0_usize;
    for edge in edges {
        match edge {
            Edge::Open(node) if keeps_white_space(tree, node) => {
                verbatim += 1;
                line.end(tree);
            }
            Edge::Close(node) if keeps_white_space(tree, node) => {
                verbatim -= 1;
                line.end(tree);
            }
            _ if verbatim > 0 => {}
            Edge::Open(node) => match tree.content(node) {
                Content::Text(_) => line.take(tree, node),
                Content::Markup(_) => line.put(),
                Content::Element(_) => match Kind::of(tree, node) {
                    Kind::Block => line.end(tree),
                    Kind::Box => line.begin_box(),
                    Kind::Replaced => line.put(),
                    Kind::Inline => {}
                },
                Content::Fragment => {}
            },
            Edge::Close(node) => match Kind::of(tree, node) {
                Kind::Block => line.end(tree),
                Kind::Box => line.end_box(tree),
                Kind::Replaced | Kind::Inline => {}
            },
        }
    }
    line.end(tree);
}

/// What an element does to the line that it stands in.
enum Kind {
    /// Ends it.
    Block,
    /// Stands in it with lines of its own.
    Box,
    /// Stands in it like a letter.
    Replaced,
    /// Is a part of it.
    Inline,
}

impl Kind {
    fn of(tree: &Tree, node: NodeId) -> Self {
        let display = display(tree, node);
        if tree.is_any(node, &["img", "svg"]) {
            if display == "block" { Self::Block } else { Self::Replaced }
        } else if tree.is(node, "br")
            || matches!(display, "block" | "flex" | "table" | "list-item" | "-webkit-box")
        {
            Self::Block
        } else if matches!(display, "inline-block" | "inline-flex" | "inline-table") {
            Self::Box
        } else if is_block(tree, node) && display != "inline" {
            Self::Block
        } else {
            Self::Inline
        }
    }
}

fn keeps_white_space(tree: &Tree, node: NodeId) -> bool {
    let Some(element) = tree.element(node) else { return false };
    match element.style.value("white-space") {
        Some(value) => value.starts_with("pre") || value == "break-spaces",
        None => matches!(&*element.name, "pre" | "svg"),
    }
}

/// The line that a walk is in.
#[derive(Default)]
struct Line {
    /// Whether something that is no space stands directly before.
    is_open: bool,
    /// The text that ends with a space, if that stands directly before.
    space: Option<NodeId>,
}

impl Line {
    /// Takes in a text: one space for many, none at the beginning of a line or after another.
    fn take(&mut self, tree: &mut Tree, node: NodeId) {
        let Some(text) = tree.text_mut(node) else { return };
        let mut kept = String::with_capacity(text.len());
        for character in text.chars() {
            if character.is_ascii_whitespace() {
                if self.is_open {
                    kept.push(' ');
                    self.is_open = false;
                    self.space = Some(node);
                }
            } else {
                kept.push(character);
                self.is_open = true;
                self.space = None;
            }
        }
        let is_empty = kept.is_empty();
        *text = kept;
        if is_empty {
            tree.detach(node);
        }
    }

    /// Takes in what is no text.
    fn put(&mut self) {
        self.is_open = true;
        self.space = None;
    }

    /// Takes the space away that the line ends with.
    fn end(&mut self, tree: &mut Tree) {
        self.is_open = false;
        let Some(node) = self.space.take() else { return };
        if let Some(text) = tree.text_mut(node) {
            text.truncate(text.trim_ascii_end().len());
            if text.is_empty() {
                tree.detach(node);
            }
        }
    }

    /// A box begins: the space before it stays.
    fn begin_box(&mut self) {
        self.is_open = false;
        self.space = None;
    }

    fn end_box(&mut self, tree: &mut Tree) {
        self.end(tree);
        self.put();
    }
}

/// Elements that are nothing without content.
const EMPTY: &[&str] = &[
    "p",
    "section",
    "span",
    "strong",
    "em",
    "u",
    "del",
    "sup",
    "sub",
    "code",
    "a",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "figure",
    "figcaption",
    "ul",
    "ol",
    "li",
    "pre",
];

/// Takes empty elements out, the innermost first; boxes that can be seen stay.
fn drop_empty(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    for node in tree.find(work.article, EMPTY).into_iter().rev() {
        let is_empty = tree.children(node).all(|child| tree.is_white_space(child));
        if !is_empty || is_seen(tree, node) || is_mark(tree, node) {
            continue;
        }
        // A space between two words is more than nothing.
        let space = tree.first_child(node).filter(|_| !is_block(tree, node));
        match space {
            Some(space) => tree.replace(node, space),
            None => tree.detach(node),
        }
    }
}

/// Whether an empty box shows something, or takes room of its own.
fn is_seen(tree: &Tree, node: NodeId) -> bool {
    let is_visible = |property: &str, value: &str| {
        let is_something = !matches!(value, "none" | "0" | "transparent" | "0px");
        let shows = property.starts_with("border") && !property.ends_with("radius")
            || property.starts_with("background")
            || property.starts_with("box-shadow")
            || (property.starts_with("padding") || matches!(property, "height" | "min-height"));
        shows && is_something
    };
    tree.element(node)
        .is_some_and(|element| element.style.iter().any(|(property, value)| is_visible(property, value)))
}

/// Whether the element is of use to the platform.
fn is_mark(tree: &Tree, node: NodeId) -> bool {
    tree.attribute(node, "data-miniprogram-appid").is_some()
}

#[cfg(test)]
mod tests {
    use super::collapse;
    use crate::pass::trial::Trial;

    fn html(html: &str) -> String {
        Trial::of(html).after(&[collapse]).html()
    }

    #[test]
    fn between_blocks_there_is_nothing() {
        assert_eq!(
            html(
                "\n<h2> a </h2>\n\n<section>\n <p>b\n c </p>\n</section> <table>\n<tr>\n<td> 1 </td>\n</tr></table>\n"
            ),
            "<h2>a</h2><section><p>b c</p></section><table><tbody><tr><td>1</td></tr></tbody></table>"
        );
        assert_eq!(html("<ul>\n<li>\n a\n</li>\n</ul>"), "<ul><li>a</li></ul>");
        assert_eq!(html("<p>a <br> b</p>"), "<p>a<br>b</p>");
    }

    #[test]
    fn inside_of_text_one_space_stays() {
        assert_eq!(html("<p>a <b> b</b> <i>c </i> d</p>"), "<p>a <b>b</b> <i>c </i>d</p>");
        assert_eq!(html("<p><b>a</b> <i>b</i></p>"), "<p><b>a</b> <i>b</i></p>");
        assert_eq!(html("<p>a <img src=x> b</p>"), "<p>a <img src=\"x\"> b</p>");
        assert_eq!(html("<p>a\u{a0} \u{a0}b</p>"), "<p>a\u{a0} \u{a0}b</p>");
    }

    #[test]
    fn a_box_in_a_line_has_lines_of_its_own() {
        assert_eq!(
            html("<p>a <span style='display:inline-block'> b </span> c</p>"),
            "<p>a <span style=\"display:inline-block\">b</span> c</p>"
        );
    }

    #[test]
    fn code_is_what_it_is() {
        let code = "<pre> a\n  b </pre>";
        assert_eq!(html(code), code);
        let styled = "<p style=\"white-space:pre-wrap\">a  b</p>";
        assert_eq!(html(styled), styled);
    }

    #[test]
    fn empty_paragraphs_go_and_decorations_stay() {
        assert_eq!(
            html("<p></p><section><p> </p></section><blockquote>\n</blockquote><p>a<strong> </strong>c</p>"),
            "<p>a c</p>"
        );
        let line = "<section style=\"height:1px;background:#eee\"></section>";
        assert_eq!(html(line), line);
        assert_eq!(html("<p style='margin:1em;border:0'></p>"), "");
    }
}
