//! `wxpress render`.

use clap::Args;
use wxpress_publish::{Code, Error, Lang, Warning, article::RenderView};

use super::offline::OfflineVerb;
use crate::{
    answer::Report,
    arguments::{RenderingArguments, with_text},
    download::Target,
    finding, preview,
    source::Source,
};

/// Makes HTML that WeChat keeps out of Markdown or HTML.
#[derive(Debug, Args)]
pub(crate) struct RenderVerb {
    /// The article, in Markdown or HTML.
    #[arg(value_name = "FILE|-")]
    file: Source,

    #[command(flatten)]
    target: Target,

    /// Answer in JSON, as the gateway does: the HTML, what is known of the article, its pictures and findings.
    #[arg(long, conflicts_with_all = ["page", "open"])]
    pub(super) json: bool,

    /// Write a whole page for a browser: as wide as a phone, light or dark as the browser is.
    #[arg(long)]
    page: bool,

    /// Show that page in the browser; it goes to a temporary file where none is named.
    #[arg(long)]
    open: bool,

    #[command(flatten)]
    rendering: RenderingArguments,
}

impl OfflineVerb for RenderVerb {
    fn run(self, lang: Lang) -> Result<Report, Error> {
        let article = with_text(self.rendering.request()?, &self.file)?.render(Vec::new())?;
        let view = RenderView::new(&article, lang);
        let file = self.file.to_string();
        let beside = view.findings.iter().map(|finding| finding::line(&file, finding)).collect();
        let text = if self.page || self.open {
            preview::page(&article, &self.file)?
        } else {
            view.html.clone() + "\n"
        };
        self.target.save(text.as_bytes())?;
        let report = Report { beside, ..Report::of(&view, String::new())? };
        if self.open {
            let path = match self.target.path() {
                Some(path) => path.to_owned(),
                None => preview::save(&text)?,
            };
            let no_browser = |error: std::io::Error| Warning::new(Code::NoBrowser).with("problem", error);
            let warnings = open::that_detached(&path).map_err(no_browser).err().into_iter().collect();
            let output = format!("{}\n", path.display()).into_bytes();
            return Ok(Report { output, warnings, ..report });
        }
        Ok(match self.target.path() {
            Some(_) => report,
            None => Report { output: text.into_bytes(), ..report },
        })
    }
}
