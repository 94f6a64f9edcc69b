//! Markup that no parser likes.

use rstest::rstest;
use wxpress_article::{Options, Profile, Rule, Source};

use super::{bounded, html, is_empty, numbered, tells};

#[rstest]
#[case("<div>")]
#[case("<b>")]
#[case("<ul><li>")]
#[case("<table><tr><td>")]
#[case("<svg><g>")]
#[case("<math><mi>")]
#[case("<div></x>")]
fn as_deep_as_a_megabyte_goes(#[case] tags: &str) {
    let article = html(&tags.repeat(1_000_000 / tags.len()));
    assert!(tells(&article, Rule::TooDeep) && is_empty(&article));
}

/// As deep as is let in, and as much in there as fits.
#[rstest]
#[case("<section>", "<p>a</p>")]
#[case("<blockquote>", "<p>a</p>")]
#[case("<b>", "<i>a</i>")]
#[case("<span style='color:red'>", "<span style='color:inherit'>a</span>")]
fn deep_and_wide(#[case] outer: &str, #[case] inner: &str) {
    for profile in [Profile::Api, Profile::Paste, Profile::Strict] {
        let options = Options { profile, ..Options::default() };
        let text = format!("{}{}", outer.repeat(390), inner.repeat(3_000));
        let article = bounded(&Source::html(&text), &options);
        assert!(article.reading.words > 0, "{:?}", article.findings);
    }
}

#[test]
fn a_hundred_thousand_paragraphs_as_deep_as_is_let_in() {
    let article = html(&format!("{}{}", "<section>".repeat(390), "<p>a</p>".repeat(100_000)));
    assert!(tells(&article, Rule::TooManyNodes) && is_empty(&article));
}

/// A format that is never closed is opened again in every paragraph.
#[test]
fn formats_without_end() {
    let formats = numbered(390, |n| format!("<b a={n}>"));
    let article = html(&format!("<p>{formats}</p>{}", "<p>x</p>".repeat(10_000)));
    assert!(tells(&article, Rule::TooManyNodes));
}

#[rstest]
#[case("<p>a<li>b<b>c<p></i>")]
#[case("</p></div></b>a")]
#[case("<table>a<tr>b<td>c</table>")]
#[case("<a href=http://b.c>a<a href=http://d.e><p>b")]
#[case("<b><p>a</b>c</p>")]
#[case("<select><option>a<p>b")]
#[case("<p a='>b")]
#[case("<![CDATA[a")]
fn tags_in_no_order(#[case] tags: &str) {
    let article = html(&tags.repeat(5_000));
    assert!(!article.findings.is_empty());
}

/// The parser compares every attribute with all before it.
#[test]
fn attributes_by_the_ten_thousand() {
    let attributes = numbered(90_000, |n| format!("a{n}=b "));
    for text in [
        format!("<p {attributes}>a</p>"),
        format!("<p a='>' {attributes}>a</p>"),
        format!("<!-- <p a=\" --><p {attributes}>a</p>"),
    ] {
        assert!(tells(&html(&text), Rule::TooManyNodes), "{}", &text[..40]);
    }
    let article = html(&format!("<p {}>a</p>", &attributes[..5_000]));
    assert!(article.html().ends_with(">a</p></section></section>"), "{}", article.html());
}

#[test]
fn one_attribute_of_a_megabyte() {
    let classes = numbered(100_000, |n| format!("a{n} "));
    for attribute in ["class", "id", "title", "data-x", "style", "href"] {
        let article = html(&format!("<p {attribute}='{classes}'>kept</p>"));
        assert!(article.html().contains("kept"), "{attribute}");
    }
}

#[test]
fn cells_that_span_everything() {
    let article = html(&format!("<table>{}</table>", "<tr><td colspan=60000 rowspan=60000>a".repeat(10_000)));
    assert!(!article.findings.is_empty());
}
