//! The editor as a whole.

use proptest::prelude::*;

use super::*;
use crate::article::content::tests::{filtered, markup};

/// What a save leaves, without the editor's marks, and the rules that struck.
pub(super) fn resaved(html: &str) -> (String, Vec<Rule>) {
    let result = resave(html, &BTreeSet::from([Rule::Leaves])).unwrap();
    (result.html, result.findings.rules())
}

/// Asserts that a save changes nothing but the marks.
#[track_caller]
pub(super) fn kept(html: &str) {
    assert_eq!(resaved(html), (html.to_owned(), vec![]));
}

#[test]
fn a_rule_that_is_off_changes_nothing() {
    let html = "<div id=\"a\">\n<ul>\n<li><strong>一</strong>二<ul><li><p>三</p>四</li></ul></li></ul></div>";
    let all = [
        Rule::UnwrappedBlocks,
        Rule::DroppedAttributes,
        Rule::NestedLists,
        Rule::ItemParagraphs,
        Rule::ItemLeads,
        Rule::ListBlanks,
        Rule::BlockBlanks,
        Rule::Leaves,
    ];
    assert_eq!(resave(html, &BTreeSet::from(all)).unwrap().html, html);
    for rule in all {
        let on =
            resave(html, &BTreeSet::from(all.map(|other| if other == rule { Rule::Ids } else { other })));
        assert_ne!(on.unwrap().html, html, "{rule:?}");
    }
}

proptest! {
    #[test]
    fn a_second_save_changes_nothing(html in markup()) {
        let once = resave(&filtered(&html).html, &BTreeSet::new()).unwrap();
        let twice = resave(&once.html, &BTreeSet::new()).unwrap();
        prop_assert_eq!(&twice.html, &once.html);
        prop_assert!(twice.findings.list().is_empty(), "{:?}", twice.findings);
    }

    #[test]
    fn nothing_is_too_odd(html in "\\PC{0,200}") {
        prop_assert!(resave(&html, &BTreeSet::new()).is_ok());
    }
}

#[test]
fn hostile_contents_take_no_time() {
    let times = |piece: &str| piece.repeat((1 << 18) / piece.len());
    for html in [
        "<div>".repeat(200_000),
        times("</p><b>"),
        times("<p><b>"),
        times("<svg>"),
        times("<ul><li>"),
        times("<table><a>"),
        times("<a><div>"),
        times("<br>"),
        times("</p>"),
        times("<p></p> "),
        format!("<ul>{}</ul>", times("<li><p>a</p>b</li>")),
        format!("<pre>{}</pre>", times("<span>a</span> ")),
        format!("{}{}", "<ul><li>".repeat(200), times("<li>a")),
    ] {
        let started = std::time::Instant::now();
        let _ = resave(&html, &BTreeSet::new());
        let elapsed = started.elapsed();
        assert!(elapsed.as_secs() < 60, "{elapsed:?} {}…", &html[..40]);
    }
}
