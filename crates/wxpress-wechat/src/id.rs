//! The platform's identifiers: opaque texts, which it sometimes sends as numbers (docs/reference/wechat-api.md §1.7).

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps an id as the platform gave it.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as the platform knows it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                TextOrNumber::deserialize(deserializer).map(|value| Self(value.into()))
            }
        }
    };
}

id! {
    /// Id of a permanent material, a draft or a temporary medium: 43 or 64 characters, 128 at the most.
    MediaId
}
id! {
    /// Id of a published article, all parts of it together.
    ArticleId
}
id! {
    /// Id of one publication: an integer on the wire although documented as text (§7.2); kept as text.
    PublishId
}
id! {
    /// Id of the message data that comments hang on.
    MsgDataId
}
id! {
    /// Id of a video of the 媒体API, `wxv_` and 18 or 19 digits: what articles show it by (§8.2).
    Vid
}
id! {
    /// Id of one mass send (docs/reference/wechat-api.md §9.1): an integer on the wire, at times as text.
    MsgId
}
id! {
    /// Id of a reader as one account knows him.
    OpenId
}
id! {
    /// Id of one comment below one article.
    UserCommentId
}
id! {
    /// Id of a product of the account's shop (docs/reference/wechat-api.md §6.8).
    ProductId
}
id! {
    /// What a draft names a product by (docs/reference/wechat-api.md §6.1, §6.8).
    ProductKey
}

#[derive(Deserialize)]
#[serde(untagged)]
enum TextOrNumber {
    Text(String),
    Unsigned(u64),
    Signed(i64),
}

impl From<TextOrNumber> for String {
    fn from(value: TextOrNumber) -> Self {
        match value {
            TextOrNumber::Text(text) => text,
            TextOrNumber::Unsigned(number) => number.to_string(),
            TextOrNumber::Signed(number) => number.to_string(),
        }
    }
}

/// `""` and `null` as `None`: the platform sends an empty id where there is none.
pub(crate) fn none_if_empty<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de> + AsRef<str>,
{
    Ok(Option::<T>::deserialize(deserializer)?.filter(|id| !id.as_ref().is_empty()))
}

/// An id as the number that it is: the mass and comment calls are documented with numbers only
/// (docs/reference/wechat-api.md §9).
pub(crate) fn as_number<S: Serializer>(id: &impl AsRef<str>, serializer: S) -> Result<S::Ok, S::Error> {
    match id.as_ref().parse::<u64>() {
        Ok(number) => serializer.serialize_u64(number),
        Err(_) => serializer.serialize_str(id.as_ref()),
    }
}

/// The body of the calls that take a `media_id` and nothing else.
#[derive(Serialize)]
pub(crate) struct ByMediaId<'a> {
    pub(crate) media_id: &'a MediaId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_are_the_same_id() {
        for wire in ["2247483655", "\"2247483655\""] {
            assert_eq!(serde_json::from_str::<PublishId>(wire).unwrap().as_str(), "2247483655");
        }
        assert!(serde_json::from_str::<PublishId>("[1]").is_err());
    }
}
