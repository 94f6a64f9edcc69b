//! Whole articles, as writers write them and as nobody should: what comes in as text, what goes out as HTML.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod code_blocks;
mod corpus;
mod lists;
mod markup;
mod themes;
