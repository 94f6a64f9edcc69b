//! What is told of a rendered article.

use serde::Serialize;
use utoipa::ToSchema;
use wxpress_article::{Article, Finding, ImageRef, ImageSource, Language, Severity};

use crate::message::Lang;

/// A rendered article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RenderView {
    /// The HTML. Pictures have the addresses that the text gives; drawings are `data:` pictures.
    pub html: String,
    /// Title: the request's, else the front matter's, else the first heading.
    pub title: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// Digest: the request's, else the front matter's, else the beginning of the text.
    pub digest: Option<String>,
    /// Cover that the request or the front matter names.
    pub cover: Option<String>,
    /// Picture to make a cover from where none is named: the first of the text.
    pub cover_candidate: Option<PictureView>,
    /// Cover as a permanent material.
    pub thumb_media_id: Option<String>,
    /// Part of the cover in the 2.35:1 frame: `X1_Y1_X2_Y2`, `auto` or `center`.
    #[serde(rename = "picCrop2351")]
    pub pic_crop_235_1: Option<String>,
    /// Part of the cover in the square frame.
    #[serde(rename = "picCrop11")]
    pub pic_crop_1_1: Option<String>,
    /// Where 阅读原文 leads.
    pub content_source_url: Option<String>,
    /// Whether readers may comment.
    pub need_open_comment: Option<bool>,
    /// Whether only followers may comment.
    pub only_fans_can_comment: Option<bool>,
    /// Account that the front matter names.
    pub account: Option<String>,
    /// `news` or `newspic`, where the front matter says so.
    pub article_type: Option<String>,
    /// Pictures of a `newspic`.
    pub image_list: Vec<String>,
    /// Chinese characters, and words of other languages.
    pub words: usize,
    /// Minutes that reading takes.
    pub minutes: usize,
    /// Characters of the HTML, without pictures that lie in it: the platform's page promises 20,000.
    pub characters: usize,
    /// Bytes of the same: the platform refuses 1 MiB.
    pub bytes: usize,
    /// The pictures of the text, in the order of their first appearance.
    pub images: Vec<ImageView>,
    /// What was changed and what may be lost, the worst first.
    pub findings: Vec<FindingView>,
}

/// What is wrong with an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LintView {
    /// Findings for which the platform would refuse the article, or a part of it is lost.
    pub errors: usize,
    /// Findings by which the article may look different from what was meant.
    pub warnings: usize,
    /// What was changed and reads the same.
    pub infos: usize,
    /// All of them, the worst first.
    pub findings: Vec<FindingView>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PictureView {
    /// `url` (on the web), `file` (beside the text), `data` (in the text), `drawing` (made here, an SVG) or `platform` (the
    /// platform has it already).
    #[schema(example = "file")]
    pub kind: &'static str,
    /// Its address or path; of a picture in the text what stands before its data; `null` for drawings.
    pub source: Option<String>,
}

/// A picture of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImageView {
    /// The picture.
    #[serde(flatten)]
    pub picture: PictureView,
    /// What it shows, in the author's words; may be empty.
    pub alt: String,
    /// Line of the text where it stands first.
    pub line: Option<u32>,
}

/// One thing that was changed, or that may be lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FindingView {
    /// Stable name of the rule.
    #[schema(example = "WX-LINK-003")]
    pub code: &'static str,
    /// `info`, `warning` or `error`.
    #[schema(example = "info")]
    pub severity: &'static str,
    /// Line of the text, from 1, where it was found first.
    pub line: Option<u32>,
    /// What was found.
    pub message: String,
    /// What to do about it.
    pub fix: &'static str,
    /// Where the rule comes from: a paragraph of this project's reference.
    #[schema(example = "html-compat.md D8")]
    pub source: &'static str,
    /// How often the same was found.
    pub times: u32,
}

impl RenderView {
    /// What is told of an article, in `lang`.
    pub fn new(article: &Article, lang: Lang) -> Self {
        let meta = article.meta.clone();
        let content = article.with_images(|image| in_the_text(&image.source).then(String::new));
        Self {
            html: article.html(),
            title: meta.title,
            author: meta.author,
            digest: meta.digest,
            cover: meta.cover,
            cover_candidate: article.cover_candidate.as_ref().map(PictureView::new),
            thumb_media_id: meta.thumb_media_id,
            pic_crop_235_1: meta.pic_crop_235_1,
            pic_crop_1_1: meta.pic_crop_1_1,
            content_source_url: meta.content_source_url,
            need_open_comment: meta.need_open_comment,
            only_fans_can_comment: meta.only_fans_can_comment,
            account: meta.account,
            article_type: meta.article_type,
            image_list: meta.image_list,
            words: article.reading.words,
            minutes: article.reading.minutes,
            characters: content.chars().count(),
            bytes: content.len(),
            images: article.images.iter().map(ImageView::new).collect(),
            findings: findings(article, lang),
        }
    }
}

impl LintView {
    /// What is told of an article, in `lang`.
    pub fn new(article: &Article, lang: Lang) -> Self {
        let count =
            |severity| article.findings.iter().filter(|finding| finding.rule.severity() == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            findings: findings(article, lang),
        }
    }
}

impl PictureView {
    fn new(source: &ImageSource) -> Self {
        let (kind, source) = match source {
            ImageSource::Url(address) => ("url", Some(address.as_str())),
            ImageSource::File(path) => ("file", Some(path.as_str())),
            ImageSource::Data(address) => ("data", address.split(',').next()),
            ImageSource::Platform(address) => ("platform", Some(address.as_str())),
            _ => ("drawing", None),
        };
        Self { kind, source: source.map(str::to_owned) }
    }
}

impl ImageView {
    fn new(image: &ImageRef) -> Self {
        Self { picture: PictureView::new(&image.source), alt: image.alt.clone(), line: image.line }
    }
}

impl FindingView {
    fn new(finding: &Finding, lang: Lang) -> Self {
        let rule = finding.rule;
        Self {
            code: rule.code(),
            severity: rule.severity().as_str(),
            line: finding.line,
            message: finding.message(lang.into()),
            fix: rule.fix(lang.into()),
            source: rule.source(),
            times: finding.times,
        }
    }
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Chinese,
            Lang::En => Self::English,
        }
    }
}

fn findings(article: &Article, lang: Lang) -> Vec<FindingView> {
    article.findings.iter().map(|finding| FindingView::new(finding, lang)).collect()
}

/// Whether a picture stands in the HTML with all of its data until it is uploaded.
fn in_the_text(source: &ImageSource) -> bool {
    matches!(source, ImageSource::Data(_) | ImageSource::Drawing { .. })
}

#[cfg(test)]
mod tests {
    use wxpress_article::{Options, Source, render};

    use super::*;

    #[test]
    fn a_picture_in_the_text_is_not_told_twice() {
        let data = format!("data:image/png;base64,{}", "iVBORw0KGgo".repeat(1000));
        let article = render(&Source::markdown(&format!("# t\n\n![x]({data})")), &Options::default());
        let view = RenderView::new(&article, Lang::En);
        assert!(view.html.contains(&data));
        assert!(view.bytes < 2000, "{}", view.bytes);
        let picture = PictureView { kind: "data", source: Some("data:image/png;base64".to_owned()) };
        assert_eq!(view.images, [ImageView { picture: picture.clone(), alt: "x".to_owned(), line: Some(3) }]);
        assert_eq!(view.cover_candidate, Some(picture));
    }

    #[test]
    fn findings_speak_the_language_of_the_caller() {
        let article = render(&Source::markdown("正文"), &Options::default());
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| LintView::new(&article, lang));
        assert_eq!((zh.errors, zh.findings[0].code), (1, "WX-META-007"));
        assert_eq!(zh.findings[0].message, "没有标题");
        assert_eq!(en.findings[0].message, "there is no title");
    }
}
