//! The command line and every environment variable, declared once.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand, ValueEnum};
use secrecy::SecretString;
use url::Url;
use wxpress_sandbox::{AccountSpec, ProfileName};

/// Publish to WeChat Official Accounts (微信公众号).
///
/// Messages are Chinese; set WXPRESS_LANG=en (or LANG) for English. WXPRESS_LOG sets what is logged to stderr, such as
/// `info` or `wxpress_wechat=debug`.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the HTTP gateway.
    Serve(ServeArguments),
    /// Simulate the WeChat server.
    Sandbox(SandboxArguments),
    /// Publish an example article through a gateway and a sandbox of its own, then keep serving both.
    Demo(DemoArguments),
}

/// Arguments of `wxpress serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// Address to listen on: `127.0.0.1:3001`, `[::1]:3001`, or `localhost:3001` for both. Loopback only.
    #[arg(long, env = "WXPRESS_LISTEN", default_value = "localhost:3001")]
    pub(crate) listen: String,

    #[command(flatten)]
    pub(crate) data: DataArguments,

    /// Where the platform's API is: a regional entry, a relay, a sandbox.
    #[arg(long, env = "WXPRESS_WECHAT_URL", default_value = wxpress_wechat::DEFAULT_BASE_URL)]
    pub(crate) wechat_url: String,

    /// Permit a plain `http:` WECHAT_URL outside this machine, where secrets cross the network in the clear.
    #[arg(long, env = "WXPRESS_ALLOW_PLAIN_HTTP")]
    pub(crate) allow_plain_http: bool,

    /// Proxy for calls of the platform: `http://`, `https://` or `socks5://`.
    #[arg(long, env = "WXPRESS_PROXY", hide_env_values = true)]
    pub(crate) proxy: Option<String>,
}

/// Where files are kept.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct DataArguments {
    /// Folder for the database and the key. `wxpress` in the user's data folder by default.
    #[arg(long, env = "WXPRESS_DATA_DIR")]
    pub(crate) data_dir: Option<PathBuf>,

    /// Database: `sqlite:PATH` or `postgres://…`. A file in the data folder by default.
    #[arg(long, env = "WXPRESS_DATABASE_URL", hide_env_values = true)]
    pub(crate) database_url: Option<SecretString>,
}

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

/// Arguments of `wxpress demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// Address of the gateway, loopback only. `localhost:3001`, or a free port with --once, by default.
    #[arg(long)]
    pub(crate) listen: Option<String>,

    /// Folder to keep everything in; not the one of a real gateway. A temporary one, removed at the end, by default.
    #[arg(long)]
    pub(crate) data_dir: Option<PathBuf>,

    /// End after the publication instead of serving on.
    #[arg(long)]
    pub(crate) once: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    On,
    Off,
}

/// Key that seals secrets in the database, 64 hexadecimal digits, from `WXPRESS_MASTER_KEY`. Without it a file in the
/// data folder is made at the first start. No flag: other users of the machine can see a process's arguments.
pub(crate) fn master_key() -> Option<SecretString> {
    std::env::var("WXPRESS_MASTER_KEY").ok().filter(|key| !key.is_empty()).map(SecretString::from)
}

fn parse_duration(text: &str) -> Result<Duration, String> {
    let span: jiff::SignedDuration = text.parse().map_err(|error: jiff::Error| error.to_string())?;
    Duration::try_from(span).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
