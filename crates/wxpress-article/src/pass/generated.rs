//! What `::before` and `::after` show becomes part of the article (docs/reference/html-compat.md D3).

use crate::css::{Counters, Generated, Piece, Style};
use crate::render::Work;
use crate::rule::Rule;
use crate::tree::{Edge, Element, NodeId, Tree};

/// Longest text of a pseudo-element, in bytes.
const MAX_TEXT: usize = 4_000;

/// Makes pseudo-elements and counters real.
pub(crate) fn materialise(work: &mut Work<'_>, generated: &Generated) {
    for value in &generated.unknowable {
        work.findings.report_of(Rule::UnknowableValue, None, value);
    }
    if generated.is_cut_short {
        work.findings.report(Rule::SheetTooCostly, None);
    }
    let article = work.article;
    let tree = &mut work.tree;
    let mut counters = Counters::default();
    let mut depth = 0;
    let mut edges = vec![Edge::Open(article)];
    edges.extend(tree.edges(article));
    edges.push(Edge::Close(article));
    for edge in edges {
        match edge {
            Edge::Open(node) => {
                depth += 1;
                if let Some(element) = tree.element_mut(node) {
                    count(&mut counters, depth, &mut element.style);
                }
                if let Some(style) = generated.before.get(&node)
                    && let Some(made) = make(tree, node, style.clone(), &mut counters, depth + 1)
                {
                    tree.prepend(node, made);
                }
            }
            Edge::Close(node) => {
                if let Some(style) = generated.after.get(&node)
                    && let Some(made) = make(tree, node, style.clone(), &mut counters, depth + 1)
                {
                    tree.append(node, made);
                }
                counters.leave(depth - 1);
                depth -= 1;
            }
        }
    }
}

fn count(counters: &mut Counters, depth: usize, style: &mut Style) {
    if let Some(reset) = style.take("counter-reset") {
        counters.reset(depth, &reset);
    }
    if let Some(increment) = style.take("counter-increment") {
        counters.increment(depth, &increment);
    }
}

/// The element that a pseudo-element becomes; none where it shows nothing, or stands where nothing can be put.
fn make(
    tree: &mut Tree,
    of: NodeId,
    mut style: Style,
    counters: &mut Counters,
    depth: usize,
) -> Option<NodeId> {
    count(counters, depth, &mut style);
    let content = style.take("content")?;
    // Out of the flow there is no place for it: positions do not survive.
    if matches!(style.value("position"), Some("absolute" | "fixed")) || style.value("display") == Some("none")
    {
        return None;
    }
    if tree.is(of, "hr") {
        // A rule holds nothing: one that shows something is a section.
        tree.rename(of, "section");
        if let Some(element) = tree.element_mut(of) {
            element.add_class("rule");
        }
    }
    let mut text = String::new();
    for piece in Piece::parse(&content)? {
        match piece {
            Piece::Text(part) => text.push_str(&part),
            Piece::Attribute(name) => text.push_str(tree.attribute(of, &name).unwrap_or_default()),
            Piece::Counter { name, between, numbering } => {
                text.push_str(&counters.text(&name, between.as_deref(), &numbering));
            }
        }
    }
    let is_block = matches!(style.value("display"), Some("block" | "flex" | "table"));
    // Attributes may be as long as the source, and be asked for by every element.
    if text.len() > MAX_TEXT {
        return None;
    }
    if text.is_empty() && !style.iter().any(|(property, _)| is_seen(property)) {
        return None;
    }
    if is_block {
        style.take("display");
    }
    // An inline part of a paragraph cannot be a section: the editor would break the paragraph there.
    let inside_text =
        tree.is_any(of, &["p", "span", "a", "strong", "em", "code", "h1", "h2", "h3", "h4", "h5", "h6"]);
    let name = if is_block && !inside_text { "section" } else { "span" };
    if is_block && name == "span" {
        style.set_default("display", "block");
    }
    let mut element = Element::new(name);
    element.style = style;
    let made = tree.new_element(element);
    let text = tree.new_text(text);
    tree.append(made, text);
    Some(made)
}

/// Whether a property makes an empty box visible.
fn is_seen(property: &str) -> bool {
    property.starts_with("border") || property.starts_with("background") || property.starts_with("box-shadow")
}

#[cfg(test)]
mod tests {
    use crate::{Options, Source, render};

    fn html(markdown: &str, css: &str) -> String {
        let options = Options { css: Some(css.to_owned()), ..Options::default() };
        render(&Source::markdown(&format!("---\ntitle: t\n---\n{markdown}")), &options).html()
    }

    #[test]
    fn counters_and_texts_become_real() {
        let out = html(
            "## a\n\n## b\n",
            "#article{counter-reset:h} h2{counter-increment:h} h2::before{content:'第' counter(h) '节 '}",
        );
        assert!(out.contains("第1节 ") && out.contains("第2节 ") && !out.contains("counter"), "{out}");
    }

    #[test]
    fn a_rule_that_shows_something_is_no_rule() {
        let out = html("a\n\n---\n\nb", "hr{text-align:center} hr::before{content:'◇'}");
        assert!(out.contains("◇</span></section>") || out.contains("◇</section>"), "{out}");
        assert!(!out.contains("<hr"), "{out}");
    }

    #[test]
    fn what_stands_nowhere_is_not_made() {
        let out = html("## a", "h2::before{content:'x';position:absolute} h2::after{content:''}");
        assert!(!out.contains(">x<") && !out.contains("<span style=\"\">"), "{out}");
    }
}
