//! Shells, and files of commands.

use super::parts::{BLOCK, DOUBLE, HASH, SINGLE};
use crate::code::{
    grammar::{At, Body, Capitals, Code, Grammar, Heads, Hole, Keys, Language, Rule},
    token::Kind,
};

pub(super) const LANGUAGES: &[Language] = &[
    Language { names: &["bash", "zsh", "ksh", "fish", "env", "dotenv"], grammar: Grammar::Code(&SHELL) },
    Language {
        names: &[
            "shell",
            "sh",
            "console",
            "terminal",
            "shellsession",
            "shell-session",
            "sh-session",
            "cmdline",
        ],
        grammar: Grammar::Session,
    },
    Language { names: &["powershell", "ps1", "ps", "pwsh", "psm1"], grammar: Grammar::Code(&POWERSHELL) },
    Language { names: &["bat", "batch", "cmd", "dos"], grammar: Grammar::Code(&BATCH) },
    Language { names: &["dockerfile", "docker", "containerfile"], grammar: Grammar::Code(&DOCKERFILE) },
    Language {
        names: &["makefile", "make", "mk", "mak", "just", "justfile"],
        grammar: Grammar::Code(&MAKEFILE),
    },
    Language { names: &["cmake"], grammar: Grammar::Code(&CMAKE) },
    Language { names: &["nginx", "nginxconf"], grammar: Grammar::Code(&NGINX) },
    Language { names: &["apache", "apacheconf", "htaccess"], grammar: Grammar::Code(&APACHE) },
];

const SHELL_HOLES: &[Hole] = &[Hole::Variable("${", b'}'), Hole::Code("$(", b')'), Hole::Name("$")];
const VARIABLE: Rule = Rule::new(Kind::Variable, "$", Body::Name { more: "", marks: "@*#?$!-" });
const BRACED_VARIABLE: Rule = Rule::new(Kind::Variable, "${", Body::Block { close: "}", nested: false });

const SHELL: Code = Code {
    keywords: "break case continue coproc declare do done elif else esac exit export fi for function if in local readonly \
        return select shift then time trap typeset until unset while begin end set source sudo",
    constants: "true false",
    word_start: ".~/-",
    word_more: ".~/-:@+%,",
    keys: Keys::Assigned,
    heads: Some(Heads { after: "\n|;&(`", kind: Kind::Function }),
    rules: &[
        HASH.at(At::Fresh),
        DOUBLE.lines().holes(SHELL_HOLES),
        Rule::between("$'", "'").lines(),
        SINGLE.raw().lines(),
        BRACED_VARIABLE,
        VARIABLE,
        Rule::new(Kind::Operator, "<<<", Body::Only),
        Rule::new(Kind::String, "<<", Body::Heredoc { lower_case: true }),
    ],
    ..Code::BASE
};

const POWERSHELL: Code = Code {
    fold_case: true,
    keywords: "begin break catch continue data do dynamicparam else elseif end exit filter finally for foreach from \
        hidden if in param process return static switch throw trap try until using while",
    type_keywords: "class enum",
    function_keywords: "function",
    word_more: "-",
    word_start: "-",
    heads: Some(Heads { after: "\n|;{(=&", kind: Kind::Function }),
    rules: &[
        Rule::block("<#", "#>"),
        HASH,
        Rule::between("@\"", "\"@").escape(b'`').lines().holes(POWERSHELL_HOLES),
        Rule::between("@'", "'@").raw().lines(),
        DOUBLE.escape(b'`').lines().holes(POWERSHELL_HOLES),
        SINGLE.raw().lines(),
        Rule::new(Kind::Variable, "${", Body::Block { close: "}", nested: false }),
        Rule::new(Kind::Variable, "$", Body::Name { more: ":", marks: "?$^_" }),
        Rule::new(Kind::Type, "[", Body::Name { more: ".", marks: "" }).at(At::Operand),
    ],
    ..Code::BASE
};

const POWERSHELL_HOLES: &[Hole] = &[Hole::Code("$(", b')'), Hole::Variable("${", b'}'), Hole::Name("$")];

const BATCH: Code = Code {
    fold_case: true,
    keywords: "call cd copy defined del dir do echo else endlocal errorlevel exist exit for goto if in md mkdir move not \
        pause popd pushd rd ren rmdir set setlocal shift start title type xcopy",
    word_more: "-.",
    calls: false,
    rules: &[
        Rule::line("REM ").at(At::LineStart),
        Rule::line("rem ").at(At::LineStart),
        Rule::line("::").at(At::LineStart),
        Rule::name(Kind::Heading, ":").at(At::LineStart),
        DOUBLE.raw(),
        Rule::new(Kind::Variable, "%%", Body::Name { more: "", marks: "" }),
        Rule::new(Kind::Variable, "%", Body::Name { more: "~%", marks: "*" }),
        Rule::new(Kind::Variable, "!", Body::Name { more: "!", marks: "" }),
    ],
    ..Code::BASE
};

const DOCKERFILE: Code = Code {
    keywords: "AS as",
    word_start: "./-",
    word_more: "./-:@",
    calls: false,
    heads: Some(Heads { after: "\n", kind: Kind::Keyword }),
    rules: &[
        HASH.at(At::LineStart),
        DOUBLE.holes(SHELL_HOLES),
        SINGLE.raw(),
        BRACED_VARIABLE,
        VARIABLE,
        Rule::new(Kind::String, "<<", Body::Heredoc { lower_case: true }),
    ],
    ..Code::BASE
};

const MAKEFILE: Code = Code {
    keywords: "define else endef endif export ifdef ifeq ifndef ifneq include override unexport vpath",
    word_start: ".%/-",
    word_more: ".%/-",
    calls: false,
    keys: Keys::Line,
    rules: &[
        HASH,
        Rule::new(Kind::Variable, "$(", Body::Block { close: ")", nested: false }),
        BRACED_VARIABLE,
        Rule::new(Kind::Variable, "$$", Body::Name { more: "", marks: "@" }),
        Rule::new(Kind::Variable, "$", Body::Name { more: "", marks: "@<^*?+%" }),
        DOUBLE,
        SINGLE.raw(),
    ],
    ..Code::BASE
};

const CMAKE: Code = Code {
    fold_case: true,
    keywords: "if elseif else endif foreach endforeach while endwhile function endfunction macro endmacro return break \
        continue and or not",
    constants: "on off true false public private interface required version static shared imported",
    word_more: "-.",
    capitals: Capitals::Constants,
    rules: &[
        Rule::block("#[[", "]]"),
        HASH,
        DOUBLE.lines().holes(&[Hole::Variable("${", b'}')]),
        BRACED_VARIABLE,
    ],
    ..Code::BASE
};

const NGINX: Code = Code {
    constants: "on off",
    word_start: "./~^*",
    word_more: "./-:*^~",
    calls: false,
    heads: Some(Heads { after: "\n;{}", kind: Kind::Keyword }),
    rules: &[HASH, DOUBLE.lines().holes(&[Hole::Name("$")]), SINGLE.lines(), BRACED_VARIABLE, VARIABLE],
    ..Code::BASE
};

const APACHE: Code = Code {
    rules: &[
        HASH.at(At::LineStart),
        Rule::new(Kind::Tag, "<", Body::Block { close: ">", nested: false }).at(At::LineStart),
        DOUBLE,
        Rule::new(Kind::Variable, "%{", Body::Block { close: "}", nested: false }),
        BLOCK,
    ],
    heads: Some(Heads { after: "\n", kind: Kind::Keyword }),
    ..NGINX
};

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::code::notation::of;

    #[rstest]
    #[case::variables("echo \"$A ${B:-c} $(d -e)\" '$f'", "f[echo] s[\"]v[$A ${B:-c}] $(f[d] -e)s[\" '$f']")]
    #[case::commands("a -b | c && ./d.sh # e", "f[a] -b | f[c] && f[./d.sh] c[# e]")]
    #[case::keywords("for x in *.txt; do done", "k[for] x k[in] *.txt; k[do done]")]
    #[case::assigned("A=1 b --c=d#e", "p[A]=n[1] b p[--c]=d#e")]
    #[case::joined("a \\\n  b", "f[a] \\\n  b")]
    #[case::heredoc("cat <<'X' > y\n$a\nX\nb", "f[cat] s[<<'X'] > y\ns[$a\nX]\nf[b]")]
    fn bash(#[case] code: &str, #[case] expected: &str) {
        assert_eq!(of("bash", code), expected);
    }

    #[rstest]
    #[case::answers("$ a 'b'\nif x\n$ c", "c[$] f[a] s['b']\nif x\nc[$] f[c]")]
    #[case::goes_on("$ a \\\n  'b'\nout", "c[$] f[a] \\\n  s['b']\nout")]
    #[case::host("me@host:~$ a", "c[me@host:~$] f[a]")]
    #[case::script("if a; then", "k[if] a; k[then]")]
    fn session(#[case] code: &str, #[case] expected: &str) {
        assert_eq!(of("console", code), expected);
    }

    #[rstest]
    #[case(
        "ps1",
        "Get-Item \"$a\" | Where-Object { $_.b -eq 1 }",
        "f[Get-Item] s[\"]v[$a]s[\"] | f[Where-Object] { v[$_].b -eq n[1] }"
    )]
    #[case("powershell", "[int]$x = 'a''b' # c", "t[[int]]v[$x] = s['a''b'] c[# c]")]
    #[case("bat", "@echo off\nREM a\nset b=%c%", "@k[echo] off\nc[REM a]\nk[set] b=v[%c%]")]
    #[case("dockerfile", "FROM a:1 AS b\nRUN c \\\n  && d", "k[FROM] a:1 k[AS] b\nk[RUN] c \\\n  && d")]
    #[case("makefile", "CC := $(X)\nall: a.o # b\n\tc $@", "p[CC] := v[$(X)]\np[all]: a.o c[# b]\n\tc v[$@]")]
    #[case("nginx", "server {\n  listen 80; # a\n}", "k[server] {\n  k[listen] n[80]; c[# a]\n}")]
    #[case("cmake", "project(a) # b\nset(C ${D})", "f[project](a) c[# b]\nf[set](C v[${D}])")]
    fn others(#[case] language: &str, #[case] code: &str, #[case] expected: &str) {
        assert_eq!(of(language, code), expected);
    }
}
