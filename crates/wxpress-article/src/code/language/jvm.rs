//! Languages of the Java virtual machine, and Dart.

use super::parts::{ANNOTATION, BLOCK, DOLLAR_HOLES, DOUBLE, SINGLE, SLASHES, TRIPLE_DOUBLE, TRIPLE_SINGLE};
use crate::code::{
    grammar::{At, Body, Capitals, Code, Grammar, Language, Rule},
    token::Kind,
};

pub(super) const LANGUAGES: &[Language] = &[
    Language { names: &["java", "jsp"], grammar: Grammar::Code(&JAVA) },
    Language { names: &["kotlin", "kt", "kts"], grammar: Grammar::Code(&KOTLIN) },
    Language { names: &["scala", "sc", "sbt"], grammar: Grammar::Code(&SCALA) },
    Language { names: &["groovy", "gradle", "jenkinsfile"], grammar: Grammar::Code(&GROOVY) },
    Language { names: &["dart", "flutter"], grammar: Grammar::Code(&DART) },
];

const JAVA: Code = Code {
    keywords: "abstract assert break case catch const continue default do else exports extends final finally for goto if \
        implements import instanceof module native new non-sealed open opens package permits private protected provides \
        public requires return sealed static strictfp switch synchronized throw throws transient try uses var volatile \
        when while with yield",
    type_keywords: "class enum interface record",
    types: "boolean byte char double float int long short void",
    constants: "true false null this super",
    capitals: Capitals::Types,
    rules: &[
        SLASHES,
        BLOCK,
        Rule::new(Kind::Keyword, "@interface", Body::Only),
        ANNOTATION,
        TRIPLE_DOUBLE,
        DOUBLE,
        SINGLE,
    ],
    ..Code::BASE
};

const KOTLIN: Code = Code {
    keywords: "abstract actual annotation as break by catch companion const constructor context continue crossinline \
        data delegate do dynamic else expect external final finally for get if import in infix init inline inner \
        internal is it lateinit noinline open operator out override package private protected public reified return \
        sealed set super suspend tailrec throw try typealias typeof val value var vararg when where while",
    type_keywords: "class enum interface object",
    function_keywords: "fun",
    constants: "true false null this",
    capitals: Capitals::Types,
    rules: &[
        SLASHES,
        Rule::nested("/*", "*/"),
        ANNOTATION,
        TRIPLE_DOUBLE.raw().holes(DOLLAR_HOLES),
        DOUBLE.holes(DOLLAR_HOLES),
        SINGLE,
    ],
    ..Code::BASE
};

const SCALA: Code = Code {
    keywords: "abstract as case catch derives do else end export extends extension final finally for given if implicit \
        import infix inline lazy match new opaque open override package private protected return sealed then throw \
        transparent try using val var while with yield",
    type_keywords: "class enum object trait type",
    function_keywords: "def",
    constants: "true false null this super",
    capitals: Capitals::Types,
    rules: &[
        SLASHES,
        Rule::nested("/*", "*/"),
        ANNOTATION,
        TRIPLE_DOUBLE.raw().holes(DOLLAR_HOLES).prefixes("s f raw"),
        TRIPLE_DOUBLE.raw(),
        DOUBLE.holes(DOLLAR_HOLES).prefixes("s f raw"),
        DOUBLE,
        Rule::new(Kind::Constant, "'", Body::Character),
    ],
    ..Code::BASE
};

const GROOVY: Code = Code {
    keywords: "abstract as assert break case catch const continue default do else extends final finally for goto if \
        implements import in instanceof native new package private protected public return static switch synchronized \
        threadsafe throw throws transient try var volatile while",
    type_keywords: "class enum interface trait",
    function_keywords: "def",
    types: "boolean byte char double float int long short void",
    constants: "true false null this super it",
    functions: "plugins dependencies repositories implementation testImplementation api compileOnly runtimeOnly \
        classpath apply buildscript allprojects subprojects android task mavenCentral google id version pipeline \
        agent stages stage steps sh echo",
    capitals: Capitals::Types,
    rules: &[
        Rule::line("#!").at(At::LineStart),
        SLASHES,
        BLOCK,
        ANNOTATION,
        TRIPLE_DOUBLE.holes(DOLLAR_HOLES),
        TRIPLE_SINGLE,
        DOUBLE.holes(DOLLAR_HOLES),
        SINGLE,
    ],
    ..Code::BASE
};

const DART: Code = Code {
    keywords: "abstract as assert async await base break case catch const continue covariant default deferred do else \
        export extends external factory final finally for get hide if implements import in is late library new of on \
        operator part required rethrow return sealed set show static super switch sync throw try typedef var void when \
        while with yield",
    type_keywords: "class enum extension interface mixin",
    types: "bool double dynamic int num",
    constants: "true false null this",
    capitals: Capitals::Types,
    rules: &[
        SLASHES,
        BLOCK,
        ANNOTATION,
        Rule::between("r\"", "\"").raw(),
        Rule::between("r'", "'").raw(),
        TRIPLE_DOUBLE.holes(DOLLAR_HOLES),
        TRIPLE_SINGLE.holes(DOLLAR_HOLES),
        DOUBLE.holes(DOLLAR_HOLES),
        SINGLE.holes(DOLLAR_HOLES),
    ],
    ..Code::BASE
};

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::code::notation::of;

    #[rstest]
    #[case::annotation("java", "@Override public int a() {}", "a[@Override] k[public] t[int] f[a]() {}")]
    #[case::generics("java", "List<String> x = new A<>();", "t[List]<t[String]> x = k[new] t[A]<>();")]
    #[case::text_block("java", "\"\"\"\na \"b\"\n\"\"\" + c", "s[\"\"\"\na \"b\"\n\"\"\"] + c")]
    #[case::constant("java", "Color.RED", "t[Color].l[RED]")]
    #[case::template("kotlin", "val a = \"b $c ${d + 1}\"", "k[val] a = s[\"b] v[$c] ${d + n[1]}s[\"]")]
    #[case::function("kt", "fun f(x: Int) = null", "k[fun] f[f](x: t[Int]) = l[null]")]
    #[case::scala("scala", "def f = s\"a $b\" + \"$c\"", "k[def] f[f] = s[s\"a] v[$b]s[\"] + s[\"$c\"]")]
    #[case::gradle("gradle", "implementation 'a:b' // c", "f[implementation] s['a:b'] c[// c]")]
    #[case::dart("dart", "final x = r'$a' 'b $c';", "k[final] x = s[r'$a' 'b] v[$c]s['];")]
    fn jvm(#[case] language: &str, #[case] code: &str, #[case] expected: &str) {
        assert_eq!(of(language, code), expected);
    }
}
