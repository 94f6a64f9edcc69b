//! Who a message goes to.

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::id::OpenId;

/// The followers that a send to many goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MassFilter {
    /// All of them.
    All,
    /// Those with the tag of this id.
    Tag(u64),
}

impl Serialize for MassFilter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("is_to_all", &(*self == Self::All))?;
        if let Self::Tag(tag_id) = self {
            map.serialize_entry("tag_id", tag_id)?;
        }
        map.end()
    }
}

/// The one reader that a preview goes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum PreviewReader {
    /// A follower.
    #[serde(rename = "touser")]
    OpenId(OpenId),
    /// Anybody who follows, by the WeChat id (微信号) that he gave himself; 100 previews a day.
    #[serde(rename = "towxname")]
    WeChatId(String),
}
