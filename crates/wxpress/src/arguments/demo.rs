//! `wxpress demo`.

use std::path::PathBuf;

use clap::Args;

/// Arguments of `wxpress demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// Address of the gateway, loopback only. `localhost:3001`, or a free port with --once, by default.
    #[arg(long)]
    pub(crate) listen: Option<String>,

    /// Folder to keep everything in; not the one of a real gateway. A temporary one, removed at the end, by default.
    #[arg(long)]
    pub(crate) data_dir: Option<PathBuf>,

    /// End after the publication instead of serving on.
    #[arg(long)]
    pub(crate) once: bool,
}
