//! Opening a PostgreSQL database.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::{Result, dialect::Pools, migrations};

const CONNECTIONS: u32 = 16;
/// How long an operation waits for a connection before it fails.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// Connects, and brings the tables to this version.
pub(crate) async fn open(options: PgConnectOptions) -> Result<Pools> {
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options.application_name("wxpress"))
        .await?;
    migrations::postgres().run(&pool).await?;
    Ok(Pools::Postgres(pool))
}
