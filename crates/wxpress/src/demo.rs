//! `wxpress demo`: a sandbox and a gateway in one process, and an article published through them step by step.

mod article;
mod gateway;
mod steps;

use std::path::PathBuf;

use tokio::{sync::watch, task::JoinHandle};
use wxpress_publish::{App, AppSettings, Code, Error, account::AccountInput};
use wxpress_sandbox::{AccountSpec, Options, Sandbox};
use wxpress_server::Listener;
use wxpress_wechat::Platform;

use crate::{
    application,
    arguments::{DataArguments, DemoArguments},
    data_dir, sandbox, serve, stop,
    terminal::say,
};

/// Runs the demonstration, then serves on until asked to stop, or ends with `--once`.
pub(crate) async fn run(arguments: DemoArguments) -> Result<(), Error> {
    // From the start on, so that the temporary folder is removed whenever the word comes.
    let stop = stop::asked();
    let temporary = match &arguments.data_dir {
        Some(_) => None,
        None => Some(tempfile::tempdir().map_err(|error| {
            Error::new(Code::NoDataDir)
                .with("path", std::env::temp_dir().display())
                .with("problem", &error)
                .because(error)
        })?),
    };
    let folder: PathBuf = arguments
        .data_dir
        .unwrap_or_else(|| temporary.as_ref().map(|folder| folder.path().to_owned()).unwrap_or_default());
    let free_port = if arguments.once { "localhost:0" } else { "localhost:3001" };
    let listener = serve::listen(arguments.listen.as_deref().unwrap_or(free_port)).await?;

    let data = DataArguments { data_dir: Some(folder.clone()), ..DataArguments::default() };
    // The key's folder is made with the store; the sandbox's file lies there, too.
    let store = data_dir::open_store(data).await?;
    let options = Options { state: Some(folder.join("sandbox.json")), ..Options::default() };
    let account = options.accounts.first().cloned().unwrap_or_default();
    let simulator = wxpress_sandbox::bind(options).await.map_err(sandbox::failed)?;
    let app = application::open_on(
        store,
        Platform::builder().base_url(simulator.url()),
        &folder,
        AppSettings::default(),
    )?;
    store_account(&app, &account).await?;
    app.work_on_jobs();

    say(format_args!("sandbox listening on {}", simulator.url()));
    say(format_args!("gateway listening on {}", listener.url()));
    let (sandbox_url, gateway_url) = (simulator.url().to_owned(), listener.url());
    let running = Running::start(simulator, listener, &app);

    let show = async {
        steps::show(&gateway_url, &sandbox_url, &account.appid).await?;
        if !arguments.once {
            std::future::pending::<()>().await;
        }
        Ok(())
    };
    let ended = tokio::select! {
        shown = show => shown,
        () = stop => Ok(()),
    };
    running.stop().await?;
    app.close().await;
    ended
}

/// Stores the sandbox's account, unless a former demonstration in the same folder did.
async fn store_account(app: &App, account: &AccountSpec) -> Result<(), Error> {
    let stored = app.accounts().list(false).await?;
    if stored.iter().any(|stored| stored.appid == account.appid) {
        return Ok(());
    }
    let input = AccountInput {
        name: Some("wxpress demo".to_owned()),
        appid: Some(account.appid.clone()),
        secret: Some(account.secret.clone()),
        remark: None,
        is_default: None,
    };
    app.accounts().create(input).await.map(drop)
}

/// Both servers, until they are stopped.
struct Running {
    stopping: watch::Sender<()>,
    gateway: JoinHandle<()>,
    sandbox: JoinHandle<Result<(), wxpress_sandbox::Error>>,
}

impl Running {
    fn start(simulator: Sandbox, listener: Listener, app: &App) -> Self {
        let (stopping, stopped) = watch::channel(());
        let ended = |mut stopped: watch::Receiver<()>| async move {
            // An error is the sender's end, which means the same.
            let _ = stopped.changed().await;
        };
        let router = wxpress_server::router(app.clone());
        let sandbox = tokio::spawn(simulator.serve(ended(stopped.clone())));
        let until = ended(stopped);
        let gateway = tokio::spawn(async move { listener.serve(router, until).await });
        Self { stopping, gateway, sandbox }
    }

    /// The gateway first: its open requests may still need the sandbox.
    async fn stop(self) -> Result<(), Error> {
        drop(self.stopping);
        let stopped = |error| Error::new(Code::Internal).because(error);
        self.gateway.await.map_err(stopped)?;
        self.sandbox.await.map_err(stopped)?.map_err(sandbox::failed)
    }
}
