//! Articles as clients send them, and the checks they must pass (docs/reference/wechat-api.md §6.1, §6.2).

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use super::content::{self, Filtered, Gate};
use super::cover::{self, CropInput, Ratio};
use super::{Article, ArticleType, Link, PictureRef, product};
use crate::answer::Refusal;
use crate::blocking;
use crate::errcode::Errcode;
use crate::json::{Flag, Text};
use crate::knobs::Knobs;
use crate::world::Desk;

/// Longest `content_source_url`, in bytes.
const SOURCE_URL_MAX_BYTES: usize = 1024;
/// Contents from this many code points on are worth a warning, or with `strict_content` a refusal.
const CONTENT_MAX_CHARS: usize = 20_000;
/// Titles above this are beyond the figure on the official page.
const OFFICIAL_TITLE_MAX_CHARS: usize = 32;
/// Longest text of a newspic, in code points.
const NEWSPIC_TEXT_MAX_CHARS: usize = 1000;
/// Most pictures of a newspic.
const NEWSPIC_IMAGES_MAX: usize = 20;

/// An article out of a request body.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ArticleInput {
    article_type: Text,
    title: Text,
    author: Text,
    digest: Text,
    content: Text,
    content_source_url: Text,
    thumb_media_id: Text,
    need_open_comment: Flag,
    only_fans_can_comment: Flag,
    pic_crop_235_1: Text,
    pic_crop_1_1: Text,
    image_info: Option<ImageInfo>,
    cover_info: Option<CoverInfo>,
    show_cover_pic: Flag,
    product_info: Option<ProductInfo>,
}

#[derive(Debug, Deserialize)]
struct ImageInfo {
    #[serde(default)]
    image_list: Vec<ImageItem>,
}

#[derive(Debug, Deserialize)]
struct ImageItem {
    #[serde(default)]
    image_media_id: Text,
}

#[derive(Debug, Deserialize)]
struct CoverInfo {
    #[serde(default)]
    crop_percent_list: Vec<CropInput>,
}

#[derive(Debug, Deserialize)]
struct ProductInfo {
    #[serde(default)]
    footer_product_info: FooterProductInfo,
}

#[derive(Debug, Default, Deserialize)]
struct FooterProductInfo {
    #[serde(default)]
    product_key: Text,
}

/// The `articles` array of `draft/add`: absent, empty, or not an array of objects is 44003.
pub(crate) fn parse_articles(body: &Map<String, Value>) -> Result<Vec<ArticleInput>, Refusal> {
    let Some(Value::Array(articles)) = body.get("articles") else {
        return Err(Errcode::EMPTY_NEWS_DATA.into());
    };
    if articles.is_empty() || !articles.iter().all(Value::is_object) {
        return Err(Errcode::EMPTY_NEWS_DATA.into());
    }
    articles.iter().map(parse_article).collect()
}

/// One article object; an array in its place is 47001 (docs/reference/wechat-api.md §6.4).
pub(crate) fn parse_article(article: &Value) -> Result<ArticleInput, Refusal> {
    if !article.is_object() {
        return Err(Errcode::DATA_FORMAT_ERROR.into());
    }
    ArticleInput::deserialize(article).map_err(|_| Errcode::DATA_FORMAT_ERROR.into())
}

/// An article whose own words have passed, before anything it refers to was looked up.
#[derive(Debug)]
pub(crate) struct Draftable {
    input: ArticleInput,
    article_type: ArticleType,
    digest: String,
    /// What the filter left of the content and took from it.
    pub(crate) filtered: Filtered,
}

impl ArticleInput {
    /// Checks the texts and filters the content.
    pub(crate) fn check_texts(
        self,
        knobs: &Knobs,
        gate: Gate<'_>,
        warnings: &mut Vec<String>,
    ) -> Result<Draftable, Refusal> {
        let article_type = match self.article_type.0.as_str() {
            "" | "news" => ArticleType::News,
            "newspic" => ArticleType::Newspic,
            _ => return Err(Errcode::INVALID_ARGS.into()),
        };
        let title_chars = chars(&self.title);
        if title_chars == 0 {
            return Err(Errcode::MISSING_REQUIRED_FIELDS.into());
        }
        limit(title_chars, knobs.title_max_chars, Errcode::TITLE_SIZE_OUT_OF_LIMIT)?;
        if title_chars > OFFICIAL_TITLE_MAX_CHARS {
            warnings.push(format!(
                "title of {title_chars} characters; the official limit is {OFFICIAL_TITLE_MAX_CHARS}"
            ));
        }
        limit(chars(&self.author), knobs.author_max_chars, Errcode::AUTHOR_SIZE_OUT_OF_LIMIT)?;
        limit(chars(&self.digest), knobs.digest_max_chars, Errcode::DESCRIPTION_SIZE_OUT_OF_LIMIT)?;
        check_content(&self.content.0, knobs, warnings)?;
        check_source_url(&self.content_source_url.0)?;

        let filtered = match article_type {
            ArticleType::News => {
                blocking::run(self.content.0.len(), || content::filter(&self.content.0, gate))
            }
            ArticleType::Newspic if chars(&self.content) > NEWSPIC_TEXT_MAX_CHARS => {
                return Err(Errcode::INVALID_CONTENT.into());
            }
            ArticleType::Newspic => Filtered { html: self.content.0.clone(), ..Filtered::default() },
        };
        if let Some(errcode) = filtered.refusal {
            return Err(errcode.into());
        }
        let digest = match article_type {
            ArticleType::News if !self.digest.0.is_empty() => self.digest.0.clone(),
            ArticleType::News => first_chars(&content::plain_text(&filtered.html), knobs.digest_auto_chars),
            // The digest of a newspic repeats its text (docs/reference/wechat-api.md §7.4).
            ArticleType::Newspic => first_chars(&filtered.html, knobs.digest_max_chars),
        };
        Ok(Draftable { input: self, article_type, digest, filtered })
    }
}

impl Draftable {
    /// Checks what the article refers to, and makes it what is stored.
    pub(crate) fn check_references(self, desk: &mut Desk<'_>) -> Result<Article, Refusal> {
        let images = self.pictures(desk)?;
        let cover_id =
            images.first().map_or(self.input.thumb_media_id.0.as_str(), |first| first.media_id.as_str());
        let cover = desk.holdings.images.find(cover_id).ok_or(Errcode::INVALID_MEDIA_ID)?;
        let crops = cover::cut(
            cover.file.pixels.unwrap_or_default(),
            self.article_type,
            &self.pic_crops(),
            self.input.cover_info.as_ref().map_or(&[], |info| info.crop_percent_list.as_slice()),
        )
        .map_err(|cover::Uncuttable| Errcode::COVER_CROP_FAILED)?;
        let cover =
            PictureRef { media_id: cover_id.to_owned(), path: cover.path.clone().unwrap_or_default() };
        if self.input.need_open_comment.0 && !desk.account.has_comments() {
            return Err(Errcode::NO_COMMENT_PRIVILEGE.into());
        }
        let product_key = self
            .input
            .product_info
            .map(|info| info.footer_product_info.product_key.0)
            .filter(|product_key| !product_key.is_empty());
        if product_key.as_ref().is_some_and(|key| !product::is_key_of(&desk.account.identity.biz, key)) {
            return Err(Errcode::INVALID_PRODUCT.into());
        }
        Ok(Article {
            kind: self.article_type,
            title: self.input.title.0,
            author: self.input.author.0,
            digest: self.digest,
            content: self.filtered.html,
            content_source_url: self.input.content_source_url.0,
            cover,
            need_open_comment: self.input.need_open_comment.0,
            only_fans_can_comment: self.input.only_fans_can_comment.0,
            show_cover_pic: self.input.show_cover_pic.0,
            crops,
            images,
            product_key,
            link: Link::deal(desk.dice),
        })
    }

    /// The pictures of a newspic, 1 to 20 permanent ones; none for news.
    fn pictures(&self, desk: &Desk<'_>) -> Result<Vec<PictureRef>, Refusal> {
        if self.article_type == ArticleType::News {
            return Ok(Vec::new());
        }
        let list = self.input.image_info.as_ref().map_or(&[][..], |info| &info.image_list);
        if list.is_empty() {
            return Err(Errcode::MISSING_IMAGE_LIST.into());
        }
        limit(list.len(), NEWSPIC_IMAGES_MAX, Errcode::INVALID_IMAGE_COUNT)?;
        list.iter()
            .map(|item| {
                let media_id = item.image_media_id.0.clone();
                let material = desk.holdings.images.find(&media_id).ok_or(Errcode::INVALID_MEDIA_ID)?;
                Ok(PictureRef { media_id, path: material.path.clone().unwrap_or_default() })
            })
            .collect()
    }

    fn pic_crops(&self) -> Vec<(Ratio, &str)> {
        [(Ratio::Wide, &self.input.pic_crop_235_1), (Ratio::Square, &self.input.pic_crop_1_1)]
            .into_iter()
            .filter(|(_, crop)| !crop.0.is_empty())
            .map(|(ratio, crop)| (ratio, crop.0.as_str()))
            .collect()
    }
}

fn check_content(content: &str, knobs: &Knobs, warnings: &mut Vec<String>) -> Result<(), Refusal> {
    if content.is_empty() {
        return Err(Errcode::EMPTY_CONTENT.into());
    }
    if content.len() >= knobs.content_max_bytes {
        return Err(Errcode::CONTENT_SIZE_OUT_OF_LIMIT.into());
    }
    let content_chars = content.chars().count();
    if content_chars >= CONTENT_MAX_CHARS {
        if knobs.strict_content {
            return Err(Errcode::CONTENT_SIZE_OUT_OF_LIMIT.into());
        }
        warnings.push(format!(
            "content of {content_chars} characters; the official limit is {CONTENT_MAX_CHARS}"
        ));
    }
    Ok(())
}

/// 45005 for length, 41039 for form.
fn check_source_url(url: &str) -> Result<(), Refusal> {
    limit(url.len(), SOURCE_URL_MAX_BYTES, Errcode::URL_SIZE_OUT_OF_LIMIT)?;
    if url.is_empty() || is_web_address(url) {
        Ok(())
    } else {
        Err(Errcode::INVALID_CONTENT_SOURCE_URL.into())
    }
}

/// Any host will do under `http` and `https`; without a scheme the host needs a dot to be told from a word.
fn is_web_address(url: &str) -> bool {
    let absolute = match url.split_once("://") {
        Some(_) => Cow::Borrowed(url),
        None if url.contains('.') => Cow::Owned(format!("http://{url}")),
        None => return false,
    };
    !url.contains(|character: char| character.is_whitespace() || character.is_control())
        && Url::parse(&absolute).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

fn limit(size: usize, max: usize, errcode: Errcode) -> Result<(), Refusal> {
    if size > max { Err(errcode.into()) } else { Ok(()) }
}

fn chars(text: &Text) -> usize {
    text.0.chars().count()
}

fn first_chars(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::super::content::tests::Fake;
    use super::*;

    fn check(article: &Value) -> Result<Draftable, Refusal> {
        let gate = Gate {
            platform: &Fake,
            links: true,
            rules_off: &BTreeSet::new(),
            unsupported_tags_refused: false,
        };
        parse_article(article)?.check_texts(&Knobs::default(), gate, &mut Vec::new())
    }

    #[test]
    fn limits_count_code_points() {
        let article = |field: &str, length: usize| {
            let mut article = json!({"title": "题", "content": "文"});
            article[field] = "字".repeat(length).into();
            check(&article).map(|_| ()).map_err(|refusal| refusal.errcode())
        };
        for (field, max, errcode) in [
            ("title", 64, Errcode::TITLE_SIZE_OUT_OF_LIMIT),
            ("author", 16, Errcode::AUTHOR_SIZE_OUT_OF_LIMIT),
            ("digest", 120, Errcode::DESCRIPTION_SIZE_OUT_OF_LIMIT),
        ] {
            assert_eq!(article(field, max), Ok(()), "{field}");
            assert_eq!(article(field, max + 1), Err(errcode), "{field}");
        }
        assert_eq!(article("content", 1024 * 1024 / 3), Ok(()));
        assert_eq!(article("content", 1024 * 1024 / 3 + 1), Err(Errcode::CONTENT_SIZE_OUT_OF_LIMIT));
    }

    #[test]
    fn an_empty_digest_is_taken_from_the_text_and_a_blank_one_is_kept() {
        let digest = |digest: &str| {
            let content = format!("<p>{}</p>", "字".repeat(60));
            check(&json!({"title": "题", "content": content, "digest": digest})).unwrap().digest
        };
        assert_eq!(digest(""), "字".repeat(54));
        assert_eq!(digest(" "), " ");
        assert_eq!(digest("摘要"), "摘要");
    }

    #[test]
    fn the_source_link_has_a_form_and_a_length() {
        for url in [
            "",
            "www.qq.com",
            "www.qq.com:8080/a",
            "http://intranet/a",
            "http://[2001:db8::1]:80/",
            "HTTPS://a.cn",
        ] {
            assert!(check_source_url(url).is_ok(), "{url}");
        }
        for (url, errcode) in [
            ("javascript://a.b".to_owned(), Errcode::INVALID_CONTENT_SOURCE_URL),
            ("javascript:alert(a.b)".to_owned(), Errcode::INVALID_CONTENT_SOURCE_URL),
            ("https://".to_owned(), Errcode::INVALID_CONTENT_SOURCE_URL),
            ("word".to_owned(), Errcode::INVALID_CONTENT_SOURCE_URL),
            ("https://a b.cn".to_owned(), Errcode::INVALID_CONTENT_SOURCE_URL),
            (format!("https://a.cn/{}", "x".repeat(1024)), Errcode::URL_SIZE_OUT_OF_LIMIT),
        ] {
            assert_eq!(check_source_url(&url).unwrap_err().errcode(), errcode, "{url}");
        }
    }

    #[test]
    fn articles_must_be_an_array_of_objects() {
        for body in [json!({}), json!({"articles": []}), json!({"articles": {}}), json!({"articles": ["a"]})]
        {
            let Value::Object(body) = body else { unreachable!() };
            assert_eq!(parse_articles(&body).unwrap_err().errcode(), Errcode::EMPTY_NEWS_DATA);
        }
    }
}
