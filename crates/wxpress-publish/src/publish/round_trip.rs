//! What the platform made of a draft: its articles as they were sent, beside those that are read back.

use std::fmt;

use lol_html::{HtmlRewriter, Settings, doc_text, element};
use wxpress_wechat::{
    draft::{DraftArticle, NewsArticle, NewsItem},
    material::News,
};

use crate::{message::Code, warning::Warning};

/// What an article shows, as far as the platform is known to change it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Census {
    pictures: usize,
    links: usize,
    drawings: usize,
    styled: usize,
    /// Letters, without white space and however they were escaped.
    text: String,
}

/// What was changed, in the form `links 3→1, text`.
struct Changes(Vec<String>);

/// Tells what the platform changed.
pub(super) fn changes(sent: &[DraftArticle], kept: &News) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for (at, (sent, kept)) in sent.iter().zip(&kept.news_item).enumerate() {
        let DraftArticle::News(article) = sent else { continue };
        let Some(content) = kept.content.as_deref() else { continue };
        let (sent, kept_census) = (census(&article.content), census(content));
        let place = if at == 0 { String::new() } else { format!("articles[{at}]") };
        let about = |warning: Warning| if place.is_empty() { warning } else { warning.about(place.clone()) };
        if kept_census.pictures < sent.pictures {
            warnings.push(about(
                Warning::new(Code::PicturesDropped)
                    .with("sent", sent.pictures)
                    .with("kept", kept_census.pictures),
            ));
        }
        let changes = compare(&sent, &kept_census, article, kept);
        if !changes.0.is_empty() {
            warnings.push(about(Warning::new(Code::DraftDiffers).with("changes", changes)));
        }
    }
    warnings
}

fn compare(sent: &Census, kept: &Census, article: &NewsArticle, item: &NewsItem) -> Changes {
    let counts = [
        ("<a>", sent.links, kept.links),
        ("<svg>", sent.drawings, kept.drawings),
        ("style", sent.styled, kept.styled),
    ];
    let fewer = counts.into_iter().filter(|(_, sent, kept)| kept < sent);
    let mut changes: Vec<_> = fewer.map(|(name, sent, kept)| format!("{name} {sent}→{kept}")).collect();
    if sent.text != kept.text {
        let (before, after) = (sent.text.chars().count(), kept.text.chars().count());
        changes.push(format!("text {before}→{after}"));
    }
    if item.title != article.title {
        changes.push(format!("title {:?}", item.title));
    }
    Changes(changes)
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}

fn census(html: &str) -> Census {
    let mut census = Census::default();
    let (mut raw, mut counts) = (String::new(), [0_usize; 4]);
    let settings = Settings::new()
        .append_element_content_handler(element!("*", |element| {
            match element.tag_name().as_str() {
                "img" => counts[0] += 1,
                "a" => counts[1] += 1,
                "svg" => counts[2] += 1,
                _ => {}
            }
            counts[3] += usize::from(element.has_attribute("style"));
            Ok(())
        }))
        .append_document_content_handler(doc_text!(|text| {
            raw.push_str(text.as_str());
            Ok(())
        }));
    let mut reader = HtmlRewriter::new(settings, |_: &[u8]| {});
    if reader.write(html.as_bytes()).and_then(|()| reader.end()).is_err() {
        // Markup too wild for the reader's bounded memory: nothing is told of it.
        return Census::default();
    }
    [census.pictures, census.links, census.drawings, census.styled] = counts;
    census.text = letters(&raw);
    census
}

/// The letters of a text, however they are escaped.
fn letters(raw: &str) -> String {
    let mut text = unescaped(raw);
    text.retain(|letter| !letter.is_whitespace() && letter != '\u{200b}');
    text
}

/// A text without the escapes that serializers write.
pub(super) fn unescaped(raw: &str) -> String {
    const ESCAPES: [(&str, &str); 7] = [
        ("&nbsp;", "\u{a0}"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    ESCAPES.into_iter().fold(raw.to_owned(), |text, (escape, letter)| text.replace(escape, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_otherwise_is_the_same() {
        let sent = census("<p style=\"a\">Q&amp;A&nbsp;<a href=\"x\">1 &lt; 2</a></p>");
        assert_eq!(sent, census("<p style='a'>\n Q&amp;A\u{a0}<a>1&lt;2</a></p>"));
    }

    #[test]
    fn what_is_gone_is_counted() {
        let sent = census("<p style=\"a\"><a href=\"x\">eins</a> zwei</p><svg></svg>");
        let kept = census("<p>eins</p>");
        let article = NewsArticle { title: "t".to_owned(), ..NewsArticle::default() };
        let item: NewsItem = serde_json::from_str(r#"{"title": "t"}"#).unwrap();
        let changes = compare(&sent, &kept, &article, &item);
        assert_eq!(changes.to_string(), "<a> 1→0, <svg> 1→0, style 1→0, text 8→4");
    }
}
