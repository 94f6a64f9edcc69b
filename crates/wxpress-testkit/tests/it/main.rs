//! The kit against a real browser and a real database.

mod browser;
mod postgres;
