//! TeX formulas as drawings that are nothing but filled paths (docs/reference/html-compat.md D9, D10).

mod ink;
mod shape;
mod typefaces;
mod typeset;

use crate::Drawing;
use ink::Ink;

/// Bytes of TeX that one formula may have; the longest of a textbook has a tenth.
const MAX_SOURCE_BYTES: usize = 8 * 1024;

/// Bytes that one drawing may have: more than this is better sent as a picture, or no formula at all.
const MAX_SVG_BYTES: usize = 128 * 1024;

/// Why a formula was not drawn.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum FormulaError {
    /// Nothing but white space.
    #[error("the formula is empty")]
    Empty,
    /// The TeX does not parse, or uses what the engine does not know.
    #[error("{0}")]
    Tex(String),
    /// No typeface has the character.
    #[error("no typeface at hand has the character {0:?}")]
    MissingGlyph(char),
    /// The source, or what it would draw, is beyond the limits.
    #[error("the formula is too large")]
    TooLarge,
    /// The engine stopped with a defect of its own.
    #[error("the formula engine failed")]
    Engine,
}

/// Draws a formula, its sizes in em of the text around it. `display` sets it as a block of its own, with limits above and
/// below sums.
///
/// Bounded in source, nesting, expansion and output; what is beyond the bounds is an error, never a panic.
pub(crate) fn draw(tex: &str, display: bool) -> Result<Drawing, FormulaError> {
    if tex.trim().is_empty() {
        return Err(FormulaError::Empty);
    }
    if tex.len() > MAX_SOURCE_BYTES {
        return Err(FormulaError::TooLarge);
    }
    let list = typeset::typeset(tex, display)?;
    let drawing = Ink::of(&list)?.into_drawing();
    if drawing.svg.len() > MAX_SVG_BYTES { Err(FormulaError::TooLarge) } else { Ok(drawing) }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    /// What a debug build may take for the worst that the limits let in.
    const SOON: Duration = Duration::from_secs(60);

    #[rstest]
    #[case::fraction(r"\frac{-b\pm\sqrt{b^2-4ac}}{2a}")]
    #[case::limits(r"\sum_{i=1}^n\int_0^\infty\lim_{x\to 0}")]
    #[case::matrix(r"\begin{pmatrix}a&b\\c&d\end{pmatrix}")]
    #[case::cases(r"f(x)=\begin{cases}x^2,&x\ge 0\\-x,&\text{其他}\end{cases}")]
    #[case::aligned(r"\begin{aligned}a&=b\\&=c\end{aligned}")]
    #[case::accents(r"\hat{x}\vec{v}\widetilde{abc}\overrightarrow{AB}\overline{z}")]
    #[case::alphabets(r"\mathbb{R}\mathcal{L}\mathfrak{g}\mathscr{F}\mathtt{T}\mathsf{S}\boldsymbol{\beta}")]
    #[case::delimiters(r"\left(\frac{a}{\frac{b}{c}}\right]\left\{\frac12\right.")]
    #[case::chinese(r"\text{速度}=\frac{路程}{时间}，单位：米")]
    #[case::other_scripts(r"\text{Привет é ①}")]
    #[case::chemistry(r"\ce{2H2 + O2 ->[点燃] 2H2O}")]
    #[case::braces(r"\underbrace{1+2}_{n\text{ 项}}\overbrace{a}")]
    #[case::boxes(r"\boxed{E=mc^2}\colorbox{yellow}{z}\cancel{x}\phase{45}")]
    #[case::tables(r"\begin{array}{c|c:c}a&b&c\\\hline d&e&f\\\hdashline g&h&i\end{array}")]
    #[case::numbered(r"\begin{align}a&=b\label{eq:a}\\c&=d\nonumber\end{align}")]
    #[case::multline(r"\begin{multline*}a+b\\+c\end{multline*}")]
    #[case::eqnarray(r"\begin{eqnarray}a&=&b\end{eqnarray}")]
    #[case::own_macros(r"\def\sq#1{#1^2}\newcommand{\RR}{\mathbb{R}}\sq{x}\in\RR")]
    fn draws_with_filled_paths_alone(#[case] tex: &str, #[values(false, true)] display: bool) {
        let drawing = draw(tex, display).unwrap();
        let inside = drawing.svg.strip_suffix("</svg>").unwrap().split_once('>').unwrap().1;
        for shape in inside.split_inclusive("/>") {
            let attributes =
                shape.strip_prefix("<path fill=\"").and_then(|shape| shape.strip_suffix("\"/>")).unwrap();
            let (fill, data) = attributes.split_once("\" d=\"").unwrap();
            assert!(fill == "currentColor" || fill.starts_with('#'), "{fill}");
            assert!(data.bytes().all(|byte| b"mlhvqtcs0123456789- ".contains(&byte)), "{data}");
        }
        assert!(drawing.width > 0.0 && drawing.depth <= drawing.height, "{drawing:?}");
    }

    #[test]
    fn sits_on_the_baseline() {
        let letter = draw("x", false).unwrap();
        assert!(letter.depth < 0.02 && (0.4..0.5).contains(&letter.height), "{letter:?}");
        let fraction = draw(r"\frac{a}{b}", true).unwrap();
        assert!((0.6..0.8).contains(&fraction.depth) && fraction.height > 1.7, "{fraction:?}");
    }

    #[test]
    fn the_view_box_is_the_drawing_in_grid_units() {
        let Drawing { svg, width, height, depth } = draw("f_j", false).unwrap();
        let view_box = svg.split("viewBox=\"").nth(1).unwrap().split('"').next().unwrap();
        let [_, top, box_width, box_height] =
            view_box.split(' ').map(|number| number.parse::<f32>().unwrap()).collect::<Vec<_>>()[..]
        else {
            panic!("{view_box}")
        };
        for (em, grid) in [(width, box_width), (height, box_height), (depth, top + box_height)] {
            assert!((em * 200.0 - grid).abs() < 0.01, "{svg}");
        }
    }

    #[test]
    fn stays_small() {
        // MathJax 3.2 with `fontCache: "none"` takes 6,858 bytes.
        assert!(draw(r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}", true).unwrap().svg.len() < 2_400);
    }

    #[test]
    fn text_takes_the_colour_around_it_and_other_colours_stay() {
        let svg = draw(r"a\textcolor{#0969da}{b}c", false).unwrap().svg;
        assert_eq!(svg.matches("<path").count(), 2);
        assert!(svg.contains(r#"fill="currentColor""#) && svg.contains(r##"fill="#0969da""##), "{svg}");
    }

    #[test]
    fn what_is_written_on_a_background_is_painted_after_it() {
        let svg = draw(r"a\colorbox{black}{\color{white}b}", false).unwrap().svg;
        let places = ["#000000", "currentColor", "#ffffff"].map(|fill| svg.find(fill).unwrap());
        assert!(places.is_sorted(), "{svg}");
    }

    #[test]
    fn rows_are_not_numbered_unless_asked() {
        let width = |tex| draw(tex, true).unwrap().width;
        let plain = width(r"\begin{align*}a&=b\end{align*}");
        assert!((width(r"\begin{align}a&=b\end{align}") - plain).abs() < 0.01);
        assert!(width(r"\begin{align}a&=b\tag{1}\end{align}") > width(r"\begin{align}a&=b\end{align}") + 2.0);
        assert!(width(r"a=b\tag{1}") > width("a=b(1)") + 1.0);
    }

    #[rstest]
    #[case("  \n", FormulaError::Empty)]
    #[case("😀", FormulaError::MissingGlyph('😀'))]
    #[case(r"\rule{1em}{2000em}", FormulaError::TooLarge)]
    fn says_what_it_cannot_draw(#[case] tex: &str, #[case] error: FormulaError) {
        assert_eq!(draw(tex, true), Err(error));
    }

    #[rstest]
    #[case::unknown(r"\nosuchthing")]
    #[case::unclosed(r"\frac{a}{")]
    #[case::recursion(r"\def\a{\a\a}\a")]
    #[case::doubling(r"\def\a{xx}\def\b{\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b}\def\d{\c\c\c\c\c\c\c\c}\def\e{\d\d\d\d\d\d\d\d}\def\f{\e\e\e\e\e\e\e\e}\f\f\f\f")]
    fn refuses_soon(#[case] tex: &str) {
        let start = Instant::now();
        draw(tex, true).unwrap_err();
        assert!(start.elapsed() < SOON);
    }

    #[rstest]
    fn the_deepest_and_the_longest_end_soon(
        #[values(
            "{",
            "\\left(",
            "\\frac{",
            "x^{",
            "\\sqrt",
            "\\begin{matrix}",
            "\\text{$",
            "^",
            "\\hat",
            "&",
            "\\\\",
            "\\ce{",
            "\\mathbb",
            "a\\over ",
            "\\middle|",
            "'",
            "\\pmb",
            "Ø",
            "\\hdashline"
        )]
        part: &str,
    ) {
        let start = Instant::now();
        for tex in [part.repeat(MAX_SOURCE_BYTES / part.len()), part.repeat(25), part.repeat(100_000)] {
            let _ = draw(&tex, true);
            let closed = format!("{tex}{}", "}".repeat(MAX_SOURCE_BYTES.saturating_sub(tex.len())));
            let _ = draw(&closed, true);
        }
        assert!(start.elapsed() < SOON);
    }

    proptest! {
        #[test]
        fn any_text_ends(tex in any::<String>(), display: bool) {
            let _ = draw(&tex, display);
        }

        #[test]
        fn any_tex_ends(parts in prop::collection::vec(prop::sample::select(vec![
            "a", "{", "}", "^", "_", "&", "\\\\", "\\frac", "\\sqrt", "[", "]", "\\left", "\\right", "(", ")", "\\middle|", "\\text", "中", "$", "\\begin",
            "\\end", "{cases}", "{array}", "{c|c}", "{align}", "\\hline", "\\tag", "\\color", "{red}", "\\ce", "\\def", "\\x", "#1", "#", "\\over", "\\cancel",
            "\\underbrace", "\\hat", "\\rule", "{9em}", "\\hspace", "\\kern", "-1em", "\\sum", "\\limits", "\\Huge", "\\xrightarrow", "'", "~", "%", " ", "9",
        ]), 0..60), display: bool) {
            let _ = draw(&parts.concat(), display);
        }
    }
}
