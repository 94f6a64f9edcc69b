//! [`RenderRequest`]: what an article is rendered from.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wxpress_article::{
    Article, CodeOptions, Format, Meta, Options, Overflow, Parameters, Source, Theme, code::CodeTheme,
};

use super::words::{self, CAPTIONS, FORMATS, LINKS, LISTS, OVERFLOWS, PROFILES};
use crate::{
    error::{Error, Result},
    loose,
    message::Code,
};

/// Sizes of body text that themes are made for, in px.
const SIZES: (f32, f32) = (8.0, 40.0);
/// Line heights, as multiples of the size.
const LINE_HEIGHTS: (f32, f32) = (1.0, 4.0);

/// An article to render, its text in one of `content`, `markdown` and `html`. What is left out is taken from the front
/// matter of Markdown, else from the theme or the text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct RenderRequest {
    /// The text, in the format that `format` names. At most 2 MiB, pictures in `data:` addresses aside.
    #[serde(deserialize_with = "loose::text")]
    #[schema(example = "# 秋天的公园\n\n第一段")]
    pub content: Option<String>,
    /// The text in Markdown.
    #[serde(deserialize_with = "loose::text")]
    pub markdown: Option<String>,
    /// The text in HTML.
    #[serde(deserialize_with = "loose::text")]
    pub html: Option<String>,
    /// Format of `content`: `markdown` (default) or `html`.
    #[serde(alias = "contentType", deserialize_with = "loose::text")]
    pub format: Option<String>,
    /// Name of a theme; `/themes` lists them.
    #[serde(deserialize_with = "loose::text")]
    #[schema(example = "default")]
    pub theme: Option<String>,
    /// Name of a theme of code blocks.
    #[serde(deserialize_with = "loose::text")]
    #[schema(example = "github")]
    pub highlight: Option<String>,
    /// A style sheet that comes after the theme's; those of wenyan (`#wenyan`) and mdnice (`#nice`) fit.
    #[serde(deserialize_with = "loose::text")]
    pub css: Option<String>,
    /// Where the HTML goes: `api` (default), `paste` (into the editor) or `strict` (the plainest).
    #[serde(deserialize_with = "loose::text")]
    pub profile: Option<String>,
    /// Accent colour, as CSS writes it.
    #[serde(deserialize_with = "loose::text")]
    #[schema(example = "#0a7a6c")]
    pub primary: Option<String>,
    /// Font family, as CSS writes it.
    #[serde(deserialize_with = "loose::text")]
    pub font: Option<String>,
    /// Size of body text in px, 8 to 40.
    #[serde(deserialize_with = "loose::decimal")]
    pub size: Option<f32>,
    /// Line height of body text as a multiple of its size, 1 to 4.
    #[serde(deserialize_with = "loose::decimal")]
    pub line_height: Option<f32>,
    /// Both edges of paragraphs are even.
    #[serde(deserialize_with = "loose::flag")]
    pub justify: Option<bool>,
    /// Paragraphs begin two characters in.
    #[serde(deserialize_with = "loose::flag")]
    pub indent: Option<bool>,
    /// Links to other sites: `references` at the end (default), `keep` (accounts with WeChat Pay) or `text`.
    #[serde(deserialize_with = "loose::text")]
    pub links: Option<String>,
    /// Lists: `native` (default) or `static`, which nothing in the editor renumbers.
    #[serde(deserialize_with = "loose::text")]
    pub lists: Option<String>,
    /// Wide tables: `scroll` (default) or `wrap`.
    #[serde(deserialize_with = "loose::text")]
    pub tables: Option<String>,
    /// Captions of pictures: their `title` (default), else their `alt`, or `none`.
    #[serde(deserialize_with = "loose::text")]
    pub captions: Option<String>,
    /// Three dots above code blocks, as on a Mac's window.
    #[serde(alias = "macStyle", deserialize_with = "loose::flag")]
    pub mac: Option<bool>,
    /// Numbers before the lines of code blocks.
    #[serde(deserialize_with = "loose::flag")]
    pub line_numbers: Option<bool>,
    /// Long lines of code blocks wrap; else they scroll.
    #[serde(deserialize_with = "loose::flag")]
    pub code_wrap: Option<bool>,
    /// Characters of content beyond which formulas and diagrams become pictures, the largest first.
    #[serde(deserialize_with = "loose::number")]
    pub budget: Option<u64>,
    /// Title.
    #[serde(deserialize_with = "loose::text")]
    pub title: Option<String>,
    /// Author.
    #[serde(deserialize_with = "loose::text")]
    pub author: Option<String>,
    /// Digest.
    #[serde(deserialize_with = "loose::text")]
    pub digest: Option<String>,
    /// Cover: an address, a path or `media_id:…`.
    #[serde(deserialize_with = "loose::text")]
    pub cover: Option<String>,
    /// Cover as a permanent material.
    #[serde(deserialize_with = "loose::text")]
    pub thumb_media_id: Option<String>,
    /// Where 阅读原文 leads.
    #[serde(alias = "sourceUrl", deserialize_with = "loose::text")]
    pub content_source_url: Option<String>,
    /// Whether readers may comment.
    #[serde(deserialize_with = "loose::flag")]
    pub need_open_comment: Option<bool>,
    /// Whether only followers may comment.
    #[serde(deserialize_with = "loose::flag")]
    pub only_fans_can_comment: Option<bool>,
    /// `news` (default), or `newspic`: a message of pictures with plain words.
    #[serde(deserialize_with = "loose::text")]
    #[schema(example = "news")]
    pub article_type: Option<String>,
    /// The pictures of a `newspic`, 1 to 20: paths, addresses, or `media_id:…`. Without it the cover and those of the text.
    #[serde(deserialize_with = "loose::texts")]
    pub image_list: Vec<String>,
}

impl RenderRequest {
    /// Renders the article. `platform_hosts` are those whose pictures are the platform's own, besides WeChat's. It takes a
    /// core for a while: not for async threads.
    ///
    /// # Errors
    /// As [`Articles::render`](super::Articles::render).
    pub fn render(&self, platform_hosts: Vec<String>) -> Result<Article> {
        let (source, options) = (self.source()?, self.options()?);
        Ok(wxpress_article::render(&source, &Options { platform_hosts, ..options }))
    }

    fn source(&self) -> Result<Source<'_>> {
        let format = FORMATS.read("format", self.format.as_deref())?;
        match (&self.content, &self.markdown, &self.html) {
            (Some(text), None, None) => Ok(Source { text, format: format.unwrap_or_default() }),
            (None, Some(text), None) if format != Some(Format::Html) => Ok(Source::markdown(text)),
            (None, None, Some(text)) if format != Some(Format::Markdown) => Ok(Source::html(text)),
            (None, Some(_), None) => {
                Err(Error::new(Code::AtMostOneOf).with("fields", "markdown, format=html"))
            }
            (None, None, Some(_)) => {
                Err(Error::new(Code::AtMostOneOf).with("fields", "html, format=markdown"))
            }
            _ => Err(Error::new(Code::ExactlyOneOf).with("fields", "content, markdown, html")),
        }
    }

    fn options(&self) -> Result<Options> {
        let (theme, highlight) = (self.theme.as_deref(), self.highlight.as_deref());
        if let Some(name) = theme.filter(|name| Theme::by_name(name).is_none()) {
            return Err(words::unknown("theme", name, words::themes()));
        }
        if let Some(name) = highlight.filter(|name| CodeTheme::by_name(name).is_none()) {
            return Err(words::unknown("highlight", name, words::code_themes()));
        }
        Ok(Options {
            profile: PROFILES.read("profile", self.profile.as_deref())?.unwrap_or_default(),
            theme: self.theme.clone(),
            highlight: self.highlight.clone(),
            css: self.css.clone(),
            parameters: self.parameters()?,
            links: LINKS.read("links", self.links.as_deref())?,
            lists: LISTS.read("lists", self.lists.as_deref())?,
            tables: OVERFLOWS.read("tables", self.tables.as_deref())?,
            captions: CAPTIONS.read("captions", self.captions.as_deref())?,
            code: self.code(),
            budget: self.budget.map(|characters| usize::try_from(characters).unwrap_or(usize::MAX)),
            overrides: self.meta(),
            ..Options::default()
        })
    }

    fn parameters(&self) -> Result<Parameters> {
        Ok(Parameters {
            primary: self.primary.clone(),
            font: self.font.clone(),
            size: within("size", self.size, SIZES)?,
            line_height: within("lineHeight", self.line_height, LINE_HEIGHTS)?,
            justify: self.justify,
            indent: self.indent,
        })
    }

    fn code(&self) -> Option<CodeOptions> {
        self.mac.or(self.line_numbers).or(self.code_wrap)?;
        Some(CodeOptions {
            mac: self.mac.unwrap_or_default(),
            line_numbers: self.line_numbers.unwrap_or_default(),
            overflow: if self.code_wrap == Some(true) { Overflow::Wrap } else { Overflow::Scroll },
        })
    }

    fn meta(&self) -> Meta {
        Meta {
            title: self.title.clone(),
            author: self.author.clone(),
            digest: self.digest.clone(),
            cover: self.cover.clone(),
            thumb_media_id: self.thumb_media_id.clone(),
            content_source_url: self.content_source_url.clone(),
            need_open_comment: self.need_open_comment,
            only_fans_can_comment: self.only_fans_can_comment,
            article_type: self.article_type.clone(),
            image_list: self.image_list.clone(),
            ..Meta::default()
        }
    }
}

fn within(field: &'static str, value: Option<f32>, (min, max): (f32, f32)) -> Result<Option<f32>> {
    match value {
        Some(actual) if !(min..=max).contains(&actual) => Err(Error::new(Code::OutOfRange)
            .with("field", field)
            .with("min", min)
            .with("max", max)
            .with("actual", actual)),
        value => Ok(value),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::{Value, json};

    use super::*;
    use crate::message::Lang;

    fn rendered(value: Value) -> Result<Article> {
        serde_json::from_value::<RenderRequest>(value).unwrap().render(Vec::new())
    }

    #[rstest]
    #[case(json!({}), Code::ExactlyOneOf)]
    #[case(json!({"content": " \n"}), Code::ExactlyOneOf)]
    #[case(json!({"markdown": "a", "html": "b"}), Code::ExactlyOneOf)]
    #[case(json!({"html": "b", "format": "markdown"}), Code::AtMostOneOf)]
    #[case(json!({"content": "a", "format": "rtf"}), Code::InvalidField)]
    #[case(json!({"content": "a", "theme": "nonsense"}), Code::InvalidField)]
    #[case(json!({"content": "a", "highlight": "nonsense"}), Code::InvalidField)]
    #[case(json!({"content": "a", "links": "all"}), Code::InvalidField)]
    #[case(json!({"content": "a", "size": 400}), Code::OutOfRange)]
    #[case(json!({"content": "a", "lineHeight": "NaN"}), Code::OutOfRange)]
    fn what_cannot_be_rendered_is_refused(#[case] value: Value, #[case] code: Code) {
        assert_eq!(rendered(value).err().map(|error| error.code()), Some(code));
    }

    #[test]
    fn a_refusal_names_the_choices() {
        let refused = rendered(json!({"content": "a", "tables": "hide"})).unwrap_err();
        assert!(refused.message(Lang::En).contains("\"hide\" (scroll, wrap)"), "{refused}");
        let refused = rendered(json!({"content": "a", "theme": "inky"})).unwrap_err();
        assert!(words::themes().all(|name| refused.message(Lang::En).contains(name)), "{refused}");
    }

    #[test]
    fn the_request_goes_before_the_front_matter() {
        let text = "---\ntitle: 一\nauthor: 二\n---\n正文";
        let article = rendered(json!({"markdown": text, "title": "三"})).unwrap();
        assert_eq!(article.meta.title.as_deref(), Some("三"));
        assert_eq!(article.meta.author.as_deref(), Some("二"));
    }
}
