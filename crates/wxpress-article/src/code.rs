//! Code blocks: colours by a small scanner, themes, and markup that survives WeChat.
//!
//! The scanner is our own for speed: on the six blocks (92 lines) of a typical article syntect took 11.7 ms warm and
//! 200 ms cold, while the whole engine may take 3.9 ms warm and 90 ms cold. There is one scanner, driven by tables; a
//! language is a table, and only what is not made of words and quotes (markup, style sheets, YAML, Markdown, diff,
//! HTTP, terminal sessions) has a scanner of its own. All run in linear time and without recursion on any text.

mod block;
mod grammar;
mod language;
mod scan;
mod theme;
mod token;

mod lines;
mod markdown;
mod markup;
mod style_sheet;
mod yaml;

pub(crate) use block::{dress, language as language_of};
use grammar::Grammar;
pub use theme::CodeTheme;
use token::Tokens;
pub use token::{Kind, Token};

/// Whether `language` is the name or an alias of a language that [`highlight`] knows; letter case does not matter.
pub fn is_known(language: &str) -> bool {
    language::by_name(language).is_some()
}

/// Splits `text` into tokens whose texts together are `text` again.
///
/// Neighbours of one kind are one token, and white space belongs to the token before it. Text of an unknown language
/// is one plain token.
pub fn highlight<'a>(language: &str, text: &'a str) -> Vec<Token<'a>> {
    let mut tokens = Tokens::new(text);
    let grammar = language::by_name(language).unwrap_or(Grammar::Plain);
    if let Grammar::Markdown = grammar {
        markdown::scan(&mut tokens);
    } else {
        scan_to(grammar, &mut tokens, text.len());
    }
    tokens.finish()
}

/// Reads on from the last token up to the byte `end` of the text. Markdown inside something else stays plain: that
/// bounds the depth of languages in languages.
fn scan_to(grammar: Grammar, tokens: &mut Tokens<'_>, end: usize) {
    match grammar {
        Grammar::Plain | Grammar::Markdown => tokens.push(Kind::Plain, end),
        Grammar::Code(code) => scan::scan(code, tokens, end),
        Grammar::Markup(markup) => markup::scan(markup, tokens, end),
        Grammar::StyleSheet => style_sheet::scan(tokens, end),
        Grammar::Yaml => yaml::scan(tokens, end),
        Grammar::Diff => lines::scan_diff(tokens, end),
        Grammar::Http => lines::scan_http(tokens, end),
        Grammar::Session => lines::scan_session(tokens, end),
    }
}
