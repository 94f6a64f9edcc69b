//! [`PageQuery`]: which part of a list.

use serde::Deserialize;
use utoipa::IntoParams;
use wxpress_wechat::{Page, limits::MAX_PAGE_ITEMS};

use crate::{
    error::{Error, Result},
    loose,
    message::Code,
    warning::Warning,
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
    /// Items wanted, from 1 on. 20 by default, and 20 are given at the most, which a warning tells.
    #[serde(deserialize_with = "loose::number")]
    #[param(minimum = 1, example = 20)]
    pub count: Option<u64>,
}

impl PageQuery {
    pub(crate) fn page(self, warnings: &mut Vec<Warning>) -> Result<Page> {
        let max = u64::from(MAX_PAGE_ITEMS);
        let asked = self.count.unwrap_or(max);
        if asked > max {
            warnings.push(Warning::new(Code::CountClamped).with("actual", asked).with("limit", max));
        }
        Page::new(self.offset.unwrap_or(0), asked.min(max)).map_err(|bad| {
            Error::new(Code::TooFew).with("field", "count").with("actual", bad.count).with("min", 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_are_clamped_and_told_and_none_is_refused() {
        let mut warnings = Vec::new();
        let page = |count, warnings: &mut _| PageQuery { offset: Some(40), count }.page(warnings);
        assert_eq!(page(None, &mut warnings).unwrap(), Page::new(40, 20).unwrap());
        assert_eq!(page(Some(3), &mut warnings).unwrap(), Page::new(40, 3).unwrap());
        assert!(warnings.is_empty());
        assert_eq!(page(Some(50), &mut warnings).unwrap(), Page::new(40, 20).unwrap());
        assert_eq!(warnings[0].code(), Code::CountClamped);
        assert_eq!(page(Some(0), &mut warnings).unwrap_err().code(), Code::TooFew);
    }
}
