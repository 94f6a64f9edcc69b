//! Themes.

use std::borrow::Cow;

use crate::css::Sheet;
use crate::options::{Options, Parameters};

/// The sheet of the theme that the options name, and the name where there is no such theme.
pub(crate) fn sheet(_options: &Options) -> (Cow<'static, Sheet>, Option<String>) {
    (Cow::Owned(Sheet::default()), None)
}

/// The parameters as a style sheet that comes last.
pub(crate) fn parameters(parameters: &Parameters) -> String {
    let mut variables = String::new();
    let mut set = |name: &str, value: Option<String>| {
        // A value that ends the declaration could begin another.
        if let Some(value) = value.filter(|value| !value.contains([';', '{', '}', '<', '\n'])) {
            variables.push_str(&format!("--{name}:{value};"));
        }
    };
    set("primary", parameters.primary.clone());
    set("font", parameters.font.clone());
    set("size", parameters.size.filter(|size| (8.0..=40.0).contains(size)).map(|size| format!("{size}px")));
    set(
        "line-height",
        parameters.line_height.filter(|lines| (1.0..=4.0).contains(lines)).map(|lines| lines.to_string()),
    );
    set("justify", parameters.justify.map(|justify| if justify { "justify" } else { "left" }.to_owned()));
    set("indent", parameters.indent.map(|indent| if indent { "2em" } else { "0" }.to_owned()));
    if variables.is_empty() { variables } else { format!("#article{{{variables}}}") }
}
