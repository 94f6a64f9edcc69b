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
