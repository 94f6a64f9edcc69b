//! Any string at all, and strings of the words that parsers stumble over.

use proptest::prelude::*;
use rstest::rstest;

use crate::fuzz::bodies;
use crate::fuzz::tokens::TOKENS;

/// Words in a row, each perhaps some times.
fn words() -> impl Strategy<Value = String> {
    let word = (prop::sample::select(TOKENS), prop_oneof![9 => Just(1), 1 => 1..9_usize]);
    prop::collection::vec(word.prop_map(|(word, times)| word.repeat(times)), 0..40)
        .prop_map(|words| words.concat())
}

fn strings() -> impl Strategy<Value = String> {
    prop_oneof![1 => any::<String>(), 3 => words()]
}

/// Found by those below.
#[rstest]
#[case("<iframe src=https://v.qq.com/x><p>")]
#[case("<p><mp-miniprogram data-miniprogram-appid=a id=x>")]
#[case("<img src=data:text/html,x>")]
#[case("<math><tr>")]
#[case("<pre>\u{f8ff}")]
#[case("> [!note] <hr>")]
#[case("<h2><font>a<h2>b")]
#[case("<ul><section class=mp_profile_iframe_wrp>")]
#[case("<a data-miniprogram-appid=a><table>\n---\nhttp://a.b/c")]
#[case("<p style='padding:background:url(javascript:x)'>a")]
fn strings_that_did_not_hold(#[case] text: &str) {
    bodies::markdown(text.as_bytes());
    bodies::html(text.as_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn markdown(text in strings()) {
        bodies::markdown(text.as_bytes());
    }

    #[test]
    fn html(text in strings()) {
        bodies::html(text.as_bytes());
    }

    #[test]
    fn front_matter(text in strings()) {
        bodies::front_matter(text.as_bytes());
    }

    #[test]
    fn css(text in strings()) {
        bodies::css(text.as_bytes());
    }

    #[test]
    fn style(text in strings()) {
        bodies::style(text.as_bytes());
    }

    #[test]
    fn code(text in strings()) {
        bodies::code(text.as_bytes());
    }

    #[test]
    fn formula(text in strings()) {
        bodies::formula(text.as_bytes());
    }

    #[test]
    fn svg(text in strings()) {
        bodies::svg(text.as_bytes());
    }
}
