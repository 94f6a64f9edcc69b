//! Whatever the bytes, in whatever part of an article: it is rendered, the same on every run, and what comes out is
//! sound.

use wxpress_article::{
    Article, Captions, CodeOptions, Format, Links, Lists, Meta, Options, Overflow, Profile, Rule, Severity,
    Source, code, render,
};

use super::sound;

/// A body, and what it is called.
pub(crate) type Body = (&'static str, fn(&[u8]));

/// All of them.
pub(crate) const ALL: [Body; 8] = [
    ("markdown", markdown),
    ("html", html),
    ("front-matter", front_matter),
    ("css", css),
    ("style", style),
    ("code", code),
    ("formula", formula),
    ("svg", svg),
];

/// An article in Markdown.
pub(crate) fn markdown(data: &[u8]) {
    hold(&text(data), Format::Markdown, None);
}

/// An article in HTML.
pub(crate) fn html(data: &[u8]) {
    hold(&text(data), Format::Html, None);
}

/// What stands before an article.
pub(crate) fn front_matter(data: &[u8]) {
    hold(&format!("---\n{}\n---\n# A\n\ntext", text(data)), Format::Markdown, None);
}

/// A style sheet for an article that has something of everything.
pub(crate) fn css(data: &[u8]) {
    const ARTICLE: &str = "# A\n\n[TOC]\n\ntext **b** `c` [d](http://e.f)\n\n## B\n\n> quote\n\n- a\n  1. b\n- [x] c\n\n\
        | a | b |\n|--|--|\n| 1 | 2 |\n\n```rust\nfn main() {}\n```\n\n---\n\n![](a.png)\n\n$x^2$";
    hold(ARTICLE, Format::Markdown, Some(text(data)));
}

/// The style of an element and of one in it.
pub(crate) fn style(data: &[u8]) {
    let style = escaped(&text(data));
    let html = format!(
        "<section style=\"{style}\"><p style=\"{style}\">a<b>b</b></p><img src=a style=\"{style}\"></section>"
    );
    hold(&html, Format::Html, None);
}

/// A block of code, in the language that the first byte says.
pub(crate) fn code(data: &[u8]) {
    let (first, rest) = data.split_first().unwrap_or((&0, &[]));
    let language = code::languages().nth(usize::from(*first) % code::languages().count()).unwrap();
    let html = format!("<pre><code class=\"language-{language}\">{}</code></pre>", escaped(&text(rest)));
    hold(&html, Format::Html, None);
}

/// A formula.
pub(crate) fn formula(data: &[u8]) {
    let tex = escaped(&text(data));
    let html =
        ["inline", "display"].map(|kind| format!("<p>a<span data-math-style={kind}>{tex}</span>b</p>"));
    hold(&html.concat(), Format::Html, None);
}

/// A drawing.
pub(crate) fn svg(data: &[u8]) {
    hold(&format!("<p>a</p><svg viewBox=\"0 0 10 10\">{}</svg>", text(data)), Format::Html, None);
}

fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Renders it for every gate, with other options for each.
fn hold(text: &str, format: Format, css: Option<String>) {
    let source = Source { text, format };
    let options = Options { css, ..Options::default() };
    let first = checked(&source, &options);
    assert!(first == render(&source, &options), "another article on the second run");

    let paste = Options {
        profile: Profile::Paste,
        theme: Some("ink".to_owned()),
        links: Some(Links::Keep),
        lists: Some(Lists::Static),
        tables: Some(Overflow::Wrap),
        captions: Some(Captions::Alt),
        code: Some(CodeOptions { mac: true, line_numbers: true, overflow: Overflow::Wrap }),
        ..options.clone()
    };
    checked(&source, &paste);

    let strict = checked(&source, &Options { profile: Profile::Strict, ..options });
    again(&strict);
}

fn checked(source: &Source<'_>, options: &Options) -> Article {
    let article = render(source, options);
    sound::check(&article);
    article
}

/// What passes the strictest gate may come in again, and nothing is wrong with it.
fn again(strict: &Article) {
    let error = |article: &Article| {
        let errors = article.findings.iter().filter(|finding| finding.rule.severity() == Severity::Error);
        errors.map(|finding| (finding.rule, finding.subject.clone())).collect::<Vec<_>>()
    };
    let before = error(strict);
    // What the first run refused to the author stays refused.
    if before.iter().any(|(rule, _)| matches!(rule, Rule::ContentTooLarge)) {
        return;
    }
    let overrides = Meta { title: Some("t".to_owned()), ..Meta::default() };
    let options = Options { profile: Profile::Strict, overrides, ..Options::default() };
    let html = strict.html();
    let again = render(&Source::html(&html), &options);
    let wrong: Vec<_> = error(&again).into_iter().filter(|found| !before.contains(found)).collect();
    assert!(wrong.is_empty(), "{wrong:?} in {html}");
}
