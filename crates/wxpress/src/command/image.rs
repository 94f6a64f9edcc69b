//! `wxpress image`.

mod cover;
mod crop;
mod fit;

use clap::{Args, Subcommand};
use wxpress_publish::{Error, Lang};

use self::{cover::CoverVerb, crop::CropVerb, fit::FitVerb};
use super::offline::OfflineVerb;
use crate::answer::Report;

/// The largest picture that is read, in bytes.
const MAX_BYTES: u64 = 128 << 20;

/// Pictures and covers.
#[derive(Debug, Args)]
pub(crate) struct ImageArguments {
    #[command(subcommand)]
    verb: ImageVerb,

    /// Answer in JSON, failures too; the picture goes to a file then.
    #[arg(long, global = true)]
    pub(super) json: bool,
}

/// What can be done with pictures.
#[derive(Debug, Subcommand)]
enum ImageVerb {
    /// Make what WeChat takes of any picture, at the best quality that fits.
    ///
    /// What fits already keeps its pixels; only words about places and cameras are cut out of its file. What was changed
    /// is told on stderr. A file named .jpg becomes a JPG.
    Fit(FitVerb),
    /// Tell which parts of a cover to show: `picCrop2351` and `picCrop11` of a draft.
    ///
    /// The parts with most to see, as large as may be, in the exact shape of their frames.
    Crop(CropVerb),
    /// Make the cover of an article.
    ///
    /// Of the picture that the front matter names, else of the first picture of the text, else of the title, in the colour
    /// of the theme. No picture is fetched from the web.
    Cover(Box<CoverVerb>),
}

impl OfflineVerb for ImageArguments {
    fn run(self, _lang: Lang) -> Result<Report, Error> {
        match self.verb {
            ImageVerb::Fit(verb) => verb.run(self.json),
            ImageVerb::Crop(verb) => verb.run(),
            ImageVerb::Cover(verb) => verb.run(self.json),
        }
    }
}
