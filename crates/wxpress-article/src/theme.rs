//! Themes: style sheets of our own, each with a name and a word about itself.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::OnceLock;

use crate::css::Sheet;
use crate::options::{Options, Parameters};
use crate::rule::Language;

/// What every theme starts from.
const BASE: &str = include_str!("../themes/base.css");

/// A theme that comes with the engine.
#[derive(Debug)]
pub struct Theme {
    name: &'static str,
    css: &'static str,
    sheet: OnceLock<Sheet>,
}

macro_rules! themes {
    ($count:literal: $($name:literal)+) => {
        /// The themes, the default one first.
        static THEMES: [Theme; $count] = [$(Theme {
            name: $name,
            css: include_str!(concat!("../themes/", $name, ".css")),
            sheet: OnceLock::new(),
        }),+];
    };
}

themes! {
    14: "default" "academic" "craft" "elegant" "essay" "fresh" "ink" "magazine" "mono" "notebook" "pop" "report" "tech" "vivid"
}

impl Theme {
    /// All themes, the default one first.
    pub fn all() -> &'static [Self] {
        &THEMES
    }

    /// The theme of a name.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        THEMES.iter().find(|theme| theme.name.eq_ignore_ascii_case(name.trim()))
    }

    /// The name to choose it by.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its name for people.
    pub fn title(&self, language: Language) -> &'static str {
        self.said(if language == Language::Chinese { "name-zh" } else { "name-en" })
    }

    /// What it looks like, in a line.
    pub fn about(&self, language: Language) -> &'static str {
        self.said(if language == Language::Chinese { "about-zh" } else { "about-en" })
    }

    /// Its style sheet; it follows [`Theme::base`].
    pub fn css(&self) -> &'static str {
        self.css
    }

    /// The style sheet that every theme starts from.
    pub fn base() -> &'static str {
        BASE
    }

    /// A value of the comment that the style sheet begins with: `name-zh: 默认;`.
    fn said(&self, key: &str) -> &'static str {
        let comment = self.css.split("*/").next().unwrap_or_default();
        let after = comment.split_once(key).and_then(|(_, after)| after.trim_start().strip_prefix(':'));
        after.and_then(|after| after.split(';').next()).unwrap_or_default().trim()
    }

    fn sheet(&self) -> &Sheet {
        self.sheet.get_or_init(|| Sheet::parse(&format!("{BASE}\n{}", self.css)))
    }
}

/// The sheet of the theme that the options name, and that name where nobody knows it.
pub(crate) fn sheet(options: &Options) -> (Cow<'static, Sheet>, Option<&str>) {
    let wanted = options.theme.as_deref();
    let known = wanted.map_or(THEMES.first(), Theme::by_name);
    let sheet = known
        .or(THEMES.first())
        .map_or_else(|| Cow::Owned(Sheet::default()), |theme| Cow::Borrowed(theme.sheet()));
    (sheet, wanted.filter(|_| known.is_none()))
}

/// The parameters as a style sheet that comes last.
pub(crate) fn parameters(parameters: &Parameters) -> String {
    let values = [
        ("primary", parameters.primary.clone()),
        ("font", parameters.font.clone()),
        ("size", parameters.size.filter(|size| (8.0..=40.0).contains(size)).map(|size| format!("{size}px"))),
        (
            "line-height",
            parameters.line_height.filter(|lines| (1.0..=4.0).contains(lines)).map(|lines| lines.to_string()),
        ),
        ("justify", parameters.justify.map(|justify| if justify { "justify" } else { "left" }.to_owned())),
        ("indent", parameters.indent.map(|indent| if indent { "2em" } else { "0" }.to_owned())),
    ];
    let mut variables = String::new();
    for (name, value) in values {
        // A value that ends the declaration could begin another.
        if let Some(value) = value.filter(|value| !value.contains([';', '{', '}', '\n'])) {
            let _ = write!(variables, "--{name}:{value};");
        }
    }
    if variables.is_empty() { variables } else { format!("#article{{{variables}}}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_says_what_it_is_and_all_of_it_is_read() {
        assert!(THEMES.len() >= 10);
        for theme in &THEMES {
            for language in [Language::Chinese, Language::English] {
                assert!(
                    !theme.title(language).is_empty() && !theme.about(language).is_empty(),
                    "{}",
                    theme.name
                );
            }
            assert_eq!(theme.sheet().dropped, [], "{}", theme.name);
        }
    }

    #[test]
    fn parameters_cannot_say_more_than_a_value() {
        let given = Parameters {
            primary: Some("red;}p{color:blue".into()),
            size: Some(17.0),
            ..Parameters::default()
        };
        assert_eq!(parameters(&given), "#article{--size:17px;}");
    }
}
