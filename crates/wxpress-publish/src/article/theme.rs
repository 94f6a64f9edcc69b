//! What is told of themes.

use serde::Serialize;
use utoipa::ToSchema;
use wxpress_article::{Theme, code::CodeTheme};

use crate::{
    error::{Error, Result},
    message::{Code, Lang},
};

/// The themes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ThemesView {
    /// Themes of articles, the default one first.
    pub items: Vec<ThemeName>,
    /// Themes of code blocks.
    pub code_themes: Vec<CodeThemeView>,
}

/// A theme and what it looks like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ThemeName {
    /// Name to choose it by.
    #[schema(example = "default")]
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// What it looks like.
    pub about: &'static str,
}

/// A theme of code blocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CodeThemeView {
    /// Name to choose it by.
    #[schema(example = "github")]
    pub name: &'static str,
    /// Whether its ground is dark.
    pub dark: bool,
}

/// A theme with all that it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ThemeView {
    /// The theme.
    #[serde(flatten)]
    pub theme: ThemeName,
    /// Its variables; a style sheet of one's own may set them anew: `#article { --primary: #a6302a }`.
    pub variables: Vec<VariableView>,
    /// Its style sheet.
    pub css: &'static str,
    /// The style sheet that all themes start from.
    pub base: &'static str,
}

/// A variable of a theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct VariableView {
    /// Its name.
    #[schema(example = "--primary")]
    pub name: &'static str,
    /// Its value in this theme.
    #[schema(example = "#0a7a6c")]
    pub value: &'static str,
}

impl ThemesView {
    /// All themes, in `lang`.
    pub fn all(lang: Lang) -> Self {
        let code_theme = |theme: &CodeTheme| CodeThemeView { name: theme.name, dark: theme.dark };
        Self {
            items: Theme::all().iter().map(|theme| ThemeName::new(theme, lang)).collect(),
            code_themes: CodeTheme::ALL.iter().map(code_theme).collect(),
        }
    }
}

impl ThemeName {
    fn new(theme: &Theme, lang: Lang) -> Self {
        Self { name: theme.name(), title: theme.title(lang.into()), about: theme.about(lang.into()) }
    }
}

impl ThemeView {
    /// The theme of a name, in `lang`.
    ///
    /// # Errors
    /// [`Code::UnknownTheme`].
    pub fn by_name(name: &str, lang: Lang) -> Result<Self> {
        let unknown = || {
            let names: Vec<_> = super::themes().collect();
            Error::new(Code::UnknownTheme).with("theme", name).with("themes", names.join(", "))
        };
        let theme = Theme::by_name(name).ok_or_else(unknown)?;
        let mut variables = Vec::new();
        for variable in [Theme::base(), theme.css()].into_iter().flat_map(variables_of) {
            match variables.iter_mut().find(|known: &&mut VariableView| known.name == variable.name) {
                Some(known) => *known = variable,
                None => variables.push(variable),
            }
        }
        Ok(Self { theme: ThemeName::new(theme, lang), variables, css: theme.css(), base: Theme::base() })
    }
}

/// The variables that a style sheet of ours gives the whole article.
fn variables_of(css: &'static str) -> impl Iterator<Item = VariableView> {
    let (_, rule) = css.split_once("\n#article {").unwrap_or_default();
    let (declarations, _) = rule.split_once('}').unwrap_or_default();
    declarations
        .split(';')
        .filter_map(|declaration| declaration.split_once(':'))
        .map(|(name, value)| VariableView { name: name.trim(), value: value.trim() })
        .filter(|variable| variable.name.starts_with("--"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_tells_its_variables() {
        for ThemeName { name, .. } in ThemesView::all(Lang::En).items {
            let theme = ThemeView::by_name(name, Lang::En).unwrap();
            let value = |name| {
                let mut named = theme.variables.iter().filter(|variable| variable.name == name);
                let value = named.next().map_or("", |variable| variable.value);
                assert!(named.next().is_none(), "{name} is told twice");
                value
            };
            assert!(value("--primary").starts_with('#'), "{name}: {theme:?}");
            assert!(!value("--font").is_empty() && !value("--line-height").is_empty(), "{name}");
        }
    }

    #[test]
    fn an_unknown_theme_is_refused_with_the_names() {
        let refused = ThemeView::by_name("inky", Lang::En).unwrap_err();
        assert_eq!(refused.code(), Code::UnknownTheme);
        assert!(refused.hint(Lang::En).is_some_and(|hint| hint.contains("default")));
    }
}
