use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::css::Colour;
use crate::css::Effort;
use crate::tree::parse;

fn cleaned(svg: &str, colours: Colours) -> Cleaned {
    let mut tree = parse(svg).unwrap();
    let node = tree.find(tree.root(), &["svg"])[0];
    clean(&mut tree, node, colours, &Effort::default()).unwrap()
}

/// What is between the tags of a drawing that stays as drawn.
fn inside(content: &str) -> (String, Vec<String>) {
    let Cleaned { svg, losses } = cleaned(&format!("<svg>{content}</svg>"), Colours::AsDrawn);
    let svg = svg
        .strip_prefix(r#"<svg xmlns="http://www.w3.org/2000/svg">"#)
        .unwrap()
        .strip_suffix("</svg>")
        .unwrap();
    (svg.to_owned(), losses)
}

#[rstest]
#[case::shapes(
    r#"<rect id=a class=b x=1 y=2 width=3 height=4 rx=1 fill="red" data-x=1 onclick="x()" aria-label=r />"#,
    r##"<rect x="1" y="2" width="3" height="4" rx="1" fill="#f00"/>"##
)]
#[case::paint_goes_to_the_leaves(
    r#"<g fill="none" stroke="blue" stroke-width="2"><path d="M0 0h9"/><g stroke="inherit"><circle r=2 /></g></g>"#,
    r##"<path d="M0 0h9" fill="none" stroke="#00f" stroke-width="2"/><circle r="2" fill="none" stroke="#00f" stroke-width="2"/>"##
)]
#[case::sheets_become_attributes(
    "<style>.a{fill:#0F0;stroke:red} circle.a{stroke-dasharray:2 1}</style><circle class=a r=1 style='fill-opacity:.5' />",
    r##"<circle r="1" fill="#0f0" fill-opacity="0.5" stroke="#f00" stroke-dasharray="2 1"/>"##
)]
#[case::groups_that_move_stay(
    r#"<g transform="translate(1 2)"><g class=x><line x2=5 stroke=red /></g></g>"#,
    r##"<g transform="translate(1 2)"><line x2="5" stroke="#f00"/></g>"##
)]
#[case::gradients_become_their_mean(
    r##"<defs><linearGradient id="g"><stop offset="0" stop-color="#000"/><stop offset="100%" style="stop-color:#fff"/></linearGradient></defs><rect width=1 height=1 fill="url(#g)"/>"##,
    r##"<rect width="1" height="1" fill="#808080"/>"##
)]
#[case::references_are_followed(
    r##"<defs><path id="p" d="M0 0v9"/><symbol id="s" viewBox="0 0 9 9"><circle r=1 /></symbol></defs><use href="#p" x="3" stroke="red"/><use xlink:href="#s" width="5"/>"##,
    r##"<g transform="translate(3 0)"><path d="M0 0v9" stroke="#f00"/></g><svg width="5" viewBox="0 0 9 9"><circle r="1"/></svg>"##
)]
#[case::links_leave_what_they_hold(r#"<a href="https://a.example"><circle r=1 /></a>"#, r#"<circle r="1"/>"#)]
#[case::arrow_heads(
    r#"<defs><marker id="m" markerWidth="10" markerHeight="10" refX="4" refY="2" orient="auto"><path d="M0 0L4 2L0 4Z" fill="red"/></marker></defs><path d="M0 0V20" stroke="blue" fill="none" marker-end="url(#m)"/>"#,
    r##"<path d="M0 0V20" fill="none" stroke="#00f"/><path d="M2 16L0 20L-2 16Z" fill="#f00"/>"##
)]
#[case::text_on_its_baseline(
    r#"<text x="5" y="10" font-size="20" dominant-baseline="middle" font-family="X Y">a &lt; b</text>"#,
    r#"<text x="5" y="17" font-size="20">a &lt; b</text>"#
)]
#[case::lines_of_text(
    r#"<text y="-10" font-size="10px" text-anchor="middle"><tspan x="0" y="0" dy="1em">one</tspan><tspan x="0" dy="1em" font-weight="bold">two</tspan></text>"#,
    r#"<text x="0" y="10" font-size="10" text-anchor="middle">one<tspan x="0" dy="10" font-weight="bold">two</tspan></text>"#
)]
#[case::words_stay_apart(
    "<text>a <tspan fill=red>b</tspan> c</text>",
    r##"<text x="0" font-size="16">a <tspan fill="#f00">b</tspan><tspan> c</tspan></text>"##
)]
#[case::small_print_is_legible("<text font-size=6>a</text>", r#"<text x="0" font-size="9">a</text>"#)]
#[case::animations(
    r#"<rect width=1 height=1><animate attributeName="x" to="9" dur="1s" begin="click" fill="freeze" restart="never"/></rect>"#,
    r#"<rect width="1" height="1"><animate attributeName="x" to="9" dur="1s" begin="click" fill="freeze" restart="never"/></rect>"#
)]
#[case::nothing_moved(
    "<g transform='translate(0, 0)'><g transform=none opacity=1><circle r=1 /></g></g><g opacity=.5></g>",
    r#"<circle r="1"/>"#
)]
#[case::moved_by_style(
    "<rect width=1 style='transform:rotate(45deg);transform-origin:5px 6px' />",
    r#"<rect width="1" transform="translate(5 6)rotate(45)translate(-5 -6)"/>"#
)]
#[case::hidden("<rect display=none width=9 /><g style='display:none'><circle r=1 /></g><title>t</title>", "")]
fn keeps_what_it_shows(#[case] content: &str, #[case] expected: &str) {
    assert_eq!(inside(content), (expected.to_owned(), Vec::new()));
}

#[rstest]
#[case::script("<script>alert(1)</script>", &["<script>"], "")]
#[case::picture("<image href='x.png' />", &["<image>"], "")]
#[case::effects("<circle r=1 filter='url(#f)' mask='url(#m)' style='clip-path:url(#c)' />", &["clip-path", "filter", "mask"], r#"<circle r="1"/>"#)]
#[case::dangling("<use href='#no' /><circle r=1 fill='url(#no) red' />", &["<use>", "url()"], r##"<circle r="1" fill="#f00"/>"##)]
#[case::animation_of_others(
    "<circle r=1><animate attributeName='r' to=2 /><set attributeName='visibility' to='hidden' begin='b.click' /></circle>",
    &["<animate>", "<set>"],
    r#"<circle r="1"></circle>"#
)]
#[case::html(
    "<foreignObject x=10 y=10 width=20 height=20><div>words</div></foreignObject>",
    &["<foreignObject>"],
    r#"<text x="20" y="25.6" font-size="16" text-anchor="middle">words</text>"#
)]
fn says_what_it_loses(#[case] content: &str, #[case] losses: &[&str], #[case] left: &str) {
    let losses = losses.iter().map(|loss| (*loss).to_owned()).collect();
    assert_eq!(inside(content), (left.to_owned(), losses));
}

#[test]
fn the_root_keeps_its_size_and_look() {
    let svg = r#"<svg id=a viewBox="0 0 9 9" width="90" style="margin:auto;fill:red"><circle r="1"/></svg>"#;
    assert_eq!(
        cleaned(svg, Colours::AsDrawn).svg,
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" style="margin:auto"><circle r="1" fill="#f00"/></svg>"##
    );
}

#[test]
fn colours_adapt_but_on_what_covers_lines() {
    let svg = "<svg viewBox='0 0 9.04 9'><path d='M0 0H9' stroke='#333' fill=none />\
        <g class=edgeLabel><rect width=4 height=4 fill='#fff' /><text fill='#010101'>a</text></g>\
        <rect width=4 height=4 fill='#e6e6ff' /></svg>";
    assert_eq!(
        cleaned(svg, Colours::Adaptive { ink: Colour::rgb(1, 1, 1) }).svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">\
         <path d=\"M0 0L9 0\" fill=\"none\" stroke=\"currentColor\"/>\
         <rect width=\"4\" height=\"4\" fill=\"#fff\"/><text x=\"0\" fill=\"#010101\" font-size=\"16\">a</text>\
         <rect width=\"4\" height=\"4\" fill=\"#00f\" fill-opacity=\"0.1\"/></svg>"
    );
}

#[rstest]
#[case::of_itself("<svg><g id=a><use href='#a'/></g></svg>".to_owned())]
#[case::doubling(format!(
    "<svg><circle id=a0 r=1 />{}</svg>",
    (1..40).fold(String::new(), |groups, n| {
        format!("{groups}<g id=a{n}><use href='#a{0}'/><use href='#a{0}'/></g>", n - 1)
    })
))]
#[case::deep(format!("<svg>{}<circle r=1 /></svg>", "<g transform='scale(1)'>".repeat(390)))]
#[case::deep_text(format!("<svg><text>{}a</text></svg>", "<tspan x=1>".repeat(390)))]
fn bombs_end(#[case] svg: String) {
    let mut tree = parse(&svg).unwrap();
    let node = tree.find(tree.root(), &["svg"])[0];
    if let Ok(cleaned) = clean(&mut tree, node, Colours::AsDrawn, &Effort::default()) {
        assert!(cleaned.svg.len() < 1024 * 1024);
    }
}

proptest! {
    #[test]
    fn nothing_forbidden_is_left(parts in prop::collection::vec(prop::sample::select(vec![
        "<g id=a class=b>", "</g>", "<path d='M0 0L9 9' marker-end='url(#m)'/>", "<use href='#a'/>", "<style>.b{fill:url(#x)}</style>",
        "<defs>", "</defs>", "<marker id=m orient=auto><path d='M0 0h1'/></marker>", "<text y=1 style='fill:red'>", "</text>", "<tspan x=1>",
        "</tspan>", "words & <", "<foreignObject width=9 height=9><p onclick=x>p</p></foreignObject>", "<rect filter='url(#f)' width=1 height=1 />",
        "<linearGradient id=x><stop stop-color=red /></linearGradient>", "<script>x</script>", "<animate attributeName=x />", "<a href='javascript:x'>", "</a>",
    ]), 0..30)) {
        let Cleaned { svg, .. } = cleaned(&format!("<svg>{}</svg>", parts.concat()), Colours::AsDrawn);
        let again = parse(&svg).unwrap();
        for node in again.descendants(again.root()) {
            let Some(element) = again.element(node) else { continue };
            prop_assert!(
                matches!(&*element.name, "svg" | "g" | "path" | "rect" | "text" | "tspan" | "animate"),
                "{svg}"
            );
            for (name, value) in &element.attributes {
                prop_assert!(!matches!(&**name, "id" | "class" | "href" | "style") && !name.starts_with("on"), "{svg}");
                prop_assert!(!value.contains("url("), "{svg}");
            }
        }
    }
}
