#![doc = include_str!("../README.md")]

mod address;
mod article;
pub mod code;
mod css;
pub mod dark;
mod diagram;
mod drawing;
mod finding;
mod formula;
mod front_matter;
mod image;
mod markdown;
mod meta;
mod number;
mod options;
mod pass;
mod render;
mod rule;
mod source;
mod svg;
mod text;
mod theme;
mod tree;

pub use article::{Article, Reading};
pub use drawing::Drawing;
pub use finding::{Finding, Severity};
pub use image::{ImageRef, ImageSource};
pub use meta::Meta;
pub use options::{Captions, CodeOptions, Links, Lists, Options, Overflow, Parameters, Profile};
pub use render::render;
pub use rule::{Language, Rule};
pub use source::{Format, Source};
pub use theme::Theme;
