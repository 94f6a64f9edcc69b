//! Whole articles, as writers write them and as nobody should: what comes in as text, what goes out as HTML.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod contrast;
mod corpus;
mod markup;
mod themes;
