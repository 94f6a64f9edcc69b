//! The application on its store and its platform.

use std::path::PathBuf;

use wxpress_publish::{App, AppSettings, Error};
use wxpress_store::Store;
use wxpress_wechat::PlatformBuilder;

use crate::{arguments::DataArguments, data_dir};

/// Opens the store that the arguments name and puts the application on it.
pub(crate) async fn open(data: DataArguments, platform: PlatformBuilder) -> Result<App, Error> {
    let videos_dir = data_dir::folder(&data)?.join("videos");
    open_on(data_dir::open_store(data).await?, platform, videos_dir)
}

/// Puts the application on a store.
pub(crate) fn open_on(store: Store, platform: PlatformBuilder, videos_dir: PathBuf) -> Result<App, Error> {
    App::new(store, AppSettings { platform, videos_dir, ..AppSettings::default() })
}
