//! [`PageQuery`]: which part of a list.

use serde::Deserialize;
use utoipa::IntoParams;
use wxpress_wechat::{Page, limits::MAX_PAGE_ITEMS};

use crate::{
    error::{Error, Result},
    loose,
    message::Code,
};

/// Which part of a list.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", default)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Items to skip, from the newest on. 0 by default.
    #[serde(deserialize_with = "loose::number")]
    #[param(example = 0)]
    pub offset: Option<u64>,
    /// Items wanted, 1 to 20. 20 by default.
    #[serde(deserialize_with = "loose::number")]
    #[param(minimum = 1, maximum = 20, example = 20)]
    pub count: Option<u64>,
}

impl PageQuery {
    pub(crate) fn page(self) -> Result<Page> {
        Page::new(self.offset.unwrap_or(0), self.count.unwrap_or(20)).map_err(|bad| {
            let error = Error::new(Code::OutOfRange).with("field", "count").with("actual", bad.count);
            error.with("min", 1).with("max", MAX_PAGE_ITEMS)
        })
    }
}
