//! Style sheets that ask for more work than any article needs.

use rstest::rstest;
use wxpress_article::{Article, Options, Rule, Source};

use super::{bounded, html, numbered, tells};

fn styled(text: &str, css: String) -> Article {
    bounded(&Source::markdown(text), &Options { css: Some(css), ..Options::default() })
}

fn paragraphs(number: usize) -> String {
    "text\n\n".repeat(number)
}

/// What was not reached has no style; it is never text that is lost.
#[rstest]
#[case::rules("p{color:red}".repeat(50_000))]
#[case::declarations(format!("p{{{}}}", numbered(50_000, |n| format!("a{n}:b;"))))]
#[case::around("p.a~p.a~p{color:red}".repeat(20_000))]
#[case::negations(format!("p{}{{color:red}}", ":not(.a)".repeat(90)).repeat(1_000))]
#[case::variables(format!("p{{{}}}", numbered(50_000, |n| format!("--a{n}:b;"))))]
fn rules_times_elements(#[case] css: String) {
    let article = styled(&paragraphs(3_000), css);
    assert!(tells(&article, Rule::SheetTooCostly), "{:?}", article.findings);
    assert_eq!(article.reading.words, 3_000);
}

/// A value that nothing sane comes of goes, and says so; the rest stays.
#[rstest]
#[case::doubling((0..40).fold("--v0:aaaa;".to_owned(), |all, n| format!("{all}--v{}:var(--v{n}) var(--v{n});", n + 1)) + "font-family:var(--v40)")]
#[case::itself("--v0:var(--v0);font-family:var(--v0)".to_owned())]
#[case::long(format!("font-family:{}", "x".repeat(900_000)))]
#[case::sums(format!("font-family:{}1px{}", "calc(".repeat(100_000), ")".repeat(100_000)))]
fn values_in_values(#[case] declarations: String) {
    let article = styled(&paragraphs(1_000), format!("p{{{declarations};top:0}}"));
    assert!(tells(&article, Rule::UnknowableValue) || tells(&article, Rule::SheetTooCostly));
    assert_eq!(article.reading.words, 1_000);
}

#[rstest]
#[case(":not(".repeat(1_000) + &")".repeat(1_000))]
#[case(":is(p,".repeat(100_000))]
#[case("p>".repeat(100_000) + "p")]
fn selectors_in_selectors(#[case] selector: String) {
    let article = styled(&paragraphs(1_000), format!("p{selector}{{color:red}}p{{color:#123456}}"));
    assert!(tells(&article, Rule::DroppedRule), "{:?}", article.findings);
    assert_eq!(article.reading.words, 1_000);
}

#[rstest]
#[case("{")]
#[case("a(")]
#[case("@a;")]
#[case("a:b;")]
#[case("/*")]
#[case("\\")]
#[case("p{color:red}")]
fn ten_megabytes_of_style(#[case] css: &str) {
    let article = styled(&paragraphs(10), css.repeat((10 << 20) / css.len()));
    assert!(tells(&article, Rule::SheetTooCostly));
    assert_eq!(article.reading.words, 10);
}

/// Each paragraph says far more than its author wrote.
#[test]
fn text_out_of_style_sheets() {
    let long = "x".repeat(900);
    for css in [
        format!("p::before,p::after{{content:'{long}'}}"),
        format!("p{{counter-reset:a;counter-increment:a b c d}}p::before{{content:counters(a,'{long}')}}"),
        format!("p{{font-family:{long}}}"),
    ] {
        let article = styled(&paragraphs(20_000), css);
        assert!(
            tells(&article, Rule::ContentHopeless) || tells(&article, Rule::SheetTooCostly),
            "{:?}",
            article.findings
        );
    }
}

/// Values of the elements' own, out of variables of their parent's.
#[test]
fn doubling_in_every_element() {
    let variables =
        (0..12).fold("--v0:aaaa;".to_owned(), |all, n| format!("{all}--v{}:var(--v{n}) var(--v{n});", n + 1));
    let own = "<p style='font-family:var(--v11)'>a</p>".repeat(20_000);
    let article = html(&format!("<section style='{variables}'>{own}</section>"));
    assert!(tells(&article, Rule::SheetTooCostly) || tells(&article, Rule::ContentHopeless));
}

/// The colour of text is written out wherever it is asked for.
#[test]
fn a_long_colour_everywhere() {
    let own = "<p style='border-color:currentcolor'>a</p>".repeat(20_000);
    let article = html(&format!("<section style='color:{}'>{own}</section>", "x".repeat(16_000)));
    assert!(tells(&article, Rule::SheetTooCostly), "{:?}", article.findings);
}
