//! Which part of a list.

use clap::Args;
use wxpress_publish::page::PageQuery;

/// Which part of a list.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct PageArguments {
    /// Items to skip, from the newest on.
    #[arg(long, default_value_t = 0)]
    offset: u64,

    /// Items wanted, 20 at the most.
    #[arg(long, default_value_t = 20)]
    count: u64,
}

impl From<PageArguments> for PageQuery {
    fn from(page: PageArguments) -> Self {
        Self { offset: Some(page.offset), count: Some(page.count) }
    }
}
