#![doc = include_str!("../README.md")]

pub mod base;
pub mod callback;
mod client;
pub mod comment;
mod credential;
pub mod draft;
pub mod errcode;
mod error;
pub mod freepublish;
mod id;
pub mod json;
pub mod limits;
pub mod mass;
pub mod material;
pub mod media;
pub mod openapi;
mod page;
pub mod partner;
mod platform;
mod raw;
pub mod token;
mod upload;

pub use client::{Client, Download};
pub use credential::{AccessToken, AppId, AppSecret, Credential};
pub use error::{ApiError, Error, ErrorClass, ErrorKind, Result, Sent};
pub use id::{
    ArticleId, MediaId, MsgDataId, MsgId, OpenId, ProductId, ProductKey, PublishId, UserCommentId, Vid,
};
pub use page::{BadPage, Page};
pub use platform::{DEFAULT_BASE_URL, Platform, PlatformBuilder};
pub use raw::{BadPath, PlatformPath, RawBody, RawCall, RawMethod};
pub use upload::{FileFormat, Upload, playtime};
