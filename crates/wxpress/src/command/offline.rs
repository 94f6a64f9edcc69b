//! Verbs that need no account, no store and no network.

use std::process::ExitCode;

use wxpress_publish::{Error, Lang};

use crate::{answer::Report, arguments::OfflineCommand, language, terminal};

/// A verb whose answer is there at once.
pub(crate) trait OfflineVerb {
    /// Does it.
    fn run(self, lang: Lang) -> Result<Report, Error>;
}

impl OfflineCommand {
    /// Does it and prints what came of it.
    pub(crate) fn run(self) -> ExitCode {
        match self {
            Self::Render(verb) => print(verb.json, verb),
            Self::Lint(verb) => print(verb.json, verb),
            Self::Theme(arguments) => print(arguments.json, arguments.verb),
            Self::Image(arguments) => print(arguments.json, arguments),
        }
    }
}

fn print(json: bool, verb: impl OfflineVerb) -> ExitCode {
    let lang = language::of_the_terminal();
    let ended = verb.run(lang).and_then(|report| terminal::report(&report, json, lang));
    ended.unwrap_or_else(|error| {
        if json { terminal::failed_in_json(&error, lang) } else { terminal::failed(&error, lang) }
    })
}
