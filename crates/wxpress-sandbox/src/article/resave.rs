//! The re-save gate: what the editor of the admin site makes of a draft when a person opens and saves it
//! (docs/reference/html-compat.md D0). Only what that document records is modelled.

mod attribute;
mod blank;
mod builder;
mod code;
mod element;
mod leaf;
mod list;
mod parse;
mod schema;
mod tree;

pub(crate) use self::parse::TooDeep;

use std::collections::BTreeSet;

use self::parse::Fragment;
use super::finding::Findings;
use super::rule::Rule;

/// HTML as the editor saves it.
#[derive(Debug)]
pub(crate) struct Resaved {
    pub(crate) html: String,
    pub(crate) findings: Findings,
}

/// What the passes work on.
struct Draft<'a> {
    fragment: Fragment,
    findings: Findings,
    rules_off: &'a BTreeSet<Rule>,
}

impl Draft<'_> {
    fn holds(&self, rule: Rule) -> bool {
        !self.rules_off.contains(&rule)
    }
}

/// Opens and saves a content.
pub(crate) fn resave(html: &str, rules_off: &BTreeSet<Rule>) -> Result<Resaved, TooDeep> {
    let fragment = Fragment::parse(html)?;
    let mut draft = Draft { fragment, findings: Findings::default(), rules_off };
    leaf::strip(&mut draft);
    schema::drop_unknown(&mut draft);
    schema::unwrap_blocks(&mut draft);
    schema::drop_tiny_pictures(&mut draft);
    // What was unwrapped may not be able to stand where it stands now.
    draft.fragment = Fragment::parse(&draft.fragment.write())?;
    attribute::drop(&mut draft);
    attribute::strip_outermost(&mut draft);
    code::squeeze(&mut draft);
    blank::between_items(&mut draft);
    blank::between_blocks(&mut draft);
    list::flatten(&mut draft);
    list::split_paragraphs(&mut draft);
    list::break_leads(&mut draft);
    leaf::wrap(&mut draft);
    Ok(Resaved { html: draft.fragment.write(), findings: draft.findings })
}

#[cfg(test)]
mod tests;
