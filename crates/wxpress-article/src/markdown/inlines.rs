//! What stands inside of text: ruby, Obsidian's embeds, and line breaks between Chinese characters.

use crate::text::is_cjk;
use crate::tree::{Element, NodeId, Tree};

/// Text in these is what it is.
const VERBATIM: &[&str] = &["pre", "code", "script", "style", "svg", "math"];

/// Longest construct, in bytes: what never ends is looked through no further from each of its beginnings.
const MAX_BYTES: usize = 1_000;

/// Reads the inline constructs that the Markdown parser does not.
pub(super) fn read(tree: &mut Tree) {
    for node in tree.texts(tree.root()) {
        if tree.is_within(node, VERBATIM) || tree.parent(node).is_some_and(|above| is_formula(tree, above)) {
            continue;
        }
        join_lines(tree, node);
        constructs(tree, node);
    }
}

fn is_formula(tree: &Tree, node: NodeId) -> bool {
    tree.attribute(node, "data-math-style").is_some()
}

/// A line break between two Chinese characters is none: a browser would show it as a gap.
fn join_lines(tree: &mut Tree, node: NodeId) {
    let Some(text) = tree.text(node) else { return };
    if !text.contains('\n') {
        return;
    }
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        joined.push_str(line);
        let before = joined.chars().next_back();
        let next = after.chars().next();
        let is_between = before.is_some_and(is_cjk) && next.is_some_and(is_cjk);
        if !is_between {
            joined.push('\n');
        }
        rest = after;
    }
    joined.push_str(rest);
    if let Some(text) = tree.text_mut(node) {
        *text = joined;
    }
}

/// Replaces `{漢字|かんじ}` by ruby and `![[picture.png|300]]` by a picture.
fn constructs(tree: &mut Tree, node: NodeId) {
    let Some(text) = tree.text(node).map(str::to_owned) else { return };
    if !text.contains("![[") && !text.contains('{') {
        return;
    }
    let mut rest = text.as_str();
    let mut plain = String::new();
    let mut made = Vec::new();
    while let Some(at) = rest.find(['{', '!']) {
        let ahead = &rest[at..];
        let found = match &ahead[..ahead.floor_char_boundary(MAX_BYTES)] {
            embed if embed.starts_with("![[") => picture(tree, embed),
            ruby if ruby.starts_with('{') => self::ruby(tree, ruby),
            _ => None,
        };
        let Some((element, length)) = found else {
            plain.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            continue;
        };
        plain.push_str(&rest[..at]);
        made.push(tree.new_text(std::mem::take(&mut plain)));
        made.push(element);
        rest = &rest[at + length..];
    }
    if made.is_empty() {
        return;
    }
    plain.push_str(rest);
    made.push(tree.new_text(plain));
    for new in made {
        tree.insert_before(node, new);
    }
    tree.detach(node);
}

/// `![[target|size or text]]` at the beginning of a text, with its length. A note is marked for the link pass.
fn picture(tree: &mut Tree, text: &str) -> Option<(NodeId, usize)> {
    let inner = &text[3..text.find("]]")?];
    if inner.contains('\n') {
        return None;
    }
    let (target, words) = inner.split_once('|').unwrap_or((inner, ""));
    let target = target.trim();
    let length = inner.len() + "![[]]".len();
    let extension = target.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    let is_picture =
        ["png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "avif", "tif", "tiff", "heic", "ico"]
            .contains(&extension.as_str());
    if !is_picture {
        let link = tree.new_labelled("a", "", target);
        if let Some(element) = tree.element_mut(link) {
            element.set("data-embed", "note");
        }
        return Some((link, length));
    }
    let mut img = Element::new("img");
    img.set("src", target);
    // A number is a width, as in `![alt|300]`.
    let is_size = words.starts_with(|c: char| c.is_ascii_digit());
    img.set("alt", if is_size { format!("|{words}") } else { words.to_owned() });
    Some((tree.new_element(img), length))
}

/// `{漢字|かん|じ}` at the beginning of a text, with its length: one reading for all, or one for each character.
fn ruby(tree: &mut Tree, text: &str) -> Option<(NodeId, usize)> {
    /// Longest base text, in characters.
    const MAX_BASE: usize = 20;
    let end = text.find('}')?;
    let (base, readings) = text[1..end].split_once('|')?;
    let characters: Vec<char> = base.chars().collect();
    if characters.is_empty() || characters.len() > MAX_BASE || !characters.iter().copied().all(is_cjk) {
        return None;
    }
    let readings: Vec<&str> = readings.split('|').map(str::trim).collect();
    if readings.iter().any(|reading| reading.is_empty()) {
        return None;
    }
    let pairs: Vec<(String, &str)> = if readings.len() == characters.len() {
        characters.iter().map(char::to_string).zip(readings).collect()
    } else if readings.len() == 1 {
        vec![(base.to_owned(), readings[0])]
    } else {
        return None;
    };
    let ruby = tree.new_element(Element::new("ruby"));
    for (base, reading) in pairs {
        let base = tree.new_text(base);
        let reading = tree.new_labelled("rt", "", reading);
        tree.append(ruby, base);
        tree.append(ruby, reading);
    }
    Some((ruby, end + 1))
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::html;

    #[test]
    fn lines_of_chinese_join() {
        assert_eq!(
            html("第一行\n第二行，\n“第三行”\nend"),
            "<p>第一行第二行，“第三行”end</p>",
            "the last break stays: html() takes it out"
        );
    }

    #[test]
    fn ruby_is_read() {
        assert_eq!(html("{漢字|かん|じ}"), "<p><ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby></p>");
        assert_eq!(html("a{北京|běijīng}b"), "<p>a<ruby>北京<rt>běijīng</rt></ruby>b</p>");
        for text in ["{a|b}", "{北京}", "{北京|}", "{北京|a|b|c}", "`{北京|b}`"] {
            assert!(!html(text).contains("<ruby>"), "{text}");
        }
    }

    #[test]
    fn embeds_are_read() {
        assert_eq!(html("![[图 1.PNG|300]]"), "<p><img src=\"图 1.PNG\" alt=\"|300\"></p>");
        assert_eq!(html("x ![[a.webp|图注]] y"), "<p>x <img src=\"a.webp\" alt=\"图注\"> y</p>");
        assert_eq!(html("![[Note]]"), "<p><a data-embed=\"note\">Note</a></p>");
        assert_eq!(html("a ! b {c"), "<p>a ! b {c</p>");
    }
}
