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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::code::notation::of;

    #[rstest]
    #[case::template("`a ${b + `c`} d`", "s[`a] ${b + s[`c`]} s[d`]")]
    #[case::regex("x = /[/\"]+/gi.test(y)", "x = s[/[/\"]+/gi].f[test](y)")]
    #[case::division("a / b / c", "a / b / c")]
    #[case::keys("({ a: 1, 'b': c ? d : e })", "({ p[a]: n[1], p['b']: c ? d : e })")]
    #[case::arrow("const f = async (x) => x.default", "k[const] f = k[async] (x) => x.default")]
    #[case::class("class A extends B { #x = this.y }", "k[class] t[A] k[extends] t[B] { #x = l[this].y }")]
    #[case::unclosed("let a = 'x\nlet b", "k[let] a = s['x]\nk[let] b")]
    #[case::jsx(
        "return <A.B x={y + 1} z=\"w\">it's {v} <br/></A.B>;",
        "k[return] <g[A.B] a[x]={y + n[1]} a[z]=s[\"w\"]>it's {v} <g[br]/></g[A.B]>;"
    )]
    #[case::jsx_nested(
        "x = a.map(b => <li>{b && <i/>}</li>) / 2",
        "x = a.f[map](b => <g[li]>{b && <g[i]/>}</g[li]>) / n[2]"
    )]
    #[case::less("if (a <b && c> d) e()", "k[if] (a <b && c> d) f[e]()")]
    fn javascript(#[case] code: &str, #[case] expected: &str) {
        assert_eq!(of("js", code), expected);
    }

    #[rstest]
    #[case("interface A { b?: string; c: B[] }", "k[interface] t[A] { p[b]?: t[string]; p[c]: t[B][] }")]
    #[case("const x = <T>y as any", "k[const] x = <t[T]>y k[as] t[any]")]
    #[case("@Dec() class A {}", "a[@Dec]() k[class] t[A] {}")]
    fn typescript(#[case] code: &str, #[case] expected: &str) {
        assert_eq!(of("ts", code), expected);
    }

    #[rstest]
    #[case::tags("<a href=\"x\" b>T &amp; c</a>", "<g[a] a[href]=s[\"x\"] a[b]>T l[&amp;] c</g[a]>")]
    #[case::comment("<!-- <b> --><!DOCTYPE html>", "c[<!-- <b> -->]a[<!DOCTYPE html>]")]
    #[case::script("<script>let a</script>b", "<g[script]>k[let] a</g[script]>b")]
    #[case::style("<style>a{b:c}</style>", "<g[style]>g[a]{p[b]:c}</g[style]>")]
    #[case::less("a < b <3", "a < b <3")]
    fn html(#[case] code: &str, #[case] expected: &str) {
        assert_eq!(of("html", code), expected);
    }

    #[rstest]
    #[case("vue", "<p>{{ a + 1 }}</p>", "<g[p]>{{ a + n[1] }}</g[p]>")]
    #[case(
        "vue",
        "<script lang=\"ts\">let a: any</script>",
        "<g[script] a[lang]=s[\"ts\"]>k[let] a: t[any]</g[script]>"
    )]
    #[case("wxml", "<view wx:if=\"{{a}}\"/>", "<g[view] a[wx:if]=s[\"{{a}}\"]/>")]
    #[case("svelte", "<b on:x={y}>{z}</b>", "<g[b] a[on:x]={y}>{z}</g[b]>")]
    fn templates(#[case] language: &str, #[case] code: &str, #[case] expected: &str) {
        assert_eq!(of(language, code), expected);
    }
}
