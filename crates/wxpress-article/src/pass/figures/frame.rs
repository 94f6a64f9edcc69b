//! Pictures that stand by themselves become figures, several of them rows.

use super::INLINE;
use super::size::Size;
use crate::options::Captions;
use crate::pass::flow::is_block;
use crate::render::Work;
use crate::tree::{Content, Element, NodeId, Tree};

/// Most pictures side by side: more would be too small on a phone.
const MAX_IN_ROW: usize = 4;

/// Makes figures and rows of pictures, before style sheets apply.
pub(in crate::pass) fn frame(work: &mut Work<'_>) {
    let captions = work.options.captions.unwrap_or_default();
    let tree = &mut work.tree;
    for picture in tree.find(work.article, &["picture"]) {
        tree.unwrap(picture);
    }
    for img in tree.find(work.article, &["img"]) {
        size(tree, img);
    }
    for figure in tree.find(work.article, &["figure"]) {
        tidy(tree, figure);
    }
    for paragraph in tree.find(work.article, &["p"]) {
        if let Some(rows) = rows(tree, paragraph) {
            stand_alone(tree, paragraph, &rows);
        }
    }
    for figure in tree.find(work.article, &["figure"]) {
        caption(tree, figure, captions);
    }
    for img in tree.find(work.article, &["img"]) {
        if stands_in_text(tree, img)
            && let Some(element) = tree.element_mut(img)
        {
            element.add_class(INLINE);
        }
    }
}

/// Reads the size behind the alternative text, else that of the attributes.
fn size(tree: &mut Tree, img: NodeId) {
    let Some(element) = tree.element_mut(img) else { return };
    let alt = element.attribute("alt").unwrap_or_default();
    let (text, written) = Size::split(alt);
    let text = text.to_owned();
    let attributes = Size::of_attributes(element.attribute("width"), element.attribute("height"));
    if written.is_some() {
        element.set("alt", text);
    }
    element.take("width");
    element.take("height");
    let Some(size) = written.or(attributes) else { return };
    let own = element.take("style").unwrap_or_default();
    element.set(
        "style",
        [size.css(), own].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(";"),
    );
    for (name, value) in ["width", "height"].into_iter().zip(size.attributes()) {
        if let Some(value) = value {
            element.set(name, value);
        }
    }
}

/// The pictures of a paragraph that holds nothing else, line by line; each with its link, if it has one.
fn rows(tree: &Tree, paragraph: NodeId) -> Option<Vec<Vec<NodeId>>> {
    let mut rows = vec![Vec::new()];
    for child in tree.children(paragraph) {
        match tree.content(child) {
            Content::Text(text) if text.trim_ascii().is_empty() => {
                if text.contains('\n') {
                    rows.push(Vec::new());
                }
            }
            Content::Element(element) if &*element.name == "br" => rows.push(Vec::new()),
            _ if is_picture(tree, child) => rows.last_mut()?.push(child),
            _ => return None,
        }
    }
    rows.retain(|row| !row.is_empty());
    (!rows.is_empty()).then_some(rows)
}

/// A picture, by itself or as all that a link or a span holds.
fn is_picture(tree: &Tree, node: NodeId) -> bool {
    tree.is(node, "img")
        || (tree.is_any(node, &["a", "span"])
            && tree.children(node).all(|child| tree.is(child, "img") || tree.is_white_space(child))
            && tree.child_elements(node).count() == 1)
}

fn stand_alone(tree: &mut Tree, paragraph: NodeId, rows: &[Vec<NodeId>]) {
    let looks = tree.element(paragraph).map(|element| element.attributes.clone()).unwrap_or_default();
    let line = tree.line(paragraph);
    for pictures in rows.iter().flat_map(|row| row.chunks(MAX_IN_ROW)) {
        let mut figures = Vec::new();
        for picture in pictures {
            let figure = tree.wrap(*picture, Element { attributes: looks.clone(), ..Element::new("figure") });
            if let Some(line) = line {
                tree.set_line(figure, line);
            }
            figures.push(figure);
        }
        if let [only] = figures[..] {
            tree.insert_before(paragraph, only);
            continue;
        }
        let row = tree.new_element(Element::with_class("section", "gallery"));
        tree.insert_before(paragraph, row);
        // A share of the width each, with or without flex.
        let share = 100 / figures.len() - 2;
        for figure in figures {
            if let Some(element) = tree.element_mut(figure) {
                element.set(
                    "style",
                    format!("display:inline-block;width:{share}%;margin:0 1%;vertical-align:top"),
                );
            }
            tree.append(row, figure);
        }
    }
    tree.detach(paragraph);
}

/// A figure of the author's: no white space, no paragraphs around its pictures.
fn tidy(tree: &mut Tree, figure: NodeId) {
    let children: Vec<NodeId> = tree.children(figure).collect();
    for child in children {
        if tree.is_white_space(child) {
            tree.detach(child);
        } else if tree.is_any(child, &["p", "div"]) && tree.children(child).all(|part| is_picture(tree, part))
        {
            tree.unwrap(child);
        }
    }
    let caption = tree.child_elements(figure).find(|child| tree.is(*child, "figcaption"));
    if let Some(caption) = caption.filter(|caption| tree.is_blank(*caption)) {
        tree.detach(caption);
    }
}

/// Writes the caption of a figure's only picture, unless it has one.
fn caption(tree: &mut Tree, figure: NodeId, captions: Captions) {
    let images = tree.find(figure, &["img"]);
    let has_own = tree.child_elements(figure).any(|child| tree.is(child, "figcaption"));
    let [img] = images[..] else { return };
    if has_own || captions == Captions::None {
        return;
    }
    let title = tree.attribute(img, "title").filter(|title| !title.trim().is_empty());
    let text = match captions {
        Captions::Alt => title.or_else(|| tree.attribute(img, "alt")),
        _ => title,
    };
    let text = text.unwrap_or_default().trim().to_owned();
    if !text.is_empty() {
        let caption = tree.new_labelled("figcaption", "", text);
        tree.append(figure, caption);
    }
}

/// Whether there is anything but the picture in its line.
fn stands_in_text(tree: &Tree, img: NodeId) -> bool {
    let has_text_beside = |at: NodeId, beside: fn(&Tree, NodeId) -> Option<NodeId>| {
        std::iter::successors(beside(tree, at), |next| beside(tree, *next))
            .take_while(|next| !is_block(tree, *next) && !tree.is(*next, "br"))
            .any(|next| !tree.is_blank(next))
    };
    let mut at = img;
    loop {
        if has_text_beside(at, Tree::previous_sibling) || has_text_beside(at, Tree::next_sibling) {
            return true;
        }
        match tree.parent(at).filter(|parent| tree.element(*parent).is_some() && !is_block(tree, *parent)) {
            Some(parent) => at = parent,
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::frame;
    use crate::pass::trial::Trial;
    use crate::{Captions, Options, Source, render};

    fn html(html: &str) -> String {
        Trial::of(html).before(&[frame]).html()
    }

    #[test]
    fn a_picture_by_itself_is_a_figure() {
        assert_eq!(
            html("<p> <img src=a alt=x title=' c '> </p>"),
            "<figure><img src=\"a\" alt=\"x\" title=\" c \"><figcaption>c</figcaption></figure>"
        );
        assert_eq!(
            html("<p style='margin:0'><a href=u><img src=a></a></p>"),
            "<figure style=\"margin:0\"><a href=\"u\"><img src=\"a\"></a></figure>"
        );
        assert_eq!(html("<p>a <img src=a> b</p>"), "<p>a <img src=\"a\" class=\"inline-picture\"> b</p>");
        let alone = "<section>a<br><b><img src=\"a\"></b><p>b</p><img src=\"c\"></section>";
        assert_eq!(html(alone), alone, "each has its line for itself");
        assert_eq!(
            html("<figure>\n<p><img src=a title=t></p>\n<figcaption> </figcaption>\n</figure>"),
            "<figure><img src=\"a\" title=\"t\"><figcaption>t</figcaption></figure>"
        );
    }

    #[test]
    fn captions_come_from_title_or_text_or_nowhere() {
        let captioned = |captions, source: &str| {
            let options = Options { captions: Some(captions), ..Options::default() };
            let html = Trial::of(source).options(options).before(&[frame]).html();
            html.split_once("<figcaption>").map(|(_, rest)| rest.split('<').next().unwrap().to_owned())
        };
        assert_eq!(captioned(Captions::Title, "<p><img src=a alt=x></p>"), None);
        assert_eq!(captioned(Captions::Alt, "<p><img src=a alt='x|300'></p>").as_deref(), Some("x"));
        assert_eq!(captioned(Captions::Alt, "<p><img src=a alt='x' title=t></p>").as_deref(), Some("t"));
        assert_eq!(captioned(Captions::Alt, "<p><img src=a alt=''></p>"), None);
        assert_eq!(captioned(Captions::None, "<p><img src=a alt=x title=t></p>"), None);
        assert_eq!(
            captioned(Captions::Alt, "<figure><img src=a alt=x><figcaption>own</figcaption></figure>")
                .as_deref(),
            Some("own")
        );
    }

    #[test]
    fn pictures_in_one_line_are_a_row() {
        let html = html("<p><img src=a> <img src=b>\n<img src=c></p>");
        let figure = |name: &str| {
            format!(
                "<figure style=\"display:inline-block;width:48%;margin:0 1%;vertical-align:top\"><img src=\"{name}\"></figure>"
            )
        };
        assert_eq!(
            html,
            format!(
                "<section class=\"gallery\">{}{}</section><figure><img src=\"c\"></figure>",
                figure("a"),
                figure("b")
            )
        );
    }

    #[test]
    fn sizes_are_no_words() {
        let source = "甲 ![乙|300](a.png) ![[b.png|300x200]] ![[c.png|丙|300x200]]\n\n| ![丁\\|20](d.png) 戊 |\n|---|\n";
        let article = render(&Source::markdown(source), &Options::default());
        let words: Vec<&str> = article.images.iter().map(|image| image.alt.as_str()).collect();
        assert_eq!(words, ["乙", "", "丙", "丁"]);
        assert!(!article.html().contains('|'), "{}", article.html());
    }

    #[test]
    fn sizes_are_attributes_and_style() {
        assert_eq!(
            html("<p><img src=a alt='x|300x200'></p>"),
            "<figure><img src=\"a\" alt=\"x\" style=\"width:300px;height:200px\" width=\"300\" height=\"200\"></figure>"
        );
        assert_eq!(
            html("<p><img src=a width=50% height=9 style='color:red'></p>"),
            "<figure><img src=\"a\" style=\"width:50%;color:red\"></figure>"
        );
    }
}
