//! The outermost element: the platform takes its style away, so nothing of the article may depend on it
//! (docs/reference/html-compat.md D3).

use super::edges::{Edges, Side};
use super::flow::is_block;
use crate::css::{Colour, Style};
use crate::render::Work;
use crate::tree::{Element, NodeId, Tree};

/// Blocks that are set in by their margin: a padding would show inside of what frames them.
const FRAMED: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "table"];

/// Sections that are.
const FRAMED_SECTIONS: &[&str] = &["callout", "container", "table", "code"];

/// Puts the styled section inside of a plain one, its padding and its background colour on what it holds.
pub(super) fn settle(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    let article = work.article;
    let Some(element) = tree.element_mut(article) else { return };
    let padding = Edges::of(&element.style, "padding");
    Edges::default().write(&mut element.style, "padding");
    spell_out_background(&mut element.style);
    let ground = element.style.value("background-color").or_else(|| element.style.value("background"));
    let ground = ground.and_then(Colour::parse).filter(|ground| ground.opacity() >= 1.0);
    let blocks: Vec<NodeId> = tree.child_elements(article).filter(|child| is_block(tree, *child)).collect();
    if !padding.is_empty() {
        set_in(tree, &blocks, &padding);
    }
    if let Some(ground) = ground {
        let ground = ground.to_string();
        for block in blocks {
            if let Some(element) = tree.element_mut(block)
                && !has_background(&element.style)
            {
                element.style.set("background-color", ground.as_str());
            }
        }
    }
    tree.wrap(article, Element::new("section"));
}

fn has_background(style: &Style) -> bool {
    style.iter().any(|(property, _)| property.starts_with("background"))
}

/// Gives the padding to the blocks: the sides to all, the top to the first, the bottom to the last.
fn set_in(tree: &mut Tree, blocks: &[NodeId], padding: &Edges) {
    for (at, block) in blocks.iter().enumerate() {
        let is_framed = tree.is_any(*block, FRAMED)
            || FRAMED_SECTIONS.iter().any(|class| tree.has_class(*block, class))
            || tree.element(*block).is_some_and(|element| {
                has_background(&element.style)
                    || element.style.iter().any(|(property, _)| property.starts_with("border"))
            });
        let Some(element) = tree.element_mut(*block) else { continue };
        let order = if is_framed { ["margin", "padding"] } else { ["padding", "margin"] };
        let mut sides = vec![Side::Left, Side::Right];
        if at == 0 {
            sides.push(Side::Top);
        }
        if at + 1 == blocks.len() {
            sides.push(Side::Bottom);
        }
        for side in sides {
            let width = padding.side(side);
            // A rule that is centred stays so; what cannot be added to one edge goes to the other.
            let is_auto = Edges::of(&element.style, "margin").side(side) == "auto";
            if !is_auto && !add(&mut element.style, order[0], side, width) && !is_framed {
                add(&mut element.style, order[1], side, width);
            }
        }
    }
}

/// Adds a width to one edge; false where the sum cannot be known.
fn add(style: &mut Style, property: &str, side: Side, width: &str) -> bool {
    let mut edges = Edges::of(style, property);
    let Some(sum) = sum(edges.side(side), width) else { return false };
    if !sum.is_empty() {
        edges.set(side, sum);
        edges.write(style, property);
    }
    true
}

fn sum(one: &str, other: &str) -> Option<String> {
    let is_nothing = |width: &str| matches!(width, "" | "0" | "0px");
    if is_nothing(other) {
        return Some(one.to_owned());
    }
    if is_nothing(one) {
        return Some(other.to_owned());
    }
    ["px", "em", "%"].iter().find_map(|unit| {
        let number = |width: &str| width.strip_suffix(unit)?.parse::<f64>().ok();
        Some(format!("{}{unit}", number(one)? + number(other)?))
    })
}

/// A background with a picture is written in longhands, which the editor keeps where it drops the shorthand.
fn spell_out_background(style: &mut Style) {
    let Some(value) = style.value("background").filter(|value| value.contains("url(")).map(str::to_owned)
    else {
        return;
    };
    let Some((before, rest)) = value.split_once("url(") else { return };
    let Some((address, after)) = rest.split_once(')') else { return };
    style.take("background");
    style.set("background-image", format!("url({address})"));
    let words = format!("{before} {}", after.replace('/', " / "));
    let mut position: Vec<&str> = Vec::new();
    let mut size: Vec<&str> = Vec::new();
    let mut is_size = false;
    for word in words.split_ascii_whitespace() {
        if word == "/" {
            is_size = true;
        } else if word.contains("repeat") {
            style.set("background-repeat", word);
        } else if let Some(colour) = Colour::parse(word) {
            style.set("background-color", colour.to_string());
        } else if !matches!(word, "scroll" | "fixed" | "local") {
            if is_size { size.push(word) } else { position.push(word) }
        }
    }
    for (property, words) in [("background-position", position), ("background-size", size)] {
        if !words.is_empty() {
            style.set(property, words.join(" "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::settle;
    use crate::pass::trial::Trial;

    fn whole(html: &str, css: &str) -> String {
        Trial::of(html).css(css).after(&[settle]).whole()
    }

    #[test]
    fn nothing_depends_on_the_outermost_style() {
        assert_eq!(
            whole("<p>a</p>", "#article{color:#111;line-height:2}"),
            "<section><section style=\"color:#111;line-height:2\"><p>a</p></section></section>"
        );
    }

    #[test]
    fn padding_moves_to_the_blocks() {
        assert_eq!(
            whole(
                "<h2>a</h2><p style='padding:1px'>b</p><hr style='margin:1em auto'><blockquote style='margin:2px'>c</blockquote><p>d</p>",
                "#article{padding:5px 10px}"
            ),
            "<section><section><h2 style=\"margin-top:5px;margin-right:10px;margin-left:10px\">a</h2>\
             <p style=\"padding:1px 11px\">b</p><hr style=\"margin:1em auto\">\
             <blockquote style=\"margin:2px 12px\">c</blockquote>\
             <p style=\"padding-right:10px;padding-bottom:5px;padding-left:10px\">d</p></section></section>"
        );
    }

    #[test]
    fn the_background_colour_is_on_every_block_that_has_none() {
        assert_eq!(
            whole("<p>a</p><p style='background:#fff'>b</p>", "#article{background:#eee}"),
            "<section><section style=\"background:#eee\"><p style=\"background-color:#eee\">a</p>\
             <p style=\"background:#fff\">b</p></section></section>"
        );
    }

    #[test]
    fn a_background_picture_is_in_longhands() {
        assert_eq!(
            whole("", "#article{background:#eee url(https://mmbiz.qpic.cn/x) no-repeat center/cover}"),
            "<section><section style=\"background-image:url(https://mmbiz.qpic.cn/x);background-color:#eee;\
             background-repeat:no-repeat;background-position:center;background-size:cover\"></section></section>"
        );
    }
}
