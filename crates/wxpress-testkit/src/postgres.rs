//! Fresh databases on the PostgreSQL cluster of the test run.

use std::process::Command;

use url::Url;
use uuid::Uuid;

/// Names the cluster: the URL of a database, as a role that may create others.
const CLUSTER: &str = "WXPRESS_TEST_POSTGRES";

/// A database of its own for one test, empty at first and dropped at the end.
#[derive(Debug)]
pub struct Database {
    cluster: Url,
    name: String,
    url: String,
}

impl Database {
    /// Creates a database; panics when `WXPRESS_TEST_POSTGRES` is not set.
    pub async fn create() -> Self {
        let cluster = std::env::var(CLUSTER).unwrap_or_else(|_| {
            panic!(
                "{CLUSTER} is not set: give the URL of a PostgreSQL cluster, or run ./test, which starts one"
            )
        });
        let cluster: Url = cluster.parse().unwrap_or_else(|error| panic!("{CLUSTER} is no URL: {error}"));
        let name = format!("wxpress_test_{}", Uuid::new_v4().simple());
        let mut url = cluster.clone();
        url.set_path(&name);
        let database = Self { cluster, name, url: url.into() };
        let mut create = database.psql(&format!("CREATE DATABASE {}", database.name));
        let output = tokio::task::spawn_blocking(move || create.output())
            .await
            .expect("psql runs to its end")
            .expect("psql is on the PATH (package postgresql-client)");
        assert!(output.status.success(), "psql: {}", String::from_utf8_lossy(&output.stderr));
        database
    }

    /// The URL that reaches it.
    pub fn url(&self) -> &str {
        &self.url
    }

    fn psql(&self, statement: &str) -> Command {
        let mut command = Command::new("psql");
        command.args(["--no-psqlrc", "--quiet", "--command", statement, "--dbname", self.cluster.as_str()]);
        command
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // A database that stays behind harms nobody: the cluster ends with the run.
        let _ = self.psql(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).output();
    }
}
