//! The data folder: database and key.

use std::path::{Path, PathBuf};

use secrecy::ExposeSecret;
use wxpress_publish::{Code, Error};
use wxpress_store::{MasterKey, Store};

use crate::arguments::{DataArguments, master_key};

/// Opens the store that the arguments name.
pub(crate) async fn open_store(arguments: DataArguments) -> Result<Store, Error> {
    let folder = folder(&arguments)?;
    let DataArguments { database_url, .. } = arguments;
    let key = match master_key() {
        Some(key) => MasterKey::parse(&key).map_err(bad_key)?,
        None => load_key(folder.join("master.key")).await?,
    };
    let file = format!("sqlite:{}", folder.join("wxpress.db").display());
    let url = database_url.as_ref().map_or(file.as_str(), |url| url.expose_secret());
    Store::open(url, key).await.map_err(|error| match error {
        wxpress_store::Error::WrongKey { .. } => bad_key(error),
        other => cannot_open(other),
    })
}

/// The folder that the arguments name, else the user's own.
pub(crate) fn folder(arguments: &DataArguments) -> Result<PathBuf, Error> {
    arguments.data_dir.clone().map_or_else(default_folder, Ok)
}

fn default_folder() -> Result<PathBuf, Error> {
    let unknown =
        || Error::new(Code::NoDataDir).with("path", "$XDG_DATA_HOME/wxpress").with("problem", "HOME?");
    let folder = dirs::data_dir().ok_or_else(unknown)?;
    Ok(folder.join("wxpress"))
}

async fn load_key(path: PathBuf) -> Result<MasterKey, Error> {
    let load = move || {
        make_folder(&path)?;
        MasterKey::load_or_create(&path).map_err(bad_key)
    };
    tokio::task::spawn_blocking(load)
        .await
        .unwrap_or_else(|error| Err(Error::new(Code::Internal).because(error)))
}

fn make_folder(file: &Path) -> Result<(), Error> {
    let Some(folder) = file.parent() else { return Ok(()) };
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| {
        let path = folder.display();
        Error::new(Code::NoDataDir).with("path", path).with("problem", &error).because(error)
    })
}

fn bad_key(error: wxpress_store::Error) -> Error {
    Error::new(Code::BadMasterKey).with("problem", &error).because(error)
}

fn cannot_open(error: wxpress_store::Error) -> Error {
    Error::new(Code::CannotOpenStore).with("problem", &error).because(error)
}
