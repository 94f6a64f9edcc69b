use super::*;

/// The pairs that the published algorithm gave.
const RECORDED: &str = include_str!("recorded.tsv");

/// The style of the first element of that name.
fn style(html: &str, name: &str) -> String {
    let (_, after) = html.split_once(&format!("<{name}")).unwrap();
    let (tag, _) = after.split_once('>').unwrap();
    tag.strip_prefix(" style=\"").and_then(|style| style.strip_suffix('"')).unwrap_or_default().to_owned()
}

fn declaration<'a>(style: &'a str, property: &str) -> Option<&'a str> {
    style.split(';').find_map(|declaration| declaration.strip_prefix(property)?.strip_prefix(':'))
}

/// Whether no channel differs by more than rounding explains; ours keeps opacity in 255 steps.
fn is_same(own: &[Colour], recorded: &[Colour]) -> bool {
    own.len() == recorded.len()
        && own.iter().zip(recorded).all(|(own, recorded)| {
            let tolerance = if recorded.opacity() < 1.0 { 3 } else { 1 };
            own.channels()
                .iter()
                .zip(recorded.channels())
                .all(|(own, other)| own.abs_diff(other) <= tolerance)
        })
}

#[test]
fn gives_what_the_published_algorithm_gives() {
    let mut wrong = Vec::new();
    let rows: Vec<&str> = RECORDED.lines().filter(|row| !row.starts_with('#')).collect();
    assert!(rows.len() > 250, "{}", rows.len());
    for row in rows {
        let [around, own, dark] = <[&str; 3]>::try_from(row.split('\t').collect::<Vec<_>>()).unwrap();
        let html = preview(&format!("<section style=\"{around}\"><p style=\"{own}\">字</p></section>"));
        let seen = style(&html, "p");
        let of = |style: &str, property: &str| {
            declaration(style, property).map(values::colours).unwrap_or_default()
        };
        let mut properties = dark.split(';').chain(own.split(';')).filter_map(|part| part.split_once(':'));
        let is_wrong = properties.any(|(property, _)| {
            // What was not changed is as it was.
            let expected = if declaration(dark, property).is_some() { dark } else { own };
            !is_same(&of(&seen, property), &of(expected, property))
        });
        if is_wrong {
            wrong.push(format!("{around} | {own} | {dark} | {seen}"));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn white_becomes_black_and_text_bright() {
    let dark = preview("<section style=\"background:#fff\"><p style=\"color:#333\">a</p></section>");
    assert_eq!(
        dark,
        "<section style=\"color:#a3a3a3;background:#191919\"><p style=\"color:#a3a3a3\">a</p></section>"
    );
}

#[test]
fn text_is_made_from_the_colour_of_light_mode() {
    let dark = preview(
        "<section style=\"color:#a00;background:#eee\"><p style=\"background:#07c160\">a</p></section>",
    );
    assert_eq!(
        declaration(&style(&dark, "p"), "color"),
        Some("#a00"),
        "not from what the section became: {dark}"
    );
}

#[test]
fn gradients_below_words_become_one_colour_and_drawings_stay() {
    let dark = preview(
        "<p style=\"background:linear-gradient(#fff,#000)\">a</p><svg><path fill=\"#000\"></path></svg>",
    );
    assert!(dark.contains("linear-gradient(#383838,#383838)"), "{dark}");
    assert!(dark.contains("<path fill=\"#000\">"), "{dark}");
    let line = "<section style=\"background-image:linear-gradient(#fff,#000);height:4px\"></section>";
    assert!(preview(line).contains("linear-gradient(#fff,#000)"), "nothing is written on it");
}

#[test]
fn what_is_on_a_picture_keeps_its_colours() {
    let on = |inner: &str| {
        preview(&format!("<section style=\"background-image:url(a.png);color:#a00\">{inner}</section>"))
    };
    let dark = on("<p style=\"color:#333;border:1px solid #333\">a</p>");
    assert_eq!(style(&dark, "p"), "color:#333;border:1px solid #333");
    let around = style(&dark, "section");
    assert_eq!(
        declaration(&around, "background-color"),
        Some("#fff"),
        "as if the page below were light: {dark}"
    );
    let dark = on("<p style=\"background-color:#fafafa;color:#999\">a</p>");
    assert_eq!(
        declaration(&style(&dark, "p"), "background-color"),
        Some("#fafafa"),
        "as bright as what is below"
    );
    let dark = on("<p style=\"background-color:#333;color:#333\">a</p>");
    assert_eq!(style(&dark, "p"), "background-color:#383838;color:#b3b3b3", "the picture is covered");
}

#[test]
fn text_that_stays_near_its_ground_is_told() {
    let hard = |html: &str| {
        let mut tree = parse(html).unwrap();
        let root = tree.root();
        cascade(&mut tree, root, &Sheet::default());
        illegible(&tree, root).len()
    };
    assert_eq!(hard("<p style='color:#0a5;background:#07c160'>b</p>"), 0, "the algorithm moves it away");
    assert_eq!(hard("<p style='color:#fff;background:#ffe'>b</p>"), 0, "the bright ground is dimmed");
    assert_eq!(
        hard("<p style='color:#a00;background:#5f5f5f'>b</p>"),
        1,
        "no room above a ground of medium grey"
    );
    assert_eq!(hard("<p style='color:#a00;background:#5f5f5f'> </p>"), 0, "nothing to read");
}
