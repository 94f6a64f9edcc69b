//! Whole articles, as writers write them and as nobody should: what comes in as text, what goes out as HTML.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod any_string;
mod code_blocks;
mod contrast;
mod corpus;
mod fuzz;
mod hostile;
mod lists;
mod markup;
mod themes;
