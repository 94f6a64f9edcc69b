//! The parts that all ids of one account share (docs/reference/wechat-api.md §1.7).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::dice::Dice;

/// Length of permanent media ids, draft ids and article ids.
const MEDIA_ID_CHARS: usize = 43;
/// How much of them one account's ids have in common.
const PREFIX_CHARS: usize = 21;
/// Length of the picture key in `/mmbiz_jpg/KEY/0`.
const PICTURE_KEY_CHARS: usize = 88;

/// What an account's ids are made with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Identity {
    /// `__biz` of article links: base64 of the account's number.
    pub(crate) biz: String,
    media_prefix: String,
    article_prefix: String,
    picture_prefix: String,
}

impl Identity {
    /// The identity that an appid has under a seed.
    pub(crate) fn of(seed: u64, appid: &str) -> Self {
        let mut dice = Dice::of_account(seed, appid);
        let number = 3_000_000_000_u64 + u64::from(dice.below(1_000_000_000));
        Self {
            biz: STANDARD.encode(number.to_string()),
            media_prefix: dice.base64url(PREFIX_CHARS),
            article_prefix: dice.base64url(PREFIX_CHARS),
            picture_prefix: dice.alphanumeric(11),
        }
    }

    /// The original id that events are addressed to.
    pub(crate) fn original_id(&self) -> String {
        format!("gh_{}", Dice::of_account(0, &self.biz).hex(12))
    }

    /// The openid of the helper that events come from.
    pub(crate) fn helper_openid(&self) -> String {
        format!("o{}", Dice::of_account(1, &self.biz).base64url(27))
    }

    /// A new permanent media id or draft id.
    pub(crate) fn deal_media_id(&self, dice: &mut Dice) -> String {
        format!("{}{}", self.media_prefix, dice.base64url(MEDIA_ID_CHARS - PREFIX_CHARS))
    }

    /// A new article id.
    pub(crate) fn deal_article_id(&self, dice: &mut Dice) -> String {
        format!("{}{}", self.article_prefix, dice.base64url(MEDIA_ID_CHARS - PREFIX_CHARS))
    }

    /// A new picture key.
    pub(crate) fn deal_picture_key(&self, dice: &mut Dice) -> String {
        format!("{}{}", self.picture_prefix, dice.alphanumeric(PICTURE_KEY_CHARS - self.picture_prefix.len()))
    }
}
