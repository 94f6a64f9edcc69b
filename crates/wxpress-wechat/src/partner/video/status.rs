//! [`VideoStatus`]: how far transcoding and review of a video are (docs/reference/wechat-api.md §8.2).

use serde::{Deserialize, Deserializer};

use crate::id::{Vid, none_if_empty};

/// How far a video is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct VideoStatus {
    /// Its state.
    #[serde(rename = "status")]
    pub state: VideoState,
    /// What the platform made of the claim to be original.
    #[serde(default, rename = "ori_status")]
    pub original: OriginalState,
    /// The platform's words; English ones for a video that passed.
    #[serde(default, rename = "mp_video_fail_detail_wording")]
    pub wording: String,
    /// The id that articles show it by.
    #[serde(default, deserialize_with = "none_if_empty")]
    pub vid: Option<Vid>,
}

macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($(#[$case_doc:meta])* $case:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$case_doc])* $case,)*
            /// A number that the document does not name.
            Other(i64),
        }

        impl $name {
            /// The platform's number.
            pub fn code(self) -> i64 {
                match self { $(Self::$case => $code,)* Self::Other(code) => code }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(match i64::deserialize(deserializer)? { $($code => Self::$case,)* other => Self::Other(other) })
            }
        }
    };
}

states! {
    /// State of a video.
    VideoState {
        /// Review under way.
        Checking = 0,
        /// Refused by the review.
        CheckFailed = 2,
        /// Passed: articles may show it.
        Passed = 3,
        /// Being transcoded.
        Transcoding = 4,
        /// Cannot be transcoded.
        TranscodingFailed = 5,
        /// Banned.
        Forbidden = 9,
        /// Deleted.
        Deleted = 10,
    }
}

states! {
    /// Whether a video counts as original.
    #[derive(Default)]
    OriginalState {
        /// Nothing claimed.
        #[default]
        Ordinary = 0,
        /// Original.
        Original = 1,
        /// A reprint of another's.
        Reprint = 2,
    }
}

impl VideoState {
    /// Whether the state will not change by itself any more.
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Checking | Self::Transcoding)
    }
}
