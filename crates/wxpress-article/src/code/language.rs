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

/// The language of this name or alias, whatever its letter case.
pub(super) fn by_name(name: &str) -> Option<Grammar> {
    let named = |language: &&Language| language.names.iter().any(|known| known.eq_ignore_ascii_case(name));
    FAMILIES.iter().copied().flatten().find(named).map(|language| language.grammar)
}
