//! [`PublishRequest`]: what is to be published, and how far.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::{article::RenderRequest, file::MediaFile, loose};

/// What is to be published: one article, or the `articles` of one draft.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct PublishRequest {
    /// The article.
    #[serde(flatten)]
    pub article: RenderRequest,
    /// 1 to 8 articles of one draft, instead of the fields beside.
    pub articles: Option<Vec<RenderRequest>>,
    /// Whether the draft is handed in for publication, too. `false` by default: it stops at the draft.
    #[serde(deserialize_with = "loose::flag")]
    pub publish: Option<bool>,
    /// When the draft is handed in: `2026-12-01 08:00`, the same with a time zone behind it, RFC 3339, or unix seconds. The
    /// draft is made at once, so that what is wrong shows at once. It means `publish=true`.
    #[serde(deserialize_with = "loose::text")]
    #[schema(example = "2026-12-01 08:00 Asia/Shanghai")]
    pub publish_at: Option<String>,
    /// When all of it is done, again and again: a cron expression of five fields, a time zone behind it where it is not
    /// `zone`. Each time a new draft is made. Not together with `publishAt` and `sourceId`.
    #[serde(deserialize_with = "loose::text")]
    #[schema(example = "0 8 * * 1 Asia/Shanghai")]
    pub repeat: Option<String>,
    /// Time zone of `publishAt` and `repeat` where they name none; the gateway's by default, which is `Asia/Shanghai`
    /// unless it was started otherwise.
    #[serde(deserialize_with = "loose::text")]
    pub zone: Option<String>,
    /// What the caller calls the text, such as a path or a slug: published again under the same name, it changes its
    /// draft instead of making another one.
    #[serde(deserialize_with = "loose::text")]
    #[schema(example = "posts/autumn.md", max_length = 500)]
    pub source_id: Option<String>,
    /// Whether pictures that cannot be had become placeholders. `false` by default: nothing is made then.
    #[serde(deserialize_with = "loose::flag")]
    pub allow_missing: Option<bool>,
    /// Whether to lose what a person changed in the draft of this `sourceId` meanwhile. `false` by default.
    #[serde(deserialize_with = "loose::flag")]
    pub overwrite: Option<bool>,
    /// Ids, names or appids of several stored accounts, each of which gets a draft of its own.
    pub accounts: Option<Vec<String>>,
}

/// A file that came with a request.
#[derive(Debug)]
pub struct Attachment {
    /// Its name or path, as the articles have it.
    pub name: String,
    /// The file.
    pub file: MediaFile,
}
