//! The markup of coloured code.

use std::fmt::Write as _;

use super::run::{Look, Run};
use crate::code::CodeTheme;

/// The dots of a Mac's window: a circle and its two shadows, for pictures this small are dropped when a draft is saved.
pub(super) const DOTS: &str = "<section style=\"width:10px;height:10px;margin:0 0 12px;border-radius:50%;\
    background:#f65;box-shadow:18px 0 #fb2,36px 0 #2c4\"></section>";

/// What a tab stands for.
const TAB: &str = "    ";

/// Which spaces must not be ordinary ones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spaces {
    /// All: the code scrolls.
    Kept,
    /// Those at the start of a line and after another space: between words the code wraps.
    Wrapped,
}

/// All lines in one block.
pub(super) fn block(theme: &CodeTheme, runs: &[Run<'_>]) -> String {
    let mut html = open_block(theme);
    for run in runs {
        write_run(&mut html, theme, *run, Spaces::Kept);
    }
    html + "</span>"
}

/// A column of numbers and one of lines.
pub(super) fn numbered_block(theme: &CodeTheme, runs: &[Run<'_>]) -> String {
    let lines = 1 + runs.iter().map(|run| run.text.matches('\n').count()).sum::<usize>();
    let numbers: Vec<String> = (1..=lines).map(|number| number.to_string()).collect();
    format!(
        "<section style=\"padding-right:1em;text-align:right;color:{}\">{}</section>\
        <section style=\"flex:1;overflow-x:auto\">{}</section>",
        theme.comment,
        numbers.join("<br>"),
        block(theme, runs),
    )
}

/// A block for each line, and a number before it if asked.
pub(super) fn wrapped_lines(theme: &CodeTheme, lines: &[Vec<Run<'_>>], numbered: bool) -> String {
    let mut html = String::new();
    let digits = lines.len().to_string().len();
    let room = digits + 2;
    for (number, line) in (1..).zip(lines) {
        if numbered {
            // What wraps stays beside its number, which hangs into the room before it.
            let _ = write!(
                html,
                "<span style=\"display:block;padding-left:{room}ch;color:{}\"><span style=\"display:inline-block;\
                width:{digits}ch;margin:0 2ch 0 -{room}ch;text-align:right;color:{}\">{number}</span>",
                theme.text, theme.comment,
            );
        } else {
            html += &open_block(theme);
        }
        if line.is_empty() {
            html.push('\u{a0}');
        }
        for run in line {
            write_run(&mut html, theme, *run, Spaces::Wrapped);
        }
        html += "</span>";
    }
    html
}

fn open_block(theme: &CodeTheme) -> String {
    format!("<span style=\"display:block;color:{}\">", theme.text)
}

fn write_run(html: &mut String, theme: &CodeTheme, run: Run<'_>, spaces: Spaces) {
    // White space has no colour.
    if run.look == Look::plain(theme) || run.text.trim_ascii().is_empty() {
        return write_text(html, run.text, spaces);
    }
    let bold = if run.look.bold { ";font-weight:700" } else { "" };
    let _ = write!(html, "<span style=\"color:{}{bold}\">", run.look.color);
    write_text(html, run.text, spaces);
    *html += "</span>";
}

fn write_text(html: &mut String, text: &str, spaces: Spaces) {
    for character in text.chars() {
        match character {
            '\n' => *html += "<br>",
            '\t' => TAB.chars().for_each(|space| write_space(html, space, spaces)),
            '&' => *html += "&amp;",
            '<' => *html += "&lt;",
            '>' => *html += "&gt;",
            _ if character.is_ascii_whitespace() => write_space(html, ' ', spaces),
            _ => html.push(character),
        }
    }
}

fn write_space(html: &mut String, space: char, spaces: Spaces) {
    // Every block and every line of it begins behind a `>`, as does what follows a coloured run.
    let wraps = spaces == Spaces::Wrapped && !html.ends_with([' ', '\u{a0}', '>']);
    html.push(if wraps { space } else { '\u{a0}' });
}
