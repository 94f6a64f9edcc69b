//! `wxpress lint`.

use clap::Args;
use serde::Serialize;
use wxpress_publish::{Error, Lang, article::LintView};

use super::offline::OfflineVerb;
use crate::{
    answer::Report,
    arguments::{RenderingArguments, with_text},
    finding,
    source::Source,
};

/// Tells what WeChat would change in articles, drop from them or refuse.
#[derive(Debug, Args)]
pub(crate) struct LintVerb {
    /// The articles, in Markdown or HTML.
    #[arg(value_name = "FILE|-", required = true)]
    files: Vec<Source>,

    /// Answer in JSON: the findings of each file.
    #[arg(long)]
    pub(super) json: bool,

    /// End with 2 for warnings, too.
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    rendering: RenderingArguments,
}

/// The findings of one file.
#[derive(Debug, Serialize)]
struct LintedFile {
    file: String,
    #[serde(flatten)]
    lint: LintView,
}

impl OfflineVerb for LintVerb {
    fn run(self, lang: Lang) -> Result<Report, Error> {
        let request = self.rendering.request()?;
        let mut files = Vec::new();
        for file in &self.files {
            let article = with_text(request.clone(), file)?.render(Vec::new())?;
            files.push(LintedFile { file: file.to_string(), lint: LintView::new(&article, lang) });
        }
        let is_clean =
            files.iter().all(|file| file.lint.errors == 0 && !(self.strict && file.lint.warnings > 0));
        let lines = files.iter().flat_map(|LintedFile { file, lint }| {
            lint.findings.iter().map(|finding| finding::line(file, finding) + "\n")
        });
        let text: String = lines.collect();
        Ok(Report { is_clean, ..Report::of(&files, text)? })
    }
}
