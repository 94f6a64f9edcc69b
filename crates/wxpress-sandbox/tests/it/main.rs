//! Behaviour over real sockets.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod clients;
mod comments;
mod content_filter;
mod control;
mod drafts;
mod faults;
mod mass;
mod media;
mod news;
mod pages;
mod partner;
mod partner_articles;
mod partner_embeds;
mod partner_videos;
mod publishing;
mod pushes;
mod quotas;
mod resave;
mod state;
mod tokens;
mod uploads;
mod voices;
mod world;
