//! Themes: style sheets of our own, each with a name and a word about itself.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use crate::css::{Colour, Sheet};
use crate::finding::Findings;
use crate::options::{Options, Parameters};
use crate::rule::{Language, Rule};

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

/// Red, green and blue of the accent colour: the options', else their theme's.
pub(crate) fn primary(options: &Options) -> [u8; 3] {
    let given = options.parameters.primary.as_deref().and_then(Colour::parse);
    let theme = options.theme.as_deref().and_then(Theme::by_name).or(THEMES.first());
    let own = theme.map(Theme::css).into_iter().chain([BASE]).find_map(|css| {
        let (_, value) = css.split_once("--primary:")?;
        Colour::parse(value.split(';').next()?)
    });
    given.or(own).unwrap_or(Colour::rgb(0, 0, 0)).channels()
}

/// Body text that anyone can read, in px, and its line height as a multiple.
const SIZES: RangeInclusive<f32> = 8.0..=40.0;
const LINE_HEIGHTS: RangeInclusive<f32> = 1.0..=4.0;

/// The parameters as a style sheet that comes last. What is no value of its kind is told and left out.
pub(crate) fn parameters(parameters: &Parameters, findings: &mut Findings) -> String {
    let Parameters { primary, font, size, line_height, justify, indent } = parameters;
    let mut variables = String::new();
    let mut set = |name: &str, given: &dyn fmt::Display, value: Option<String>| match value {
        Some(value) => _ = write!(variables, "--{name}:{value};"),
        None => findings.report_of(Rule::ThemeParameter, None, format!("{name}: {given}")),
    };
    if let Some(primary) = primary {
        set("primary", primary, Colour::parse(primary).map(|colour| colour.to_string()));
    }
    if let Some(font) = font {
        // A value that ends the declaration could begin another.
        let is_value = !font.trim().is_empty() && !font.contains([';', '{', '}', '\n']);
        set("font", font, is_value.then(|| font.clone()));
    }
    if let Some(size) = size {
        set("size", size, SIZES.contains(size).then(|| format!("{size}px")));
    }
    if let Some(lines) = line_height {
        set("line-height", lines, LINE_HEIGHTS.contains(lines).then(|| lines.to_string()));
    }
    if let Some(justify) = justify {
        set("justify", justify, Some(if *justify { "justify" } else { "left" }.to_owned()));
    }
    if let Some(indent) = indent {
        set("indent", indent, Some(if *indent { "2em" } else { "0" }.to_owned()));
    }
    if variables.is_empty() { variables } else { format!("#article{{{variables}}}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_accent_colour_is_the_options_else_the_themes() {
        let primary = |theme: Option<&str>, primary: Option<&str>| {
            let parameters = Parameters { primary: primary.map(str::to_owned), ..Parameters::default() };
            super::primary(&Options { theme: theme.map(str::to_owned), parameters, ..Options::default() })
        };
        assert_eq!(primary(None, None), [0x00, 0x80, 0x6a]);
        assert_eq!(primary(Some("ink"), None), [0xa6, 0x30, 0x2a]);
        assert_eq!(primary(Some("nonsense"), Some("no colour")), [0x00, 0x80, 0x6a]);
        assert_eq!(primary(Some("ink"), Some("rgb(1 2 3)")), [1, 2, 3]);
    }

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

    fn with(parameters: &Parameters) -> (String, Vec<String>) {
        let mut findings = Findings::default();
        let css = super::parameters(parameters, &mut findings);
        let told = findings.into_sorted().into_iter().map(|finding| {
            assert_eq!(finding.rule, Rule::ThemeParameter);
            finding.subject
        });
        (css, told.collect())
    }

    #[test]
    fn parameters_are_variables() {
        let given = Parameters {
            primary: Some("color-mix(in srgb, #fff 50%, #000)".into()),
            font: Some("'PingFang SC', serif".into()),
            size: Some(17.0),
            line_height: Some(1.75),
            justify: Some(true),
            indent: Some(false),
        };
        let css = "#article{--primary:#808080;--font:'PingFang SC', serif;--size:17px;--line-height:1.75;\
                   --justify:justify;--indent:0;}";
        assert_eq!(with(&given), (css.to_owned(), Vec::new()));
    }

    #[test]
    fn what_is_no_value_is_told() {
        let given = |primary: &str, font: &str, size, line_height| Parameters {
            primary: Some(primary.into()),
            font: Some(font.into()),
            size: Some(size),
            line_height: Some(line_height),
            ..Parameters::default()
        };
        let (css, told) = with(&given("red;}p{color:blue", "a{b", 7.9, 4.1));
        assert_eq!(css, "");
        assert_eq!(told, ["primary: red;}p{color:blue", "font: a{b", "size: 7.9", "line-height: 4.1"]);
        assert_eq!(with(&given("reddish", "", f32::NAN, 0.0)).1.len(), 4);
    }
}
