//! Whom a message goes to.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::answer::Refusal;
use crate::api::paging::{number_field, text_field};
use crate::errcode::Errcode;
use crate::json::Flag;
use crate::knobs::Knobs;

/// Fewest and most openids of one `mass/send`.
const OPENIDS_MIN: usize = 2;
const OPENIDS_MAX: usize = 10_000;

/// Who gets a mass send.
#[derive(Debug)]
pub(super) struct Audience {
    /// What tells it from another, for the digest that stands for an absent `clientmsgid`.
    pub(super) key: String,
    pub(super) recipient_count: u64,
}

impl Audience {
    /// The `filter` of `mass/sendall`: everyone, or the followers with a tag. Without a known tag it is 40152.
    pub(super) fn parse_filter(body: &Map<String, Value>, knobs: &Knobs) -> Result<Self, Refusal> {
        let filter = body.get("filter").and_then(Value::as_object).ok_or(Errcode::INVALID_GROUP_ID)?;
        let is_to_all = filter.get("is_to_all").cloned().unwrap_or_default();
        let Flag(is_to_all) = Flag::deserialize(is_to_all).map_err(|_| Errcode::DATA_FORMAT_ERROR)?;
        let recipient_count = knobs.followers;
        if is_to_all {
            return Ok(Self { key: "all".to_owned(), recipient_count });
        }
        let tag_id = filter.contains_key("tag_id").then(|| number_field(filter, "tag_id")).transpose()?;
        let tag_id = tag_id.and_then(|tag_id| u64::try_from(tag_id).ok()).ok_or(Errcode::INVALID_GROUP_ID)?;
        if knobs.tag_ids.as_ref().is_some_and(|known| !known.contains(&tag_id)) {
            return Err(Errcode::INVALID_GROUP_ID.into());
        }
        Ok(Self { key: format!("tag {tag_id}"), recipient_count })
    }

    /// The `touser` of `mass/send`: two to ten thousand openids.
    pub(super) fn parse_openids(body: &Map<String, Value>) -> Result<Self, Refusal> {
        let Some(Value::Array(openids)) = body.get("touser") else {
            return Err(Errcode::INVALID_OPENID_LIST_SIZE.into());
        };
        if openids.is_empty() || openids.len() > OPENIDS_MAX {
            return Err(Errcode::INVALID_OPENID_LIST_SIZE.into());
        }
        if openids.len() < OPENIDS_MIN {
            return Err(Errcode::TOO_FEW_OPENIDS.into());
        }
        let openids: Option<Vec<&str>> =
            openids.iter().map(|openid| openid.as_str().filter(|openid| !openid.is_empty())).collect();
        let openids = openids.ok_or(Errcode::INVALID_OPENID_LIST)?;
        Ok(Self { key: openids.join(" "), recipient_count: openids.len() as u64 })
    }

    /// The one that a preview goes to: an openid or a WeChat id.
    pub(super) fn check_previewer(body: &Map<String, Value>) -> Result<(), Refusal> {
        let is_named = ["towxname", "touser"].iter().any(|name| !text_field(body, name).is_empty());
        if is_named { Ok(()) } else { Err(Errcode::MISSING_OPENID.into()) }
    }
}
