//! `wxpress image crop`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use wxpress_image::{
    Format,
    cover::{Ratio, Subject, cut},
};
use wxpress_publish::{Error, cover::CropPercent};

use super::MAX_BYTES;
use crate::{answer::Report, download, source::Source};

/// Tells which parts of a cover to show.
#[derive(Debug, Args)]
pub(super) struct CropVerb {
    /// The picture, in any format.
    #[arg(value_name = "FILE|-")]
    file: Source,

    /// Write the parts to files whose names begin so: PREFIX-2.35_1.jpg, PREFIX-1_1.jpg, PREFIX-16_9.jpg (or .png).
    #[arg(short, long, value_name = "PREFIX")]
    output: Option<PathBuf>,

    /// Overwrite the files.
    #[arg(long)]
    force: bool,
}

/// The parts of a picture.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CropView {
    width: u32,
    height: u32,
    #[serde(rename = "picCrop2351")]
    pic_crop_235_1: String,
    #[serde(rename = "picCrop11")]
    pic_crop_1_1: String,
    crop_percent_list: Vec<CropPercent>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    files: Vec<String>,
}

impl CropVerb {
    pub(super) fn run(self) -> Result<Report, Error> {
        let bytes = self.file.load(MAX_BYTES)?;
        let subject = Subject::find(&bytes)?;
        let mut files = Vec::new();
        for (ratio, prefix) in Ratio::ALL.into_iter().zip(self.output.iter().cycle()) {
            let (format, part) = cut(&bytes, &subject.crop(ratio))?;
            let extension = if format == Format::Png { "png" } else { "jpg" };
            let mut path = prefix.clone().into_os_string();
            path.push(format!("-{}.{extension}", ratio.as_str()));
            let path = PathBuf::from(path);
            download::save(&path, &part, self.force)?;
            files.push(path.display().to_string());
        }
        let (width, height) = subject.size();
        let crop = |ratio| subject.crop(ratio).to_string();
        let view = CropView {
            width,
            height,
            pic_crop_235_1: crop(Ratio::Wide),
            pic_crop_1_1: crop(Ratio::Square),
            crop_percent_list: Ratio::ALL.map(|ratio| CropPercent::new(ratio, &crop(ratio))).into(),
            files,
        };
        Ok(Report::of(&view, "")?.in_lines())
    }
}
