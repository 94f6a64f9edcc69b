//! What all verbs of the command line have in common.

use clap::{Args, Subcommand};

use super::{AccountArguments, DataArguments, PlatformArguments};

/// Where a verb works and how it answers.
#[derive(Debug, Clone, Args)]
pub(crate) struct VerbArguments {
    #[command(flatten)]
    pub(crate) data: DataArguments,

    #[command(flatten)]
    pub(crate) platform: PlatformArguments,

    /// Answer in JSON, as the gateway does, failures too.
    #[arg(long, global = true, help_heading = None)]
    pub(crate) json: bool,
}

/// Verbs on one thing, for one account.
#[derive(Debug, Args)]
pub(crate) struct Family<V: Subcommand> {
    #[command(subcommand)]
    pub(crate) verb: V,

    #[command(flatten)]
    pub(crate) account: AccountArguments,

    #[command(flatten)]
    pub(crate) shared: VerbArguments,
}

/// A verb by itself, for one account.
#[derive(Debug, Args)]
pub(crate) struct Single<V: Args> {
    #[command(flatten)]
    pub(crate) verb: V,

    #[command(flatten)]
    pub(crate) account: AccountArguments,

    #[command(flatten)]
    pub(crate) shared: VerbArguments,
}
