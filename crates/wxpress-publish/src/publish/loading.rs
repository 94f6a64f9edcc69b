//! Where the pictures of a plan come from.

use data_url::DataUrl;
use wxpress_article::ImageSource;

use super::Plan;
use crate::{
    app::App,
    error::{Error, Result},
    file::{MAX_PICTURE_BYTES, MediaFile, Spool, SpoolLimits},
    message::Code,
    remote,
};

/// A picture as a file. Those on the platform are none: they stay where they are.
pub(super) async fn load(app: &App, plan: &Plan, source: &ImageSource) -> Result<MediaFile> {
    match source {
        ImageSource::File(path) => {
            let missing = || Error::new(Code::PictureMissing).with("names", path);
            app.attachments.open(&plan.file(path).ok_or_else(missing)?).await
        }
        ImageSource::Data(address) => {
            let url = DataUrl::process(address).map_err(|_| Error::new(Code::NotAPicture))?;
            let (bytes, _) = url.decode_to_vec().map_err(|_| Error::new(Code::NotAPicture))?;
            spooled(&bytes).await
        }
        ImageSource::Drawing { svg } => spooled(svg.as_bytes()).await,
        ImageSource::Url(address) => remote::fetch(app, address).await,
        _ => Err(Error::new(Code::NotAPicture)),
    }
}

/// A few bytes as a file.
pub(super) async fn spooled(bytes: &[u8]) -> Result<MediaFile> {
    let limits = SpoolLimits { max_bytes: MAX_PICTURE_BYTES, ..SpoolLimits::default() };
    let mut spool = Spool::open(&limits).await?;
    spool.write(bytes).await?;
    spool.finish().await
}

/// What a picture is called in messages: the end of a long name says more than its beginning.
pub(super) fn name(source: &ImageSource) -> String {
    const MAX_CHARS: usize = 120;
    let name = match source {
        ImageSource::File(name) | ImageSource::Url(name) | ImageSource::Platform(name) => name,
        ImageSource::Data(address) => address.split(',').next().unwrap_or_default(),
        _ => "svg",
    };
    let skipped = name.chars().count().saturating_sub(MAX_CHARS);
    if skipped == 0 {
        name.to_owned()
    } else {
        format!("…{}", name.chars().skip(skipped).collect::<String>())
    }
}
