//! The 媒体API: large videos and reviewed articles of media partners (docs/reference/wechat-api.md §8).

mod article;
mod embed;
mod video;

pub use article::{
    PartnerArticleInput, PartnerArticleStatus, PartnerArticles, SubmittedArticle, UploadedArticle,
};
pub use video::{
    OnProgress, UploadOptions, VideoInput, VideoProgress, VideoStatus, VideoUpload, VideoUploads, Videos,
};
