//! The client against scripted servers over real sockets.

#![expect(clippy::unwrap_used, reason = "tests")]

mod answers;
mod base;
mod comment;
mod mass;
mod news;
mod partner;
mod partner_blocks;
mod product;
mod server;
mod tokens;
mod trouble;
mod uploads;
mod voice;
