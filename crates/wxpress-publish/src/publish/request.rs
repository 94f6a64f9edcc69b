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
