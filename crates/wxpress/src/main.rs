#![doc = include_str!("../README.md")]

mod arguments;
mod data_dir;
mod demo;
mod language;
mod sandbox;
mod serve;
mod stop;
mod terminal;

use std::process::ExitCode;

use clap::Parser;
use wxpress_publish::{Code, Error};

use crate::arguments::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // The demonstration tells its story on stdout; its log would only interrupt it.
    terminal::log_to_stderr(if matches!(arguments.command, Command::Demo(_)) { "warn" } else { "info" });
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return terminal::failed(&Error::new(Code::Internal).because(error)),
    };
    let ended = runtime.block_on(async {
        match arguments.command {
            Command::Serve(arguments) => serve::run(arguments).await,
            Command::Sandbox(arguments) => sandbox::run(arguments).await,
            Command::Demo(arguments) => demo::run(arguments).await,
        }
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => terminal::failed(&error),
    }
}
