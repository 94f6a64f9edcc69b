#![doc = include_str!("../README.md")]

mod account;
mod answer;
mod api;
mod article;
mod blob;
mod body;
mod callback;
mod claim;
mod clock;
mod connection;
mod control;
mod dice;
mod errcode;
mod error;
mod fault;
mod gate;
mod journal;
mod json;
mod knobs;
mod multipart;
mod options;
mod pages;
mod picture;
mod push;
mod query;
mod rid;
mod server;
mod shared;
mod state_file;
mod voice;
mod world;

pub use account::{AccountKind, AccountSpec, DEFAULT_APPID, DEFAULT_SECRET, ParseAccountError};
pub use error::Error;
pub use options::{Options, ParseProfileError, ProfileName};
pub use server::{Sandbox, bind};
