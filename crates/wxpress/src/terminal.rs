//! What people see: lines on stdout, failures and the log on stderr.

#![expect(clippy::print_stderr, reason = "this is the one place that prints")]

use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
};

use tracing_subscriber::EnvFilter;
use wxpress_publish::{Error, Kind};

use crate::language;

/// Prints one line. Nobody may be reading any more, which is no reason to stop working.
pub(crate) fn say(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// Prints what failed and what to do, and gives the exit code for it.
pub(crate) fn failed(error: &Error) -> ExitCode {
    let lang = language::of_the_terminal();
    eprintln!("wxpress: {} [{}]", error.message(lang), error.code());
    if let Some(rid) = error.rid() {
        eprintln!("  rid: {rid}");
    }
    if let Some(hint) = error.hint(lang) {
        eprintln!("  → {hint}");
    }
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        eprintln!("  ({cause})");
        source = cause.source();
    }
    ExitCode::from(match error.kind() {
        Kind::Invalid | Kind::Unsupported | Kind::TooLarge => 2,
        Kind::Unauthorized | Kind::Forbidden => 3,
        Kind::Timeout => 4,
        _ => 1,
    })
}

/// Logs to stderr, coloured on a terminal; `WXPRESS_LOG` says what, else `level`.
pub(crate) fn log_to_stderr(level: &str) {
    // The database's driver tells of every statement that finds its table there already.
    let filter = EnvFilter::try_from_env("WXPRESS_LOG")
        .unwrap_or_else(|_| EnvFilter::new(format!("{level},sqlx=warn")));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}
