//! The verbs of the command line: each a thin face of one function of `wxpress-publish`.

pub(crate) mod account;
pub(crate) mod call;
pub(crate) mod comment;
pub(crate) mod draft;
pub(crate) mod image;
pub(crate) mod job;
pub(crate) mod lint;
pub(crate) mod mass;
pub(crate) mod material;
pub(crate) mod media;
mod offline;
pub(crate) mod partner;
pub(crate) mod platform;
pub(crate) mod publish;
pub(crate) mod published;
pub(crate) mod render;
pub(crate) mod theme;
pub(crate) mod video;
pub(crate) mod webhook;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use wxpress_publish::{AccountChoice, App, Code, Error, Lang};

use crate::{
    answer::Answer,
    application,
    arguments::{AccountArguments, Family, Single, VerbArguments},
    language, stop, terminal,
};

/// What a verb works with.
pub(crate) struct Caller {
    pub(crate) app: App,
    /// For whom the call is made.
    pub(crate) choice: AccountChoice,
    pub(crate) lang: Lang,
    /// A program reads the answer, and nothing else is to be told.
    pub(crate) json: bool,
}

/// A verb.
pub(crate) trait Verb {
    /// Does it.
    async fn run(self, caller: &Caller) -> Result<Answer, Error>;
}

impl<V: Verb + Subcommand> Family<V> {
    pub(crate) async fn run(self) -> ExitCode {
        run(self.shared, self.account, self.verb).await
    }
}

impl<V: Verb + Args> Single<V> {
    pub(crate) async fn run(self) -> ExitCode {
        run(self.shared, self.account, self.verb).await
    }
}

/// Does one verb and prints what came of it.
pub(crate) async fn run(shared: VerbArguments, account: AccountArguments, verb: impl Verb) -> ExitCode {
    let (lang, json) = (language::of_the_terminal(), shared.json);
    let ended = try_run(shared, account, verb, lang).await;
    match ended.and_then(|answer| terminal::answer(&answer, json, lang)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if json => terminal::failed_in_json(&error, lang),
        Err(error) => terminal::failed(&error, lang),
    }
}

async fn try_run(
    shared: VerbArguments,
    account: AccountArguments,
    verb: impl Verb,
    lang: Lang,
) -> Result<Answer, Error> {
    let stop = stop::asked();
    let choice = account.choice().await?;
    let app = application::open(shared.data, shared.platform.builder()).await?;
    let caller = Caller { app, choice, lang, json: shared.json };
    let ended = tokio::select! {
        // Verbs that have more to say of being stopped hear of it, too.
        biased;
        ended = verb.run(&caller) => ended,
        () = stop => Err(Error::new(Code::Stopped)),
    };
    // Calls that must come to their end do, unless the user insists.
    tokio::select! {
        () = caller.app.close() => {}
        () = stop::asked() => {}
    }
    ended
}
