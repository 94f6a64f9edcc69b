//! [`Scene`]: a sandbox, a gateway that calls it, and the database behind the gateway.

use std::path::Path;
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;
use wxpress_testkit::{Gateway, GatewayBuilder, Sandbox, SandboxBuilder, picture, postgres};

use crate::calls::Calls as _;

/// The sandbox's account that [`Scene::with_account`] stores.
pub(crate) const APPID: &str = "wx00000000000000aa";
/// Its secret.
pub(crate) const SECRET: &str = "a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0";

/// Seals the rows of gateways that share a database but no folder.
const MASTER_KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// Where the gateway keeps its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    /// A database of its own, where that is PostgreSQL.
    pub(crate) async fn rows(self) -> Option<postgres::Database> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(postgres::Database::create().await),
        }
    }
}

/// A gateway that calls a sandbox.
pub(crate) struct Scene {
    // Dropped in this order: the gateway lets go of the database before it is dropped.
    pub(crate) gateway: Gateway,
    pub(crate) sandbox: Sandbox,
    _rows: Option<postgres::Database>,
    _folder: Option<TempDir>,
}

/// The binary under test.
pub(crate) fn bin() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_wxpress"))
}

/// A sandbox with [`APPID`], without quotas and without waiting for publications.
pub(crate) fn sandbox() -> SandboxBuilder {
    let account = format!("{APPID}:{SECRET}");
    Sandbox::builder(bin()).account(&account).arg("--publish-delay=0s").arg("--quotas=off")
}

impl Scene {
    /// No account is stored yet.
    pub(crate) async fn start(database: Database) -> Self {
        Self::around(sandbox(), database).await
    }

    /// [`APPID`] is stored, and so the default.
    pub(crate) async fn with_account(database: Database) -> Self {
        let scene = Self::start(database).await;
        scene.store_account().await;
        scene
    }

    /// On a sandbox of one's own.
    pub(crate) async fn around(sandbox: SandboxBuilder, database: Database) -> Self {
        Self::with_both(sandbox, database, |gateway| gateway).await
    }

    /// With a gateway that is set up otherwise.
    pub(crate) async fn with_gateway(
        database: Database,
        set_up: impl FnOnce(GatewayBuilder) -> GatewayBuilder,
    ) -> Self {
        Self::with_both(sandbox(), database, set_up).await
    }

    async fn with_both(
        sandbox: SandboxBuilder,
        database: Database,
        set_up: impl FnOnce(GatewayBuilder) -> GatewayBuilder,
    ) -> Self {
        let sandbox = sandbox.start().await;
        let rows = database.rows().await;
        let gateway = Gateway::builder(bin()).wechat_url(sandbox.url());
        let gateway = set_up(on(rows.as_ref(), gateway)).start().await;
        Self { gateway, sandbox, _rows: rows, _folder: None }
    }

    /// Two gateways on the same rows, started at the same moment: on SQLite they share the folder, on PostgreSQL they
    /// have one each, as two machines would.
    pub(crate) async fn pair(database: Database) -> (Self, Gateway) {
        Self::pair_with(database, |gateway| gateway).await
    }

    /// The same, each set up otherwise.
    pub(crate) async fn pair_with(
        database: Database,
        set_up: impl Fn(GatewayBuilder) -> GatewayBuilder,
    ) -> (Self, Gateway) {
        let sandbox = sandbox().start().await;
        let rows = database.rows().await;
        let folder = rows.is_none().then(|| TempDir::new().unwrap());
        let start = || {
            let gateway = on(rows.as_ref(), Gateway::builder(bin()).wechat_url(sandbox.url()));
            set_up(folder.iter().fold(gateway, |gateway, folder| gateway.data_dir(folder.path()))).start()
        };
        let (gateway, second) = tokio::join!(start(), start());
        (Self { gateway, sandbox, _rows: rows, _folder: folder }, second)
    }

    /// Stores [`APPID`]; its view.
    pub(crate) async fn store_account(&self) -> Value {
        let account = json!({"name": "测试号", "appid": APPID, "secret": SECRET});
        self.gateway.post("/accounts", account).await.data()
    }

    /// An article that the platform takes. Its cover lies among the materials already.
    pub(crate) async fn article(&self) -> Value {
        let cover = self.gateway.upload("/upload/thumb", picture::jpeg(90, 90)).await.flat_data();
        json!({"title": "t", "content": "<p>c</p>", "thumbMediaId": cover["mediaId"]})
    }

    /// Everything that the sandbox's accounts own, without what merely reading changes.
    pub(crate) async fn holdings(&self) -> Value {
        let mut state = self.sandbox.control(Method::GET, "state", Value::Null).await;
        for account in state["accounts"].as_array_mut().unwrap() {
            account.as_object_mut().unwrap().remove("live_tokens").unwrap();
        }
        state["accounts"].take()
    }

    /// The permanent pictures of [`APPID`] on the sandbox.
    pub(crate) async fn pictures_held(&self) -> usize {
        self.held("images").await
    }

    /// The drafts of [`APPID`] on the sandbox.
    pub(crate) async fn drafts_held(&self) -> usize {
        self.held("drafts").await
    }

    async fn held(&self, what: &str) -> usize {
        self.own_holdings().await[what].as_array().unwrap().len()
    }

    /// What [`APPID`] owns on the sandbox.
    pub(crate) async fn own_holdings(&self) -> Value {
        let mut holdings = self.holdings().await;
        let mut accounts = holdings.as_array_mut().unwrap().iter_mut();
        accounts.find(|account| account["appid"] == APPID).unwrap().take()
    }

    /// The account's current token, which the stable channel hands to whoever asks.
    pub(crate) async fn token(&self) -> String {
        let credential = json!({"grant_type": "client_credential", "appid": APPID, "secret": SECRET});
        let url = format!("{}/cgi-bin/stable_token", self.sandbox.url());
        let answer = self.gateway.client().post(url).json(&credential).send().await.unwrap();
        let answer: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        answer["access_token"].as_str().unwrap().to_owned()
    }

    /// Moves the sandbox's clock.
    pub(crate) async fn let_pass(&self, time: Duration) {
        let advance = json!({"advance_seconds": time.as_secs()});
        self.sandbox.control(Method::POST, "clock", advance).await;
    }

    /// The calls that the sandbox saw, such as `draft/add`, in their order.
    pub(crate) async fn journal(&self) -> Vec<String> {
        let path = |entry: &Value| entry["path"].as_str().unwrap().trim_start_matches("/cgi-bin/").to_owned();
        self.sandbox.journal().await.iter().map(path).collect()
    }

    /// How often the sandbox saw a call.
    pub(crate) async fn calls_of(&self, endpoint: &str) -> usize {
        self.journal().await.iter().filter(|path| *path == endpoint).count()
    }

    /// Forgets what the sandbox saw so far.
    pub(crate) async fn clear_journal(&self) {
        self.sandbox.control(Method::DELETE, "journal", Value::Null).await;
    }

    /// Changes an account's standing or knobs on the sandbox.
    pub(crate) async fn change_account(&self, appid: &str, change: Value) {
        self.sandbox.control(Method::PATCH, &format!("accounts/{appid}"), change).await;
    }
}

fn on(rows: Option<&postgres::Database>, gateway: GatewayBuilder) -> GatewayBuilder {
    match rows {
        None => gateway,
        Some(rows) => gateway.database_url(rows.url()).env("WXPRESS_MASTER_KEY", MASTER_KEY),
    }
}

/// Looks again and again until there is something to see; panics after half a minute.
pub(crate) async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        assert!(started.elapsed() < Duration::from_secs(30), "still waiting until {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
