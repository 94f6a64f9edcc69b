//! Formulas, drawings and diagrams that come to more than anyone can look at.

use std::fmt::Write as _;

use rstest::rstest;
use wxpress_article::Rule;

use super::{html, markdown, numbered, tells};

/// What cannot be drawn stays as its source text.
#[rstest]
#[case::doubling((0..20).fold("\\def\\a{xx}".to_owned(), |all, n| {
    let (one, next) = (char::from(b'a' + n), char::from(b'b' + n));
    format!("{all}\\def\\{next}{{\\{one}\\{one}}}")
}) + "\\t")]
#[case::deep("\\frac{".repeat(10_000))]
#[case::deep_and_closed("\\frac{".repeat(600) + "a" + &"}{b}".repeat(600))]
#[case::matrix(format!("\\begin{{matrix}}{}\\end{{matrix}}", ("a&".repeat(99) + "a\\\\").repeat(100)))]
fn formulas_that_are_too_much(#[case] tex: String) {
    let article = markdown(&format!("$${tex}$$"));
    assert!(tells(&article, Rule::FormulaFailed), "{:?}", article.findings);
    assert!(article.html().contains("$$\\"), "{:?}", article.findings);
}

#[rstest]
#[case("$\\frac{a}{b}$ ")]
#[case("$\\nosuch$ ")]
#[case("$x_{1}$\n\n")]
fn formulas_without_number(#[case] formula: &str) {
    let article = markdown(&formula.repeat(5_000));
    assert!(tells(&article, Rule::FormulaFailed), "{:?}", article.findings);
}

/// Each is almost too much.
#[test]
fn large_formulas_one_after_another() {
    let matrix =
        format!("$$\\begin{{matrix}}{}\\end{{matrix}}$$\n\n", ("a&".repeat(39) + "a\\\\").repeat(40));
    let article = markdown(&matrix.repeat(30));
    assert!(tells(&article, Rule::FormulaFailed));
}

/// References to references.
#[test]
fn drawings_that_double() {
    let mut groups = String::from("<g id=a0><path d='M0 0h1'/></g>");
    for n in 0..20 {
        let uses = format!("<use href='#a{n}'/>").repeat(10);
        write!(groups, "<g id=a{}>{uses}</g>", n + 1).unwrap();
    }
    let drawing =
        |last: usize| format!("<svg viewBox='0 0 1 1'><defs>{groups}</defs><use href='#a{last}'/></svg>");
    let article = html(&drawing(20));
    assert!(tells(&article, Rule::SvgPart) && !article.html().contains("<svg"));
    // Each of these is small enough, all of them are not.
    let article = html(&drawing(3).repeat(100));
    assert!(tells(&article, Rule::SvgPart) || tells(&article, Rule::ContentTooLarge));
}

#[test]
fn a_hundred_thousand_paths() {
    let article = html(&format!("<p>a</p><svg viewBox='0 0 1 1'>{}</svg>", "<path/>".repeat(100_000)));
    assert!(tells(&article, Rule::SvgPart), "{:?}", article.findings);
    let article = html(&"<svg viewBox='0 0 1 1'><path d='M0 0h1'/></svg>".repeat(20_000));
    assert!(tells(&article, Rule::ContentTooLarge), "{:?}", article.findings);
    let article = html(&format!("<svg viewBox='0 0 1 1'><path d='M0 0{}'/></svg>", "h1".repeat(400_000)));
    assert!(article.html().contains("<path"));
}

#[test]
fn marks_on_every_corner() {
    let shapes = "<path d='M0 0h1'/>".repeat(1_000);
    let corners = "h1".repeat(100_000);
    let article = html(&format!(
        "<svg viewBox='0 0 1 1'><marker id=a>{shapes}</marker><path marker-mid='url(#a)' d='M0 0{corners}'/></svg>"
    ));
    assert!(tells(&article, Rule::SvgPart), "{:?}", article.findings);
}

#[test]
fn a_diagram_of_five_thousand_nodes() {
    let edges = numbered(5_000, |n| format!("n{n}-->n{}\n", (n * 7 + 1) % 5_000));
    let article = markdown(&format!("```mermaid\ngraph TD\n{edges}```\n"));
    let rule = if cfg!(feature = "mermaid") { Rule::DiagramFailed } else { Rule::DiagramNotBuilt };
    assert!(tells(&article, rule), "{:?}", article.findings);
    assert!(article.html().contains("n4999"));
}
