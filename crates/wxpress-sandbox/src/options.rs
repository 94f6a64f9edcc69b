//! How a sandbox is set up.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::account::AccountSpec;

/// A named set of limits and behaviours (docs/reference/wechat-api.md §15, §16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileName {
    /// The service as it behaves in 2026.
    #[default]
    Current,
    /// The limits of the closed media-partner API: pictures in the text up to 5 MB, covers up to 2 MB.
    Partner,
    /// The service before drafts replaced news material: `material/add_news` works, older limits hold.
    Legacy,
}

/// A text that names no profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a profile is current, partner or legacy")]
pub struct ParseProfileError;

impl FromStr for ProfileName {
    type Err = ParseProfileError;

    fn from_str(name: &str) -> Result<Self, ParseProfileError> {
        match name {
            "current" => Ok(Self::Current),
            "partner" => Ok(Self::Partner),
            "legacy" => Ok(Self::Legacy),
            _ => Err(ParseProfileError),
        }
    }
}

/// What [`bind`](crate::bind) needs to know. The default listens on a free port of 127.0.0.1 with one verified
/// service account, [`DEFAULT_APPID`](crate::DEFAULT_APPID).
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen. Port 0 takes a free one, which [`Sandbox::url`](crate::Sandbox::url) tells.
    pub listen: SocketAddr,
    /// The accounts there are from the start. Those that the state file already holds keep what they have there.
    pub accounts: Vec<AccountSpec>,
    /// How long a publication stays in status 1, on the sandbox's clock.
    pub publish_delay: Duration,
    /// A file that keeps everything over restarts; pictures lie beside it in `FILE.d/`. `None` keeps it in memory.
    pub state: Option<PathBuf>,
    /// The origin that picture and article links carry. `None` takes [`Sandbox::url`](crate::Sandbox::url).
    pub public_url: Option<Url>,
    /// Whether calls count against the daily and minute quotas. `false` also stops the counting for accounts out of the
    /// state file.
    pub quotas: bool,
    /// Where the random parts of ids, tokens and rids start: the same seed and calls give the same ones.
    pub seed: u64,
    /// The limits that accounts start with.
    pub profile: ProfileName,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            accounts: vec![AccountSpec::default()],
            publish_delay: Duration::from_secs(1),
            state: None,
            public_url: None,
            quotas: true,
            seed: 0,
            profile: ProfileName::default(),
        }
    }
}
