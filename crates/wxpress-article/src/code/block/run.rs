//! Runs of code that look the same, and the lines they make.

use crate::code::{CodeTheme, Kind, Token};

/// A piece of code that looks the same all along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run<'a> {
    pub(super) look: Look,
    pub(super) text: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) color: &'static str,
    pub(super) bold: bool,
}

impl Look {
    /// That of the block.
    pub(super) fn plain(theme: &CodeTheme) -> Self {
        Self { color: theme.text, bold: false }
    }
}

impl<'a> Run<'a> {
    /// One run for all neighbours that look the same.
    pub(super) fn from_tokens(theme: &CodeTheme, text: &'a str, tokens: &[Token<'a>]) -> Vec<Self> {
        let mut runs: Vec<Self> = Vec::new();
        let (mut start, mut end) = (0, 0);
        for token in tokens {
            let bold = theme.bold_keywords && token.kind == Kind::Keyword;
            let look = Look { color: theme.color(token.kind), bold };
            if runs.last().is_none_or(|run| run.look != look) {
                start = end;
                runs.push(Self { look, text: token.text });
            }
            end += token.text.len();
            if let Some(run) = runs.last_mut() {
                run.text = &text[start..end];
            }
        }
        runs
    }

    /// The runs of each line, without line breaks.
    pub(super) fn lines(runs: &[Self]) -> Vec<Vec<Self>> {
        let mut lines = vec![Vec::new()];
        for run in runs {
            for (at, text) in run.text.split('\n').enumerate() {
                if at > 0 {
                    lines.push(Vec::new());
                }
                if let Some(line) = lines.last_mut().filter(|_| !text.is_empty()) {
                    line.push(Self { look: run.look, text });
                }
            }
        }
        lines
    }
}

/// The code without blank lines before and after it; the first line keeps its indentation.
pub(super) fn trim(text: &str) -> &str {
    let text = text.trim_ascii_end();
    let first = text.len() - text.trim_ascii_start().len();
    let line = text[..first].rfind('\n').map_or(0, |at| at + 1);
    &text[line..]
}
