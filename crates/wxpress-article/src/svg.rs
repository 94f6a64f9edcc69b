//! SVG that passes WeChat's filters (docs/reference/html-compat.md D10).

mod allowed;
mod clean;
mod colours;
mod gradient;
mod marker;
mod number;
mod paint;
pub(crate) mod path_data;
mod properties;
mod reference;
mod shape;
mod text;
mod thin;

pub(crate) use clean::clean;
#[cfg(feature = "mermaid")]
pub(crate) use clean::view_box;
pub(crate) use colours::Colours;
