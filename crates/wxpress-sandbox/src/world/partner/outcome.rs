//! How reviews of videos end (docs/reference/wechat-api.md §8.2).

use serde::{Deserialize, Serialize};

use super::video::VideoStatus;

/// How a saved video ends. Written as the document's number, or as `{"status": 3, "ori_status": 2}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub(crate) struct VideoOutcome {
    /// Neither checking nor transcoding.
    pub(crate) status: VideoStatus,
    /// `None` follows what was declared.
    pub(crate) ori_status: Option<u8>,
}

impl Default for VideoOutcome {
    fn default() -> Self {
        Self { status: VideoStatus::Passed, ori_status: None }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Number(u8),
    Object { status: u8, ori_status: u8 },
}

impl TryFrom<Written> for VideoOutcome {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, &'static str> {
        let (number, ori_status) = match written {
            Written::Number(status) => (status, None),
            Written::Object { status, ori_status } => (status, Some(ori_status)),
        };
        if ori_status.is_some_and(|ori_status| ori_status > 2) {
            return Err("the ori_status of a video is 0, 1 or 2");
        }
        let ends = [
            VideoStatus::Passed,
            VideoStatus::CheckFailed,
            VideoStatus::TranscodingFailed,
            VideoStatus::Forbidden,
            VideoStatus::Deleted,
        ];
        let status = ends.into_iter().find(|end| end.number() == number);
        Ok(Self { status: status.ok_or("a video ends in status 2, 3, 5, 9 or 10")?, ori_status })
    }
}

impl From<VideoOutcome> for Written {
    fn from(VideoOutcome { status, ori_status }: VideoOutcome) -> Self {
        let status = status.number();
        ori_status.map_or(Self::Number(status), |ori_status| Self::Object { status, ori_status })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_a_number_or_tells_the_originality_too() {
        for text in ["2", "3", "5", "9", "10", r#"{"status":3,"ori_status":2}"#] {
            let outcome: VideoOutcome = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&outcome).unwrap(), text);
        }
        for text in ["0", "4", "1", r#"{"status":3,"ori_status":3}"#, r#"{"status":3}"#] {
            assert!(serde_json::from_str::<VideoOutcome>(text).is_err(), "{text}");
        }
    }
}
