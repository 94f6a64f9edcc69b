//! The command line and every environment variable, declared once.

mod account;
mod article;
mod data;
mod demo;
mod family;
mod page;
mod platform;
mod rendering;
mod sandbox;
mod serve;

use clap::{Parser, Subcommand};

pub(crate) use self::{
    account::{AccountArguments, choose, of_environment},
    article::ArticleArguments,
    data::{DataArguments, master_key},
    demo::DemoArguments,
    family::{Family, Single, VerbArguments},
    page::PageArguments,
    platform::PlatformArguments,
    rendering::{RenderingArguments, with_text},
    sandbox::{SandboxArguments, Switch},
    serve::ServeArguments,
};
use crate::command::{
    account::AccountFamily,
    call::CallArguments,
    comment::CommentVerb,
    draft::DraftVerb,
    image::ImageArguments,
    job::JobVerb,
    lint::LintVerb,
    mass::MassVerb,
    material::MaterialVerb,
    media::MediaVerb,
    partner::PartnerVerb,
    platform::{CallbackVerb, Ips, ProductVerb, QuotaVerb, Rid},
    publish::PublishVerb,
    published::PublishedVerb,
    render::RenderVerb,
    theme::ThemeArguments,
    video::VideoVerb,
    webhook::WebhookVerb,
};

/// Publish to WeChat Official Accounts (微信公众号).
///
/// Messages are Chinese; set WXPRESS_LANG=en (or LANG) for English. WXPRESS_LOG sets what is logged to stderr, such as
/// `info` or `wxpress_wechat=debug`.
///
/// With WECHAT_APP_ID and WECHAT_APP_SECRET in the environment nothing else needs to be set up; or store accounts with
/// `wxpress account add`.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0    done
  1    failed: no such id, a conflict, a quota, the network, the platform, or trouble here
  2    what was given is wrong
  3    not permitted: credentials, IP whitelist, permissions
  4    timed out, or it is unknown whether the call took effect
  130  stopped by Ctrl-C or SIGTERM";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(flatten)]
    Offline(OfflineCommand),
    #[command(flatten)]
    Online(OnlineCommand),
}

/// What needs no account, no store and no network.
#[derive(Debug, Subcommand)]
pub(crate) enum OfflineCommand {
    /// Make HTML that WeChat keeps out of Markdown or HTML.
    ///
    /// The HTML goes to the standard output or to a file; what was changed or may be lost is told on stderr. Nothing is
    /// uploaded and no picture is fetched. Options that are left out are taken from the front matter, else from the theme.
    Render(RenderVerb),
    /// Tell what WeChat would change in articles, drop from them or refuse.
    ///
    /// A line for each finding: file, line, severity, code, what was found and what to do. Ends with 2 where there are
    /// errors.
    Lint(LintVerb),
    /// Themes of articles.
    Theme(ThemeArguments),
    /// Pictures and covers, as WeChat takes them; nothing is sent.
    Image(ImageArguments),
}

/// What speaks to the platform, or serves.
#[derive(Debug, Subcommand)]
pub(crate) enum OnlineCommand {
    /// Stored accounts.
    Account(AccountFamily),
    /// Publish Markdown or HTML in one call: its pictures, its cover, its draft.
    ///
    /// Pictures beside the text, on the web and in the text are made to fit and sent; what has no cover gets one. It stops
    /// at the draft unless `--publish` says to go on. The same file published again changes its draft instead of making
    /// another. If it is broken off, it goes on with the next `wxpress publish` or `serve`.
    Publish(Box<Single<PublishVerb>>),
    /// Jobs of `publish`: look at, retry, cancel, go on with.
    Job(Family<JobVerb>),
    /// Other programs that are told of the ends of jobs and publications.
    Webhook(Family<WebhookVerb>),
    /// Drafts: make, look at, change, publish.
    Draft(Family<DraftVerb>),
    /// Publications: follow, look at, delete.
    Published(Family<PublishedVerb>),
    /// Permanent materials.
    Material(Family<MaterialVerb>),
    /// Files that live three days, and pictures for the body of an article.
    Media(Family<MediaVerb>),
    /// Messages to all followers, to those with a tag, to a list of readers.
    Mass(Family<MassVerb>),
    /// What readers write below articles.
    Comment(Family<CommentVerb>),
    /// Large videos of the 媒体API.
    Video(Family<VideoVerb>),
    /// Reviewed articles of the 媒体API.
    Partner(Family<PartnerVerb>),
    /// Products of the account's shop.
    Product(Family<ProductVerb>),
    /// How often the platform may be called.
    Quota(Family<QuotaVerb>),
    /// The account's callback URL.
    Callback(Family<CallbackVerb>),
    /// Look a request of the last seven days up by the rid that errors carry.
    Rid(Single<Rid>),
    /// The platform's addresses, for firewalls.
    Ips(Single<Ips>),
    /// Make any other call of the platform; answers in JSON, or with the file that comes.
    Call(CallArguments),
    /// Serve the HTTP gateway.
    Serve(ServeArguments),
    /// Simulate the WeChat server.
    Sandbox(SandboxArguments),
    /// Publish an example article through a gateway and a sandbox of its own, then keep serving both.
    Demo(DemoArguments),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
