//! The state file: a record a line, appended before the answer goes out, made short again at every start.
//!
//! Appending reaches the system's cache, which outlives the process but not the machine.

use std::io;
use std::path::{Path, PathBuf};

use tokio::fs::{File, OpenOptions};
use tokio::io::AsyncWriteExt;
use tokio::sync::Mutex;

use crate::error::Error;
use crate::world::World;
use crate::world::record::Record;

/// An open state file.
#[derive(Debug)]
pub(crate) struct StateFile {
    path: PathBuf,
    file: Mutex<File>,
}

impl StateFile {
    /// Replays a state file into an empty world, writes it anew without what is outdated, and opens it.
    pub(crate) async fn open(path: PathBuf, world: &mut World) -> Result<Self, Error> {
        let failed = |source| Error::StateFile { path: path.clone(), source };
        match tokio::fs::read(&path).await {
            Ok(bytes) => replay(&path, &bytes, world)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
        }
        world.keep_log();
        // A crash while writing leaves the old file in place.
        let fresh = path.with_added_extension("new");
        tokio::fs::write(&fresh, to_lines(&world.to_records()).map_err(failed)?).await.map_err(failed)?;
        tokio::fs::rename(&fresh, &path).await.map_err(failed)?;
        let file = OpenOptions::new().append(true).open(&path).await.map_err(failed)?;
        Ok(Self { path, file: Mutex::new(file) })
    }

    /// Appends the records that `take` hands over. They are taken once the file is free, so that the order in the
    /// file is the order in the world; whoever comes second may find its own already written.
    pub(crate) async fn append(&self, take: impl FnOnce() -> Vec<Record> + Send) -> Result<(), Error> {
        let mut file = self.file.lock().await;
        let records = take();
        if records.is_empty() {
            return Ok(());
        }
        let failed = |source| Error::StateFile { path: self.path.clone(), source };
        let lines = to_lines(&records).map_err(failed)?;
        file.write_all(&lines).await.map_err(failed)?;
        file.flush().await.map_err(failed)
    }
}

fn to_lines(records: &[Record]) -> io::Result<Vec<u8>> {
    let mut lines = Vec::new();
    for record in records {
        serde_json::to_writer(&mut lines, record)?;
        lines.push(b'\n');
    }
    Ok(lines)
}

fn replay(path: &Path, bytes: &[u8], world: &mut World) -> Result<(), Error> {
    // What stands after the last line break was cut off by a crash before its call was answered.
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(&[][..], |end| &bytes[..end]);
    for (index, line) in whole.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty()) {
        let record = serde_json::from_slice(line).map_err(|source| Error::StateRecord {
            path: path.to_owned(),
            line: index + 1,
            source,
        })?;
        world.replay(record);
    }
    Ok(())
}
