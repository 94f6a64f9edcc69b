//! How the platform is reached.

use clap::Args;
use wxpress_wechat::{Platform, PlatformBuilder};

/// How the platform is reached.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Data and platform")]
pub(crate) struct PlatformArguments {
    /// Where the platform's API is: a regional entry, a relay, a sandbox.
    #[arg(long, global = true, env = "WXPRESS_WECHAT_URL", hide_env_values = true, default_value = wxpress_wechat::DEFAULT_BASE_URL)]
    wechat_url: String,

    /// Permit a plain `http:` WECHAT_URL outside this machine, where secrets cross the network in the clear.
    #[arg(long, global = true, env = "WXPRESS_ALLOW_PLAIN_HTTP", hide_env_values = true)]
    allow_plain_http: bool,

    /// Proxy for calls of the platform: `http://`, `https://` or `socks5://`.
    #[arg(long, global = true, env = "WXPRESS_PROXY", hide_env_values = true)]
    proxy: Option<String>,
}

impl PlatformArguments {
    pub(crate) fn builder(self) -> PlatformBuilder {
        let builder = Platform::builder().base_url(self.wechat_url).allow_plain_http(self.allow_plain_http);
        match self.proxy {
            Some(proxy) => builder.proxy(proxy),
            None => builder,
        }
    }
}
