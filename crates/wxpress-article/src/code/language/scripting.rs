//! Scripting languages.

use super::parts::{
    ANNOTATION, BLOCK, DASHES, DOUBLE, HASH, HASH_HOLES, SINGLE, SLASHES, TRIPLE_DOUBLE, TRIPLE_SINGLE,
};
use crate::code::{
    grammar::{At, Body, Capitals, Code, Grammar, Guard, Hole, Keys, Language, Rule},
    token::Kind,
};

pub(super) const LANGUAGES: &[Language] = &[
    Language {
        names: &["python", "py", "python3", "py3", "pyi", "pycon", "ipython", "gyp", "starlark", "bzl"],
        grammar: Grammar::Code(&PYTHON),
    },
    Language { names: &["ruby", "rb", "rake", "gemfile", "podspec", "irb"], grammar: Grammar::Code(&RUBY) },
    Language { names: &["php", "php7", "php8"], grammar: Grammar::Code(&PHP) },
    Language { names: &["perl", "pl", "pm", "raku"], grammar: Grammar::Code(&PERL) },
    Language { names: &["lua", "luau"], grammar: Grammar::Code(&LUA) },
    Language { names: &["vim", "viml", "vimscript", "vimrc"], grammar: Grammar::Code(&VIM) },
];

const PYTHON_RAW: &str = "r b u br rb";
const PYTHON_FORMAT: &str = "f fr rf t tr rt";
const BRACES: &[Hole] = &[Hole::Text("{{"), Hole::Code("{", b'}')];

const PYTHON: Code = Code {
    keywords: "and as assert async await break case continue del elif else except finally for from global if import in \
        is lambda match nonlocal not or pass raise return try while with yield",
    type_keywords: "class type",
    function_keywords: "def",
    types: "bool bytearray bytes complex dict float frozenset int list object set str tuple",
    constants: "True False None self cls NotImplemented Ellipsis __name__ __file__",
    capitals: Capitals::Types,
    rules: &[
        HASH,
        Rule::new(Kind::Attribute, "@", Body::Name { more: ".", marks: "" }).at(At::LineStart),
        TRIPLE_DOUBLE.prefixes(PYTHON_RAW),
        TRIPLE_SINGLE.prefixes(PYTHON_RAW),
        TRIPLE_DOUBLE.holes(BRACES).prefixes(PYTHON_FORMAT),
        TRIPLE_SINGLE.holes(BRACES).prefixes(PYTHON_FORMAT),
        DOUBLE.prefixes(PYTHON_RAW),
        SINGLE.prefixes(PYTHON_RAW),
        DOUBLE.holes(BRACES).prefixes(PYTHON_FORMAT),
        SINGLE.holes(BRACES).prefixes(PYTHON_FORMAT),
        TRIPLE_DOUBLE,
        TRIPLE_SINGLE,
        DOUBLE,
        SINGLE,
        Rule::new(Kind::Comment, ">>>", Body::Only).at(At::LineStart),
    ],
    ..Code::BASE
};

const RUBY: Code = Code {
    keywords: "alias and begin break case defined? do else elsif end ensure for if in next not or redo rescue retry \
        return then undef unless until when while yield BEGIN END attr_accessor attr_reader attr_writer extend include \
        prepend private protected public require require_relative raise lambda proc",
    type_keywords: "class module",
    function_keywords: "def",
    constants: "true false nil self super __FILE__ __method__",
    functions: "puts print p format sprintf loop",
    word_more: "?!",
    capitals: Capitals::Types,
    keys: Keys::Label,
    rules: &[
        Rule::block("=begin", "=end").at(At::LineStart),
        HASH,
        DOUBLE.lines().holes(HASH_HOLES),
        SINGLE.lines(),
        Rule::quoted("`").holes(HASH_HOLES),
        Rule::new(Kind::String, "<<", Body::Heredoc { lower_case: false }),
        Rule::new(Kind::String, "%w", Body::Delimited { parts: 1 }),
        Rule::new(Kind::String, "%i", Body::Delimited { parts: 1 }),
        Rule::new(Kind::String, "%q", Body::Delimited { parts: 1 }),
        Rule::new(Kind::String, "%Q", Body::Delimited { parts: 1 }),
        Rule::new(Kind::String, "%r", Body::Delimited { parts: 1 }),
        Rule::new(Kind::String, "/", Body::Regex).at(At::Operand),
        Rule::new(Kind::Constant, ":", Body::Name { more: "?!", marks: "" }).at(At::Fresh),
        Rule::name(Kind::Variable, "@@"),
        Rule::name(Kind::Variable, "@"),
        Rule::new(Kind::Variable, "$", Body::Name { more: "", marks: "!@&~0123456789_/\\;,.<>:\"" }),
    ],
    ..Code::BASE
};

const PHP: Code = Code {
    keywords: "abstract and as break callable case catch clone const continue declare default die do echo else elseif \
        empty enddeclare endfor endforeach endif endswitch endwhile exit extends final finally for foreach global goto \
        if implements include include_once instanceof insteadof isset list match namespace new or print private \
        protected public readonly require require_once return static switch throw try unset use var while xor yield",
    type_keywords: "class enum interface trait",
    function_keywords: "fn function",
    types: "array bool float int iterable mixed never object string void",
    constants: "true false null self parent TRUE FALSE NULL __CLASS__ __DIR__ __FILE__",
    capitals: Capitals::Types,
    rules: &[
        Rule::new(Kind::Attribute, "<?php", Body::Only),
        Rule::new(Kind::Attribute, "<?=", Body::Only),
        Rule::new(Kind::Attribute, "?>", Body::Only),
        SLASHES,
        Rule::new(Kind::Attribute, "#[", Body::Block { close: "]", nested: false }),
        HASH,
        BLOCK,
        Rule::new(Kind::String, "<<<", Body::Heredoc { lower_case: true }),
        DOUBLE.lines().holes(&[Hole::Variable("{$", b'}'), Hole::Variable("${", b'}'), Hole::Name("$")]),
        SINGLE.lines(),
        Rule::name(Kind::Variable, "$"),
    ],
    ..Code::BASE
};

const PERL: Code = Code {
    keywords: "and bless cmp continue defined delete die do each else elsif eq exists for foreach ge given goto grep gt if \
        import join keys last le local lt map my ne next no not or our package pop print printf push redo ref require \
        return say scalar shift sort splice split state sub undef unless unshift until use values wantarray warn when \
        while xor BEGIN END",
    function_keywords: "sub",
    rules: &[
        Rule::block("=pod", "=cut").at(At::LineStart),
        Rule::block("=head", "=cut").at(At::LineStart),
        Rule::new(Kind::Variable, "$#", Body::Name { more: ":", marks: "" }),
        HASH,
        DOUBLE.lines().holes(&[Hole::Variable("${", b'}'), Hole::Variable("@{", b'}'), Hole::Name("$")]),
        SINGLE.lines(),
        Rule::quoted("`").holes(&[Hole::Name("$")]),
        Rule::new(Kind::String, "<<", Body::Heredoc { lower_case: false }),
        Rule::new(Kind::String, "qw", Body::Delimited { parts: 1 }),
        Rule::new(Kind::String, "qq", Body::Delimited { parts: 1 }),
        Rule::new(Kind::String, "qr", Body::Delimited { parts: 1 }),
        Rule::new(Kind::String, "q", Body::Delimited { parts: 1 }),
        Rule::new(Kind::String, "m", Body::Delimited { parts: 1 }),
        Rule::new(Kind::String, "s", Body::Delimited { parts: 2 }),
        Rule::new(Kind::String, "tr", Body::Delimited { parts: 2 }),
        Rule::new(Kind::String, "y", Body::Delimited { parts: 2 }),
        Rule::new(Kind::String, "/", Body::Regex).at(At::Operand),
        Rule::new(Kind::Variable, "$", Body::Name { more: ":", marks: "_&!@/\\,;.$0123456789" }),
        Rule::new(Kind::Variable, "@", Body::Name { more: ":", marks: "_" }),
        Rule::new(Kind::Variable, "%", Body::Name { more: ":", marks: "" }).at(At::Operand),
    ],
    ..Code::BASE
};

/// Text or a comment between long brackets, after `open`.
const fn long_brackets(kind: Kind, open: &'static str) -> Rule {
    Rule::new(kind, open, Body::Guarded { guard: Guard::Run(b'='), quote: "[", close: "]", tail: "]" })
}

const LUA: Code = Code {
    keywords: "and break do else elseif end for goto if in local not or repeat return then until while",
    function_keywords: "function",
    constants: "true false nil self _G _ENV",
    rules: &[long_brackets(Kind::Comment, "--["), DASHES, long_brackets(Kind::String, "["), DOUBLE, SINGLE],
    ..Code::BASE
};

const VIM: Code = Code {
    keywords: "augroup au autocmd call catch cnoremap command continue echo else elseif endfor endfunction endif endtry \
        endwhile execute finally for highlight hi if imap in inoremap let map nmap nnoremap noremap normal packadd \
        return runtime set setlocal silent source syntax tnoremap try unlet vmap vnoremap while xnoremap",
    function_keywords: "function",
    word_more: ":#",
    rules: &[
        Rule::line("\"").at(At::LineStart),
        DOUBLE,
        SINGLE.raw(),
        Rule::new(Kind::Constant, "<", Body::Block { close: ">", nested: false }).at(At::Fresh),
        Rule::name(Kind::Variable, "&"),
        ANNOTATION.kind(Kind::Variable),
    ],
    ..Code::BASE
};

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::code::notation::of;

    #[rstest]
    #[case::function("async def f(x: int): # c", "k[async def] f[f](x: t[int]): c[# c]")]
    #[case::format("f\"{{a}} {b!r} c\" + F'x'", "s[f\"{{a}}] {b!r} s[c\"] + s[F'x']")]
    #[case::raw("r'\\d' + Rb\"x\" + br", "s[r'\\d'] + s[Rb\"x\"] + br")]
    #[case::lines("'''a\n'b' ''' + 1", "s['''a\n'b' '''] + n[1]")]
    #[case::decorator("@a.b(1)\nclass C(D): x @ y", "a[@a.b](n[1])\nk[class] t[C](t[D]): x @ y")]
    #[case::constants("if x is not None: MAX = True", "k[if] x k[is not] l[None]: l[MAX] = l[True]")]
    fn python(#[case] code: &str, #[case] expected: &str) {
        assert_eq!(of("py", code), expected);
    }

    #[rstest]
    #[case::symbols("ruby", "a b: :c, d => A::B", "a p[b]: l[:c], d => t[A]::t[B]")]
    #[case::interpolation("rb", "\"a #{@b + \"c\"}\"", "s[\"a] #{v[@b] + s[\"c\"]}s[\"]")]
    #[case::heredoc("ruby", "x = <<~SQL\n  a\nSQL\ny", "x = s[<<~SQL\n  a\nSQL]\ny")]
    #[case::shift("ruby", "a << b", "a << b")]
    #[case::regex("ruby", "a =~ /b/i && c / d / e", "a =~ s[/b/i] && c / d / e")]
    #[case::words("ruby", "%w[a [b] c].d?", "s[%w[a [b] c]].d?")]
    #[case::php(
        "php",
        "<?php $a = \"b $c {$d->e}\"; // f",
        "a[<?php] v[$a] = s[\"b] v[$c {$d->e}]s[\"]; c[// f]"
    )]
    #[case::php_heredoc("php", "$a = <<<X\nb\nX;\nnew C;", "v[$a] = s[<<<X\nb\nX];\nk[new] t[C];")]
    #[case::perl("perl", "my $a = qw(b c); s/x/y/g; # d", "k[my] v[$a] = s[qw(b c)]; s[s/x/y/g]; c[# d]")]
    #[case::lua("lua", "--[[ a\nb ]] local c = [==[ ]] ]==]", "c[--[[ a\nb ]]] k[local] c = s[[==[ ]] ]==]]")]
    #[case::vim("vim", "\" a\nset b", "c[\" a]\nk[set] b")]
    fn others(#[case] language: &str, #[case] code: &str, #[case] expected: &str) {
        assert_eq!(of(language, code), expected);
    }
}
