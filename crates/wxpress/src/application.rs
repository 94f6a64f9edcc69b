//! The application on its store and its platform.

use std::{path::Path, time::Duration};

use wxpress_publish::{App, AppSettings, Clock, Error, schedule::Calendar};
use wxpress_store::Store;
use wxpress_wechat::PlatformBuilder;

use crate::{arguments::DataArguments, data_dir};

/// Opens the store that the arguments name and puts the application on it.
pub(crate) async fn open(data: DataArguments, platform: PlatformBuilder) -> Result<App, Error> {
    let folder = data_dir::folder(&data)?;
    let clock = Clock::default();
    clock.advance(Duration::from_secs(data.clock_ahead.unwrap_or_default()));
    let settings = AppSettings {
        calendar: Calendar {
            zone: data.zone.clone().unwrap_or(Calendar::default().zone),
            quiet_hours: data.quiet_hours,
        },
        clock,
        trusted_hosts: data.trust_host.clone(),
        job_lease: data.job_lease.map_or(AppSettings::default().job_lease, Duration::from_secs),
        ..AppSettings::default()
    };
    open_on(data_dir::open_store(data).await?, platform, &folder, settings)
}

/// Puts the application on a store, its files in `folder`.
pub(crate) fn open_on(
    store: Store,
    platform: PlatformBuilder,
    folder: &Path,
    settings: AppSettings,
) -> Result<App, Error> {
    let settings = AppSettings {
        platform,
        videos_dir: folder.join("videos"),
        attachments_dir: folder.join("attachments"),
        ..settings
    };
    App::new(store, settings)
}
