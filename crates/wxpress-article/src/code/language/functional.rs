//! Functional languages.

use super::parts::{ANNOTATION, DASHES, DOUBLE, HASH, HASH_HOLES, SEMICOLON, SINGLE, SLASHES, TRIPLE_DOUBLE};
use crate::code::{
    grammar::{At, Body, Capitals, Code, Grammar, Heads, Hole, Keys, Language, Rule},
    token::Kind,
};

pub(super) const LANGUAGES: &[Language] = &[
    Language { names: &["elixir", "ex", "exs", "iex"], grammar: Grammar::Code(&ELIXIR) },
    Language { names: &["erlang", "erl"], grammar: Grammar::Code(&ERLANG) },
    Language { names: &["haskell", "hs", "purescript", "elm"], grammar: Grammar::Code(&HASKELL) },
    Language { names: &["ocaml", "ml", "mli", "reasonml", "sml"], grammar: Grammar::Code(&OCAML) },
    Language { names: &["fsharp", "f#", "fs", "fsx"], grammar: Grammar::Code(&FSHARP) },
    Language {
        names: &[
            "lisp",
            "clojure",
            "clj",
            "cljs",
            "edn",
            "scheme",
            "scm",
            "racket",
            "rkt",
            "elisp",
            "emacs-lisp",
            "common-lisp",
        ],
        grammar: Grammar::Code(&LISP),
    },
    Language { names: &["nix"], grammar: Grammar::Code(&NIX) },
];

const ELIXIR: Code = Code {
    keywords: "after alias and case catch cond do else end fn for if import in not or quote raise receive rescue require \
        reraise super throw try unless unquote use when with",
    type_keywords: "defmodule defprotocol defimpl defexception",
    function_keywords: "def defp defmacro defmacrop defguard defdelegate defcallback",
    constants: "true false nil self __MODULE__",
    word_more: "?!",
    capitals: Capitals::Types,
    keys: Keys::Label,
    rules: &[
        HASH,
        TRIPLE_DOUBLE.holes(HASH_HOLES),
        DOUBLE.lines().holes(HASH_HOLES),
        SINGLE,
        Rule::new(Kind::String, "~r", Body::Delimited { parts: 1 }),
        Rule::new(Kind::String, "~w", Body::Delimited { parts: 1 }),
        Rule::new(Kind::String, "~s", Body::Delimited { parts: 1 }),
        Rule::new(Kind::String, "~D", Body::Delimited { parts: 1 }),
        Rule::between(":\"", "\"").at(At::Fresh).kind(Kind::Constant),
        Rule::new(Kind::Constant, ":", Body::Name { more: "?!@", marks: "" }).at(At::Fresh),
        ANNOTATION,
        Rule::new(Kind::Variable, "&", Body::Name { more: "", marks: "" }).at(At::Fresh),
    ],
    ..Code::BASE
};

const ERLANG: Code = Code {
    keywords: "after and andalso band begin bnot bor bsl bsr bxor case catch cond div else end fun if let maybe not of or \
        orelse receive rem try when xor",
    constants: "true false ok error undefined",
    capitals: Capitals::Variables,
    rules: &[
        Rule::line("%"),
        DOUBLE.lines(),
        SINGLE.kind(Kind::Constant),
        Rule::name(Kind::Attribute, "-").at(At::LineStart),
        Rule::name(Kind::Constant, "?"),
        Rule::name(Kind::Type, "#"),
    ],
    ..Code::BASE
};

const HASKELL: Code = Code {
    keywords: "as case deriving do else family forall foreign hiding if import in infix infixl infixr let mdo of port proc \
        qualified rec then where alias effect exposing",
    type_keywords: "class data instance module newtype type",
    constants: "True False otherwise",
    word_more: "'",
    capitals: Capitals::Types,
    rules: &[
        Rule::new(Kind::Attribute, "{-#", Body::Block { close: "#-}", nested: false }),
        Rule::nested("{-", "-}"),
        DASHES,
        TRIPLE_DOUBLE,
        DOUBLE,
        Rule::new(Kind::Plain, "'", Body::Character),
    ],
    ..Code::BASE
};

const OCAML: Code = Code {
    keywords: "and as asr assert begin class constraint do done downto else end exception external for fun function \
        functor if in include inherit initializer land lazy let lor lsl lsr lxor match method mod mutable new nonrec \
        object of open or private rec sig struct then to try val virtual when while with",
    type_keywords: "module type",
    types: "array bool bytes char float int int32 int64 list nativeint option result string unit",
    constants: "true false",
    word_more: "'",
    capitals: Capitals::Types,
    rules: &[
        Rule::nested("(*", "*)"),
        Rule::block("{|", "|}").kind(Kind::String),
        DOUBLE.lines(),
        Rule::new(Kind::Type, "'", Body::Character),
    ],
    ..Code::BASE
};

const FSHARP: Code = Code {
    keywords: "abstract and as assert async base begin class default delegate do done downcast downto elif else end \
        exception extern finally fixed for fun function global if in inherit inline interface internal lazy let match \
        member mutable new not of open or override private public rec return select sig static struct task then to try \
        upcast use val void when while with yield",
    types: "bool byte char decimal double exn float float32 int int16 int64 list nativeint obj option sbyte seq single \
        string uint16 uint32 uint64 unit",
    constants: "true false null",
    rules: &[
        SLASHES,
        Rule::nested("(*", "*)"),
        Rule::new(Kind::Attribute, "[<", Body::Block { close: ">]", nested: false }),
        Rule::new(Kind::Attribute, "#", Body::Name { more: "", marks: "" }).at(At::LineStart),
        Rule::between("$\"\"\"", "\"\"\"").lines().holes(BRACES),
        Rule::between("$\"", "\"").holes(BRACES),
        TRIPLE_DOUBLE.raw(),
        Rule::between("@\"", "\"").raw(),
        DOUBLE.lines(),
        Rule::new(Kind::Type, "'", Body::Character),
    ],
    ..OCAML
};

const BRACES: &[Hole] = &[Hole::Text("{{"), Hole::Code("{", b'}')];

const LISP: Code = Code {
    keywords: "and begin case catch cond cond-> condp do doall doseq dosync dotimes doto else finally for if if-let if-not \
        let let* letfn letrec lambda fn loop match ns new or progn quote recur require set! setf setq some-> throw try \
        unless use use-package when when-let when-not while with-open",
    type_keywords: "defprotocol defrecord defstruct deftype defclass",
    function_keywords: "def defalias defcustom define define-macro defmacro defmethod defmulti defn defn- defonce \
        defparameter defun defvar",
    constants: "true false nil t #t #f",
    word_start: "*+-<>=?!&#/.",
    word_more: "*+-<>=?!&'#/.:%",
    calls: false,
    heads: Some(Heads { after: "(", kind: Kind::Function }),
    rules: &[
        SEMICOLON,
        Rule::nested("#|", "|#"),
        Rule::between("#\"", "\"").lines(),
        DOUBLE.lines(),
        Rule::new(Kind::Constant, "#\\", Body::Name { more: "", marks: "()[]{}\"';, " }),
        Rule::new(Kind::Constant, "\\", Body::Name { more: "", marks: "()[]{}\"';, " }),
        Rule::new(Kind::Constant, ":", Body::Name { more: "-?!*+/.:<>=", marks: "" }),
        Rule::new(Kind::Attribute, "^", Body::Name { more: "-:", marks: "" }),
    ],
    ..Code::BASE
};

const NIX: Code = Code {
    keywords: "assert else if in inherit let or rec then with import",
    constants: "true false null builtins self super",
    word_more: "-'",
    keys: Keys::Equals,
    calls: false,
    rules: &[
        HASH,
        Rule::block("/*", "*/"),
        Rule::between("''", "''").raw().lines().holes(&[Hole::Code("${", b'}')]),
        DOUBLE.lines().holes(&[Hole::Code("${", b'}')]),
    ],
    ..Code::BASE
};

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::code::notation::of;

    #[rstest]
    #[case::elixir("elixir", "def f(a), do: {:ok, ~r/b/i}", "k[def] f[f](a), p[do]: {l[:ok], s[~r/b/i]}")]
    #[case::docs("ex", "@doc \"\"\"\na #{b}\n\"\"\"\nx", "a[@doc] s[\"\"\"\na] #{b}\ns[\"\"\"]\nx")]
    #[case::erlang("erlang", "-module(a).\nf(X) -> ok. % c", "a[-module](a).\nf[f](v[X]) -> l[ok]. c[% c]")]
    #[case::haskell(
        "haskell",
        "f :: Int -> a'\n-- c\ng x' = 'y'",
        "f :: t[Int] -> a'\nc[-- c]\ng x' = s['y']"
    )]
    #[case::pragma("hs", "{-# A #-} {- b {- c -} -} d", "a[{-# A #-}] c[{- b {- c -} -}] d")]
    #[case::ocaml("ocaml", "let f (x : 'a) = (* b *) true", "k[let] f (x : t['a]) = c[(* b *)] l[true]")]
    #[case::fsharp("f#", "let a = $\"{b}\" // c", "k[let] a = s[$\"]{b}s[\"] c[// c]")]
    #[case::clojure("clojure", "(defn f [x] (+ x :a)) ; b", "(k[defn] f[f] [x] (f[+] x l[:a])) c[; b]")]
    #[case::nix("nix", "{ a = \"b ${c}\"; }", "{ p[a] = s[\"b] ${c}s[\"]; }")]
    fn functional(#[case] language: &str, #[case] code: &str, #[case] expected: &str) {
        assert_eq!(of(language, code), expected);
    }
}
