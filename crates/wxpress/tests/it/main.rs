//! The built binary as its users meet it: real processes, real sockets, both databases. What reached the platform is read
//! from the sandbox's journal and state.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod articles;
mod bad_input;
mod calls;
mod cli;
mod comments;
mod crash;
mod demo;
mod drafts;
mod faults;
mod films;
mod flow;
mod image;
mod listen;
mod load;
mod mass;
mod materials;
mod media;
mod news;
mod odd_bodies;
mod openapi;
mod pages;
mod partner_articles;
mod partner_embeds;
mod partner_faults;
mod partner_resume;
mod partner_videos;
mod pictures;
mod platform;
mod program;
mod publish;
mod publish_faults;
mod raw;
mod round_trip;
mod scene;
mod schedules;
mod secrets;
mod tokens;
mod too_large;
mod voices;
mod webhooks;
