//! Data, configuration and text that is hardly code.

use super::parts::{BLOCK, DOUBLE, HASH, SEMICOLON, SINGLE, SLASHES, TRIPLE_DOUBLE, TRIPLE_SINGLE};
use crate::code::{
    grammar::{At, Body, Code, Grammar, Heads, Hole, Keys, Language, Rule},
    token::Kind,
};

pub(super) const LANGUAGES: &[Language] = &[
    Language {
        names: &[
            "text",
            "plain",
            "plaintext",
            "txt",
            "csv",
            "tsv",
            "log",
            "output",
            "none",
            "nohighlight",
            "ascii",
        ],
        grammar: Grammar::Plain,
    },
    Language {
        names: &["json", "json5", "jsonc", "jsonl", "ndjson", "geojson", "har"],
        grammar: Grammar::Code(&JSON),
    },
    Language { names: &["yaml", "yml"], grammar: Grammar::Yaml },
    Language { names: &["toml"], grammar: Grammar::Code(&TOML) },
    Language {
        names: &[
            "ini",
            "properties",
            "conf",
            "cfg",
            "editorconfig",
            "gitconfig",
            "systemd",
            "desktop",
            "reg",
        ],
        grammar: Grammar::Code(&INI),
    },
    Language { names: &["hcl", "terraform", "tf", "tfvars"], grammar: Grammar::Code(&HCL) },
    Language { names: &["diff", "patch", "udiff"], grammar: Grammar::Diff },
    Language { names: &["http", "https", "rest"], grammar: Grammar::Http },
    Language { names: &["markdown", "md", "mdx", "mkd"], grammar: Grammar::Markdown },
];

const JSON: Code = Code {
    constants: "true false null Infinity NaN",
    keys: Keys::Colon,
    calls: false,
    rules: &[SLASHES, BLOCK, DOUBLE, SINGLE],
    ..Code::BASE
};

/// The name of a section on a line of its own.
const SECTION: Rule =
    Rule::new(Kind::Heading, "[", Body::Block { close: "]", nested: false }).at(At::LineStart);

const TOML: Code = Code {
    constants: "true false inf nan",
    word_more: "-.",
    keys: Keys::Equals,
    calls: false,
    rules: &[
        HASH,
        Rule::new(Kind::Heading, "[[", Body::Block { close: "]]", nested: false }).at(At::LineStart),
        SECTION,
        TRIPLE_DOUBLE,
        TRIPLE_SINGLE.raw(),
        DOUBLE,
        SINGLE.raw(),
    ],
    ..Code::BASE
};

const INI: Code = Code {
    constants: "true false yes no on off",
    word_start: "/-*",
    word_more: "-./@*",
    keys: Keys::Line,
    calls: false,
    rules: &[
        HASH.at(At::Fresh),
        SEMICOLON.at(At::LineStart),
        SECTION,
        DOUBLE,
        Rule::new(Kind::Variable, "${", Body::Block { close: "}", nested: false }),
    ],
    ..Code::BASE
};

const HCL: Code = Code {
    keywords: "for in if dynamic",
    types: "any bool list map number object set string tuple",
    constants: "true false null var local module data each self count path",
    word_more: "-",
    keys: Keys::Equals,
    heads: Some(Heads { after: "\n{}", kind: Kind::Keyword }),
    rules: &[
        HASH,
        SLASHES,
        BLOCK,
        Rule::new(Kind::String, "<<", Body::Heredoc { lower_case: true }),
        DOUBLE.holes(&[Hole::Code("${", b'}'), Hole::Code("%{", b'}')]),
    ],
    ..Code::BASE
};

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::code::notation::of;

    #[rstest]
    #[case::json("json", "{\"a\": [1, \"b\", null]}", "{p[\"a\"]: [n[1], s[\"b\"], l[null]]}")]
    #[case::json5("json5", "{a: 'b', // c\n}", "{p[a]: s['b'], c[// c]\n}")]
    #[case::toml(
        "toml",
        "[a.b]\nc-d = { e = 1, f = 'g' } # h",
        "h[[a.b]]\np[c-d] = { p[e] = n[1], p[f] = s['g'] } c[# h]"
    )]
    #[case::ini("ini", "; a\n[b]\nc.d = e f", "c[; a]\nh[[b]]\np[c.d] = e f")]
    #[case::properties("properties", "a.b=c#d", "p[a.b]=c#d")]
    #[case::hcl("terraform", "a \"b\" {\n  c = d == 1\n}", "k[a] s[\"b\"] {\n  p[c] = d == n[1]\n}")]
    #[case::plain("text", "let a = 1", "let a = 1")]
    #[case::unknown("brainfuck", "if (a) \"b\"", "if (a) \"b\"")]
    fn data(#[case] language: &str, #[case] code: &str, #[case] expected: &str) {
        assert_eq!(of(language, code), expected);
    }
}
