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
#[cfg(test)]
mod notation;
mod quoted;
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

/// The names of all languages that [`highlight`] knows, without their aliases.
pub fn languages() -> impl Iterator<Item = &'static str> {
    language::names()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What opens, closes or escapes something in one language or another.
    #[rustfmt::skip]
    const MARKS: &[&str] = &[
        "\"", "'", "`", "\"\"\"", "'''", "/*", "*/", "(*", "{-", "//", "#", "--", "{", "}", "(", ")", "[", "]", "${", "$(",
        "#{", "\\(", "{{", "}}", "<", "</", "<a>", "<a {", "<!--", "/", "=/[", "r#", "R\"(", "$x$", "<<A ", "<<-'E'\n",
        "A\n", "%w[", "s{", "~r", "a: ", "- ", "|\n ", "[a](", "**", "@", "::", "'\\", "\\", "\n", "\t", "  ", "```js\n",
        "<script>", "<style>", "&", "中", "é'", "1'", "0x", "e+", "f\"{", "if", "class ", "fn ", "HTTP/1.1 2\n", "$ a\n",
        "url(", "=begin", "---\n", "\u{3000}", "?",
    ];

    fn assert_whole(language: &str, text: &str) {
        let tokens = highlight(language, text);
        let joined: String = tokens.iter().map(|token| token.text).collect();
        let start = text.get(..80).unwrap_or(text);
        assert!(joined == text, "{language} loses text of {start:?}");
        let distinct = tokens.windows(2).all(|pair| pair[0].kind != pair[1].kind);
        assert!(distinct, "{language} splits what is of one kind in {start:?}");
    }

    proptest! {
        #[test]
        fn tokens_are_the_text(
            parts in prop::collection::vec((prop::sample::select(MARKS), "[a-zA-Z0-9_ .=中]{0,4}"), 0..40)
        ) {
            let text: String = parts.iter().flat_map(|(mark, word)| [*mark, word.as_str()]).collect();
            for language in languages() {
                assert_whole(language, &text);
            }
        }

        #[test]
        fn tokens_are_the_text_whatever_it_is(text in any::<String>()) {
            for language in languages() {
                assert_whole(language, &text);
            }
        }
    }

    /// A scanner that looked for the same again and again would not come to an end.
    #[test]
    fn hostile_text_is_read() {
        const LANGUAGES: &[&str] =
            &["rust", "javascript", "python", "ruby", "bash", "swift", "html", "css", "yaml", "markdown"];
        let long = ["\"", "/*", "{", "`"].map(|mark| (mark, 1 << 20));
        let others = MARKS.iter().map(|mark| (*mark, 1 << 16));
        for (at, (mark, length)) in long.into_iter().chain(others).enumerate() {
            let text = mark.repeat(length / mark.len());
            for language in LANGUAGES.iter().cycle().skip(at).take(3) {
                assert_whole(language, &text);
            }
        }
    }

    #[test]
    fn names_and_aliases_are_found_in_any_letter_case() {
        for name in ["rs", "C++", "Golang", "js", "PS1", "objective-c", "wxss", "yml", "console", "txt"] {
            assert!(is_known(name), "{name}");
        }
        assert!(!is_known("klingon"));
        assert_eq!(highlight("RUST", "let"), [Token { kind: Kind::Keyword, text: "let" }]);
    }

    #[test]
    fn white_space_belongs_to_the_token_before_it() {
        let expected = [
            Token { kind: Kind::Keyword, text: "\n pub fn\n\t" },
            Token { kind: Kind::Function, text: "x " },
        ];
        assert_eq!(highlight("rust", "\n pub fn\n\tx "), expected);
    }
}
