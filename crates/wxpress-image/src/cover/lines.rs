//! A title in lines: as large as it may be, broken where Chinese and Latin may be broken, of about the same length.

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, WordBreakInvariantOptions};
use icu_segmenter::{LineSegmenter, WordSegmenter};

use super::face::Face;

/// Sizes that letters may have, in pixels.
const SIZES: std::ops::RangeInclusive<u16> = 52..=150;

/// How small letters may become for the sake of fewer lines.
const MIN_SIZES: [u16; MAX_LINES] = [88, 76, 64, *SIZES.start()];

/// Most lines.
pub(super) const MAX_LINES: usize = 4;

/// What a line costs that ends amid a part of a sentence, beside the square of the room that it leaves, in parts of a line.
const RUN_ON: f32 = 0.02;

/// What it costs where it ends amid a Chinese word.
const SPLIT_WORD: f32 = 0.12;

/// Words that belong to those before them.
const CLINGING: [char; 9] = ['的', '地', '得', '了', '着', '吗', '呢', '吧', '们'];

/// What letters without a size would cost; larger ones cost less, the largest nothing.
const SMALLNESS: f32 = 0.5;

/// Longest text that is looked at; no title is so long.
const MAX_CHARS: usize = 200;

/// A text in lines.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lines {
    /// Size of the letters in pixels.
    pub(super) size: f32,
    pub(super) lines: Vec<String>,
}

/// A part of a text that no line may end in.
#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    /// In em, without spaces behind it.
    width: f32,
    /// The spaces behind it.
    gap: f32,
    /// What a line costs that ends with it.
    cost: f32,
}

impl Lines {
    /// Lays a text out in a column, in pixels. One that is too long ends with `…`.
    pub(super) fn of(face: &Face, text: &str, column: f32) -> Self {
        let end = text.char_indices().nth(MAX_CHARS).map_or(text.len(), |(end, _)| end);
        let smallest = f32::from(*SIZES.start());
        let pieces = pieces(face, &text[..end], column / smallest);
        for (lines, min_size) in (1..).zip(MIN_SIZES) {
            let sizes = (min_size..=*SIZES.end()).map(f32::from);
            let broken = sizes.filter_map(|size| {
                let (cost, lines) = broken(&pieces, column / size, lines)?;
                Some((cost - SMALLNESS * size / f32::from(*SIZES.end()), Self { size, lines }))
            });
            if let Some((_, best)) = broken.min_by(|(one, _), (other, _)| one.total_cmp(other)) {
                return best;
            }
        }
        Self { size: smallest, lines: shortened(face, pieces, column / smallest, MAX_LINES) }
    }
}

/// A text in one line of `max_width` em. One that is too long ends with `…`.
pub(super) fn one_line(face: &Face, text: &str, max_width: f32) -> String {
    let pieces = pieces(face, text, max_width);
    match broken(&pieces, max_width, 1) {
        Some((_, line)) => line.concat(),
        None => shortened(face, pieces, max_width, 1).concat(),
    }
}

/// As much as there is room for, and dots.
fn shortened(face: &Face, mut pieces: Vec<Piece<'_>>, max_width: f32, lines: usize) -> Vec<String> {
    let dots = Piece { text: "…", width: face.width("…"), gap: 0.0, cost: 0.0 };
    while pieces.pop().is_some() {
        let Some(last) = pieces.last_mut() else { break };
        last.text = last.text.trim_end_matches(|char: char| !char.is_alphanumeric());
        (last.width, last.gap, last.cost) = (face.width(last.text), 0.0, f32::INFINITY);
        if !last.text.is_empty()
            && let Some((_, lines)) = broken(&[pieces.as_slice(), &[dots]].concat(), max_width, lines)
        {
            return lines;
        }
    }
    Vec::new()
}

/// The pieces of a text, none of them wider than `max_width`.
fn pieces<'a>(face: &Face, text: &'a str, max_width: f32) -> Vec<Piece<'a>> {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    let breaks: Vec<usize> = LineSegmenter::new_for_non_complex_scripts(options).segment_str(text).collect();
    let words = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let word_ends: Vec<usize> = words.segment_str(text).collect();
    let piece = |text: &'a str, cost: f32| {
        let trimmed = text.trim_end();
        let ends_well = !trimmed.ends_with(char::is_alphanumeric);
        Piece {
            text: trimmed,
            width: face.width(trimmed),
            gap: face.width(&text[trimmed.len()..]),
            cost: if ends_well { 0.0 } else { cost },
        }
    };
    let mut pieces = Vec::new();
    for (start, end) in breaks.iter().zip(breaks.iter().skip(1)) {
        let part = &text[*start..*end];
        let is_word = word_ends.binary_search(end).is_ok() && !text[*end..].starts_with(CLINGING);
        let whole = piece(part, if is_word { RUN_ON } else { SPLIT_WORD });
        if whole.width <= max_width {
            pieces.push(whole);
        } else {
            pieces.extend(part.split_inclusive(|_: char| true).map(|char| piece(char, SPLIT_WORD)));
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    if let Some(last) = pieces.last_mut() {
        last.cost = 0.0;
    }
    pieces
}

/// The text in so many lines or fewer, none wider than `max_width` em and all of about the same length, and what that
/// costs.
fn broken(pieces: &[Piece<'_>], max_width: f32, lines: usize) -> Option<(f32, Vec<String>)> {
    // The least that the pieces up to each one cost in so many lines, and where the last of these begins.
    let mut costs: Vec<Vec<Option<(f32, usize)>>> = vec![vec![None; pieces.len() + 1]; lines + 1];
    costs[0][0] = Some((0.0, 0));
    for line in 1..=lines {
        for end in 1..=pieces.len() {
            let mut width = -pieces[end - 1].gap;
            for start in (0..end).rev() {
                width += pieces[start].width + pieces[start].gap;
                if width > max_width {
                    break;
                }
                let Some((before, _)) = costs[line - 1][start] else { continue };
                let cost = before + (1.0 - width / max_width).powi(2) + pieces[end - 1].cost;
                if cost.is_finite() && costs[line][end].is_none_or(|(least, _)| cost < least) {
                    costs[line][end] = Some((cost, start));
                }
            }
        }
    }
    let mut line = (1..=lines).find(|line| costs[*line][pieces.len()].is_some())?;
    let (cost, _) = costs[line][pieces.len()]?;
    let (mut end, mut broken) = (pieces.len(), Vec::new());
    while let Some((_, start)) = costs[line][end].filter(|_| line > 0) {
        broken.push(joined(&pieces[start..end]));
        (line, end) = (line - 1, start);
    }
    broken.reverse();
    Some((cost, broken))
}

fn joined(pieces: &[Piece<'_>]) -> String {
    let mut line = String::new();
    for piece in pieces {
        line.push_str(piece.text);
        if piece.gap > 0.0 {
            line.push(' ');
        }
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    const COLUMN: f32 = 712.0;

    fn lines(text: &str) -> Lines {
        Lines::of(&Face::bundled().unwrap(), text, COLUMN)
    }

    #[rstest]
    #[case("秋天的公园", &["秋天的公园"])]
    #[case("把一篇文章发到公众号，需要几步", &["把一篇文章发到", "公众号，需要几步"])]
    #[case("Typesetting for WeChat", &["Typesetting", "for WeChat"])]
    #[case("产品经理的自我修养", &["产品经理的", "自我修养"])]
    #[case("《红楼梦》里的“吃”：一场关于食物的漫长告别", &["《红楼梦》里的“吃”：", "一场关于食物的漫长告别"])]
    fn titles_are_broken_where_one_would(#[case] title: &str, #[case] expected: &[&str]) {
        assert_eq!(lines(title).lines, expected);
    }

    #[test]
    fn what_is_too_long_ends_with_dots() {
        let long = lines(&"长标题要断行，".repeat(20));
        assert_eq!((long.lines.len(), long.size), (MAX_LINES, 52.0));
        assert!(
            long.lines.last().is_some_and(|line| line.ends_with('…') && !line.contains("，…")),
            "{long:?}"
        );
        let word = lines(&"w".repeat(90));
        assert!(word.lines.len() > 1 && word.lines.concat().starts_with("wwww"), "{word:?}");
    }

    proptest! {
        #[test]
        fn lines_fit_and_keep_to_the_rules(title in "[秋天的公园，。！？：；、「」《》（）a-zA-Z0-9%]{0,70}") {
            let face = Face::bundled().unwrap();
            let Lines { size, lines } = Lines::of(&face, &title, COLUMN);
            prop_assert!(lines.len() <= MAX_LINES);
            for line in &lines {
                prop_assert!(face.width(line) * size <= COLUMN + 0.01, "{:?}", lines);
            }
            for line in lines.iter().skip(1) {
                prop_assert!(!line.starts_with(['，', '。', '！', '？', '：', '；', '、', '」', '》', '）']), "{:?}", lines);
            }
            for line in lines.iter().rev().skip(1) {
                prop_assert!(!line.ends_with(['「', '《', '（']), "{:?}", lines);
            }
            let letters = |text: &str| text.chars().filter(|char| char.is_alphanumeric()).collect::<String>();
            prop_assert!(letters(&title).starts_with(&letters(&lines.concat())), "{:?}", lines);
        }
    }
}
