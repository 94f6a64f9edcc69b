//! Files that only their owner may read.

use std::{fs, io, io::Write, path::Path};

/// Makes a file that only its owner may read (0600), in a folder that only its owner may open (0700 where it is made
/// here), with this content. Returns `false`, and changes nothing, where the file exists already.
///
/// The file appears whole or not at all: another process never sees a part of it.
pub(crate) fn create(path: &Path, content: &[u8]) -> io::Result<bool> {
    if path.try_exists()? {
        return Ok(false);
    }
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    create_folder(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    match file.into_temp_path().persist_noclobber(path) {
        Ok(()) => Ok(true),
        Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(refused) => Err(refused.error),
    }
}

fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
