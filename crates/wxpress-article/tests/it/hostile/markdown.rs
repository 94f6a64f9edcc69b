//! Marks without number and without end.

use std::fmt::Write as _;

use rstest::rstest;
use wxpress_article::Rule;

use super::{MAX_SOURCE_BYTES, full_of, is_empty, markdown, tells};

#[test]
fn ten_megabytes_of_brackets() {
    let article = markdown(&"[".repeat(10 << 20));
    assert!(tells(&article, Rule::SourceTooLong) && is_empty(&article));
}

/// Text stays text: no character of it is lost.
#[rstest]
#[case("[", "[")]
#[case("$", "$")]
#[case("&", "&amp;")]
#[case("<", "&lt;")]
#[case("|a|b|\n", "|a|b|")]
fn marks_that_are_text(#[case] mark: &str, #[case] written: &str) {
    let article = markdown(&full_of(mark));
    assert_eq!(article.html().matches(written).count(), MAX_SOURCE_BYTES / mark.len());
    assert!(tells(&article, Rule::ContentTooLarge));
}

/// More elements than any article has.
#[rstest]
#[case("*a")]
#[case("`a")]
#[case("**a")]
#[case("# a\n")]
#[case("- a\n")]
#[case("^a")]
#[case("$a$ ")]
#[case("|a|b|\n|-|-|\n")]
#[case("a\n\n")]
#[case("- [ ] a\n")]
#[case("```\n```\n")]
fn marks_that_are_elements(#[case] mark: &str) {
    // Two nodes each, at least.
    let article = markdown(&mark.repeat(210_000.min(MAX_SOURCE_BYTES / mark.len())));
    assert!(tells(&article, Rule::TooManyNodes) && is_empty(&article));
}

/// Blocks within blocks, each a part of the line.
#[rstest]
#[case("> ")]
#[case("- ")]
#[case("1. ")]
fn blocks_in_blocks(#[case] mark: &str) {
    let article = markdown(&format!("{}end", mark.repeat(340_000)));
    assert!(tells(&article, Rule::TooDeep) || article.html().contains("end"), "{:?}", article.findings);
}

/// Few bytes in, many out.
#[rstest]
#[case("![a](b)")]
#[case("```mermaid\ngraph\n```\n")]
fn what_grows(#[case] mark: &str) {
    let article = markdown(&full_of(mark));
    assert!(tells(&article, Rule::ContentHopeless) && is_empty(&article), "{:?}", article.findings);
}

/// Marks that the parser looks for the end of from each beginning.
#[rstest]
#[case("[^a]", "[^")]
#[case("^[a", "^[")]
#[case("\\(", "\\")]
#[case(":::a\n", ":::")]
fn marks_without_end(#[case] mark: &str, #[case] told: &str) {
    let article = markdown(&mark.repeat(100_000));
    let told = article.findings.iter().any(|found| found.rule == Rule::TooManyMarks && found.subject == told);
    assert!(told, "{:?}", article.findings);
}

#[test]
fn notes_of_notes() {
    let mut notes = String::from("a[^0]\n\n");
    for n in 0..1_300 {
        writeln!(notes, "[^{n}]: b [^{}] [^{}]\n", n + 1, n + 2).unwrap();
    }
    assert!(markdown(&notes).html().contains("[1299]"));
    let unused = (0..60_000).fold(String::from("a\n\n"), |notes, n| notes + &format!("[^{n}]: b\n"));
    assert!(markdown(&unused).html().contains(">a</p>"));
}

#[test]
fn definitions_without_number_and_one_for_all() {
    let many =
        (0..30_000).fold(String::from("[a1]\n\n"), |defined, n| defined + &format!("[a{n}]: http://b.c\n"));
    assert!(tells(&markdown(&many), Rule::LinkToReference));
    // The parser itself stops to write the same address out.
    let long = format!("[a]: http://b.c/{}\n\n{}", "d".repeat(100_000), "[a] ".repeat(20_000));
    assert!(markdown(&long).html().contains("[a] [a]"));
}

/// Every alias stands for some of the one before.
#[test]
fn aliases_of_aliases() {
    let mut front = String::from("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for n in 0..20 {
        writeln!(front, "a{}: &a{} [*a{n}, *a{n}, *a{n}, *a{n}, *a{n}, *a{n}, *a{n}, *a{n}]", n + 1, n + 1)
            .unwrap();
    }
    let article = markdown(&format!("{front}title: *a20\n---\n\ntext"));
    assert!(tells(&article, Rule::FrontMatterSyntax) && article.html().contains("text"));
}

#[test]
fn front_matter_in_front_matter() {
    for front in [
        "a: ".to_owned() + &"[".repeat(50_000),
        "? ".repeat(30_000),
        "- ".repeat(30_000),
        "{a: ".repeat(12_000),
    ] {
        let article = markdown(&format!("---\n{front}\n---\n\ntext"));
        assert!(article.html().contains("text"), "{:?}", article.findings);
    }
}

#[test]
fn a_table_of_five_hundred_by_five_hundred() {
    let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(500));
    let table = row("a") + &row("-") + &row("b").repeat(499);
    assert!(tells(&markdown(&table), Rule::TooManyNodes));
    // Rows may be shorter than the head says.
    let head = format!("|{}\n|{}\n{}", "a|".repeat(2_000), "-|".repeat(2_000), "|b\n".repeat(10_000));
    let article = markdown(&head);
    assert!(tells(&article, Rule::TooManyNodes) || article.html().contains('b'));
}

/// Pictures within the text count for nothing, however large.
#[test]
fn ten_megabytes_of_picture() {
    let picture = format!("data:image/png;base64,{}", "A".repeat(10 << 20));
    let article = wxpress_article::render(
        &wxpress_article::Source::markdown(&format!("text\n\n![]({picture})")),
        &wxpress_article::Options::default(),
    );
    assert_eq!(article.images.len(), 1);
    assert!(!tells(&article, Rule::SourceTooLong) && article.html().contains(&picture));
}

/// Code in every language, of the characters that begin something everywhere.
#[rstest]
fn code_without_end(#[values("{", "\"", "/*", "<", "`${", "<<A\n", "\\", "$(")] mark: &str) {
    for language in wxpress_article::code::languages() {
        let article = markdown(&format!("~~~{language}\n{}\n~~~", mark.repeat(4_000)));
        assert!(article.reading.words < 20 && !tells(&article, Rule::ContentHopeless), "{language}");
    }
}
