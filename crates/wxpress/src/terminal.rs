//! What people see: lines on stdout, failures and the log on stderr.

#![expect(clippy::print_stderr, reason = "this is the one place that prints")]

use std::{
    io::{ErrorKind, IsTerminal, Write},
    process::ExitCode,
};

use console::Term;
use serde::Serialize;
use tracing_subscriber::EnvFilter;
use wxpress_publish::{Code, Envelope, Error, Failure, Kind, Lang};

use crate::{
    answer::{Answer, Report},
    render,
};

/// Exit code where what was given is wrong.
const WRONG: u8 = 2;

/// Prints one line. Nobody may be reading any more, which is no reason to stop working.
pub(crate) fn say(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// Tells people one line beside the answer.
pub(crate) fn tell(line: impl std::fmt::Display) {
    eprintln!("{line}");
}

/// Prints an answer: for programs in the gateway's envelope, for people as lines, with its warnings beside it.
///
/// # Errors
/// [`Code::CannotWrite`] where the standard output does not take it. That nobody reads any more is none.
pub(crate) fn answer(answer: &Answer, json: bool, lang: Lang) -> Result<(), Error> {
    if let (true, Some(data)) = (json, &answer.data) {
        return print_json(&Envelope::new(data, &answer.warnings, lang));
    }
    for warning in &answer.warnings {
        eprintln!("wxpress: {} [{}]", warning.message(lang), warning.code());
    }
    let terminal = Term::stdout();
    let width = terminal.size_checked().filter(|_| terminal.is_term()).map(|(_, columns)| columns.into());
    let lines = answer.data.iter().flat_map(|data| render::lines(data, width));
    print(lines.flat_map(|line| [line, "\n".to_owned()]).collect::<String>().as_bytes())
}

/// Prints a report: for programs in the gateway's envelope, for people as the output that it is. Gives the exit code.
///
/// # Errors
/// As [`answer`].
pub(crate) fn report(report: &Report, json: bool, lang: Lang) -> Result<ExitCode, Error> {
    if json {
        print_json(&Envelope::new(&report.data, &report.warnings, lang))?;
    } else {
        for line in &report.beside {
            eprintln!("{line}");
        }
        for warning in &report.warnings {
            eprintln!("wxpress: {} [{}]", warning.message(lang), warning.code());
        }
        print(&report.output)?;
    }
    Ok(if report.is_clean { ExitCode::SUCCESS } else { ExitCode::from(WRONG) })
}

/// Prints what failed and what to do, and gives the exit code for it.
pub(crate) fn failed(error: &Error, lang: Lang) -> ExitCode {
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
    exit_code(error)
}

/// Prints what failed in the gateway's envelope, and gives the exit code for it.
pub(crate) fn failed_in_json(error: &Error, lang: Lang) -> ExitCode {
    match print_json(&Failure::new(error, lang)) {
        Ok(()) => exit_code(error),
        Err(unprinted) => failed(&unprinted, lang),
    }
}

fn print_json(value: &impl Serialize) -> Result<(), Error> {
    let text = serde_json::to_string(value).map_err(|error| Error::new(Code::Internal).because(error))?;
    print((text + "\n").as_bytes())
}

fn print(output: &[u8]) -> Result<(), Error> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(output).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Error::new(Code::CannotWrite).with("path", "-").with("problem", &error).because(error))
        }
        _ => Ok(()),
    }
}

fn exit_code(error: &Error) -> ExitCode {
    ExitCode::from(match (error.code(), error.kind()) {
        (Code::Stopped | Code::UploadStopped, _) => 130,
        (_, Kind::Invalid | Kind::Unsupported | Kind::TooLarge | Kind::Contradiction) => WRONG,
        (_, Kind::Unauthorized | Kind::Forbidden) => 3,
        (_, Kind::Timeout) => 4,
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
