//! A style sheet, read.

use std::borrow::Cow;
use std::sync::Arc;

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser, StyleSheetParser,
};
use selectors::parser::{ParseRelative, SelectorList, SelectorParseErrorKind};

use super::select::{Article, Selectors};

/// Names, classes, combinators and the like in one selector.
const MAX_PARTS: usize = 100;

/// `property: value` as it was written, comments and `!important` aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Declaration {
    /// Lower case, but for custom properties.
    pub(crate) property: Arc<str>,
    pub(crate) value: Arc<str>,
    pub(crate) important: bool,
}

/// One rule: what it applies to, and what it says.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) selectors: SelectorList<Article>,
    /// Length of the selectors as they were written.
    pub(crate) selector_bytes: usize,
    pub(crate) declarations: Arc<[Declaration]>,
}

/// A part of a style sheet that has no effect in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dropped {
    /// Line of the style sheet, from 1.
    pub(crate) line: u32,
    /// Its beginning.
    pub(crate) text: String,
}

/// A style sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) rules: Vec<Rule>,
    /// At-rules, and what no selector or declaration can be read from.
    pub(crate) dropped: Vec<Dropped>,
}

impl Sheet {
    /// Reads a style sheet; what cannot be read is left out, as browsers do it, and told.
    pub(crate) fn parse(css: &str) -> Self {
        let mut sheet = Self::default();
        let mut input = Parser::new(css);
        let mut reader = Reader;
        for read in StyleSheetParser::new(&mut input, &mut reader) {
            match read {
                Ok(rule) => sheet.rules.push(rule),
                Err((_, text, place)) => {
                    let text = text.trim().chars().take(60).collect();
                    sheet.dropped.push(Dropped { line: place.line + 1, text });
                }
            }
        }
        sheet
    }
}

/// Reads the declarations of a `style` attribute.
pub(super) fn parse_declarations(style: &str) -> Vec<Declaration> {
    let mut input = Parser::new(style);
    declarations(&mut input)
}

fn declarations(input: &mut Parser<'_>) -> Vec<Declaration> {
    RuleBodyParser::new(input, &mut Block).filter_map(Result::ok).collect()
}

type Failure = ParseError<SelectorParseErrorKind>;

/// Reads rules.
struct Reader;

impl<'i> QualifiedRuleParser<'i> for Reader {
    type Prelude = (SelectorList<Article>, usize);
    type QualifiedRule = Rule;
    type Error = SelectorParseErrorKind;

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Self::Prelude, Failure> {
        let start = input.position();
        let selectors = SelectorList::parse(&Selectors, input, ParseRelative::No)?;
        // Matching calls itself for each part.
        if selectors.slice().iter().any(|selector| selector.len() > MAX_PARTS) {
            return Err(ParseError::custom(SelectorParseErrorKind::InvalidState));
        }
        Ok((selectors, input.slice_from(start).len()))
    }

    fn parse_block(
        &mut self,
        (selectors, selector_bytes): Self::Prelude,
        _start: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<Rule, Failure> {
        Ok(Rule { selectors, selector_bytes, declarations: declarations(input).into() })
    }
}

impl AtRuleParser<'_> for Reader {
    type Prelude = ();
    type AtRule = Rule;
    type Error = SelectorParseErrorKind;
}

/// Reads what stands between the braces of a rule: declarations, for no theme needs rules within rules.
struct Block;

impl<'i> DeclarationParser<'i> for Block {
    type Declaration = Declaration;
    type Error = SelectorParseErrorKind;

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _start: &ParserState,
    ) -> Result<Declaration, Failure> {
        let start = input.position();
        while input.next().is_ok() {}
        let value = without_comments(input.slice_from(start));
        let (value, important) = match important(value.trim()) {
            Some(value) => (value, true),
            None => (value.trim(), false),
        };
        let property = if name.starts_with("--") { name.to_string() } else { name.to_ascii_lowercase() };
        Ok(Declaration { property: property.into(), value: value.into(), important })
    }
}

impl AtRuleParser<'_> for Block {
    type Prelude = ();
    type AtRule = Declaration;
    type Error = SelectorParseErrorKind;
}

impl QualifiedRuleParser<'_> for Block {
    type Prelude = ();
    type QualifiedRule = Declaration;
    type Error = SelectorParseErrorKind;
}

impl RuleBodyItemParser<'_, Declaration, SelectorParseErrorKind> for Block {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}

/// The value before `!important`, if that is what it ends with.
fn important(value: &str) -> Option<&str> {
    let at = value.rfind('!')?;
    value[at + 1..].trim().eq_ignore_ascii_case("important").then(|| value[..at].trim_end())
}

fn without_comments(css: &str) -> Cow<'_, str> {
    if !css.contains("/*") {
        return Cow::Borrowed(css);
    }
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        text.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rules_and_tells_what_it_dropped() {
        let sheet = Sheet::parse(
            "@import 'x.css';\np, #nice h1::before { Color: /* no */ Red !IMPORTANT; content: \"a;b\"; --X: 1 }\n\
             @media print { p { color: blue } }\np:hover { color: green }",
        );
        assert_eq!(sheet.rules.len(), 1);
        let declarations: Vec<_> = sheet.rules[0]
            .declarations
            .iter()
            .map(|own| (&*own.property, &*own.value, own.important))
            .collect();
        assert_eq!(
            declarations,
            [("color", "Red", true), ("content", "\"a;b\"", false), ("--X", "1", false)]
        );
        let lines: Vec<_> = sheet.dropped.iter().map(|dropped| dropped.line).collect();
        assert_eq!(lines, [1, 3, 4]);
    }

    #[test]
    fn reads_style_attributes() {
        let declarations = parse_declarations("width: calc(1px + (2px)); background:url(a;b);;color:red");
        let values: Vec<_> = declarations.iter().map(|own| &*own.value).collect();
        assert_eq!(values, ["calc(1px + (2px))", "url(a;b)", "red"]);
    }
}
