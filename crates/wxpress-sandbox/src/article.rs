//! Articles: what is stored of them, what comes in, what goes out.

pub(crate) mod content;
pub(crate) mod cover;
pub(crate) mod embed;
pub(crate) mod finding;
pub(crate) mod input;
pub(crate) mod product;
pub(crate) mod render;
pub(crate) mod resave;
pub(crate) mod rule;
mod style;

use serde::{Deserialize, Serialize};

use self::cover::Crop;
use crate::dice::Dice;

/// The two kinds of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ArticleType {
    /// 图文: HTML with a cover.
    #[default]
    News,
    /// 贴图 (图片消息): pictures with a plain text.
    Newspic,
}

/// A picture of an article: its id, and where it is served, from the origin on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct PictureRef {
    pub(crate) media_id: String,
    pub(crate) path: String,
}

/// The parts of an article's link that nobody can guess.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Link {
    pub(crate) sn: String,
    pub(crate) chksm: String,
}

impl Link {
    pub(crate) fn deal(dice: &mut Dice) -> Self {
        Self { sn: dice.hex(32), chksm: dice.hex(76) }
    }
}

/// An article as the platform stores it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Article {
    pub(crate) kind: ArticleType,
    pub(crate) title: String,
    pub(crate) author: String,
    pub(crate) digest: String,
    /// Filtered, with `data-src`.
    pub(crate) content: String,
    pub(crate) content_source_url: String,
    /// Empty only for news material whose cover was deleted.
    pub(crate) cover: PictureRef,
    pub(crate) need_open_comment: bool,
    pub(crate) only_fans_can_comment: bool,
    /// Kept and shown for news material alone; drafts take it and forget it.
    pub(crate) show_cover_pic: bool,
    pub(crate) crops: Vec<Crop>,
    /// The pictures of a newspic.
    pub(crate) images: Vec<PictureRef>,
    /// Of the product that is shown under the article.
    #[serde(default)]
    pub(crate) product_key: Option<String>,
    pub(crate) link: Link,
}
