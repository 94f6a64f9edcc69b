//! [`Page`]: the part of a list that a call asks for.

use serde::Serialize;

use crate::limits::MAX_PAGE_ITEMS;

/// `offset` and `count` of a list call: 1 to 20 items (docs/reference/wechat-api.md §5.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Page {
    offset: u64,
    count: u8,
}

/// A page of no items or of more than the platform gives at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("count is {count}, must be 1 to {MAX_PAGE_ITEMS}")]
pub struct BadPage {
    /// The count that was asked for.
    pub count: u64,
}

impl Page {
    /// `count` items (1 to 20) from the `offset`-th on, 0 being the newest.
    ///
    /// # Errors
    /// [`BadPage`] for any other count.
    pub fn new(offset: u64, count: u64) -> Result<Self, BadPage> {
        match u8::try_from(count) {
            Ok(small @ 1..=MAX_PAGE_ITEMS) => Ok(Self { offset, count: small }),
            _ => Err(BadPage { count }),
        }
    }

    /// Items before this page.
    pub fn offset(self) -> u64 {
        self.offset
    }

    /// Items on this page, at the most.
    pub fn count(self) -> u8 {
        self.count
    }
}

impl Default for Page {
    /// The newest 20.
    fn default() -> Self {
        Self { offset: 0, count: MAX_PAGE_ITEMS }
    }
}
