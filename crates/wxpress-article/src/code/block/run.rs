//! Runs of code that look the same, and the lines they make.

use crate::code::{CodeTheme, Kind, Token};

/// Longest text between two runs of one look that joins them.
const MAX_BRIDGE: usize = 3;

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
        Self::bridged(theme, text, &runs)
    }

    /// A bracket or a comma between two runs that look the same takes their colour: nobody sees it, and every run less
    /// saves some thirty characters of the platform's 20,000.
    fn bridged(theme: &CodeTheme, text: &'a str, runs: &[Self]) -> Vec<Self> {
        let plain = Look::plain(theme);
        let mut bridged: Vec<Self> = Vec::with_capacity(runs.len());
        let (mut start, mut end, mut at) = (0, 0, 0);
        while let Some(run) = runs.get(at) {
            let next = runs.get(at + 1);
            let is_bridge = run.look == plain
                && run.text.len() <= MAX_BRIDGE
                && run.text.bytes().all(|byte| byte.is_ascii_punctuation() || byte == b' ');
            match (bridged.last_mut(), next) {
                (Some(last), Some(next)) if is_bridge && last.look == next.look => {
                    end += run.text.len() + next.text.len();
                    last.text = &text[start..end];
                    at += 2;
                }
                _ => {
                    start = end;
                    end += run.text.len();
                    bridged.push(*run);
                    at += 1;
                }
            }
        }
        bridged
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
