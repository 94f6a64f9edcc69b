//! The declarations of a `style` attribute.

/// One declaration as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Declaration<'a> {
    /// With the semicolon that ends it.
    text: &'a str,
    pub(crate) name: &'a str,
    pub(crate) value: &'a str,
}

impl Declaration<'_> {
    pub(crate) fn is_of(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether the property is this one, or one of its longhands.
    pub(crate) fn is_of_family(&self, name: &str) -> bool {
        self.name.get(..name.len()).is_some_and(|start| {
            start.eq_ignore_ascii_case(name) && !self.name[name.len()..].starts_with(|c| c != '-')
        })
    }

    /// The value without `!important`.
    pub(crate) fn keyword(&self) -> String {
        let value = self.value.split('!').next().unwrap_or_default();
        value.trim().to_ascii_lowercase()
    }

    /// Where its `url()`s lead.
    pub(crate) fn urls(&self) -> Vec<&str> {
        let lower = self.value.to_ascii_lowercase();
        let mut urls = Vec::new();
        let mut from = 0;
        while let Some(start) = lower[from..].find("url(").map(|place| from + place + 4) {
            let end = end_of_url(&self.value[start..]) + start;
            urls.push(self.value[start..end].trim().trim_matches(['"', '\'']).trim());
            from = end;
        }
        urls
    }

    /// What is shown of it in a finding.
    pub(crate) fn shown(&self) -> &str {
        self.text.trim_end_matches(|c: char| c == ';' || c.is_whitespace())
    }
}

/// Where a `url(` ends: at the parenthesis outside of quotes.
fn end_of_url(rest: &str) -> usize {
    let inner = rest.trim_start();
    let skipped = rest.len() - inner.len();
    match inner.chars().next() {
        Some(quote @ ('"' | '\'')) => inner[1..].find(quote).map_or(rest.len(), |end| skipped + 1 + end + 1),
        _ => rest.find(')').unwrap_or(rest.len()),
    }
}

/// The declarations, with the blanks around them; semicolons in quotes and parentheses end none.
pub(crate) fn declarations(style: &str) -> impl Iterator<Item = Declaration<'_>> {
    let mut rest = style;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (text, after) = rest.split_at(end_of_declaration(rest));
        rest = after;
        let (name, value) = text.trim_end_matches(';').split_once(':').unwrap_or((text, ""));
        Some(Declaration { text, name: name.trim(), value: value.trim() })
    })
}

fn end_of_declaration(style: &str) -> usize {
    let (mut quote, mut depth) = (None, 0_usize);
    for (place, byte) in style.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(') => depth += 1,
            (None, b')') => depth = depth.saturating_sub(1),
            (None, b';') if depth == 0 => return place + 1,
            _ => {}
        }
    }
    style.len()
}

/// The declarations that may stay, as they were written; `None` when all may.
pub(crate) fn without(style: &str, mut goes: impl FnMut(&Declaration<'_>) -> bool) -> Option<String> {
    let mut kept = String::new();
    let mut any = false;
    for declaration in declarations(style) {
        if goes(&declaration) {
            any = true;
        } else {
            kept.push_str(declaration.text);
        }
    }
    any.then(|| kept.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn semicolons_in_quotes_and_parentheses_end_nothing() {
        let style = "color:red; background : url(data:image/png;base64,AA) ;font-family:'a;b';;top";
        let names: Vec<_> = declarations(style).map(|declaration| declaration.name).collect();
        assert_eq!(names, ["color", "background", "font-family", ";", "top"]);
        let values: Vec<_> = declarations(style).map(|declaration| declaration.value).collect();
        assert_eq!(values, ["red", "url(data:image/png;base64,AA)", "'a;b'", "", ""]);
    }

    #[test]
    fn what_stays_is_not_rewritten() {
        let style = "color:red;  position:absolute;TOP : 0";
        assert_eq!(without(style, |one| one.is_of("POSITION")).as_deref(), Some("color:red;TOP : 0"));
        assert_eq!(without(style, |one| one.is_of("left")), None);
        assert_eq!(without("position:fixed", |one| one.keyword() == "fixed").as_deref(), Some(""));
    }

    #[test]
    fn longhands_are_of_the_family() {
        let one = |style| declarations(style).next().unwrap();
        assert!(one("background-image:none").is_of_family("background"));
        assert!(one("Background:none").is_of_family("background"));
        assert!(!one("backgrounds:none").is_of_family("background"));
        assert!(!one("back:none").is_of_family("background"));
    }

    #[test]
    fn urls_are_found_in_any_writing() {
        let one = |style| {
            declarations(style).next().unwrap().urls().iter().map(|url| (*url).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(one("a:url( 'x)y' ), URL(z) url("), ["x)y", "z", ""]);
        assert!(one("a:red").is_empty());
    }
}
