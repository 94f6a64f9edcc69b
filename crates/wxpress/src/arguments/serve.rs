//! `wxpress serve`.

use clap::Args;

use super::{DataArguments, PlatformArguments};

/// Arguments of `wxpress serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// Address to listen on: `127.0.0.1:3001`, `[::1]:3001`, or `localhost:3001` for both. Loopback only.
    #[arg(long, env = "WXPRESS_LISTEN", hide_env_values = true, default_value = "localhost:3001")]
    pub(crate) listen: String,

    #[command(flatten)]
    pub(crate) data: DataArguments,

    #[command(flatten)]
    pub(crate) platform: PlatformArguments,
}
