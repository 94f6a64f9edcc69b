//! What can go wrong in the store.

use std::{io, path::PathBuf};

use crate::dialect;

/// The answer of every operation of the store.
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why an operation of the store failed. No variant carries a secret, a token or the password of a database URL.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The database URL names no database that the store can open.
    #[error("the database URL is not usable: {0}")]
    BadUrl(&'static str),
    /// The text is not a master key.
    #[error("a master key is 64 hexadecimal digits, or base64 of 32 bytes")]
    BadKey,
    /// The store was sealed with another master key. Both ids are the short public ids of [`crate::MasterKey::id`].
    #[error("the store was sealed with master key {stored}, and {given} was given")]
    WrongKey {
        /// Id of the key that sealed what is stored.
        stored: String,
        /// Id of the key that the store was opened with.
        given: String,
    },
    /// A sealed value does not open although the key is right: the row was changed by another hand.
    #[error("the sealed value in {table}.{column} was tampered with")]
    Sealed {
        /// Table of the row.
        table: &'static str,
        /// Column of the sealed value.
        column: &'static str,
    },
    /// The database cannot be reached, or gave no connection in time.
    #[error("the database cannot be reached")]
    Unreachable(#[source] Source),
    /// The database answered with an error.
    #[error("the database answered with an error")]
    Database(#[source] Source),
    /// The tables could not be brought to this version, or belong to a newer one.
    #[error("the database could not be migrated")]
    Migration(#[source] Source),
    /// Another row already has this value.
    #[error("another row already has this {field}")]
    Conflict {
        /// Name of the field that must be unique.
        field: &'static str,
    },
    /// The row to change does not exist.
    #[error("there is no such {what}")]
    NotFound {
        /// What was looked for.
        what: &'static str,
    },
    /// A value that the store does not take.
    #[error("{field} {reason}")]
    Invalid {
        /// Name of the field.
        field: &'static str,
        /// What is wrong with it, as the end of a sentence.
        reason: &'static str,
    },
    /// A stored value cannot be read back.
    #[error("the stored value of {column} cannot be read")]
    Corrupt {
        /// Column of the value.
        column: &'static str,
    },
    /// A file or folder of the store cannot be used.
    #[error("{} cannot be used", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Error {
    /// For `map_err` on the file operations of one path.
    pub(crate) fn io(path: &std::path::Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if let Some(field) = dialect::conflicting_field(&error) {
            return Self::Conflict { field };
        }
        if dialect::is_away(&error) {
            return Self::Unreachable(error.into());
        }
        Self::Database(error.into())
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Migration(error.into())
    }
}
