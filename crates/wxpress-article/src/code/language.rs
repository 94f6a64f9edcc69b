//! The languages, by family.

mod data;
mod functional;
mod jvm;
mod parts;
mod query;
mod science;
mod scripting;
mod shell;
mod system;
mod web;

use super::grammar::{Grammar, Language};

const FAMILIES: [&[Language]; 9] = [
    web::LANGUAGES,
    system::LANGUAGES,
    jvm::LANGUAGES,
    scripting::LANGUAGES,
    functional::LANGUAGES,
    shell::LANGUAGES,
    data::LANGUAGES,
    query::LANGUAGES,
    science::LANGUAGES,
];

/// The name of every language.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FAMILIES.into_iter().flatten().map(|language| language.names[0])
}

/// The language of this name or alias, whatever its letter case.
pub(super) fn by_name(name: &str) -> Option<Grammar> {
    let named = |language: &&Language| language.names.iter().any(|known| known.eq_ignore_ascii_case(name));
    FAMILIES.into_iter().flatten().find(named).map(|language| language.grammar)
}
