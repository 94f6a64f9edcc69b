//! `wxpress image fit`.

use std::path::Path;

use clap::{Args, ValueEnum};
use serde::Serialize;
use wxpress_image::{Format, Target};
use wxpress_publish::{Error, cover, picture};

use super::MAX_BYTES;
use crate::{answer::Report, download, source::Source};

/// Makes what WeChat takes of a picture.
#[derive(Debug, Args)]
pub(super) struct FitVerb {
    /// The picture, in any format.
    #[arg(value_name = "FILE|-")]
    file: Source,

    #[command(flatten)]
    target: download::Target,

    /// What it is for.
    #[arg(long = "for", value_enum)]
    purpose: Purpose,

    /// Longest side, in pixels.
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(1..))]
    max_edge: Option<u32>,
}

/// What a picture is for.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Purpose {
    /// The body of an article: JPG or PNG below 1 MiB.
    Content,
    /// The account's materials: JPG, PNG, GIF or BMP up to 10 MB.
    Image,
    /// A thumb: JPG up to 64 KB.
    Thumb,
    /// A cover: JPG or PNG up to 10 MB.
    Cover,
    /// A picture message: as the account's materials.
    Newspic,
    /// The body of an article of the 媒体API: JPG or PNG up to 5 MB.
    PartnerContent,
    /// A cover of the 媒体API: up to 2 MB.
    PartnerImage,
}

/// A picture that was written.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FittedView {
    path: String,
    format: String,
    size_bytes: usize,
}

impl FitVerb {
    pub(super) fn run(self, json: bool) -> Result<Report, Error> {
        let bytes = self.file.load(MAX_BYTES)?;
        let target = Target { max_edge: self.max_edge, ..self.purpose.target() };
        let target = named(target, self.target.path());
        let (fitted, warnings) = match self.purpose {
            Purpose::Cover => {
                cover::fitted(&bytes, &target).map(|(fitted, _, warnings)| (fitted, warnings))?
            }
            _ => picture::fitted(&bytes, &target)?,
        };
        self.target.save(&fitted.bytes)?;
        let view = FittedView {
            path: self.target.path().unwrap_or(Path::new("-")).display().to_string(),
            format: fitted.format.to_string(),
            size_bytes: fitted.bytes.len(),
        };
        let output = self.target.output(fitted.bytes.into_owned(), json)?;
        let report = Report { warnings, ..Report::of(&view, output)? };
        Ok(if self.target.path().is_some() { report.in_lines() } else { report })
    }
}

impl Purpose {
    fn target(self) -> Target {
        match self {
            Self::Content => Target::CONTENT_IMAGE,
            Self::Image => Target::IMAGE,
            Self::Thumb => Target::THUMB,
            Self::Cover => Target::COVER,
            Self::Newspic => Target::NEWSPIC,
            Self::PartnerContent => Target::PARTNER_CONTENT_IMAGE,
            Self::PartnerImage => Target::PARTNER_IMAGE,
        }
    }
}

/// The target for a file of this name: what is called a JPG becomes one.
pub(super) fn named(target: Target, path: Option<&Path>) -> Target {
    let extension = path.and_then(Path::extension).unwrap_or_default();
    let is_jpeg = ["jpg", "jpeg"].into_iter().any(|jpeg| extension.eq_ignore_ascii_case(jpeg));
    if is_jpeg { Target { formats: &[Format::Jpeg], ..target } } else { target }
}
