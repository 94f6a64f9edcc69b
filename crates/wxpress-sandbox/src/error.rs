//! Why a sandbox cannot start or go on.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Why [`bind`](crate::bind) or [`Sandbox::serve`](crate::Sandbox::serve) failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The listen address is taken, or not ours to listen on.
    #[error("cannot listen on {address}")]
    Listen {
        /// What [`Options::listen`](crate::Options::listen) asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The state file, or a file in its folder of pictures, cannot be read or written.
    #[error("cannot use the state file {}", path.display())]
    StateFile {
        /// The file in question.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The state file holds a line that is not a record of this sandbox.
    #[error("line {line} of the state file {} is not a sandbox record", path.display())]
    StateRecord {
        /// The state file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The folder of video blocks cannot be made.
    #[error("cannot keep video blocks on disk")]
    Spool(#[source] io::Error),
    /// Two accounts have the same appid.
    #[error("the account {0} is given twice")]
    DuplicateAccount(String),
}
