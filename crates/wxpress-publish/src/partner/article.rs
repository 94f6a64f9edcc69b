//! Articles of the 媒体API: uploaded, looked at, submitted to the review.

use std::{collections::BTreeMap, num::NonZeroU32};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wxpress_wechat::{
    Client, MediaId, Platform, Vid,
    errcode::INVALID_MEDIA_ID,
    limits::{self, MAX_PARTNER_SUBMITS_A_DAY},
    partner::{ArticleState, Change, PartnerArticle, VideoState},
};

use super::embed;
use crate::{
    account::AccountChoice,
    app::App,
    content, day,
    error::{Error, Result},
    ledger::{self, Intent},
    loose,
    message::{Code, Filled, Lang},
    picture::https,
    warning::Warning,
};

const SUBMIT: &str = "publish/submit";

/// Articles of the 媒体API.
#[derive(Debug, Clone, Copy)]
pub struct PartnerArticles<'a>(pub(crate) &'a App);

/// An article to upload. Texts are counted in Unicode code points.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PartnerArticleInput {
    /// Title, up to 64 characters. Required.
    #[serde(default, deserialize_with = "loose::text")]
    pub title: Option<String>,
    /// Content as HTML. Required. `<video data-media-id="…"></video>` shows an own video; mini-program cards
    /// (`<mp-miniprogram …>`) and links (`<a data-miniprogram-appid=…>`) are taken; ordinary links only on accounts
    /// with WeChat Pay.
    #[serde(default)]
    pub content: Option<String>,
    /// Author.
    #[serde(default, deserialize_with = "loose::text")]
    pub author: Option<String>,
    /// Digest, up to 120 characters; without it the platform takes the first 64 characters of the text.
    #[serde(default, deserialize_with = "loose::text")]
    pub digest: Option<String>,
    /// Where 阅读原文 leads.
    #[serde(default, deserialize_with = "loose::text")]
    pub content_source_url: Option<String>,
    /// Cover, a permanent picture; without it the first picture of the content that is in the account's materials.
    #[serde(default, deserialize_with = "loose::text")]
    pub thumb_media_id: Option<String>,
    /// Shows the cover above the text. `false` by default.
    #[serde(default, deserialize_with = "loose::flag")]
    pub show_cover_pic: Option<bool>,
    /// Opens comments. `false` by default.
    #[serde(default, deserialize_with = "loose::flag")]
    pub need_open_comment: Option<bool>,
    /// Only followers may comment. `false` by default.
    #[serde(default, deserialize_with = "loose::flag")]
    pub only_fans_can_comment: Option<bool>,
}

/// An article in the library, not yet submitted.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UploadedArticle {
    /// Its id: all other calls want it.
    pub media_id: String,
    /// Unix seconds.
    pub created_at: i64,
}

/// An article handed to the review.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubmittedArticle {
    /// Its id.
    pub media_id: String,
    /// Articles submitted from here since midnight in Beijing, this one included; `null` where they cannot be counted.
    pub submitted_today: Option<u64>,
    /// Articles that the account may submit in a day; a deletion gives none back.
    pub daily_limit: u64,
}

/// How an article stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PartnerArticleStatus {
    /// Its id.
    pub media_id: String,
    /// `unsubmitted`, `in_review`, `published`, `review_refused` or `unknown_state`.
    pub status: &'static str,
    /// The platform's own word, such as 审核中.
    pub status_text: String,
    /// The status in words.
    pub message: String,
    /// Whether it will not change by itself any more.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Its page, once published.
    pub url: Option<String>,
}

impl PartnerArticles<'_> {
    /// Puts an article into the library, unsubmitted: it can be looked at on the platform's site under 媒体API. Own
    /// videos must have passed their review; they are asked after first.
    ///
    /// # Errors
    /// Fields that the platform would refuse, before anything is sent; [`Code::VideoNotReady`]; then its refusal;
    /// then [`Code::OutcomeUnknown`].
    pub async fn upload(
        &self,
        choice: &AccountChoice,
        input: PartnerArticleInput,
    ) -> Result<(UploadedArticle, Vec<Warning>)> {
        let client = self.0.client(choice).await?;
        let (article, warnings) = self.prepare(&client, input).await?;
        let intent = Intent {
            endpoint: "publish/uploadnews".into(),
            request: serde_json::to_vec(&article)
                .map_err(|error| Error::new(Code::Internal).because(error))?,
            subject: article.title.clone(),
        };
        let (sender, cover) = (client.clone(), article.thumb_media_id.clone());
        let call = async move { sender.partner().article().upload(&article).await };
        let result =
            |uploaded: &wxpress_wechat::partner::UploadedArticle| Some(uploaded.media_id.to_string());
        let uploaded = ledger::once(self.0, &client, intent, result, call).await;
        let uploaded = match uploaded {
            Err(error) if error.errcode() == Some(INVALID_MEDIA_ID) => {
                return Err(self.cover_refused(&client, &cover, error).await);
            }
            uploaded => uploaded?,
        };
        let view =
            UploadedArticle { media_id: uploaded.media_id.to_string(), created_at: uploaded.create_at };
        Ok((view, warnings))
    }

    /// Submits an article to the review; what passes is published. 200 a day, which are counted here as well.
    pub async fn submit(
        &self,
        choice: &AccountChoice,
        media_id: &str,
    ) -> Result<(SubmittedArticle, Vec<Warning>)> {
        let client = self.0.client(choice).await?;
        let (sender, id) = (client.clone(), MediaId::new(media_id));
        let call = async move {
            let change = sender.partner().article().submit(&id).await?;
            Ok((change, id))
        };
        // Only what was new to the platform made something, and counts.
        let result = |(change, id): &(Change, MediaId)| (*change == Change::Done).then(|| id.to_string());
        let submitted = ledger::once(self.0, &client, by_id(SUBMIT, media_id), result, call).await;
        // What is submitted stays submitted, though it could not be counted.
        let submitted_today = self.submitted_today(&client).await.ok();
        let (change, _) = submitted.map_err(|error| {
            // The document gives no number for a day that is full.
            if error.code() == Code::UnknownErrcode && submitted_today >= Some(MAX_PARTNER_SUBMITS_A_DAY) {
                return error.recoded(Code::PartnerDayFull).with("limit", MAX_PARTNER_SUBMITS_A_DAY);
            }
            unknown(error, media_id)
        })?;
        let warnings = match change {
            Change::Done => Vec::new(),
            Change::SubmittedBefore => vec![Warning::new(Code::SubmittedBefore)],
        };
        let view = SubmittedArticle {
            media_id: media_id.to_owned(),
            submitted_today,
            daily_limit: MAX_PARTNER_SUBMITS_A_DAY,
        };
        Ok((view, warnings))
    }

    /// Replaces an article that was not submitted yet, `index` counted from 1, which is the only one there is.
    ///
    /// # Errors
    /// [`Code::AlreadySubmitted`], and those of [`Self::upload`].
    pub async fn update(
        &self,
        choice: &AccountChoice,
        media_id: &str,
        index: Option<u64>,
        input: PartnerArticleInput,
    ) -> Result<Vec<Warning>> {
        let index = parse_index(index.unwrap_or(1))?.ok_or_else(|| {
            Error::new(Code::TooFew).with("field", "index").with("actual", 0).with("min", 1)
        })?;
        let client = self.0.client(choice).await?;
        let (article, warnings) = self.prepare(&client, input).await?;
        let id = MediaId::new(media_id);
        match client.partner().article().update(&id, index, &article).await {
            Ok(Change::Done) => Ok(warnings),
            Ok(Change::SubmittedBefore) => Err(Error::new(Code::AlreadySubmitted).with("media_id", media_id)),
            // The same number for an unknown article and an unknown cover.
            Err(error)
                if error.errcode() == Some(INVALID_MEDIA_ID)
                    && client.partner().article().status(&id).await.is_ok() =>
            {
                Err(self.cover_refused(&client, &article.thumb_media_id, error.into()).await)
            }
            Err(error) => Err(unknown(error, media_id)),
        }
    }

    /// Where the platform does not know the cover, forgets it, so that its next upload is sent anew.
    async fn cover_refused(&self, client: &Client, cover: &MediaId, error: Error) -> Error {
        self.0.pictures().forget(client, cover).await;
        error.recoded(Code::UnknownPicture)
    }

    /// Deletes an article, published ones too: the `index`-th counted from 1, or all of them with 0, the default.
    pub async fn delete(&self, choice: &AccountChoice, media_id: &str, index: Option<u64>) -> Result<()> {
        let index = parse_index(index.unwrap_or(0))?;
        let client = self.0.client(choice).await?;
        let (sender, id) = (client.clone(), MediaId::new(media_id));
        let call = async move { sender.partner().article().delete(&id, index).await };
        let intent = by_id("publish/delete", media_id);
        let deleted = ledger::once(self.0, &client, intent, |()| None, call).await;
        deleted.map_err(|error| unknown(error, media_id))
    }

    /// How an article stands, told in `lang`.
    pub async fn status(
        &self,
        choice: &AccountChoice,
        media_id: &str,
        lang: Lang,
    ) -> Result<PartnerArticleStatus> {
        let client = self.0.client(choice).await?;
        let status = client.partner().article().status(&MediaId::new(media_id)).await;
        let status = status.map_err(|error| unknown(error, media_id))?;
        let (code, words) = match status.state {
            ArticleState::Unsubmitted => (Code::Unsubmitted, "未提交".to_owned()),
            ArticleState::InReview => (Code::InReview, "审核中".to_owned()),
            ArticleState::Published => (Code::Published, "发布成功".to_owned()),
            ArticleState::Refused => (Code::ReviewRefused, "审核未通过".to_owned()),
            ArticleState::Other(words) => (Code::UnknownState, words),
            _ => (Code::UnknownState, String::new()),
        };
        let args = [("state", words.clone())];
        Ok(PartnerArticleStatus {
            media_id: media_id.to_owned(),
            status: code.as_str(),
            message: Filled(code.template(lang), &args).to_string(),
            is_final: matches!(code, Code::Published | Code::ReviewRefused),
            status_text: words,
            url: status.url.map(https),
        })
    }

    async fn submitted_today(&self, client: &Client) -> Result<u64> {
        let (origin, appid) = (client.platform().origin(), client.app_id().as_str());
        let since = day::start(Timestamp::now());
        Ok(self.0.store.count_done_calls(origin, appid, SUBMIT, since).await?)
    }

    /// Checks an article, finds its cover and puts its videos in.
    async fn prepare(
        &self,
        client: &Client,
        input: PartnerArticleInput,
    ) -> Result<(PartnerArticle, Vec<Warning>)> {
        let mut warnings = Vec::new();
        let mut article = input.into_article(&mut warnings)?;
        let html = article.content.clone();
        let look = move |platform: &Platform| {
            let shown = embed::look_through(platform, &html)?;
            Ok((
                shown,
                content::first_own_picture(platform, &html),
                content::foreign_warnings(platform, &html),
            ))
        };
        let (shown, picture, foreign) = content::off_thread(self.0, look).await?;
        warnings.extend(foreign);
        let vids = self.passed(client, shown).await?;
        if !vids.is_empty() {
            let html = std::mem::take(&mut article.content);
            article.content = content::off_thread(self.0, move |_| embed::with_frames(&html, &vids)).await?;
        }
        if article.thumb_media_id.as_str().is_empty() {
            let cover = match picture {
                Some(url) => self.0.pictures().find(client, &url).await?,
                None => None,
            };
            article.thumb_media_id =
                cover.ok_or_else(|| Error::new(Code::NoCover).with("field", "article"))?;
            warnings.push(Warning::new(Code::CoverFromContent));
        }
        Ok((article, warnings))
    }

    /// The vids of the videos that are named by their media ids. All videos that are known here must have passed.
    async fn passed(&self, client: &Client, shown: embed::ShownVideos) -> Result<BTreeMap<String, Vid>> {
        let (origin, appid) = (client.platform().origin(), client.app_id().as_str());
        let mut named: BTreeMap<String, Option<Vid>> =
            shown.media_ids.into_iter().map(|media_id| (media_id, None)).collect();
        for vid in shown.vids {
            let known = self.0.store.load_video_by_vid(origin, appid, &vid).await?;
            if let Some(media_id) = known.and_then(|video| video.media_id) {
                named.insert(media_id, Some(Vid::new(vid)));
            }
        }
        let mut vids = BTreeMap::new();
        for (media_id, vid) in named {
            let status = super::video::status(client, &media_id).await?;
            if status.state != VideoState::Passed {
                return Err(super::video::not_ready(&media_id, &status));
            }
            let vid =
                vid.or(status.vid.clone()).ok_or_else(|| super::video::not_ready(&media_id, &status))?;
            vids.insert(media_id, vid);
        }
        Ok(vids)
    }
}

impl PartnerArticleInput {
    fn into_article(self, warnings: &mut Vec<Warning>) -> Result<PartnerArticle> {
        let required = |value: Option<String>, field: &'static str| {
            let value = value.filter(|value| !value.trim().is_empty());
            value.ok_or_else(|| Error::new(Code::MissingField).with("field", field))
        };
        let title = required(self.title, "title")?.trim().to_owned();
        let content = required(self.content, "content")?;
        let lengths = [
            ("title", title.chars().count(), limits::MAX_TITLE_CHARS),
            (
                "digest",
                self.digest.as_deref().map_or(0, |text| text.chars().count()),
                limits::MAX_DIGEST_CHARS,
            ),
            (
                "contentSourceUrl",
                self.content_source_url.as_deref().map_or(0, str::len),
                limits::MAX_SOURCE_URL_BYTES,
            ),
            (
                "content",
                content.len(),
                usize::try_from(limits::CONTENT_BYTES_REFUSED - 1).unwrap_or(usize::MAX),
            ),
        ];
        if let Some((field, actual, limit)) = lengths.into_iter().find(|(_, actual, limit)| actual > limit) {
            return Err(Error::new(Code::TooLong)
                .with("field", field)
                .with("actual", actual)
                .with("limit", limit));
        }
        if self.content_source_url.as_deref().is_some_and(refused_store_link) {
            warnings.push(Warning::new(Code::AppStoreLink));
        }
        Ok(PartnerArticle {
            thumb_media_id: MediaId::new(self.thumb_media_id.unwrap_or_default().trim()),
            author: self.author,
            title,
            content_source_url: self.content_source_url,
            content,
            digest: self.digest,
            show_cover_pic: self.show_cover_pic.unwrap_or(false),
            need_open_comment: self.need_open_comment.unwrap_or(false),
            only_fans_can_comment: self.only_fans_can_comment.unwrap_or(false),
        })
    }
}

/// Whether a link leads to the App Store in a form that the platform does not open.
fn refused_store_link(url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap_or(url).split(['/', '#', '?']).next().unwrap_or("");
    match host {
        "itunes.apple.com" | "apps.apple.com" => true,
        "itunes.es" | "appsto.re" => !url.ends_with("#wechat_redirect"),
        _ => false,
    }
}

fn parse_index(index: u64) -> Result<Option<NonZeroU32>> {
    let index = u32::try_from(index)
        .map_err(|error| Error::new(Code::InvalidField).with("field", "index").with("problem", error))?;
    Ok(NonZeroU32::new(index))
}

/// Tells an article that the platform does not know by its id.
fn unknown(error: impl Into<Error>, media_id: &str) -> Error {
    error.into().naming(INVALID_MEDIA_ID, Code::UnknownPartnerArticle, "media_id", media_id)
}

fn by_id(endpoint: &'static str, media_id: &str) -> Intent {
    Intent { endpoint: endpoint.into(), request: media_id.as_bytes().to_vec(), subject: media_id.to_owned() }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::{Value, json};

    use super::*;

    fn read(value: Value) -> Result<PartnerArticle> {
        serde_json::from_value::<PartnerArticleInput>(value).unwrap().into_article(&mut Vec::new())
    }

    #[rstest]
    #[case(json!({"content": "x"}), Code::MissingField)]
    #[case(json!({"title": "t"}), Code::MissingField)]
    #[case(json!({"title": "长".repeat(65), "content": "x"}), Code::TooLong)]
    #[case(json!({"title": "t", "content": "x", "digest": "长".repeat(121)}), Code::TooLong)]
    fn what_the_platform_would_refuse_is_refused_first(#[case] value: Value, #[case] code: Code) {
        assert_eq!(read(value).unwrap_err().code(), code);
    }

    #[test]
    fn the_limits_themselves_pass() {
        let article = json!({"title": "长".repeat(64), "content": "x", "digest": "长".repeat(120), "showCoverPic": "1"});
        assert!(read(article).unwrap().show_cover_pic);
    }

    #[rstest]
    #[case("https://apps.apple.com/cn/app/id1", true)]
    #[case("http://appsto.re/cn/x.i", true)]
    #[case("http://appsto.re/cn/x.i#wechat_redirect", false)]
    #[case("https://example.com/apps.apple.com", false)]
    fn links_to_the_app_store_have_one_form(#[case] url: &str, #[case] refused: bool) {
        assert_eq!(refused_store_link(url), refused);
    }
}
