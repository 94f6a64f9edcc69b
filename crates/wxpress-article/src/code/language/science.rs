//! Languages of numbers and of papers.

use super::parts::{ANNOTATION, DOUBLE, HASH, SINGLE, SLASHES, TRIPLE_DOUBLE};
use crate::code::{
    grammar::{At, Body, Capitals, Code, Grammar, Hole, Language, Rule},
    token::Kind,
};

pub(super) const LANGUAGES: &[Language] = &[
    Language { names: &["r", "rscript", "splus"], grammar: Grammar::Code(&R) },
    Language { names: &["julia", "jl"], grammar: Grammar::Code(&JULIA) },
    Language { names: &["matlab", "octave"], grammar: Grammar::Code(&MATLAB) },
    Language { names: &["fortran", "f90", "f95"], grammar: Grammar::Code(&FORTRAN) },
    Language { names: &["latex", "tex", "bibtex"], grammar: Grammar::Code(&LATEX) },
    Language { names: &["verilog", "sv", "systemverilog"], grammar: Grammar::Code(&VERILOG) },
];

const R: Code = Code {
    keywords: "break else for function if in library next repeat require return while",
    constants: "TRUE FALSE NULL NA NaN Inf T F pi",
    word_start: ".",
    word_more: ".",
    rules: &[HASH, DOUBLE.lines(), SINGLE.lines(), Rule::quoted("`").kind(Kind::Plain)],
    ..Code::BASE
};

const JULIA: Code = Code {
    keywords: "abstract baremodule begin break catch const continue do else elseif end export finally for global if \
        import in isa let local mutable outer primitive quote return try using where while",
    type_keywords: "module struct type",
    function_keywords: "function macro",
    constants: "true false nothing missing Inf NaN pi im",
    word_more: "!",
    capitals: Capitals::Types,
    rules: &[
        Rule::nested("#=", "=#"),
        HASH,
        TRIPLE_DOUBLE.holes(JULIA_HOLES),
        DOUBLE.lines().holes(JULIA_HOLES),
        Rule::quoted("`"),
        Rule::new(Kind::Type, "'", Body::Character).at(At::Operand),
        ANNOTATION.kind(Kind::Function),
        Rule::name(Kind::Constant, ":").at(At::Fresh),
    ],
    ..Code::BASE
};

const JULIA_HOLES: &[Hole] = &[Hole::Code("$(", b')'), Hole::Name("$")];

const MATLAB: Code = Code {
    keywords: "break case catch classdef continue else elseif end enumeration events for global if methods otherwise \
        parfor persistent properties return spmd switch try while",
    function_keywords: "function",
    constants: "true false pi inf Inf nan NaN eps ans",
    rules: &[
        Rule::block("%{", "%}").at(At::LineStart),
        Rule::line("%"),
        HASH.at(At::LineStart),
        DOUBLE.raw(),
        SINGLE.raw().at(At::Operand),
        Rule::new(Kind::Comment, "...", Body::Line),
    ],
    ..Code::BASE
};

const FORTRAN: Code = Code {
    fold_case: true,
    keywords: "allocatable allocate call case common contains continue cycle data deallocate default dimension do else \
        elseif end enddo endif exit external format forall go goto if implicit in inout intent intrinsic none only open \
        out parameter print private public read result return save select stop then to use where while write",
    type_keywords: "module program type",
    function_keywords: "function subroutine",
    types: "character complex double integer logical precision real",
    rules: &[
        Rule::line("!"),
        DOUBLE.raw(),
        SINGLE.raw(),
        Rule::new(Kind::Constant, ".true.", Body::Only),
        Rule::new(Kind::Constant, ".false.", Body::Only),
    ],
    ..Code::BASE
};

const LATEX: Code = Code {
    calls: false,
    rules: &[
        Rule::new(Kind::Keyword, "\\", Body::Letters),
        Rule::line("%"),
        Rule::new(Kind::String, "$$", Body::Block { close: "$$", nested: false }),
        Rule::between("$", "$").lines(),
        Rule::name(Kind::Keyword, "@").at(At::LineStart),
    ],
    ..Code::BASE
};

const VERILOG: Code = Code {
    keywords: "always always_comb always_ff always_latch and assign automatic begin case casex casez default else end \
        endcase endfunction endgenerate endmodule endtask for forever generate genvar if import initial inout input \
        localparam negedge not or output package parameter posedge repeat return typedef while xor",
    type_keywords: "class enum interface module struct",
    function_keywords: "function task",
    types: "bit byte int integer logic real reg signed string time unsigned wire",
    capitals: Capitals::Constants,
    rules: &[
        SLASHES,
        Rule::block("/*", "*/"),
        DOUBLE,
        Rule::name(Kind::Attribute, "`"),
        Rule::name(Kind::Function, "$"),
        Rule::name(Kind::Number, "'"),
    ],
    ..Code::BASE
};

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::code::notation::of;

    #[rstest]
    #[case::r("r", "x.y <- f(TRUE) # a", "x.y <- f[f](l[TRUE]) c[# a]")]
    #[case::julia("julia", "@a b = \"c $d $(e)\" #= f =#", "f[@a] b = s[\"c] v[$d] $(e)s[\"] c[#= f =#]")]
    #[case::transpose("matlab", "a' * b'; c = 'd'; % e", "a' * b'; c = s['d']; c[% e]")]
    #[case::fortran("fortran", "INTEGER :: a ! b", "t[INTEGER] :: a c[! b]")]
    #[case::latex(
        "tex",
        "\\frac{a}\\alpha_1 5\\% $x$ % b",
        "k[\\frac]{a}k[\\alpha]_1 n[5]k[\\%] s[$x$] c[% b]"
    )]
    #[case::verilog(
        "verilog",
        "module a; reg [7:0] b = 8'hff;",
        "k[module] t[a]; t[reg] [n[7]:n[0]] b = n[8'hff];"
    )]
    fn science(#[case] language: &str, #[case] code: &str, #[case] expected: &str) {
        assert_eq!(of(language, code), expected);
    }
}
