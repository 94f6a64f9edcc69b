//! Quotes and comments that many languages share.

use crate::code::{
    grammar::{Body, Guard, Hole, Rule},
    token::Kind,
};

/// `// …`
pub(super) const SLASHES: Rule = Rule::line("//");
/// `# …`
pub(super) const HASH: Rule = Rule::line("#");
/// `-- …`
pub(super) const DASHES: Rule = Rule::line("--");
/// `; …`
pub(super) const SEMICOLON: Rule = Rule::line(";");
/// `/* … */`
pub(super) const BLOCK: Rule = Rule::block("/*", "*/");
/// `"…"`
pub(super) const DOUBLE: Rule = Rule::quoted("\"");
/// `'…'`
pub(super) const SINGLE: Rule = Rule::quoted("'");
/// `"""…"""`
pub(super) const TRIPLE_DOUBLE: Rule = Rule::quoted("\"\"\"").lines();
/// `'''…'''`
pub(super) const TRIPLE_SINGLE: Rule = Rule::quoted("'''").lines();
/// `@name` with dots in it.
pub(super) const ANNOTATION: Rule = Rule::new(Kind::Attribute, "@", Body::Name { more: ".", marks: "" });
/// `$name` and `${…}` in quotes.
pub(super) const DOLLAR_HOLES: &[Hole] = &[Hole::Code("${", b'}'), Hole::Name("$")];
/// `#{…}` in quotes.
pub(super) const HASH_HOLES: &[Hole] = &[Hole::Code("#{", b'}')];

/// Text between quotes that are guarded by any number of `#`, after `open`.
pub(super) const fn hashes(open: &'static str) -> Rule {
    Rule::new(
        Kind::String,
        open,
        Body::Guarded { guard: Guard::Run(b'#'), quote: "\"", close: "\"", tail: "" },
    )
}
