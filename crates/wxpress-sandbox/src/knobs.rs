//! Every limit and behaviour on which sources or times differ, settable per account
//! (docs/reference/wechat-api.md §15, §16).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::article::rule::Rule;
use crate::errcode::Errcode;
use crate::options::ProfileName;

/// The limits and behaviours of one account. `PATCH /_sandbox/accounts/{appid}` sets each by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own, named in the control API")]
pub(crate) struct Knobs {
    /// Code points; longer titles are 45003. The strict official figure is 32.
    pub(crate) title_max_chars: usize,
    /// Code points; longer digests are 45004.
    pub(crate) digest_max_chars: usize,
    /// Code points; longer authors are 45110.
    pub(crate) author_max_chars: usize,
    /// Contents of this many bytes or more are 45002.
    pub(crate) content_max_bytes: usize,
    /// Refuses contents of 20,000 code points or more with 45002 instead of noting them in the journal.
    pub(crate) strict_content: bool,
    /// More articles than these in one draft are 45008.
    pub(crate) articles_max: usize,
    /// How much of the text becomes the digest when none is sent, in code points.
    pub(crate) digest_auto_chars: usize,
    /// Decodes `\uXXXX` instead of keeping the six characters.
    pub(crate) decode_unicode_escapes: bool,
    /// Lets raw control characters into texts, and out again raw in answers.
    pub(crate) control_characters: bool,
    /// `media/uploadimg` refuses pictures of this many bytes or more.
    pub(crate) uploadimg_max_bytes: u64,
    /// Permanent pictures above this are 40009.
    pub(crate) image_max_bytes: u64,
    /// Temporary pictures above this are 40009.
    pub(crate) temporary_image_max_bytes: u64,
    /// Lets BMP pictures into temporary media.
    pub(crate) temporary_bmp: bool,
    /// Permanent voices above this are 40006.
    pub(crate) voice_max_bytes: u64,
    /// Takes the `description` of a permanent video from the query too, when the form has none; off it is 47001.
    pub(crate) description_in_query: bool,
    /// Permanent pictures, thumbs included, that the store holds; one more is 45034.
    pub(crate) image_count_max: usize,
    /// Voices, and videos, that the store holds each.
    pub(crate) other_count_max: usize,
    /// Writes `publish_id` as a string.
    pub(crate) publish_id_as_string: bool,
    /// How long a publication stays in status 1.
    pub(crate) publish_delay_ms: u64,
    /// How long a mass send stays in `SENDING`.
    pub(crate) mass_delay_ms: u64,
    /// Mass sends to all or to a tag in a day and in a month; one more is 45028. `null` follows the account's kind.
    pub(crate) mass_per_day: Option<u64>,
    pub(crate) mass_per_month: Option<u64>,
    /// A mass send sooner than this after the last is 42010.
    pub(crate) mass_interval_ms: u64,
    /// A `clientmsgid` that comes again sooner than this after it last came is 45066 instead of 45065.
    pub(crate) clientmsgid_retry_ms: u64,
    /// The tags that mass sends know; another is 40152. `null` knows all.
    pub(crate) tag_ids: Option<BTreeSet<u64>>,
    /// How many follow the account, and have each tag.
    pub(crate) followers: u64,
    /// Whether `freepublish/submit` answers a `msg_data_id`; both are seen.
    pub(crate) publish_msg_data_id: bool,
    /// Comments that one article may have elected; one more is 88003.
    pub(crate) elected_comments_max: usize,
    /// Code points; longer replies to comments are 88007.
    pub(crate) comment_reply_max_chars: usize,
    /// What the push calls the end of a publication; also seen: `MASSSENDJOBFINISH`, `FREEPUBLISHJOBFINISH`.
    pub(crate) publish_event: String,
    /// How long a callback has to answer.
    pub(crate) push_timeout_ms: u64,
    /// Whether calls are counted at all.
    pub(crate) quotas: bool,
    /// Calls a day by path, over the defaults of docs/reference/wechat-api.md §1.8.
    pub(crate) daily_limits: BTreeMap<String, u64>,
    /// Calls a minute by path; above is 45011.
    pub(crate) minute_limits: BTreeMap<String, u64>,
    /// How long a token replaced through `/cgi-bin/token` stays good.
    pub(crate) token_overlap_seconds: u64,
    /// How long a token is, 40 to 512 characters.
    pub(crate) token_chars: usize,
    /// Answers a forced `stable_token` within 30 s of the last with 45009 instead of the current token.
    pub(crate) force_refresh_too_soon_refused: bool,
    /// Takes requests with `Transfer-Encoding: chunked` instead of answering 412.
    pub(crate) accept_chunked: bool,
    /// Finds the boundary at the start of a form whose `Content-Type` names none, instead of answering 44001.
    pub(crate) accept_missing_boundary: bool,
    /// Answers 44001 to a form whose boundary stands in quotes.
    pub(crate) quoted_boundary_refused: bool,
    /// Labels every JSON answer `application/json; charset=utf-8`.
    pub(crate) clean_content_types: bool,
    /// Returns the crops of covers as `cover_info`.
    pub(crate) return_cover_info: bool,
    /// Opens `material/add_news` and `material/update_news`, which otherwise answer 45103.
    pub(crate) retired_calls: bool,
    /// The code that refuses an address: 40164, or 61004 as one page has it.
    pub(crate) ip_refused_code: i32,
    /// The code for a rid older than seven days: 76004, or 76001 as the notes have it.
    pub(crate) rid_expired_code: i32,
    /// Whether articles may open comments; `null` follows the account's kind.
    pub(crate) comments: Option<bool>,
    /// Whether `freepublish/*` is open; `null` follows the account's kind.
    pub(crate) freepublish: Option<bool>,
    /// Whether the 媒体API is open; `null` follows the account's kind.
    pub(crate) partner_api: Option<bool>,
    /// Whether articles may hold links to anywhere, as WeChat Pay allows; `null` follows the account's kind.
    pub(crate) wechat_pay: Option<bool>,
    /// How long a saved video is transcoded.
    pub(crate) video_transcode_ms: u64,
    /// How long its review takes after that.
    pub(crate) video_review_ms: u64,
    /// How long the review of a submitted article of the 媒体API takes.
    pub(crate) partner_review_ms: u64,
    /// What the content filter and the editor leave alone.
    pub(crate) content_rules_off: BTreeSet<Rule>,
    /// Refuses contents with elements that the filter would take out with 45166, as is reported of some.
    pub(crate) unsupported_tags_refused: bool,
    /// Shows a placeholder instead of a picture to requests with a foreign `Referer`.
    pub(crate) hotlink_protection: bool,
    /// Added to every call.
    pub(crate) latency_ms: u64,
    /// How many calls in a thousand answer -1 before they do anything.
    pub(crate) system_error_per_mille: u32,
}

const MIB: u64 = 1024 * 1024;

impl Default for Knobs {
    fn default() -> Self {
        Self {
            title_max_chars: 64,
            digest_max_chars: 120,
            author_max_chars: 16,
            content_max_bytes: 1024 * 1024,
            strict_content: false,
            articles_max: 8,
            digest_auto_chars: 54,
            decode_unicode_escapes: false,
            control_characters: false,
            uploadimg_max_bytes: MIB,
            image_max_bytes: 10 * MIB,
            temporary_image_max_bytes: 10 * MIB,
            temporary_bmp: false,
            voice_max_bytes: 2 * MIB,
            description_in_query: true,
            image_count_max: 100_000,
            other_count_max: 1000,
            publish_id_as_string: false,
            publish_delay_ms: 1000,
            mass_delay_ms: 1000,
            mass_per_day: None,
            mass_per_month: None,
            mass_interval_ms: 0,
            clientmsgid_retry_ms: 0,
            tag_ids: None,
            followers: 100,
            publish_msg_data_id: true,
            elected_comments_max: 100,
            comment_reply_max_chars: 600,
            publish_event: "PUBLISHJOBFINISH".to_owned(),
            push_timeout_ms: 5000,
            quotas: true,
            daily_limits: BTreeMap::new(),
            minute_limits: BTreeMap::new(),
            token_overlap_seconds: 300,
            token_chars: 150,
            force_refresh_too_soon_refused: false,
            accept_chunked: false,
            accept_missing_boundary: false,
            quoted_boundary_refused: false,
            clean_content_types: false,
            return_cover_info: true,
            retired_calls: false,
            ip_refused_code: Errcode::IP_NOT_IN_WHITELIST.0,
            rid_expired_code: 76004,
            comments: None,
            freepublish: None,
            partner_api: None,
            wechat_pay: None,
            video_transcode_ms: 1000,
            video_review_ms: 1000,
            partner_review_ms: 1000,
            content_rules_off: BTreeSet::new(),
            unsupported_tags_refused: false,
            hotlink_protection: false,
            latency_ms: 0,
            system_error_per_mille: 0,
        }
    }
}

impl Knobs {
    /// The values that a profile starts with.
    pub(crate) fn of_profile(profile: ProfileName) -> Self {
        match profile {
            ProfileName::Current => Self::default(),
            ProfileName::Partner => Self {
                // 5 MB are still taken.
                uploadimg_max_bytes: 5 * MIB + 1,
                image_max_bytes: 2 * MIB,
                articles_max: 1,
                digest_auto_chars: 64,
                token_overlap_seconds: 0,
                ..Self::default()
            },
            ProfileName::Legacy => Self {
                author_max_chars: 8,
                strict_content: true,
                digest_auto_chars: 64,
                image_max_bytes: 2 * MIB,
                temporary_image_max_bytes: 2 * MIB,
                temporary_bmp: true,
                voice_max_bytes: 5 * MIB,
                image_count_max: 5000,
                return_cover_info: false,
                retired_calls: true,
                ..Self::default()
            },
        }
    }

    /// The values of a profile, but publish delay and quotas as they are here: those are no matter of profiles.
    pub(crate) fn under(&self, profile: ProfileName) -> Self {
        Self { publish_delay_ms: self.publish_delay_ms, quotas: self.quotas, ..Self::of_profile(profile) }
    }

    /// These values with some changed; tells what is wrong with a name or a value.
    pub(crate) fn with(self, changes: Map<String, Value>) -> Result<Self, String> {
        let Ok(Value::Object(mut values)) = serde_json::to_value(self) else {
            return Err("the knobs cannot be read".to_owned());
        };
        values.extend(changes);
        let knobs: Self = serde_json::from_value(Value::Object(values)).map_err(|error| error.to_string())?;
        if !(40..=512).contains(&knobs.token_chars) {
            return Err("token_chars lies from 40 to 512".to_owned());
        }
        Ok(knobs)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_change_names_knobs_and_keeps_the_rest() {
        let change = |value: Value| {
            let Value::Object(map) = value else { unreachable!() };
            Knobs::of_profile(ProfileName::Legacy).with(map)
        };
        let knobs = change(json!({"title_max_chars": 32})).unwrap();
        assert_eq!((knobs.title_max_chars, knobs.author_max_chars), (32, 8));
        assert!(change(json!({"no_such_knob": 1})).unwrap_err().contains("no_such_knob"));
        assert!(change(json!({"title_max_chars": "many"})).is_err());
        assert!(change(json!({"token_chars": 513})).is_err());
        let off =
            change(json!({"content_rules_off": ["positions", "nested_lists"]})).unwrap().content_rules_off;
        assert_eq!(off, BTreeSet::from([Rule::Positions, Rule::NestedLists]));
        assert!(change(json!({"content_rules_off": ["manners"]})).unwrap_err().contains("manners"));
    }
}
