//! Where files are kept.

use std::path::PathBuf;

use clap::Args;
use jiff::tz::TimeZone;
use secrecy::SecretString;
use wxpress_publish::schedule::{QuietHours, zone};

/// Where files are kept.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Data and platform")]
pub(crate) struct DataArguments {
    /// Folder for the database and the key. `wxpress` in the user's data folder by default.
    #[arg(long, global = true, env = "WXPRESS_DATA_DIR", hide_env_values = true)]
    pub(crate) data_dir: Option<PathBuf>,

    /// Database: `sqlite:PATH` or `postgres://…`. A file in the data folder by default.
    #[arg(long, global = true, env = "WXPRESS_DATABASE_URL", hide_env_values = true)]
    pub(crate) database_url: Option<SecretString>,

    /// Host whose pictures are fetched although it is not on the public internet, such as `intranet.example:8080`. May be
    /// given several times.
    #[arg(
        long,
        global = true,
        env = "WXPRESS_TRUST_HOST",
        hide_env_values = true,
        value_name = "HOST:PORT",
        value_delimiter = ','
    )]
    pub(crate) trust_host: Vec<String>,

    /// Time zone of times that name none; `Asia/Shanghai` by default.
    #[arg(
        long,
        global = true,
        env = "WXPRESS_ZONE",
        hide_env_values = true,
        value_name = "ZONE",
        value_parser = |name: &str| zone("zone", name).map_err(|error| error.to_string())
    )]
    pub(crate) zone: Option<TimeZone>,

    /// Hours of the day in which nothing is handed in for publication, such as `22:00-07:00`.
    #[arg(
        long,
        global = true,
        env = "WXPRESS_QUIET_HOURS",
        hide_env_values = true,
        value_name = "HH:MM-HH:MM"
    )]
    pub(crate) quiet_hours: Option<QuietHours>,

    /// Seconds by which the clock of jobs goes ahead, to try schedules out.
    #[arg(long, global = true, env = "WXPRESS_CLOCK_AHEAD", hide_env_values = true, hide = true)]
    pub(crate) clock_ahead: Option<u64>,

    /// Seconds after which a job goes to another process, where the one that has it does not show that it lives.
    #[arg(long, global = true, env = "WXPRESS_JOB_LEASE", hide_env_values = true, hide = true, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) job_lease: Option<u64>,
}

/// Key that seals secrets in the database, 64 hexadecimal digits, from `WXPRESS_MASTER_KEY`. Without it a file in the
/// data folder is made at the first start. No flag: other users of the machine can see a process's arguments.
pub(crate) fn master_key() -> Option<SecretString> {
    std::env::var("WXPRESS_MASTER_KEY").ok().filter(|key| !key.is_empty()).map(SecretString::from)
}
