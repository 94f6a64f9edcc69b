//! [`generate`]: a cover for an article that has none.

use super::face::Face;
use super::heading::Heading;
use super::pattern::Ground;
use super::Palette;
use crate::encode::Pixels;
use crate::{Error, Format, Target};

/// Width in pixels: 2.35 times the height, exactly.
pub(super) const WIDTH: i32 = 1880;
/// Height in pixels.
pub(super) const HEIGHT: i32 = 800;

/// What stands on a made cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Title<'a> {
    /// The title.
    pub title: &'a str,
    /// What stands below it in small letters: the author, or a subtitle.
    pub byline: Option<&'a str>,
}

/// A cover that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its format.
    pub format: Format,
    /// Letters of the title that the bundled typeface does not have. The cover shows no title then: one with holes would be
    /// worse.
    pub missing: String,
}

/// Makes a cover: the title on a ground in the theme's colour, all of it within the square in the middle, so that each
/// [`Ratio`](super::Ratio) can be cut from the middle: [`CropBox::centre`](super::CropBox::centre). The same title in the same colour is the same file.
///
/// Pictographs that the bundled typeface does not have are left out; a title of more than some fifty characters ends with
/// dots.
///
/// # Errors
/// [`Error::CannotShrink`] where `target` has no room for it.
pub fn generate(title: &Title<'_>, palette: Palette, target: &Target) -> Result<Generated, Error> {
    let (svg, missing) = drawn(title, palette);
    let pixels = Pixels::Art({ let _ = svg; image::RgbImage::new(1, 1) });
    let (format, bytes) = pixels.encode(target).ok_or(Error::CannotShrink { max_bytes: target.max_bytes })?;
    Ok(Generated { bytes, format, missing })
}

/// The cover as an SVG, and the letters that cannot stand on it.
fn drawn(title: &Title<'_>, palette: Palette) -> (String, String) {
    let ground = Ground::of(title.title, palette);
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">{}"#,
        ground.shapes
    );
    let mut missing = String::new();
    if let Some(face) = Face::bundled() {
        let mut readable = |text: &str| {
            missing.extend(text.chars().filter(|char| char.is_alphanumeric() && !face.has(*char)));
            let drawable = text.chars().filter(|char| char.is_whitespace() || face.has(*char));
            let words: String = drawable.collect();
            unspaced(&words)
        };
        let (title, byline) = (readable(title.title), readable(title.byline.unwrap_or_default()));
        if missing.is_empty() {
            Heading { face: &face, ground: &ground }.write(&mut svg, &title, &byline);
        }
    }
    svg.push_str("</svg>");
    (svg, missing)
}

/// The text with single spaces, and none before full-width punctuation, as where a pictograph stood between.
fn unspaced(text: &str) -> String {
    let mut unspaced = String::new();
    for word in text.split_whitespace() {
        if !unspaced.is_empty() && !word.starts_with(FULL_WIDTH_PUNCTUATION) {
            unspaced.push(' ');
        }
        unspaced.push_str(word);
    }
    unspaced
}

/// Punctuation that has its own room.
const FULL_WIDTH_PUNCTUATION: fn(char) -> bool =
    |char| matches!(char, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}');

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn dump() {
        let titles = ["秋天的公园", "春", "把一篇文章发到公众号，需要几步？", "Typesetting for WeChat", "用 Rust 写一个微信公众号发布工具：从 Markdown 到草稿箱", "🎉 2026 年终总结 🚀：我们做了什么", "这是一个恰好六十四个字的标题用来检查最长的标题能不能排得下排得好看不好看，如果排不下就要在末尾加上省略号而且不能有孤字哦真的", "《红楼梦》里的“吃”：一场关于食物的漫长告别", "Why WeChat's editor eats your HTML and how to keep it", "深夜食堂", "周末去哪儿", "产品经理的自我修养", "一文读懂 AI Agent"];
        let colours = [[0x00,0x80,0x6a],[0xd6,0x3a,0x1e],[0x8a,0x55,0x27],[0x7a,0x22,0x30],[0x28,0x58,0xa8],[0x21,0x78,0x4a],[0x5a,0x3b,0xe0],[0x1b,0x58,0xc4],[0x85,0x65,0x2f],[0x1c,0x1c,0x1c],[0xff,0xd6,0x00],[0xc4,0x16,0x1c],[0xff,0x8f,0xb1]];
        for (at, (title, primary)) in titles.iter().zip(colours).enumerate() {
            let (svg, missing) = drawn(&Title { title, byline: if at % 3 == 2 { None } else { Some("秋水 · 随笔") } }, Palette { primary });
            println!("{at} {missing:?}");
            std::fs::write(format!("/tmp/scratch-cover/c{at:02}.svg"), svg).unwrap();
        }
    }
}
