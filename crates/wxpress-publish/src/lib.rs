#![doc = include_str!("../README.md")]

pub mod account;
mod app;
pub mod article;
mod background;
pub mod comment;
mod content;
pub mod cover;
pub mod draft;
mod envelope;
mod error;
pub mod field_name;
pub mod file;
mod ledger;
pub mod loose;
pub mod mass;
pub mod material;
pub mod media;
pub mod message;
pub mod page;
pub mod partner;
pub mod picture;
pub mod platform;
pub mod published;
pub mod raw;
mod sending;
mod token_store;
mod turns;
mod voice;
mod warning;

pub use account::AccountChoice;
pub use app::{App, AppSettings};
pub use envelope::{Envelope, Failure, WarningView};
pub use error::{Error, Result};
pub use message::{Code, Kind, Lang};
pub use warning::Warning;
pub use wxpress_wechat::{Download, RawBody, RawMethod, json};
