//! What runs in browsers, and its templates.

use super::parts::{ANNOTATION, BLOCK, DOUBLE, SINGLE, SLASHES};
use crate::code::{
    grammar::{At, Body, Capitals, Code, Grammar, Hole, Keys, Language, Markup, Rule},
    token::Kind,
};

pub(super) const LANGUAGES: &[Language] = &[
    Language {
        names: &["javascript", "js", "mjs", "cjs", "jsx", "wxs", "node"],
        grammar: Grammar::Code(&JAVASCRIPT),
    },
    Language { names: &["typescript", "ts", "mts", "cts"], grammar: Grammar::Code(&TYPESCRIPT) },
    Language { names: &["tsx"], grammar: Grammar::Code(&Code { jsx: true, ..TYPESCRIPT }) },
    Language {
        names: &["html", "htm", "xhtml", "xml", "svg", "rss", "plist", "xsl", "xsd"],
        grammar: Grammar::Markup(&HTML),
    },
    Language {
        names: &["vue", "wxml", "handlebars", "hbs", "jinja", "jinja2", "angular"],
        grammar: Grammar::Markup(&Markup { hole: ("{{", "}}"), ..HTML }),
    },
    Language { names: &["svelte", "astro"], grammar: Grammar::Markup(&Markup { hole: ("{", "}"), ..HTML }) },
    Language { names: &["css", "scss", "sass", "less", "wxss", "styl"], grammar: Grammar::StyleSheet },
];

const HTML: Markup = Markup {
    hole: ("", ""),
    hole_code: &JAVASCRIPT,
    islands: &[("script", "javascript"), ("style", "css"), ("wxs", "javascript")],
};

const JAVASCRIPT: Code = Code {
    keywords: "as async await break case catch const continue debugger default delete do else export extends \
        finally for from get if import in instanceof let new of return set static switch throw try typeof var void \
        while with yield",
    type_keywords: "class",
    function_keywords: "function",
    constants: "true false null undefined NaN Infinity this super arguments globalThis",
    word_more: "$",
    word_start: "$#",
    capitals: Capitals::Types,
    keys: Keys::Object,
    rules: &[
        SLASHES,
        BLOCK,
        DOUBLE,
        SINGLE,
        Rule::quoted("`").lines().holes(&[Hole::Code("${", b'}')]),
        ANNOTATION,
        Rule::new(Kind::String, "/", Body::Regex).at(At::Operand),
        Rule::line("#!").at(At::LineStart),
    ],
    jsx: true,
    ..Code::BASE
};

const TYPESCRIPT: Code = Code {
    keywords: "abstract as asserts async await break case catch const continue debugger declare default delete do \
        else export extends finally for from get global if implements import in infer instanceof is keyof let module \
        namespace new of out override private protected public readonly return satisfies set static switch throw try \
        typeof unique using var void while with yield",
    type_keywords: "class enum interface type",
    types: "any bigint boolean never number object string symbol unknown",
    jsx: false,
    ..JAVASCRIPT
};
