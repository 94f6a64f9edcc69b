//! Tables get their section, and what their attributes said becomes style.

use super::CELLS;
use crate::render::Work;
use crate::tree::{Element, NodeId, Tree};

/// Parts of a table whose attributes may speak of looks.
const PARTS: &[&str] = &["table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"];

/// Puts tables in order, before style sheets apply.
pub(in crate::pass) fn wrap(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    let parts = tree.find(work.article, PARTS);
    // From the outside in: an alignment holds for the cells below until they have their own.
    for part in &parts {
        if tree.is_any(*part, CELLS) {
            align(tree, *part);
        }
    }
    for part in parts {
        attributes_to_style(tree, part);
    }
    for table in tree.find(work.article, &["table"]) {
        drop_empty_head(tree, table);
        let foot = tree.child_elements(table).find(|part| tree.is(*part, "tfoot"));
        if let Some(foot) = foot {
            tree.append(table, foot);
        }
        if tree.is_within(table, &["table"]) {
            continue;
        }
        let caption = tree.child_elements(table).find(|part| tree.is(*part, "caption"));
        let parent = tree.parent(table).filter(|parent| tree.has_class(*parent, "table"));
        let section = parent.unwrap_or_else(|| tree.wrap(table, Element::with_class("section", "table")));
        // The editor's tables have no captions.
        if let Some(caption) = caption {
            tree.rename(caption, "figcaption");
            let figure = tree.wrap(section, Element::new("figure"));
            tree.append(figure, caption);
            if tree.is_blank(caption) {
                tree.unwrap(figure);
                tree.detach(caption);
            }
        }
    }
}

/// The alignment of a cell, its own or that of its row or group, as a style of the cell.
fn align(tree: &mut Tree, cell: NodeId) {
    let align = std::iter::once(cell)
        .chain(tree.ancestors(cell).take_while(|above| !tree.is(*above, "table")))
        .find_map(|node| tree.attribute(node, "align"));
    let Some(align) = align.map(|align| align.trim().to_ascii_lowercase()) else { return };
    let align = if align == "middle" { "center".to_owned() } else { align };
    if matches!(align.as_str(), "left" | "center" | "right" | "justify") {
        add(tree, cell, &format!("text-align:{align}"));
    }
}

fn attributes_to_style(tree: &mut Tree, part: NodeId) {
    let Some(element) = tree.element_mut(part) else { return };
    let ground = element.take("bgcolor").filter(|value| is_word(value));
    let vertical = element.take("valign").filter(|value| is_word(value));
    let width = element.take("width");
    let is_nowrap = element.take("nowrap").is_some();
    for plain in ["align", "height", "border", "cellpadding", "cellspacing", "rules", "frame", "summary"] {
        element.take(plain);
    }
    let is_whole = tree.is(part, "table");
    if let Some(ground) = ground {
        add(tree, part, &format!("background-color:{ground}"));
    }
    if let Some(vertical) = vertical {
        add(tree, part, &format!("vertical-align:{vertical}"));
    }
    // A table is as wide as it has to be, its columns are as wide as they were meant.
    if let Some(width) = width.and_then(|width| length(&width)).filter(|_| !is_whole) {
        add(tree, part, &format!("width:{width}"));
    }
    if is_nowrap {
        add(tree, part, "white-space:nowrap");
    }
}

fn is_word(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
}

/// An attribute's `50`, `50px` or `50%` as CSS.
fn length(value: &str) -> Option<String> {
    let value = value.trim();
    let number = value.trim_end_matches("px").trim_end_matches('%');
    number.parse::<f32>().ok().filter(|number| *number > 0.0)?;
    Some(if value.ends_with('%') { value.to_owned() } else { format!("{number}px") })
}

/// Puts a declaration before those of the element's own `style` attribute.
fn add(tree: &mut Tree, node: NodeId, declaration: &str) {
    if let Some(element) = tree.element_mut(node) {
        let own = element.take("style").unwrap_or_default();
        element.set(
            "style",
            if own.is_empty() { declaration.to_owned() } else { format!("{declaration};{own}") },
        );
    }
}

/// Markdown's tables must have a head; one without words is none.
fn drop_empty_head(tree: &mut Tree, table: NodeId) {
    let head = tree.child_elements(table).find(|part| tree.is(*part, "thead"));
    if let Some(head) = head.filter(|head| tree.is_blank(*head)) {
        tree.detach(head);
    }
}

#[cfg(test)]
mod tests {
    use super::wrap;
    use crate::pass::trial::Trial;

    fn html(html: &str) -> String {
        Trial::of(html).before(&[wrap]).html()
    }

    #[test]
    fn alignment_is_a_style_of_every_cell() {
        assert_eq!(
            html(
                "<table><thead><tr><th align=center>a</th></tr></thead><tbody><tr align=right><td>1</td><td align=left style='color:red'>2</td></tr></tbody></table>"
            ),
            "<section class=\"table\"><table><thead><tr><th style=\"text-align:center\">a</th></tr></thead><tbody><tr>\
             <td style=\"text-align:right\">1</td><td style=\"text-align:left;color:red\">2</td></tr></tbody></table></section>"
        );
    }

    #[test]
    fn old_attributes_become_style_or_go() {
        assert_eq!(
            html(
                "<table border=1 cellpadding=2 width=600 bgcolor=#eeeeee><tr valign=top><td bgcolor='red;x' width=30% height=9 nowrap>1</table>"
            ),
            "<section class=\"table\"><table style=\"background-color:#eeeeee\"><tbody><tr style=\"vertical-align:top\">\
             <td style=\"white-space:nowrap;width:30%\">1</td></tr></tbody></table></section>"
        );
    }

    #[test]
    fn parts_find_their_place() {
        assert_eq!(
            html(
                "<table><caption>c</caption><thead><tr><th></th></tr></thead><tfoot><tr><td>f</td></tr></tfoot><tbody><tr><td colspan=2>1</td></tr></tbody></table>"
            ),
            "<figure><section class=\"table\"><table><tbody><tr><td colspan=\"2\">1</td></tr></tbody>\
             <tfoot><tr><td>f</td></tr></tfoot></table></section><figcaption>c</figcaption></figure>"
        );
    }

    #[test]
    fn a_table_in_a_table_scrolls_with_it() {
        let html = html("<table><tr><td><table><tr><td>1</table></table>");
        assert_eq!(html.matches("<section").count(), 1, "{html}");
        assert_eq!(html.matches("<table").count(), 2, "{html}");
    }
}
