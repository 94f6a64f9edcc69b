//! What a language's table says.

use super::token::Kind;

/// How a language is read.
#[derive(Clone, Copy)]
pub(super) enum Grammar {
    /// Not at all.
    Plain,
    /// Words, quotes and comments, by a table.
    Code(&'static Code),
    /// Elements and attributes.
    Markup(&'static Markup),
    /// CSS and its dialects.
    StyleSheet,
    Yaml,
    Markdown,
    Diff,
    Http,
    /// What was typed at a prompt, and what came back.
    Session,
}

/// A language and its aliases, in lower case.
pub(super) struct Language {
    pub(super) names: &'static [&'static str],
    pub(super) grammar: Grammar,
}

/// What marks a piece of code inside markup.
pub(super) struct Markup {
    /// What opens and closes an expression, e.g. `{{` and `}}`; both empty where there is none.
    pub(super) hole: (&'static str, &'static str),
    /// The language of expressions.
    pub(super) hole_code: &'static Code,
    /// Elements whose content is another language, by its name.
    pub(super) islands: &'static [(&'static str, &'static str)],
}

/// The table of a language made of words, quotes and comments. Lists of words are separated by white space.
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of a language, as tables do")]
pub(super) struct Code {
    pub(super) keywords: &'static str,
    /// Keywords before the name of a type.
    pub(super) type_keywords: &'static str,
    /// Keywords before the name of a function.
    pub(super) function_keywords: &'static str,
    pub(super) types: &'static str,
    /// Functions and commands that are called without parentheses.
    pub(super) functions: &'static str,
    pub(super) constants: &'static str,
    /// Whether the letter case of those words does not matter; they are then given in lower case.
    pub(super) fold_case: bool,
    /// What a word may hold beside letters, digits and `_`.
    pub(super) word_more: &'static str,
    /// What a word may begin with beside letters and `_`.
    pub(super) word_start: &'static str,
    /// Quotes, comments and whatever else is known by how it begins; the first that fits is taken.
    pub(super) rules: &'static [Rule],
    pub(super) capitals: Capitals,
    pub(super) keys: Keys,
    pub(super) heads: Option<Heads>,
    /// Whether a word before `(` is a function.
    pub(super) calls: bool,
    /// Whether a word before `!` is a macro.
    pub(super) macros: bool,
    /// Whether `<` where a value may stand begins an element.
    pub(super) jsx: bool,
}

impl Code {
    /// Where every table starts from.
    pub(super) const BASE: Self = Self {
        keywords: "",
        type_keywords: "",
        function_keywords: "",
        types: "",
        functions: "",
        constants: "",
        fold_case: false,
        word_more: "",
        word_start: "",
        rules: &[],
        capitals: Capitals::Plain,
        keys: Keys::None,
        heads: None,
        calls: true,
        macros: false,
        jsx: false,
    };
}

/// What a word with a capital first letter is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Capitals {
    Plain,
    /// A type, or a constant when all its letters are capital.
    Types,
    /// The same, unless it is a member or called.
    TypesAlone,
    /// A constant when all its letters are capital.
    Constants,
    Variables,
}

/// Which words are keys of a mapping.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    None,
    /// A word or quoted text before `:`.
    Colon,
    /// The same where an entry begins: after `{`, `,`, `;` or a line's end, inside braces.
    Object,
    /// A word right before `:`, as in `name: value`.
    Label,
    /// A word or quoted text before `=`.
    Equals,
    /// A word right before `=`.
    Assigned,
    /// A word or quoted text before `=` or `:` at the start of a line.
    Line,
}

/// The first word of a statement has a kind of its own.
pub(super) struct Heads {
    /// What a statement comes after; a line's end is `\n`.
    pub(super) after: &'static str,
    pub(super) kind: Kind,
}

/// Where a rule holds.
#[derive(Clone, Copy)]
pub(super) enum At {
    Anywhere,
    /// First on its line, white space aside.
    LineStart,
    /// After white space, an opening bracket or a separator.
    Fresh,
    /// Where a value may stand, not an operator.
    Operand,
    /// Right after a word of the kind [`Kind::Attribute`].
    Attribute,
}

/// Something that is known by how it begins.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    pub(super) kind: Kind,
    pub(super) at: At,
    pub(super) open: &'static str,
    pub(super) body: Body,
}

/// How far a [`Rule`] reaches.
#[derive(Clone, Copy)]
pub(super) enum Body {
    /// No further than its opening, which does not end inside a word.
    Only,
    /// To the end of the line.
    Line,
    /// To what closes it, on any line.
    Block {
        close: &'static str,
        nested: bool,
    },
    Quoted(Quoted),
    /// `open`, any number of guards, `quote`, text, `close`, the same guards, `tail`: Rust's `r#"…"#`, Lua's `[=[…]=]`.
    Guarded {
        guard: Guard,
        quote: &'static str,
        close: &'static str,
        tail: &'static str,
    },
    /// Text between any two delimiters, as often as it says: `%w[…]`, `s/…/…/`.
    Delimited {
        parts: u8,
    },
    /// A word that announces text from the next line on.
    Heredoc {
        lower_case: bool,
    },
    /// A name, with these bytes in it, or one of these marks instead: `$name`, `$?`.
    Name {
        more: &'static str,
        marks: &'static str,
    },
    /// A name of letters alone, or any one character.
    Letters,
    /// A regular expression between slashes.
    Regex,
    /// A character in single quotes; where none is, a name with a quote before it.
    Character,
}

/// What may stand between the opening of [`Body::Guarded`] and its quote.
#[derive(Clone, Copy)]
pub(super) enum Guard {
    /// Any number of this byte.
    Run(u8),
    /// A word or nothing.
    Word,
}

/// Text in quotes.
#[derive(Clone, Copy)]
pub(super) struct Quoted {
    pub(super) close: &'static str,
    /// What takes the meaning from the byte after it.
    pub(super) escape: Option<u8>,
    /// Whether it may go over lines.
    pub(super) lines: bool,
    pub(super) holes: &'static [Hole],
    /// Words that may stand right before the opening, in lower case.
    pub(super) prefixes: &'static str,
}

/// Something inside quotes that is not text.
#[derive(Clone, Copy)]
pub(super) enum Hole {
    /// Text after all, though another hole would take its beginning.
    Text(&'static str),
    /// Code up to the closing bracket.
    Code(&'static str, u8),
    /// A variable as far as its name goes.
    Name(&'static str),
    /// A variable up to the closing byte.
    Variable(&'static str, u8),
}

impl Rule {
    pub(super) const fn new(kind: Kind, open: &'static str, body: Body) -> Self {
        Self { kind, at: At::Anywhere, open, body }
    }

    /// A comment to the end of the line.
    pub(super) const fn line(open: &'static str) -> Self {
        Self::new(Kind::Comment, open, Body::Line)
    }

    /// A comment over lines.
    pub(super) const fn block(open: &'static str, close: &'static str) -> Self {
        Self::new(Kind::Comment, open, Body::Block { close, nested: false })
    }

    /// A comment over lines, with comments in it.
    pub(super) const fn nested(open: &'static str, close: &'static str) -> Self {
        Self::new(Kind::Comment, open, Body::Block { close, nested: true })
    }

    /// Text on one line, where `\` escapes.
    pub(super) const fn quoted(quote: &'static str) -> Self {
        Self::between(quote, quote)
    }

    /// The same with two different quotes.
    pub(super) const fn between(open: &'static str, close: &'static str) -> Self {
        let quoted = Quoted { close, escape: Some(b'\\'), lines: false, holes: &[], prefixes: "" };
        Self::new(Kind::String, open, Body::Quoted(quoted))
    }

    /// A marked name, such as `$name`.
    pub(super) const fn name(kind: Kind, open: &'static str) -> Self {
        Self::new(kind, open, Body::Name { more: "", marks: "" })
    }

    pub(super) const fn at(mut self, at: At) -> Self {
        self.at = at;
        self
    }

    pub(super) const fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// Quoted text over lines.
    pub(super) const fn lines(mut self) -> Self {
        if let Body::Quoted(quoted) = &mut self.body {
            quoted.lines = true;
        }
        self
    }

    /// Quoted text without escapes; a doubled quote is then two texts side by side.
    pub(super) const fn raw(mut self) -> Self {
        if let Body::Quoted(quoted) = &mut self.body {
            quoted.escape = None;
        }
        self
    }

    /// Quoted text where this byte escapes.
    pub(super) const fn escape(mut self, escape: u8) -> Self {
        if let Body::Quoted(quoted) = &mut self.body {
            quoted.escape = Some(escape);
        }
        self
    }

    /// Quoted text with holes.
    pub(super) const fn holes(mut self, holes: &'static [Hole]) -> Self {
        if let Body::Quoted(quoted) = &mut self.body {
            quoted.holes = holes;
        }
        self
    }

    /// Quoted text that needs one of these words before it.
    pub(super) const fn prefixes(mut self, prefixes: &'static str) -> Self {
        if let Body::Quoted(quoted) = &mut self.body {
            quoted.prefixes = prefixes;
        }
        self
    }
}
