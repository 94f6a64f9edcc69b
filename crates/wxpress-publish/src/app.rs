//! [`App`]: the application, opened once and shared by all faces.

use std::{path::PathBuf, sync::Arc, time::Duration};

use tokio::sync::{Notify, Semaphore, broadcast};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use wxpress_store::{Store, UploadKey, VideoId};
use wxpress_wechat::{Platform, PlatformBuilder};

use crate::{
    account::Accounts,
    article::Articles,
    attachment::Attachments,
    background::Background,
    callback::Callbacks,
    clock::Clock,
    comment::Comments,
    draft::Drafts,
    error::{Error, Result},
    job::{Jobs, Progress},
    ledger,
    mass::Mass,
    material::Materials,
    media::Media,
    partner::{PartnerArticles, Videos},
    picture::{PictureThreads, Pictures},
    platform::PlatformCalls,
    publish::Publisher,
    published::Publications,
    raw::RawCalls,
    remote::Remote,
    schedule::Calendar,
    token_store::SealedTokens,
    turns::Turns,
    webhook::{self, Webhooks},
};

/// How long calls that are under way may hold up the end: as long as one takes at the most.
const MAX_CLOSING_TIME: Duration = Duration::from_secs(60);
/// How long a worker that does not show that it lives keeps its job.
const JOB_LEASE: Duration = Duration::from_secs(30);
/// Words about progress that a slow listener may be behind.
const PROGRESS_KEPT: usize = 256;

/// How the application is set up.
#[derive(Debug)]
pub struct AppSettings {
    /// The platform: base URL, proxy, timeouts. Tokens are kept in the store whatever it says.
    pub platform: PlatformBuilder,
    /// Pictures converted at the same time; each may need some 400 MiB for a moment.
    pub picture_workers: usize,
    /// Articles rendered at the same time; each takes a core.
    pub render_workers: usize,
    /// Folder for large videos that came in and are on their way; made when the first one comes.
    pub videos_dir: PathBuf,
    /// Folder for the texts and pictures of jobs; made when the first one comes.
    pub attachments_dir: PathBuf,
    /// Hosts with their ports (`intranet.example:8080`) whose pictures are fetched although they are not on the public
    /// internet.
    pub trusted_hosts: Vec<String>,
    /// How long a worker that does not show that it lives keeps its job.
    pub job_lease: Duration,
    /// When drafts are handed in, as far as their requests do not say.
    pub calendar: Calendar,
    /// What time it is for jobs.
    pub clock: Clock,
}

impl Default for AppSettings {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self {
            platform: Platform::builder(),
            picture_workers: cores.min(4),
            render_workers: cores,
            videos_dir: std::env::temp_dir().join("wxpress-videos"),
            attachments_dir: std::env::temp_dir().join("wxpress-attachments"),
            trusted_hosts: Vec::new(),
            job_lease: JOB_LEASE,
            calendar: Calendar::default(),
            clock: Clock::default(),
        }
    }
}

/// The application. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    pub(crate) store: Store,
    pub(crate) platform: Platform,
    pub(crate) picture_threads: Arc<PictureThreads>,
    pub(crate) render_slots: Arc<Semaphore>,
    pub(crate) sending_files: Arc<Turns<UploadKey>>,
    pub(crate) sending_videos: Arc<Turns<VideoId>>,
    pub(crate) videos_dir: PathBuf,
    pub(crate) attachments: Attachments,
    pub(crate) remote: Remote,
    pub(crate) job_lease: Duration,
    pub(crate) calendar: Calendar,
    pub(crate) clock: Clock,
    /// A job was added, or may go on.
    pub(crate) job_added: Arc<Notify>,
    /// A job ended, or waits.
    pub(crate) job_changed: Arc<Notify>,
    /// A webhook is to be told something.
    pub(crate) telling_added: Arc<Notify>,
    pub(crate) webhook_sender: webhook::Sender,
    pub(crate) progress: broadcast::Sender<Progress>,
    pub(crate) stop_working: CancellationToken,
    /// Calls that must come to their end, whatever becomes of their callers.
    pub(crate) calls: TaskTracker,
    /// Long work that may be broken off and goes on at the next start.
    pub(crate) background: Background,
}

impl App {
    /// Puts the application on an open store.
    ///
    /// # Errors
    /// [`Code::Misconfigured`](crate::Code::Misconfigured) for a bad base URL or proxy.
    pub fn new(store: Store, settings: AppSettings) -> Result<Self> {
        let tokens = Arc::new(SealedTokens(store.clone()));
        let platform = settings.platform.token_store(tokens).build()?;
        Ok(Self {
            store,
            platform,
            picture_threads: Arc::new(PictureThreads::new(settings.picture_workers)?),
            render_slots: Arc::new(Semaphore::new(settings.render_workers.max(1))),
            sending_files: Arc::default(),
            sending_videos: Arc::default(),
            videos_dir: settings.videos_dir,
            attachments: Attachments::in_folder(settings.attachments_dir),
            remote: Remote::new(settings.trusted_hosts)?,
            job_lease: settings.job_lease,
            calendar: settings.calendar,
            clock: settings.clock,
            job_added: Arc::default(),
            job_changed: Arc::default(),
            telling_added: Arc::default(),
            webhook_sender: webhook::Sender::new()?,
            progress: broadcast::Sender::new(PROGRESS_KEPT),
            stop_working: CancellationToken::new(),
            calls: TaskTracker::new(),
            background: Background::default(),
        })
    }

    /// The platform that calls go to.
    pub fn platform(&self) -> &Platform {
        &self.platform
    }

    /// Stored accounts.
    pub fn accounts(&self) -> Accounts<'_> {
        Accounts(self)
    }

    /// Articles: rendered and checked, without the platform.
    pub fn articles(&self) -> Articles<'_> {
        Articles(self)
    }

    /// Pictures: fitted, uploaded, remembered.
    pub fn pictures(&self) -> Pictures<'_> {
        Pictures(self)
    }

    /// Drafts.
    pub fn drafts(&self) -> Drafts<'_> {
        Drafts(self)
    }

    /// Publishing in one call.
    pub fn publisher(&self) -> Publisher<'_> {
        Publisher(self)
    }

    /// Jobs.
    pub fn jobs(&self) -> Jobs<'_> {
        Jobs(self)
    }

    /// Callbacks of stored accounts.
    pub fn callbacks(&self) -> Callbacks<'_> {
        Callbacks(self)
    }

    /// Webhooks.
    pub fn webhooks(&self) -> Webhooks<'_> {
        Webhooks(self)
    }

    /// Permanent materials.
    pub fn materials(&self) -> Materials<'_> {
        Materials(self)
    }

    /// Publications.
    pub fn publications(&self) -> Publications<'_> {
        Publications(self)
    }

    /// Videos of the 媒体API.
    pub fn partner_videos(&self) -> Videos<'_> {
        Videos(self)
    }

    /// Articles of the 媒体API.
    pub fn partner_articles(&self) -> PartnerArticles<'_> {
        PartnerArticles(self)
    }

    /// Temporary media.
    pub fn media(&self) -> Media<'_> {
        Media(self)
    }

    /// Mass sends.
    pub fn mass(&self) -> Mass<'_> {
        Mass(self)
    }

    /// Comments.
    pub fn comments(&self) -> Comments<'_> {
        Comments(self)
    }

    /// Quotas, request ids and the rest of what the platform tells of itself.
    pub fn platform_calls(&self) -> PlatformCalls<'_> {
        PlatformCalls(self)
    }

    /// Any other call of the platform.
    pub fn raw_calls(&self) -> RawCalls<'_> {
        RawCalls(self)
    }

    /// Whether the database answers and takes writes.
    pub async fn ready(&self) -> Result<()> {
        self.store.ping().await.map_err(Error::from)
    }

    /// Logs the calls whose outcome was never written down because a process was killed meanwhile.
    pub async fn tell_unfinished(&self) -> Result<()> {
        ledger::tell_unfinished(&self.store).await
    }

    /// Waits for the calls that are under way, so that their outcome is written down, then lets go of the database.
    pub async fn close(&self) {
        self.stop_working.cancel();
        self.background.stop().await;
        self.calls.close();
        if tokio::time::timeout(MAX_CLOSING_TIME, self.calls.wait()).await.is_err() {
            tracing::warn!("closed with calls still under way");
        }
        self.store.close().await;
    }
}
