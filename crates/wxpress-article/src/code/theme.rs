//! Colours of code blocks.

mod dark;
mod light;

use super::token::Kind;

/// The colours of a code block, each in its shortest hexadecimal form.
///
/// Every colour has a contrast of at least 4.5 : 1 against the background, comments of at least 3 : 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeTheme {
    /// Name, in lower case with hyphens.
    pub name: &'static str,
    /// Whether the background is dark.
    pub dark: bool,
    /// Background of the whole block.
    pub background: &'static str,
    /// Whatever has no colour of its own.
    pub text: &'static str,
    /// Comments and line numbers.
    pub comment: &'static str,
    /// [`Kind::Keyword`].
    pub keyword: &'static str,
    /// [`Kind::String`].
    pub string: &'static str,
    /// [`Kind::Number`].
    pub number: &'static str,
    /// [`Kind::Constant`].
    pub constant: &'static str,
    /// [`Kind::Type`].
    pub type_name: &'static str,
    /// [`Kind::Function`].
    pub function: &'static str,
    /// [`Kind::Attribute`].
    pub attribute: &'static str,
    /// [`Kind::Variable`].
    pub variable: &'static str,
    /// [`Kind::Property`].
    pub property: &'static str,
    /// [`Kind::Tag`].
    pub tag: &'static str,
    /// [`Kind::Operator`].
    pub operator: &'static str,
    /// [`Kind::Inserted`].
    pub inserted: &'static str,
    /// [`Kind::Deleted`].
    pub deleted: &'static str,
    /// [`Kind::Heading`].
    pub heading: &'static str,
    /// Whether keywords are bold.
    pub bold_keywords: bool,
}

impl CodeTheme {
    /// All themes, the light ones first; the first is the default.
    pub const ALL: &[Self] = &[
        light::GITHUB,
        light::ONE_LIGHT,
        light::SOLARIZED_LIGHT,
        light::VS,
        light::GRUVBOX_LIGHT,
        light::LATTE,
        light::INK,
        dark::GITHUB_DARK,
        dark::ONE_DARK,
        dark::DRACULA,
        dark::NORD,
        dark::MONOKAI,
        dark::VSCODE_DARK,
        dark::TOKYO_NIGHT,
        dark::GRUVBOX_DARK,
        dark::SOLARIZED_DARK,
    ];

    /// The theme of this name, whatever its letter case.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|theme| theme.name.eq_ignore_ascii_case(name))
    }

    /// The colour of a kind of token.
    pub const fn color(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Plain | Kind::Punctuation => self.text,
            Kind::Comment => self.comment,
            Kind::String => self.string,
            Kind::Number => self.number,
            Kind::Keyword => self.keyword,
            Kind::Type => self.type_name,
            Kind::Function => self.function,
            Kind::Constant => self.constant,
            Kind::Attribute => self.attribute,
            Kind::Variable => self.variable,
            Kind::Property => self.property,
            Kind::Tag => self.tag,
            Kind::Operator => self.operator,
            Kind::Inserted => self.inserted,
            Kind::Deleted => self.deleted,
            Kind::Heading => self.heading,
        }
    }
}

impl Default for &'static CodeTheme {
    fn default() -> Self {
        &CodeTheme::ALL[0]
    }
}
