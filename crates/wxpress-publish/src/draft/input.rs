//! [`DraftInput`]: what a caller gives for a draft, and its checks.

use serde::{Deserialize, Deserializer, de::Error as _};
use utoipa::ToSchema;
use wxpress_wechat::{
    MediaId, Platform, ProductKey,
    draft::{CropBox, DraftArticle, NewsArticle, NewsItem, NewsPicArticle},
    limits,
};

use crate::content::foreign_warnings;
use crate::{
    error::{Error, Result},
    loose,
    message::Code,
    warning::Warning,
};

/// A draft to make: one article given directly, or up to eight in `articles`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftInput {
    /// The article, where `articles` is not given.
    #[serde(flatten)]
    pub article: ArticleInput,
    /// Several articles of one draft, at most 8.
    pub articles: Option<Vec<ArticleInput>>,
}

/// An article of a draft. Names may also be written as the platform does (`thumb_media_id`).
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArticleInput {
    /// Title, required, at most 64 characters.
    #[serde(default, deserialize_with = "loose::text")]
    #[schema(required, example = "文章标题", max_length = 64)]
    pub title: Option<String>,
    /// HTML, required, below 1 MiB; plain text for a `newspic`.
    #[serde(default, deserialize_with = "loose::text")]
    #[schema(required, example = "<p>文章内容</p>")]
    pub content: Option<String>,
    /// Cover: `mediaId` of an uploaded picture. Without it the first picture of the content is the cover.
    #[serde(default, deserialize_with = "loose::text")]
    pub thumb_media_id: Option<String>,
    /// Author, at most 16 characters.
    #[schema(max_length = 16)]
    pub author: Option<String>,
    /// Digest, at most 120 characters. Without it the platform takes the first 54 characters of the text.
    pub digest: Option<String>,
    /// Where 阅读原文 leads, at most 1 KiB.
    pub content_source_url: Option<String>,
    /// Whether readers may comment. `true` by default, `false` on accounts without comments.
    #[serde(default, deserialize_with = "loose::flag")]
    pub need_open_comment: Option<bool>,
    /// Whether only followers may comment. `false` by default.
    #[serde(default, deserialize_with = "loose::flag")]
    pub only_fans_can_comment: Option<bool>,
    /// Product shown below a `newspic`: the `productKey` of `/platform/product-card`.
    #[serde(default, deserialize_with = "loose::text")]
    pub product_key: Option<String>,
    /// `news` (default) or `newspic`, a message of pictures.
    #[serde(default, deserialize_with = "loose::text")]
    #[schema(example = "news")]
    pub article_type: Option<String>,
    /// The pictures of a `newspic`: 1 to 20 `mediaId`s.
    pub images: Option<Vec<String>>,
    /// The pictures of a `newspic` as the platform writes them.
    pub image_info: Option<ImageInfoInput>,
    /// Part of the cover in the 2.35:1 frame: `X1_Y1_X2_Y2`, each from 0 to 1.
    #[serde(rename = "picCrop2351", default, deserialize_with = "crop")]
    #[schema(value_type = Option<String>, example = "0_0.1_1_0.9")]
    pub pic_crop_235_1: Option<CropBox>,
    /// Part of the cover in the square frame.
    #[serde(rename = "picCrop11", default, deserialize_with = "crop")]
    #[schema(value_type = Option<String>)]
    pub pic_crop_1_1: Option<CropBox>,
}

/// The pictures of a `newspic` as the platform writes them.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImageInfoInput {
    /// In their order.
    pub image_list: Vec<NewsPicImageInput>,
}

/// One picture of a `newspic`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewsPicImageInput {
    /// `mediaId` of an uploaded picture.
    pub image_media_id: String,
}

fn crop<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Option<CropBox>, D::Error> {
    loose::text(deserializer)?.map(|text| text.parse().map_err(D::Error::custom)).transpose()
}

impl DraftInput {
    /// Checks everything that can be known before anything is sent.
    pub(crate) fn into_articles(self, platform: &Platform) -> Result<(Vec<DraftArticle>, Vec<Warning>)> {
        let mut warnings = Vec::new();
        let articles = match self.articles {
            None => vec![self.article.into_article(platform, "", &mut warnings)?],
            Some(articles) if articles.is_empty() => {
                return Err(Error::new(Code::MissingField).with("field", "articles"));
            }
            Some(articles) if articles.len() > limits::MAX_ARTICLES => {
                return Err(Error::new(Code::TooManyArticles)
                    .with("actual", articles.len())
                    .with("limit", limits::MAX_ARTICLES));
            }
            Some(articles) => articles
                .into_iter()
                .enumerate()
                .map(|(at, article)| {
                    article.into_article(platform, &format!("articles[{at}]."), &mut warnings)
                })
                .collect::<Result<_>>()?,
        };
        Ok((articles, warnings))
    }
}

impl ArticleInput {
    /// This article with what it leaves out taken from `current`, but for title, content and digest.
    pub(super) fn over(self, current: Option<NewsItem>) -> Self {
        let Some(current) = current else { return self };
        let given = |text: String| Some(text).filter(|text| !text.is_empty());
        let images = current.image_info.map(|info| info.image_list).unwrap_or_default();
        let images: Vec<_> = images.into_iter().map(|image| image.image_media_id.to_string()).collect();
        Self {
            author: self.author.or(given(current.author)),
            content_source_url: self.content_source_url.or(given(current.content_source_url)),
            thumb_media_id: self.thumb_media_id.or(current.thumb_media_id.map(|id| id.to_string())),
            need_open_comment: self.need_open_comment.or(Some(current.need_open_comment)),
            only_fans_can_comment: self.only_fans_can_comment.or(Some(current.only_fans_can_comment)),
            product_key: self.product_key.or(current.footer_product.map(|key| key.to_string())),
            article_type: self.article_type.or(current.article_type),
            images: self
                .images
                .or(Some(images).filter(|images| !images.is_empty() && self.image_info.is_none())),
            ..self
        }
    }

    /// Checks the article; `place` stands before the fields' names in messages.
    pub(crate) fn into_article(
        self,
        platform: &Platform,
        place: &str,
        warnings: &mut Vec<Warning>,
    ) -> Result<DraftArticle> {
        let missing = |field: &str| Error::new(Code::MissingField).with("field", format!("{place}{field}"));
        let title = self.title.map(|title| title.trim().to_owned()).ok_or_else(|| missing("title"))?;
        let content = self.content.ok_or_else(|| missing("content"))?;
        let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let [digest, author, content_source_url] =
            [self.digest, self.author, self.content_source_url].map(filled);

        let check = Lengths { place };
        check.chars("title", &title, limits::MAX_TITLE_CHARS)?;
        check.chars("author", author.as_deref().unwrap_or(""), limits::MAX_AUTHOR_CHARS)?;
        check.chars("digest", digest.as_deref().unwrap_or(""), limits::MAX_DIGEST_CHARS)?;
        let source_bytes = content_source_url.as_deref().map_or(0, str::len);
        check.at_most("contentSourceUrl", source_bytes, limits::MAX_SOURCE_URL_BYTES)?;
        let max_content_bytes = usize::try_from(limits::CONTENT_BYTES_REFUSED - 1).unwrap_or(usize::MAX);
        check.at_most("content", content.len(), max_content_bytes)?;
        check.promise("title", &title, limits::PROMISED_TITLE_CHARS, warnings);

        let need_open_comment = self.need_open_comment.unwrap_or(true);
        let only_fans_can_comment = self.only_fans_can_comment.unwrap_or(false);
        match self.article_type.as_deref() {
            None | Some("news") => {
                check.promise("content", &content, limits::PROMISED_CONTENT_CHARS, warnings);
                warnings.extend(foreign_warnings(platform, &content));
                Ok(DraftArticle::News(NewsArticle {
                    title,
                    content,
                    digest,
                    author,
                    content_source_url,
                    thumb_media_id: MediaId::new(self.thumb_media_id.unwrap_or_default().trim()),
                    need_open_comment,
                    only_fans_can_comment,
                    pic_crop_235_1: self.pic_crop_235_1,
                    pic_crop_1_1: self.pic_crop_1_1,
                }))
            }
            Some("newspic") => {
                let info =
                    self.image_info.map(|info| info.image_list.into_iter().map(|image| image.image_media_id));
                let images = self.images.or(info.map(Iterator::collect)).unwrap_or_default();
                if images.is_empty() {
                    return Err(missing("images"));
                }
                check.at_most("images", images.len(), limits::MAX_NEWSPIC_IMAGES)?;
                Ok(DraftArticle::NewsPic(NewsPicArticle {
                    title,
                    content,
                    images: images.into_iter().map(MediaId::new).collect(),
                    need_open_comment,
                    only_fans_can_comment,
                    footer_product: self.product_key.map(ProductKey::new),
                }))
            }
            Some(other) => Err(Error::new(Code::InvalidField)
                .with("field", format!("{place}articleType"))
                .with("problem", format!("{other:?} (news, newspic)"))),
        }
    }
}

struct Lengths<'a> {
    place: &'a str,
}

impl Lengths<'_> {
    fn chars(&self, field: &str, text: &str, limit: usize) -> Result<()> {
        self.at_most(field, text.chars().count(), limit)
    }

    fn at_most(&self, field: &str, actual: usize, limit: usize) -> Result<()> {
        if actual <= limit {
            return Ok(());
        }
        Err(Error::new(Code::TooLong)
            .with("field", format!("{}{field}", self.place))
            .with("actual", actual)
            .with("limit", limit))
    }

    fn promise(&self, field: &str, text: &str, limit: usize, warnings: &mut Vec<Warning>) {
        let actual = text.chars().count();
        if actual > limit {
            warnings.push(
                Warning::new(Code::LongerThanPromised)
                    .with("field", format!("{}{field}", self.place))
                    .with("actual", actual)
                    .with("limit", limit),
            );
        }
    }
}

pub(super) fn title(article: &DraftArticle) -> &str {
    match article {
        DraftArticle::News(article) => &article.title,
        DraftArticle::NewsPic(article) => &article.title,
        _ => "",
    }
}

/// The materials that an article names.
pub(super) fn pictures(article: &DraftArticle) -> &[MediaId] {
    match article {
        DraftArticle::News(article) => std::slice::from_ref(&article.thumb_media_id),
        DraftArticle::NewsPic(article) => &article.images,
        _ => &[],
    }
}

pub(super) fn comments(article: &mut DraftArticle) -> Option<&mut bool> {
    match article {
        DraftArticle::News(article) => Some(&mut article.need_open_comment),
        DraftArticle::NewsPic(article) => Some(&mut article.need_open_comment),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::{Value, json};

    use super::*;

    fn read(value: Value) -> Result<(Vec<DraftArticle>, Vec<Warning>)> {
        let input: DraftInput = serde_json::from_value(value).unwrap();
        input.into_articles(&Platform::builder().build().unwrap())
    }

    #[rstest]
    #[case(json!({}), Code::MissingField, "title")]
    #[case(json!({"title": "  ", "content": "x"}), Code::MissingField, "title")]
    #[case(json!({"title": "t"}), Code::MissingField, "content")]
    #[case(json!({"title": "长".repeat(65), "content": "x"}), Code::TooLong, "65")]
    #[case(json!({"title": "t", "content": "x", "author": "a".repeat(17)}), Code::TooLong, "author")]
    #[case(json!({"title": "t", "content": "x".repeat(1 << 20)}), Code::TooLong, "1048575")]
    #[case(json!({"articles": []}), Code::MissingField, "articles")]
    #[case(json!({"articles": [{"title": "t", "content": "x"}, {"title": "t"}]}), Code::MissingField, "articles[1].content")]
    #[case(json!({"articles": vec![json!({"title": "t", "content": "x"}); 9]}), Code::TooManyArticles, "9")]
    #[case(json!({"title": "t", "content": "x", "articleType": "video"}), Code::InvalidField, "articleType")]
    #[case(json!({"title": "t", "content": "x", "articleType": "newspic"}), Code::MissingField, "images")]
    fn what_the_platform_would_refuse_is_refused_first(
        #[case] value: Value,
        #[case] code: Code,
        #[case] word: &str,
    ) {
        let error = read(value).unwrap_err();
        assert_eq!(error.code(), code);
        assert!(error.message(crate::Lang::En).contains(word), "{error}");
    }

    #[test]
    fn an_article_has_the_gateways_defaults() {
        let (articles, warnings) =
            read(json!({"title": "标题", "content": "<p>x</p>", "onlyFansCanComment": "1"})).unwrap();
        let [DraftArticle::News(article)] = &articles[..] else { panic!("{articles:?}") };
        assert!(article.need_open_comment && article.only_fans_can_comment);
        assert_eq!((&article.author, &article.digest), (&None, &None));
        assert!(warnings.is_empty());
    }

    #[test]
    fn what_a_change_leaves_out_stays_and_what_it_empties_goes() {
        let current: NewsItem = serde_json::from_value(json!({"title": "old", "author": "a", "digest": "d",
            "content_source_url": "https://example.com", "thumb_media_id": "T", "need_open_comment": 0}))
        .unwrap();
        let over = |change: Value| {
            let change: ArticleInput = serde_json::from_value(change).unwrap();
            let platform = Platform::builder().build().unwrap();
            match change.over(Some(current.clone())).into_article(&platform, "", &mut Vec::new()) {
                Ok(DraftArticle::News(article)) => article,
                other => panic!("{other:?}"),
            }
        };
        let kept = over(json!({"title": "t", "content": "c"}));
        assert_eq!((kept.author.as_deref(), kept.digest), (Some("a"), None));
        assert_eq!((kept.thumb_media_id, kept.need_open_comment), (MediaId::new("T"), false));
        assert_eq!(kept.content_source_url.as_deref(), Some("https://example.com"));
        let emptied = over(json!({"title": "t", "content": "c", "author": "", "contentSourceUrl": ""}));
        assert_eq!((emptied.author, emptied.content_source_url), (None, None));
    }

    #[test]
    fn long_titles_and_foreign_pictures_are_told() {
        let (_, warnings) =
            read(json!({"title": "长".repeat(33), "content": "<img src=https://example.com/a.png>"}))
                .unwrap();
        let codes: Vec<_> = warnings.iter().map(Warning::code).collect();
        assert_eq!(codes, [Code::LongerThanPromised, Code::ForeignPicture]);
    }

    #[test]
    fn picture_messages_take_both_spellings() {
        for images in [json!({"images": ["A"]}), json!({"imageInfo": {"imageList": [{"imageMediaId": "A"}]}})]
        {
            let mut value = json!({"title": "t", "content": "x", "articleType": "newspic"});
            value.as_object_mut().unwrap().extend(images.as_object().unwrap().clone());
            let (articles, _) = read(value).unwrap();
            assert_eq!(pictures(&articles[0]), [MediaId::new("A")]);
        }
    }
}
