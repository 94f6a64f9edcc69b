#![doc = include_str!("../README.md")]
#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "a set-up that fails must fail the test that asked for it"
)]

mod browser;
mod gateway;
mod http;
pub mod picture;
pub mod postgres;
mod process;
mod sandbox;
pub mod video;
pub mod voice;

pub use browser::{Browser, BrowserBuilder};
pub use gateway::{Gateway, GatewayBuilder};
pub use http::client;
pub use sandbox::{Sandbox, SandboxBuilder};
