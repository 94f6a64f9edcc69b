#![doc = include_str!("../README.md")]

mod answer;
mod application;
mod arguments;
mod command;
mod data_dir;
mod demo;
mod download;
mod finding;
mod language;
mod preview;
mod progress;
mod prompt;
mod render;
mod sandbox;
mod serve;
mod source;
mod step;
mod stop;
mod terminal;

use std::process::ExitCode;

use clap::Parser;
use tokio::runtime::Builder;
use wxpress_publish::{Code, Error};

use crate::arguments::{Arguments, Command, OnlineCommand};

/// Threads of a verb for what blocks: files, and the terminal that somebody types into.
const MAX_VERB_THREADS: usize = 4;

fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    match command {
        Command::Offline(command) => command.run(),
        Command::Online(command) => start(command),
    }
}

/// Runs what waits for others.
fn start(command: OnlineCommand) -> ExitCode {
    use OnlineCommand as Command;
    let serves = matches!(command, Command::Serve(_) | Command::Sandbox(_) | Command::Demo(_));
    terminal::log_to_stderr(match command {
        Command::Serve(_) | Command::Sandbox(_) => "info",
        // It tells its story on stdout, which its log would only interrupt.
        Command::Demo(_) => "warn",
        // What goes wrong is the answer.
        _ => "error",
    });
    let mut builder = if serves { Builder::new_multi_thread() } else { Builder::new_current_thread() };
    if !serves {
        builder.max_blocking_threads(MAX_VERB_THREADS);
    }
    let runtime = match builder.enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return ended(Err(Error::new(Code::Internal).because(error))),
    };
    let code = runtime.block_on(run(command));
    if !serves {
        // Whoever is still being waited for at the keyboard has nothing to type any more.
        runtime.shutdown_background();
    }
    code
}

async fn run(command: OnlineCommand) -> ExitCode {
    use OnlineCommand as Command;
    match command {
        Command::Serve(arguments) => ended(serve::run(arguments).await),
        Command::Sandbox(arguments) => ended(sandbox::run(arguments).await),
        Command::Demo(arguments) => ended(demo::run(arguments).await),
        Command::Account(family) => family.run().await,
        Command::Publish(verb) => verb.run().await,
        Command::Job(family) => family.run().await,
        Command::Webhook(family) => family.run().await,
        Command::Draft(family) => family.run().await,
        Command::Published(family) => family.run().await,
        Command::Material(family) => Box::pin(family.run()).await,
        Command::Media(family) => family.run().await,
        Command::Mass(family) => family.run().await,
        Command::Comment(family) => family.run().await,
        Command::Video(family) => family.run().await,
        Command::Partner(family) => family.run().await,
        Command::Product(family) => family.run().await,
        Command::Quota(family) => family.run().await,
        Command::Callback(family) => family.run().await,
        Command::Rid(family) => family.run().await,
        Command::Ips(family) => family.run().await,
        Command::Call(family) => family.run().await,
    }
}

fn ended(ended: Result<(), Error>) -> ExitCode {
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => terminal::failed(&error, language::of_the_terminal()),
    }
}
