//! `wxpress sandbox`.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{Args, ValueEnum};
use url::Url;
use wxpress_sandbox::{AccountSpec, ProfileName};

/// Arguments of `wxpress sandbox`.
#[derive(Debug, Args)]
pub(crate) struct SandboxArguments {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:3002")]
    pub(crate) listen: SocketAddr,

    /// Account there from the start, as often as wanted: `APPID:SECRET[:KIND]`; kinds are verified_service,
    /// verified_subscription, personal, personal_legacy, unverified and test.
    #[arg(long = "account", value_name = "APPID:SECRET[:KIND]")]
    pub(crate) accounts: Vec<AccountSpec>,

    /// How long a publication takes, such as `1s` or `2m`.
    #[arg(long, default_value = "1s", value_parser = parse_duration)]
    pub(crate) publish_delay: Duration,

    /// File that keeps everything over restarts; pictures lie beside it.
    #[arg(long)]
    pub(crate) state: Option<PathBuf>,

    /// Origin that picture and article links carry, where it is reached under another name.
    #[arg(long)]
    pub(crate) public_url: Option<Url>,

    /// Whether calls count against the daily and minute quotas.
    #[arg(long, value_enum, default_value_t = Switch::On)]
    pub(crate) quotas: Switch,

    /// Limits that accounts start with: current, partner or legacy.
    #[arg(long, default_value = "current")]
    pub(crate) profile: ProfileName,

    /// Where random parts of ids and tokens start.
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    On,
    Off,
}

fn parse_duration(text: &str) -> Result<Duration, String> {
    let span: jiff::SignedDuration = text.parse().map_err(|error: jiff::Error| error.to_string())?;
    Duration::try_from(span).map_err(|error| error.to_string())
}
