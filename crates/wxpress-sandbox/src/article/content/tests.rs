//! The filter as a whole.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// A platform that knows its pictures and links by their looks.
pub(in crate::article) struct Fake;

impl Platform for Fake {
    fn picture_owner(&self, url: &str) -> PictureOwner {
        if url.starts_with("http://mmbiz.qpic.cn/other/") {
            PictureOwner::OtherAccount
        } else if url.starts_with("http://mmbiz.qpic.cn/") {
            PictureOwner::Platform
        } else {
            PictureOwner::Foreign
        }
    }

    fn link_target(&self, url: &str) -> LinkTarget {
        if url.contains("tempkey") {
            LinkTarget::Preview
        } else if url.starts_with("https://mp.weixin.qq.com/") {
            LinkTarget::Article
        } else {
            LinkTarget::Foreign
        }
    }
}

/// What comes through the gate of an account without WeChat Pay.
pub(in crate::article) fn filtered(html: &str) -> Filtered {
    with(html, &BTreeSet::new(), false)
}

pub(in crate::article) fn html(html: &str) -> String {
    filtered(html).html
}

fn with(html: &str, rules_off: &BTreeSet<Rule>, unsupported_tags_refused: bool) -> Filtered {
    filter(html, Gate { platform: &Fake, links: false, rules_off, unsupported_tags_refused })
}

#[test]
fn scripts_forms_and_media_go_with_all_they_hold() {
    let result = filtered(
        "<p>a</p><script>alert(1)</script><style>p{}</style><form><input name=b><button onclick=x>c</button></form>\
         <video src=\"v.mp4\"><p>d</p></video><object><embed></object><p>e</p>",
    );
    assert_eq!(result.html, "<p>a</p><p>e</p>");
    assert_eq!(result.findings.rules(), [Rule::Scripts, Rule::RemovedElements]);
    assert_eq!(result.findings.list().len(), 5, "what is in them is not counted: {:?}", result.findings);
    let unclosed = filtered("<section><form><mpvoice><p id=a></section><p id=b>c</p><script></script>");
    assert!(unclosed.html.ends_with("<p>c</p>"), "{}", unclosed.html);
    assert_eq!(unclosed.findings.rules(), [Rule::RemovedElements, Rule::Ids, Rule::Scripts]);
    assert_eq!(unclosed.refusal, None);
    assert_eq!(result.refusal, None);
}

#[test]
fn what_is_plain_stays_to_the_byte() {
    let plain = "<section class='a'  style=\"color : red\">\r\n<DIV><p>一 &amp; 二 &nbsp;<br/><strong>三</strong>\
                 <table border=1><tr><td colspan=2>四</table><ul>\n<li>五<ul><li>六</ul></ul><pre>a\n  b</pre>\
                 <!-- 注 --><blockquote><h2>七</h2></blockquote><em>八</em><sup>9</sup> < 3 <svg><path d=\"M0\"/></svg>";
    let result = filtered(plain);
    assert_eq!(result.html, plain);
    assert!(result.findings.list().is_empty() && result.refusal.is_none());
}

#[test]
fn whole_documents_are_refused_as_bad_data() {
    assert_eq!(
        filtered("<!DOCTYPE html><html><body><p>a</p></body></html>").refusal,
        Some(Errcode::DATA_FORMAT_ERROR)
    );
    assert_eq!(filtered("<p>&lt;html&gt;</p>").refusal, None);
}

#[test]
fn maths_shows_as_text() {
    let result =
        filtered("<p><math><mi>x</mi><mo>=</mo></math><mjx-container><svg></svg></mjx-container></p>");
    assert_eq!(result.html, "<p>x=<svg></svg></p>");
    assert_eq!(result.findings.rules(), [Rule::MathElements]);
}

#[test]
fn a_rule_that_is_off_takes_nothing() {
    let html = "<script>a</script><p id=\"b\" style=\"position:fixed\">c</p>";
    let off = BTreeSet::from([Rule::Scripts, Rule::Ids, Rule::Positions]);
    let result = with(html, &off, false);
    assert_eq!((result.html.as_str(), result.findings.list()), (html, &[][..]));
}

#[test]
fn unsupported_tags_are_refused_on_request() {
    assert_eq!(with("<form>a</form>", &BTreeSet::new(), true).refusal, Some(Errcode::INVALID_CONTENT));
    for taken in ["<p id=\"a\">b</p>", "<img src=\"http://a.cn/b.png\">"] {
        assert_eq!(with(taken, &BTreeSet::new(), true).refusal, None, "{taken}");
    }
}

#[test]
fn tags_of_countless_attributes_are_refused() {
    let attributes: Vec<String> = (0..1001).map(|number| format!("a{number}")).collect();
    assert_eq!(
        filtered(&format!("<p {}>a</p>", attributes.join(" "))).refusal,
        Some(Errcode::INVALID_CONTENT)
    );
}

/// Pieces of markup that the rules look at, joined at random.
pub(in crate::article) fn markup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<section style=\"padding:9px;position:fixed;background:url(a.png)\">",
        "</section>",
        "<div>",
        "</div>",
        "<ul>",
        "</ul>",
        "<ol start=3>",
        "</ol>",
        "<li>",
        "</li>",
        "\n",
        " ",
        "  ",
        "a",
        "一&amp;二",
        "&nbsp;",
        "<strong>",
        "</strong>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<span>",
        "</span>",
        "<br>",
        "<b><i>",
        "</b>",
        "<img src=\"http://mmbiz.qpic.cn/mmbiz_png/A/0?from=appmsg\">",
        "<img src=\"data:image/gif;base64,AA\">",
        "<table><tr><td>",
        "</table>",
        "<svg><path id=a /><use/>",
        "<svg><g>",
        "</g>",
        "</svg>",
        "<a href=\"http://a.cn\">",
        "</a>",
        "<script>",
        "</script>",
        "<iframe>",
        "</iframe>",
        "<form>",
        "</form>",
        "<math><mi>",
        "</math>",
        "<x-y id=z>",
        "</x-y>",
        "<!-- c -->",
        "<",
        ">",
        "\"",
        "<select>",
        "<h1>",
        "</h1>",
        "<details><summary>",
        "<textarea>",
        "<mp-common-profile>",
        "<span leaf=\"\">",
        "<p style=\"color:var(--a);top:0\">",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn a_second_pass_finds_nothing(html in markup()) {
        let once = filtered(&html);
        prop_assume!(once.refusal.is_none());
        let twice = filtered(&once.html);
        prop_assert_eq!(&twice.html, &once.html);
        prop_assert!(twice.findings.list().is_empty(), "{:?}", twice.findings);
    }

    #[test]
    fn nothing_is_too_odd(html in "\\PC{0,200}") {
        filtered(&html);
    }
}

#[test]
fn hostile_contents_take_no_time() {
    let times = |piece: &str| piece.repeat((1 << 18) / piece.len());
    for html in [
        "<div>".repeat(200_000),
        times("</p><b>"),
        times("<b></i>"),
        times("<svg>"),
        times("<p id=a style=\"a:url(;position:fixed\">"),
        times("<"),
        times("<form>"),
        times("<ul><li>"),
        times("url("),
        format!("<p style=\"{}\">", times("a:url(;")),
        format!("<p style='{}'>", times("position:fixed;")),
        times("<table><a>"),
        times("&amp"),
        times("<p a=\"<"),
    ] {
        let started = std::time::Instant::now();
        filtered(&html);
        assert!(started.elapsed().as_secs() < 60, "{}…", &html[..40]);
    }
}
