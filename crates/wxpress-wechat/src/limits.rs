//! The platform's limits, each with its source. They inform callers; the platform itself has the last word.

use std::time::Duration;

/// Title of an article in Unicode code points: 64 is accepted in practice although the page says 32
/// (docs/reference/wechat-api.md §6.2).
pub const MAX_TITLE_CHARS: usize = 64;
/// Title length above which the official page no longer promises acceptance (§6.2).
pub const PROMISED_TITLE_CHARS: usize = 32;
/// Author in code points (§6.2).
pub const MAX_AUTHOR_CHARS: usize = 16;
/// Digest in code points (§6.2).
pub const MAX_DIGEST_CHARS: usize = 120;
/// Content in bytes; this many are refused already (§6.2).
pub const CONTENT_BYTES_REFUSED: u64 = 1 << 20;
/// Content in code points above which the official page no longer promises acceptance (§6.2, §15).
pub const PROMISED_CONTENT_CHARS: usize = 20_000;
/// `content_source_url` in bytes (§6.2).
pub const MAX_SOURCE_URL_BYTES: usize = 1024;
/// Articles in one draft (§6.2).
pub const MAX_ARTICLES: usize = 8;
/// Pictures of a newspic (§6.2).
pub const MAX_NEWSPIC_IMAGES: usize = 20;
/// Items of one page of a list (§5.6, §6.5, §7.4).
pub const MAX_PAGE_ITEMS: u8 = 20;
/// Comments of one page of a list (§9.2).
pub const MAX_PAGE_COMMENTS: u8 = 49;
/// Readers that one `message/mass/send` must have at least (§9.1).
pub const MIN_MASS_OPENIDS: usize = 2;
/// Readers that one `message/mass/send` may have (§9.1).
pub const MAX_MASS_OPENIDS: usize = 10_000;
/// `clientmsgid` of a mass send in bytes (§9.1).
pub const MAX_CLIENT_MSG_ID_BYTES: usize = 32;
/// A picture for `media/uploadimg` in bytes; this many are refused already (§4.3).
pub const CONTENT_IMAGE_BYTES_REFUSED: u64 = 1 << 20;
/// A permanent picture in bytes (§5.1).
pub const MAX_IMAGE_BYTES: u64 = 10 << 20;
/// A permanent thumb in bytes, JPG only (§5.1).
pub const MAX_THUMB_BYTES: u64 = 64 << 10;
/// A permanent voice in bytes (§5.1).
pub const MAX_VOICE_BYTES: u64 = 2 << 20;
/// How long a voice may play (§4.1, §5.1); [`playtime`](crate::playtime) reads it.
pub const MAX_VOICE_PLAYTIME: Duration = Duration::from_secs(60);
/// A permanent video in bytes (§5.1).
pub const MAX_VIDEO_BYTES: u64 = 10 << 20;
/// A video of the 媒体API in bytes (§8.2).
pub const MAX_PARTNER_VIDEO_BYTES: u64 = 2 << 30;
/// One block of it in bytes (§8.2).
pub const MAX_VIDEO_BLOCK_BYTES: u64 = 1 << 20;
/// Tags of such a video (§8.2).
pub const MAX_VIDEO_TAGS: usize = 5;
/// Articles that an account may submit to the 媒体API in a day; a deletion gives none back (§8.3).
pub const MAX_PARTNER_SUBMITS_A_DAY: u64 = 200;
/// Title of a mini-program's card in code points (§8.3).
pub const MAX_MINI_PROGRAM_TITLE_CHARS: usize = 35;
