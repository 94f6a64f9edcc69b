//! What is said about an article: the fields of its draft.

/// The fields of an article, as far as they are known. Field names are those of `draft/add`
/// (docs/reference/wechat-api.md §6.1).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// The title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// What lists of articles show below the title; derived from the text when nobody wrote one.
    pub digest: Option<String>,
    /// The cover: a path relative to the source, an address, or `media_id:…`.
    pub cover: Option<String>,
    /// The cover as permanent material.
    pub thumb_media_id: Option<String>,
    /// Crop of the wide cover, `X1_Y1_X2_Y2`, or `auto`, `center`.
    pub pic_crop_235_1: Option<String>,
    /// Crop of the square cover.
    pub pic_crop_1_1: Option<String>,
    /// Where 阅读原文 leads.
    pub content_source_url: Option<String>,
    /// Whether readers may comment.
    pub need_open_comment: Option<bool>,
    /// Whether only followers may.
    pub only_fans_can_comment: Option<bool>,
    /// The account to publish with: its id, name or appid.
    pub account: Option<String>,
    /// `news` or `newspic`.
    pub article_type: Option<String>,
    /// Pictures of an image post.
    pub image_list: Vec<String>,
}

impl Meta {
    /// These words, and those of `other` where these say nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            author: self.author.or(other.author),
            digest: self.digest.or(other.digest),
            cover: self.cover.or(other.cover),
            thumb_media_id: self.thumb_media_id.or(other.thumb_media_id),
            pic_crop_235_1: self.pic_crop_235_1.or(other.pic_crop_235_1),
            pic_crop_1_1: self.pic_crop_1_1.or(other.pic_crop_1_1),
            content_source_url: self.content_source_url.or(other.content_source_url),
            need_open_comment: self.need_open_comment.or(other.need_open_comment),
            only_fans_can_comment: self.only_fans_can_comment.or(other.only_fans_can_comment),
            account: self.account.or(other.account),
            article_type: self.article_type.or(other.article_type),
            image_list: if self.image_list.is_empty() { other.image_list } else { self.image_list },
        }
    }
}
