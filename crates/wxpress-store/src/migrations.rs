//! The tables, version by version. A migration that was released is never changed: the next number changes the tables.

use sqlx::{
    SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

const SQLITE: &[&str] = &[
    include_str!("../migrations/sqlite/0001_first_tables.sql"),
    include_str!("../migrations/sqlite/0002_videos.sql"),
    include_str!("../migrations/sqlite/0003_jobs.sql"),
    include_str!("../migrations/sqlite/0004_sources.sql"),
    include_str!("../migrations/sqlite/0005_schedules.sql"),
    include_str!("../migrations/sqlite/0006_events.sql"),
    include_str!("../migrations/sqlite/0007_permissions.sql"),
];
const POSTGRES: &[&str] = &[
    include_str!("../migrations/postgres/0001_first_tables.sql"),
    include_str!("../migrations/postgres/0002_videos.sql"),
    include_str!("../migrations/postgres/0003_jobs.sql"),
    include_str!("../migrations/postgres/0004_sources.sql"),
    include_str!("../migrations/postgres/0005_schedules.sql"),
    include_str!("../migrations/postgres/0006_events.sql"),
    include_str!("../migrations/postgres/0007_permissions.sql"),
];

/// The migrations of SQLite.
pub(crate) fn sqlite() -> Migrator {
    numbered(SQLITE)
}

/// The migrations of PostgreSQL. They run under an advisory lock, so several processes may start at once.
pub(crate) fn postgres() -> Migrator {
    numbered(POSTGRES)
}

fn numbered(texts: &[&'static str]) -> Migrator {
    let migrations = (1..).zip(texts).map(|(version, text)| {
        Migration::new(version, "".into(), MigrationType::Simple, text.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_dialects_have_the_same_tables() {
        assert_eq!(SQLITE.len(), POSTGRES.len());
        for (sqlite, postgres) in SQLITE.iter().zip(POSTGRES) {
            assert_eq!(*sqlite, postgres.replace("BYTEA", "BLOB").replace(" COLLATE \"C\"", ""));
        }
    }
}
