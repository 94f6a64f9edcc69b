//! How an article is rendered.

/// Where the HTML goes, for the gates differ (docs/reference/html-compat.md D0, D17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Profile {
    /// `draft/add` and its like, stable when the draft is opened and saved in the editor.
    #[default]
    Api,
    /// The clipboard of a browser, for the editor's paste.
    Paste,
    /// The plainest that still looks well: static lists, no flex, nothing that scrolls, formulas as pictures.
    Strict,
}

/// What becomes of links to other sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Links {
    /// Numbered references at the end of the article.
    #[default]
    References,
    /// Kept: for accounts with WeChat Pay.
    Keep,
    /// Text alone.
    Text,
}

/// How lists are made (docs/reference/html-compat.md D4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Lists {
    /// Native at the first level, deeper ones as blocks with literal markers.
    #[default]
    Native,
    /// No lists at all: blocks with literal markers, which nothing in the editor renumbers.
    Static,
}

/// What is done with what is wider than the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Overflow {
    /// It scrolls sideways.
    #[default]
    Scroll,
    /// It wraps.
    Wrap,
}

/// What a picture's caption is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Captions {
    /// The title, else nothing.
    #[default]
    Title,
    /// The title, else the alternative text.
    Alt,
    /// No captions.
    None,
}

/// How code blocks look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct CodeOptions {
    /// Three dots above the code, as on a Mac's window.
    pub mac: bool,
    /// Numbers before the lines.
    pub line_numbers: bool,
    /// What long lines do.
    pub overflow: Overflow,
}

/// Values that take the place of a theme's own. None leaves the theme's.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parameters {
    /// The accent colour, in any form of CSS but `var()` and `currentcolor`.
    pub primary: Option<String>,
    /// The font family, as CSS writes it.
    pub font: Option<String>,
    /// Size of body text in px, 8 to 40.
    pub size: Option<f32>,
    /// Line height of body text, as a multiple of the size, 1 to 4.
    pub line_height: Option<f32>,
    /// Both edges of paragraphs even.
    pub justify: Option<bool>,
    /// Paragraphs begin two characters in.
    pub indent: Option<bool>,
}

impl Parameters {
    /// These values, and those of `other` where these say nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            primary: self.primary.or(other.primary),
            font: self.font.or(other.font),
            size: self.size.or(other.size),
            line_height: self.line_height.or(other.line_height),
            justify: self.justify.or(other.justify),
            indent: self.indent.or(other.indent),
        }
    }
}

/// How an article is rendered. What is none is taken from the front matter, else the default.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// Where the HTML goes.
    pub profile: Profile,
    /// Name of the theme.
    pub theme: Option<String>,
    /// Name of the code theme.
    pub highlight: Option<String>,
    /// A style sheet that comes after the theme's. It may be written for other tools (`#wenyan`, `#nice`).
    pub css: Option<String>,
    /// Values in the place of the theme's.
    pub parameters: Parameters,
    /// What becomes of links to other sites.
    pub links: Option<Links>,
    /// How lists are made.
    pub lists: Option<Lists>,
    /// What wide tables do.
    pub tables: Option<Overflow>,
    /// What captions are taken from.
    pub captions: Option<Captions>,
    /// How code blocks look.
    pub code: Option<CodeOptions>,
    /// Characters of content beyond which formulas and diagrams become pictures, the largest first.
    pub budget: Option<usize>,
    /// Hosts whose pictures and links are the platform's, besides WeChat's own: a sandbox or a mirror. One with a port,
    /// `127.0.0.1:3002` or `[::1]:3002`, is that port alone, one without is all of them.
    pub platform_hosts: Vec<String>,
    /// Words that go before those of the front matter.
    pub overrides: crate::meta::Meta,
}
