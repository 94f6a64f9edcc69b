//! `wxpress image cover`.

use std::path::Path;

use clap::Args;
use serde::Serialize;
use wxpress_image::Target;
use wxpress_publish::{
    Error,
    article::RenderRequest,
    cover::{Cover, CoverCrops, CoverFile},
};

use super::{MAX_BYTES, fit};
use crate::{
    answer::Report,
    arguments::{RenderingArguments, with_text},
    download,
    source::Source,
};

/// Makes the cover of an article.
#[derive(Debug, Args)]
pub(super) struct CoverVerb {
    /// The article, in Markdown or HTML.
    #[arg(value_name = "FILE|-")]
    file: Source,

    #[command(flatten)]
    target: download::Target,

    /// Picture to take, by a path from the article's folder, instead of the front matter's.
    #[arg(long, value_name = "FILE", conflicts_with = "made")]
    cover: Option<String>,

    /// Make one of the title, whatever pictures there are.
    #[arg(long)]
    made: bool,

    #[command(flatten)]
    rendering: RenderingArguments,
}

/// A cover that was written.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CoverView {
    path: String,
    /// `given`, `first` or `made`.
    origin: &'static str,
    format: String,
    size_bytes: usize,
    #[serde(flatten)]
    crops: CoverCrops,
}

impl CoverVerb {
    pub(super) fn run(self, json: bool) -> Result<Report, Error> {
        let request = RenderRequest { cover: self.cover, ..self.rendering.request()? };
        let article = with_text(request, &self.file)?.render(Vec::new())?;
        let cover = if self.made { Cover::Made } else { Cover::of(&article)? };
        let target = fit::named(Target::COVER, self.target.path());
        let folder = match &self.file {
            Source::File(path) => path.parent().unwrap_or(Path::new("")),
            Source::Stdin => Path::new(""),
        };
        let load = |path: &str| Source::File(folder.join(path)).load(MAX_BYTES);
        let (CoverFile { bytes, format, origin, crops }, warnings) =
            cover.into_file(&article, &target, load)?;
        self.target.save(&bytes)?;
        let view = CoverView {
            path: self.target.path().unwrap_or(Path::new("-")).display().to_string(),
            origin: origin.as_str(),
            format: format.to_string(),
            size_bytes: bytes.len(),
            crops,
        };
        let output = self.target.output(bytes, json)?;
        let report = Report { warnings, ..Report::of(&view, output)? };
        Ok(if self.target.path().is_some() { report.in_lines() } else { report })
    }
}
