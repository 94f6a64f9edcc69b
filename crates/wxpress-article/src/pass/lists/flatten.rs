//! Native lists at the first level, sections with literal markers below it.

use super::marker::{Marking, counts_otherwise};
use super::{ITEM, LISTS, line};
use crate::options::{Lists, Profile};
use crate::pass::edges::{Edges, Side};
use crate::pass::flow::inherited;
use crate::render::Work;
use crate::rule::Rule;
use crate::tree::{Element, NodeId, Tree};

/// What the editor breaks the line after, where an item begins with it.
pub(super) const LABELS: &[&str] = &["strong", "b", "code"];

/// How far a list is set in where no style says so.
const INDENT: &str = "1.5em";

/// Makes lists that survive, once styles are known.
pub(in crate::pass) fn flatten(work: &mut Work<'_>) {
    let is_static =
        work.options.lists.unwrap_or_default() == Lists::Static || work.options.profile == Profile::Strict;
    let tree = &mut work.tree;
    let lists: Vec<(NodeId, usize)> = tree
        .find(work.article, LISTS)
        .into_iter()
        .map(|list| (list, 1 + tree.ancestors(list).filter(|above| tree.is_any(*above, LISTS)).count()))
        .collect();
    for (list, depth) in lists {
        let items: Vec<NodeId> = tree.child_elements(list).collect();
        for item in &items {
            keep_label_inline(tree, *item);
        }
        let is_tasks = items.iter().all(|item| tree.has_class(*item, "task"));
        if depth > 1 && !is_static {
            work.findings.report(Rule::NestedList, tree.line(list));
        }
        if is_static || is_tasks || depth > 1 || counts_otherwise(tree, list) {
            write_out(tree, list, &items, depth);
        } else {
            settle(tree, list, &items);
        }
    }
}

/// A native list says all that the platform would otherwise decide.
fn settle(tree: &mut Tree, list: NodeId, items: &[NodeId]) {
    let marking = Marking::of(tree, list, 1);
    if let Some(element) = tree.element_mut(list) {
        let style = &mut element.style;
        style.take("list-style");
        style.set("list-style-type", marking.kind);
        style.set_default("padding-left", INDENT);
        if !style.iter().any(|(property, _)| property.starts_with("margin")) {
            style.set("margin", "1em 0");
        }
    }
    for item in items {
        let line_height = inherited(tree, *item, "line-height").unwrap_or("1.75").to_owned();
        let colour = inherited(tree, *item, "color").unwrap_or("#333").to_owned();
        let is_task = tree.has_class(*item, "task");
        if let Some(element) = tree.element_mut(*item) {
            element.style.set_default("line-height", &line_height);
            element.style.set_default("color", &colour);
            if is_task {
                element.style.set("list-style-type", "none");
            }
        }
    }
}

/// A list that is none any longer: a section of sections, each with its marker.
fn write_out(tree: &mut Tree, list: NodeId, items: &[NodeId], depth: usize) {
    let marking = Marking::of(tree, list, depth);
    let markers = marking.texts(tree, items);
    let has_markers = markers.iter().any(|marker| !marker.is_empty());
    tree.rename(list, "section");
    let mut hang = None;
    if let Some(element) = tree.element_mut(list) {
        let style = &mut element.style;
        if has_markers {
            style.set_default("padding-left", INDENT);
            let widest = markers.iter().map(|marker| marker.chars().count()).max().unwrap_or_default();
            hang = room(Edges::of(style, "padding").side(Side::Left), widest);
        } else if depth == 1 {
            style.set("padding-left", "0");
        } else {
            style.set_default("padding-left", INDENT);
        }
        if depth == 1 && !style.iter().any(|(property, _)| property.starts_with("margin")) {
            style.set("margin", "1em 0");
        }
        style.retain(|property, _| !property.starts_with("list-style"));
    }
    for (item, marker) in items.iter().zip(markers) {
        tree.rename(*item, "section");
        if let Some(element) = tree.element_mut(*item) {
            element.add_class("nested-item");
            element.style.retain(|property, _| !property.starts_with("list-style"));
        }
        if !marker.is_empty() {
            put(tree, *item, &marker, hang);
        }
        unwrap_bare(tree, *item);
    }
}

/// How far a marker hangs into the padding of its list: all of them as far. None where there is no room for it.
fn room(padding: &str, widest: usize) -> Option<&'static str> {
    let wanted = match widest {
        0 | 1 => (1.0, "1em"),
        2 => (1.4, "1.4em"),
        _ => (1.8, "1.8em"),
    };
    let room = match (padding.strip_suffix("em"), padding.strip_suffix("px")) {
        (Some(em), _) => em.parse::<f32>().ok()?,
        (_, Some(px)) => px.parse::<f32>().ok()? / 16.0,
        _ => return None,
    };
    (room >= wanted.0).then_some(wanted.1)
}

fn put(tree: &mut Tree, item: NodeId, marker: &str, hang: Option<&'static str>) {
    let holder = line(tree, item).unwrap_or_else(|| {
        let own = tree.new_element(Element::new("section"));
        match tree.first_child(item).filter(|first| tree.has_class(*first, ITEM)) {
            Some(body) => tree.prepend(body, own),
            None => tree.prepend(item, own),
        }
        own
    });
    let colour = tree.element(item).and_then(|item| item.style.value("color")).map(str::to_owned);
    // The item's own colour is that of its marker, whatever its text has.
    let has_other = holder != item
        && std::iter::once(holder)
            .chain(tree.ancestors(holder).take_while(|above| *above != item))
            .any(|node| tree.element(node).is_some_and(|element| element.style.value("color").is_some()));
    let colour = colour.filter(|_| has_other);
    if hang.is_none() && colour.is_none() {
        let text = tree.new_text(format!("{marker} "));
        tree.prepend(holder, text);
        return;
    }
    let span = tree.new_labelled("span", "", format!("{marker} "));
    if let Some(element) = tree.element_mut(span) {
        if let Some(hang) = hang {
            element.style.set("display", "inline-block");
            element.style.set("min-width", hang);
            element.style.set("margin-left", format!("-{hang}"));
        }
        if let Some(colour) = colour {
            element.style.set("color", colour);
        }
    }
    tree.prepend(holder, span);
}

/// Takes the section away that held what the item says, where it looks like nothing.
fn unwrap_bare(tree: &mut Tree, item: NodeId) {
    if let Some(body) = tree.first_child(item)
        && tree.has_class(body, ITEM)
        && tree.element(body).is_some_and(|element| element.style.is_empty())
    {
        tree.unwrap(body);
    }
}

/// A label that an item begins with is inline whatever the platform thinks of it.
fn keep_label_inline(tree: &mut Tree, item: NodeId) {
    let Some(first) = line(tree, item).and_then(|line| tree.first_child(line)) else { return };
    if !tree.is_any(first, LABELS) {
        return;
    }
    let own = if tree.is(first, "code") {
        ("font-family", "Menlo,Consolas,monospace")
    } else {
        ("font-weight", "bold")
    };
    tree.rename(first, "span");
    if let Some(element) = tree.element_mut(first) {
        for property in ["display", "width", "float"] {
            element.style.take(property);
        }
        element.style.set_default(own.0, own.1);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tidy;
    use super::flatten;
    use crate::Rule;
    use crate::pass::trial::Trial;

    fn trial(html: &str) -> Trial {
        Trial::of(html).css("section{color:#111;line-height:2}").before(&[tidy]).after(&[flatten])
    }

    /// The words of an article, markers among them.
    fn words(html: &str) -> String {
        html.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, text)| text).collect()
    }

    #[test]
    fn lists_say_all_that_no_theme_says() {
        let html = trial("<ul><li>a</li></ul>").html();
        assert_eq!(
            html,
            "<ul style=\"list-style-type:disc;padding-left:1.5em;margin:1em 0\"><li style=\"line-height:2;color:#111\">\
             <section class=\"item\" style=\"color:#111;line-height:2\">a</section></li></ul>"
        );
        let themed = Trial::of("<ul><li>a</li></ul>")
            .css("ul{list-style:square inside;padding:0 1px;margin-top:2px} li{color:red}")
            .before(&[tidy])
            .after(&[flatten])
            .html();
        assert!(
            themed.starts_with("<ul style=\"padding:0 1px;margin-top:2px;list-style-type:square\">"),
            "{themed}"
        );
        assert!(themed.contains("<li style=\"color:red;line-height:1.75\">"), "{themed}");
    }

    #[test]
    fn deeper_levels_are_sections_with_markers() {
        let trial = Trial::of("<ul><li>a<ul><li>b<ol><li>c</li><li>d</li></ol></li></ul></li></ul>")
            .css("ul ul{margin:.4em 0 0} li{margin:0 0 2px}")
            .before(&[tidy])
            .after(&[flatten]);
        let html = trial.html();
        assert_eq!(html.matches("<li").count(), 1, "{html}");
        assert_eq!(words(&html), "a◦ b1. c2. d");
        assert!(
            html.contains(
                "<section style=\"margin:.4em 0 0;padding-left:1.5em\"><section style=\"margin:0 0 2px\" "
            ) || html.contains("<section style=\"margin:.4em 0 0;padding-left:1.5em\"><section class=\"nested-item\" style=\"margin:0 0 2px\">"),
            "{html}"
        );
        assert_eq!(trial.rules(), [Rule::NestedList]);
    }

    #[test]
    fn blocks_survive_in_items() {
        let html =
            trial("<ul><li>a<ul><li><pre>x</pre></li><li>b<blockquote>q</blockquote></li></ul></li></ul>")
                .html();
        assert!(html.contains("<pre>x</pre>") && html.contains("<blockquote>q</blockquote>"), "{html}");
        assert_eq!(words(&html), "a◦ x◦ bq");
    }
}
