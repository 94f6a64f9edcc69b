//! Behaviour over real sockets.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod clients;
mod control;
mod drafts;
mod faults;
mod pages;
mod partner;
mod partner_articles;
mod partner_embeds;
mod partner_videos;
mod publishing;
mod state;
mod tokens;
mod uploads;
mod world;
