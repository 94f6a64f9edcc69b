//! Input that nobody writes by hand: it ends soon, in a bounded article, with findings that say what was lost.

mod css;
mod drawings;
mod html;
mod markdown;

use std::time::{Duration, Instant};

use wxpress_article::{Article, Options, Rule, Source, render};

/// Where only a clock can tell. What is not bounded takes many minutes; what is, a second or two on an idle machine.
const LONG: Duration = Duration::from_secs(60);

/// Longest source that is rendered.
const MAX_SOURCE_BYTES: usize = 1 << 20;

/// Longest HTML that comes out, pictures in the source aside.
const MAX_HTML_BYTES: usize = 16 << 20;

/// A text as long as any that is rendered, of one part after another.
fn full_of(part: &str) -> String {
    part.repeat(MAX_SOURCE_BYTES / part.len())
}

/// Parts that differ by a number.
fn numbered(parts: usize, part: impl Fn(usize) -> String) -> String {
    (0..parts).map(part).collect::<Vec<_>>().concat()
}

/// Renders it, and looks at how long it takes and at how much comes out.
fn bounded(source: &Source<'_>, options: &Options) -> Article {
    let started = Instant::now();
    let article = render(source, options);
    let took = started.elapsed();
    let start: String = source.text.chars().take(40).collect();
    assert!(took < LONG, "{took:?} for {start}");
    assert!(article.html().len() < MAX_HTML_BYTES, "{} bytes for {start}", article.html().len());
    article
}

fn markdown(text: &str) -> Article {
    bounded(&Source::markdown(text), &Options::default())
}

fn html(text: &str) -> Article {
    bounded(&Source::html(text), &Options::default())
}

/// Whether the article says so.
fn tells(article: &Article, rule: Rule) -> bool {
    article.findings.iter().any(|finding| finding.rule == rule)
}

/// Whether there is nothing to read.
fn is_empty(article: &Article) -> bool {
    article.reading.words == 0
}
