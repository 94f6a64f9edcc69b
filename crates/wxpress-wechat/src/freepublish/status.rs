//! [`PublicationStatus`]: how a publication stands (docs/reference/wechat-api.md §7.3).

use serde::{Deserialize, Deserializer};

use crate::id::{ArticleId, PublishId, none_if_empty};

/// How a publication stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct PublicationStatus {
    /// The publication.
    pub publish_id: PublishId,
    /// Its state.
    #[serde(rename = "publish_status")]
    pub state: PublishState,
    /// Id of the published articles, once published.
    #[serde(default, deserialize_with = "none_if_empty")]
    pub article_id: Option<ArticleId>,
    /// URLs of the published articles, once published.
    #[serde(default, rename = "article_detail", deserialize_with = "items")]
    pub articles: Vec<PublishedUrl>,
    /// The articles that failed, counted from 1.
    #[serde(default)]
    pub fail_idx: Vec<u32>,
}

/// Where a published article is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct PublishedUrl {
    /// Its place in the publication, counted from 1.
    pub idx: u32,
    /// Its permanent URL.
    pub article_url: String,
}

/// State of a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(from = "i64")]
#[non_exhaustive]
pub enum PublishState {
    /// 0: published.
    Published,
    /// 1: under way.
    Publishing,
    /// 2: the check of originality failed.
    OriginalityFailed,
    /// 3: failed; test accounts always end so.
    Failed,
    /// 4: the platform's review refused it.
    ReviewRefused,
    /// 5: published, then all articles deleted by the owner.
    DeletedByOwner,
    /// 6: published, then all articles banned by the platform.
    Banned,
    /// A number that our documents do not name.
    Other(i64),
}

impl PublishState {
    /// Whether the state will not change by itself any more.
    pub fn is_final(self) -> bool {
        self != Self::Publishing
    }

    /// The platform's number.
    pub fn code(self) -> i64 {
        match self {
            Self::Published => 0,
            Self::Publishing => 1,
            Self::OriginalityFailed => 2,
            Self::Failed => 3,
            Self::ReviewRefused => 4,
            Self::DeletedByOwner => 5,
            Self::Banned => 6,
            Self::Other(code) => code,
        }
    }
}

impl From<i64> for PublishState {
    fn from(code: i64) -> Self {
        match code {
            0 => Self::Published,
            1 => Self::Publishing,
            2 => Self::OriginalityFailed,
            3 => Self::Failed,
            4 => Self::ReviewRefused,
            5 => Self::DeletedByOwner,
            6 => Self::Banned,
            other => Self::Other(other),
        }
    }
}

fn items<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PublishedUrl>, D::Error> {
    #[derive(Deserialize)]
    struct Detail {
        #[serde(default)]
        item: Vec<PublishedUrl>,
    }
    Ok(Option::<Detail>::deserialize(deserializer)?.map(|detail| detail.item).unwrap_or_default())
}
