//! What an account owns under the 媒体API (docs/reference/wechat-api.md §8).

pub(crate) mod article;
pub(crate) mod outcome;
pub(crate) mod video;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use self::article::{ArticleStatus, PartnerArticle};
use self::video::Video;
use super::shelf::Shelf;

/// Videos by vid, articles by media_id.
#[derive(Debug, Default)]
pub(crate) struct PartnerHoldings {
    videos: Shelf<Arc<Video>>,
    /// The vids of saved videos by their media_id.
    vids: HashMap<String, String>,
    pub(crate) articles: Shelf<Arc<PartnerArticle>>,
}

impl PartnerHoldings {
    /// Adds or changes a video.
    pub(crate) fn put_video(&mut self, video: Arc<Video>) {
        if let Some(saved) = &video.saved {
            self.vids.insert(saved.media_id.clone(), video.vid.clone());
        }
        self.videos.put(video.vid.clone(), video);
    }

    pub(crate) fn find_video(&self, vid: &str) -> Option<&Arc<Video>> {
        self.videos.find(vid)
    }

    pub(crate) fn find_saved_video(&self, media_id: &str) -> Option<&Arc<Video>> {
        self.find_video(self.vids.get(media_id)?)
    }

    /// The published article whose link has this `mid`.
    pub(crate) fn find_published(&self, mid: u64, now: Timestamp) -> Option<&PartnerArticle> {
        let mut articles = self.articles.iter().map(|(_, article)| article);
        let has_mid = |article: &PartnerArticle| {
            article.submission.as_ref().is_some_and(|submission| submission.mid == mid)
        };
        let article = articles.find(|article| has_mid(article))?;
        (article.status(now) == ArticleStatus::Published).then_some(article)
    }

    /// All videos, the last changed first.
    pub(crate) fn videos(&self) -> impl Iterator<Item = &Arc<Video>> {
        self.videos.iter().map(|(_, video)| video)
    }

    /// All videos, the last changed last.
    pub(crate) fn videos_oldest_first(&self) -> impl Iterator<Item = &Arc<Video>> {
        self.videos.iter_oldest_first().map(|(_, video)| video)
    }
}
