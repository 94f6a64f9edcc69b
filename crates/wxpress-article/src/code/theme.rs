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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const KINDS: [Kind; 17] = [
        Kind::Plain,
        Kind::Comment,
        Kind::String,
        Kind::Number,
        Kind::Keyword,
        Kind::Type,
        Kind::Function,
        Kind::Constant,
        Kind::Attribute,
        Kind::Variable,
        Kind::Property,
        Kind::Tag,
        Kind::Operator,
        Kind::Punctuation,
        Kind::Inserted,
        Kind::Deleted,
        Kind::Heading,
    ];

    /// Relative luminance of `#rgb` or `#rrggbb`.
    fn luminance(color: &str) -> f64 {
        let digits = color.strip_prefix('#').unwrap();
        let channel = |at: usize| {
            let hex = if digits.len() == 3 {
                digits[at..=at].repeat(2)
            } else {
                digits[2 * at..2 * at + 2].to_owned()
            };
            let value = f64::from(u8::from_str_radix(&hex, 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_colour_can_be_read() {
        for theme in CodeTheme::ALL {
            for kind in KINDS {
                let found = contrast(theme.color(kind), theme.background);
                assert!(found >= 4.5, "{} {kind:?}: {found:.2}", theme.name);
            }
        }
    }

    #[test]
    fn colours_of_text_are_short_and_dark_themes_are_dark() {
        for theme in CodeTheme::ALL {
            let long = KINDS.into_iter().find(|kind| theme.color(*kind).len() != 4);
            assert_eq!(long, None, "{}", theme.name);
            assert_eq!(theme.dark, luminance(theme.background) < 0.2, "{}", theme.name);
        }
    }

    #[test]
    fn there_are_enough_themes_and_each_is_found_by_its_name() {
        let names: HashSet<_> = CodeTheme::ALL.iter().map(|theme| theme.name).collect();
        assert!(names.len() >= 12);
        assert_eq!(names.len(), CodeTheme::ALL.len());
        assert_eq!(CodeTheme::by_name("One-Dark").map(|theme| theme.name), Some("one-dark"));
        assert_eq!(CodeTheme::by_name("nothing"), None);
    }
}
