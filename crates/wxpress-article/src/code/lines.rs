//! Text where every line is of one kind: diffs, HTTP messages, terminal sessions.

use super::{
    grammar::Grammar,
    language, scan_to,
    token::{Kind, Tokens},
};

/// The line that begins at the end of the last token, with its line break.
fn next_line<'a>(tokens: &Tokens<'a>, end: usize) -> Option<&'a str> {
    let rest = &tokens.text()[tokens.end()..end];
    rest.split_inclusive('\n').next()
}

fn push(tokens: &mut Tokens<'_>, kind: Kind, length: usize) {
    tokens.push(kind, tokens.end() + length);
}

/// Reads a diff on from the last token up to the byte `end` of the text.
pub(super) fn scan_diff(tokens: &mut Tokens<'_>, end: usize) {
    const ABOUT: [&str; 10] = [
        "+++",
        "---",
        "diff ",
        "index ",
        "new file",
        "deleted file",
        "similarity",
        "rename ",
        "Index:",
        "***",
    ];
    while let Some(line) = next_line(tokens, end) {
        let kind = match line.as_bytes()[0] {
            _ if ABOUT.iter().any(|about| line.starts_with(about)) => Kind::Comment,
            b'@' => Kind::Heading,
            b'+' | b'>' => Kind::Inserted,
            b'-' | b'<' => Kind::Deleted,
            _ => Kind::Plain,
        };
        push(tokens, kind, line.len());
    }
}

/// Reads an HTTP request or answer; a body in JSON has its own colours.
pub(super) fn scan_http(tokens: &mut Tokens<'_>, end: usize) {
    while let Some(line) = next_line(tokens, end) {
        let words = line.trim_ascii_end();
        if words.is_empty() {
            let body = tokens.text()[tokens.end()..end].trim_ascii_start();
            tokens.push_blank(end - body.len());
            if body.starts_with(['{', '[']) {
                let json = language::by_name("json").unwrap_or(Grammar::Plain);
                return scan_to(json, tokens, end);
            }
            continue;
        }
        match words.split_once(' ') {
            Some((version, status)) if version.starts_with("HTTP/") => {
                push(tokens, Kind::Keyword, version.len() + 1);
                push(tokens, Kind::Number, status.len());
            }
            Some((method, target)) if method.bytes().all(|byte| byte.is_ascii_uppercase()) => {
                push(tokens, Kind::Keyword, method.len() + 1);
                let path = target.find(' ').unwrap_or(target.len());
                push(tokens, Kind::String, path);
                push(tokens, Kind::Keyword, target.len() - path);
            }
            _ => {
                if let Some(name) = words.find(':') {
                    push(tokens, Kind::Property, name);
                    push(tokens, Kind::Punctuation, 1);
                    push(tokens, Kind::Plain, words.len() - name - 1);
                } else {
                    push(tokens, Kind::Plain, words.len());
                }
            }
        }
        tokens.push_blank(tokens.end() + line.len() - words.len());
    }
}

/// Reads what was typed after prompts as shell commands, and leaves the answers plain.
pub(super) fn scan_session(tokens: &mut Tokens<'_>, end: usize) {
    let shell = language::by_name("bash").unwrap_or(Grammar::Plain);
    let has_prompts = tokens.text()[tokens.end()..end].lines().any(|line| prompt_length(line).is_some());
    if !has_prompts {
        return scan_to(shell, tokens, end);
    }
    let mut goes_on = false;
    while let Some(line) = next_line(tokens, end) {
        let line_end = tokens.end() + line.len();
        let prompt = prompt_length(line);
        push(tokens, Kind::Comment, prompt.unwrap_or(0));
        let typed = goes_on || prompt.is_some();
        scan_to(if typed { shell } else { Grammar::Plain }, tokens, line_end);
        goes_on = typed && line.trim_ascii_end().ends_with('\\');
    }
}

/// How long the prompt is before a command: `$ `, `user@host:~$ `, `PS C:\> `.
fn prompt_length(line: &str) -> Option<usize> {
    let (before, mark) = line.char_indices().find(|(_, mark)| matches!(mark, '$' | '%' | '>'))?;
    let named = before == 0 && mark != '>' || line[..before].contains('@') || line.starts_with("PS ");
    (named && line[before + 1..].starts_with(' ')).then_some(before + 2)
}

#[cfg(test)]
mod tests {
    use crate::code::notation::of;

    #[test]
    fn a_diff_is_of_lines() {
        let diff = "--- a\n+++ b\n@@ -1 +1 @@\n c\n-d\n+e\n";
        assert_eq!(of("diff", diff), "c[--- a\n+++ b]\nh[@@ -1 +1 @@]\n c\nd[-d]\ni[+e]\n");
    }

    #[test]
    fn an_http_message_has_headers_and_a_body() {
        assert_eq!(of("http", "GET /a HTTP/1.1\nB: c d\n"), "k[GET] s[/a] k[HTTP/1.1]\np[B]: c d\n");
        assert_eq!(of("http", "HTTP/1.1 200 OK\n\n{\"a\": 1}"), "k[HTTP/1.1] n[200 OK]\n\n{p[\"a\"]: n[1]}");
    }
}
