//! `wxpress theme`.

use clap::{Args, Subcommand};
use wxpress_publish::{
    Error, Lang,
    article::{ThemeName, ThemeView, ThemesView, VariableView},
};

use super::offline::OfflineVerb;
use crate::{answer::Report, render};

/// Themes of articles.
#[derive(Debug, Args)]
pub(crate) struct ThemeArguments {
    #[command(subcommand)]
    pub(super) verb: ThemeVerb,

    /// Answer in JSON, as the gateway does, failures too.
    #[arg(long, global = true)]
    pub(super) json: bool,
}

/// What can be done with themes.
#[derive(Debug, Subcommand)]
pub(crate) enum ThemeVerb {
    /// List them, and those of code blocks.
    List,
    /// Show one: its variables and its style sheet, to change and give to `wxpress render --css`.
    Show { name: String },
}

impl OfflineVerb for ThemeVerb {
    fn run(self, lang: Lang) -> Result<Report, Error> {
        match self {
            Self::List => {
                let themes = ThemesView::all(lang);
                let report = Report::of(&themes, String::new())?;
                let table = render::lines(&report.data["items"], None).join("\n");
                let code: Vec<_> = themes.code_themes.iter().map(|theme| theme.name).collect();
                let text = format!("{table}\n\nhighlight: {}\n", code.join(", "));
                Ok(Report { output: text.into_bytes(), ..report })
            }
            Self::Show { name } => {
                let theme = ThemeView::by_name(&name, lang)?;
                Report::of(&theme, sheet(&theme))
            }
        }
    }
}

/// A style sheet that begins with what the theme is and what it can be told.
fn sheet(theme: &ThemeView) -> String {
    let ThemeView { theme, variables, css, .. } = theme;
    let variable = |VariableView { name, value }: &VariableView| format!("  {name}: {value};");
    let variables: Vec<_> = variables.iter().map(variable).collect();
    let ThemeName { name, title, about } = theme;
    format!("/* {name} · {title}\n\n{about}\n\n#article {{\n{}\n}} */\n\n{css}", variables.join("\n"))
}
