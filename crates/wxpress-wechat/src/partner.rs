//! `partner()`: the 媒体API, open to media partners of the platform only (docs/reference/wechat-api.md §8).
//!
//! Its articles go to 看一看 and 搜一搜, not to the account's profile, and its videos may be as large as 2 GB.

mod article;
mod html;
mod video;

pub use article::{ArticleState, ArticleStatus, Change, PartnerArticle, PartnerArticles, UploadedArticle};
pub use html::{MiniProgram, video_iframe};
pub use video::{
    Block, Category, NewVideo, OriginalState, PartnerVideos, SavedVideo, VideoFile, VideoState, VideoStatus,
};

use crate::client::Client;

/// The 媒体API.
#[derive(Debug, Clone, Copy)]
pub struct Partner<'a>(&'a Client);

impl Client {
    /// The 媒体API.
    pub fn partner(&self) -> Partner<'_> {
        Partner(self)
    }
}

impl<'a> Partner<'a> {
    /// Videos, uploaded in blocks.
    pub fn video(self) -> PartnerVideos<'a> {
        PartnerVideos(self.0)
    }

    /// Articles, reviewed and then distributed.
    pub fn article(self) -> PartnerArticles<'a> {
        PartnerArticles(self.0)
    }
}
