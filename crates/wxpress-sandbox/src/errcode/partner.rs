//! Refusals of the 媒体API for which its document gives no number (docs/reference/wechat-api.md §8.4).

use crate::answer::Refusal;
use crate::errcode::Errcode;

/// A refusal with a number of this sandbox's own: WeChat's is not known. `abnormal status` and `invalid status` are the
/// document's words, the other texts are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartnerRefusal {
    /// `upload_video` knows no such `action`.
    UnknownAction = 900_100,
    Filename = 900_101,
    Filesha = 900_102,
    Filesize = 900_103,
    /// Unknown, or another account's.
    Vid = 900_110,
    PartNum = 900_111,
    PartSha = 900_112,
    BlockEmpty = 900_113,
    BlockTooLarge = 900_114,
    /// The block is not what `part_sha` says.
    BlockMismatch = 900_115,
    /// No block is taken after the finish.
    UploadFinished = 900_116,
    /// A number between 1 and the highest has not come.
    BlockMissing = 900_120,
    SizeMismatch = 900_121,
    FileMismatch = 900_122,
    Title = 900_130,
    DeclareOri = 900_131,
    Tags = 900_132,
    /// `save_video` before the upload was finished.
    UploadUnfinished = 900_133,
    /// No video is saved under this `media_id`.
    VideoMediaId = 900_140,
    /// Submitted before.
    AbnormalStatus = 900_200,
    /// Submitted articles cannot be changed.
    InvalidStatus = 900_201,
    /// 200 articles a day.
    DailyArticles = 900_202,
}

impl PartnerRefusal {
    fn text(self) -> &'static str {
        match self {
            Self::UnknownAction => "invalid action",
            Self::Filename => "invalid filename",
            Self::Filesha => "invalid filesha",
            Self::Filesize => "invalid filesize",
            Self::Vid => "invalid vid",
            Self::PartNum => "invalid part_num",
            Self::PartSha => "invalid part_sha",
            Self::BlockEmpty => "empty block",
            Self::BlockTooLarge => "block size out of limit",
            Self::BlockMismatch => "part_sha mismatch",
            Self::UploadFinished => "upload finished",
            Self::BlockMissing => "missing block",
            Self::SizeMismatch => "filesize mismatch",
            Self::FileMismatch => "filesha mismatch",
            Self::Title => "invalid title",
            Self::DeclareOri => "invalid declare_ori",
            Self::Tags => "invalid tags",
            Self::UploadUnfinished => "upload not finished",
            Self::VideoMediaId => "invalid media_id",
            Self::AbnormalStatus => "abnormal status",
            Self::InvalidStatus => "invalid status",
            Self::DailyArticles => "reach max daily article limit",
        }
    }
}

impl From<PartnerRefusal> for Refusal {
    fn from(refusal: PartnerRefusal) -> Self {
        Self::with_text(Errcode(refusal as i32), refusal.text())
    }
}
