//! SVG that passes WeChat's filters.

pub(crate) mod path_data;
mod thin;
