//! Compiled languages close to the machine, and their relatives.

use super::parts::{ANNOTATION, BLOCK, DOUBLE, HASH, SEMICOLON, SINGLE, SLASHES, TRIPLE_DOUBLE, hashes};
use crate::code::{
    grammar::{At, Body, Capitals, Code, Grammar, Guard, Heads, Hole, Language, Rule},
    token::Kind,
};

pub(super) const LANGUAGES: &[Language] = &[
    Language { names: &["rust", "rs"], grammar: Grammar::Code(&RUST) },
    Language { names: &["c", "h"], grammar: Grammar::Code(&C) },
    Language {
        names: &[
            "cpp", "c++", "cc", "cxx", "hpp", "h++", "hh", "arduino", "ino", "cuda", "cu", "glsl", "hlsl",
        ],
        grammar: Grammar::Code(&CPP),
    },
    Language {
        names: &["objectivec", "objective-c", "objc", "obj-c", "mm"],
        grammar: Grammar::Code(&OBJECTIVE_C),
    },
    Language { names: &["csharp", "c#", "cs", "dotnet"], grammar: Grammar::Code(&CSHARP) },
    Language { names: &["go", "golang"], grammar: Grammar::Code(&GO) },
    Language { names: &["swift"], grammar: Grammar::Code(&SWIFT) },
    Language { names: &["zig"], grammar: Grammar::Code(&ZIG) },
    Language { names: &["nim"], grammar: Grammar::Code(&NIM) },
    Language { names: &["solidity", "sol"], grammar: Grammar::Code(&SOLIDITY) },
    Language { names: &["pascal", "delphi", "objectpascal"], grammar: Grammar::Code(&PASCAL) },
    Language {
        names: &["assembly", "asm", "nasm", "x86asm", "armasm", "s", "riscv"],
        grammar: Grammar::Code(&ASSEMBLY),
    },
];

const RUST: Code = Code {
    keywords: "as async await become box break const continue crate do dyn else extern final for gen if impl in let \
        loop match move mut override priv pub ref return static super unsafe use virtual where while yield",
    type_keywords: "enum struct trait type union mod",
    function_keywords: "fn",
    types: "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize",
    constants: "true false self Self",
    capitals: Capitals::Types,
    macros: true,
    rules: &[
        SLASHES,
        Rule::nested("/*", "*/"),
        Rule::new(Kind::Attribute, "#[", Body::Block { close: "]", nested: false }),
        Rule::new(Kind::Attribute, "#![", Body::Block { close: "]", nested: false }),
        hashes("r"),
        hashes("br"),
        hashes("cr"),
        Rule::between("b\"", "\"").lines(),
        Rule::between("c\"", "\"").lines(),
        DOUBLE.lines(),
        Rule::new(Kind::Type, "b'", Body::Character),
        Rule::new(Kind::Type, "'", Body::Character),
        Rule::new(Kind::Keyword, ".await", Body::Only),
    ],
    ..Code::BASE
};

/// `#include` and its like, with the file in angle brackets.
const DIRECTIVE: Rule = Rule::name(Kind::Attribute, "#").at(At::LineStart);
const ANGLE: Rule = Rule::between("<", ">").at(At::Attribute);

const C: Code = Code {
    keywords: "alignas alignof asm auto break case const constexpr continue default do else extern for goto if inline \
        register restrict return sizeof static static_assert switch thread_local typedef typeof volatile while \
        _Alignas _Alignof _Atomic _Generic _Noreturn _Static_assert _Thread_local",
    type_keywords: "enum struct union",
    types: "bool char double float int long short signed unsigned void _Bool _Complex size_t ssize_t ptrdiff_t \
        intptr_t uintptr_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t wchar_t time_t pid_t \
        off_t FILE va_list",
    constants: "NULL nullptr true false",
    capitals: Capitals::Constants,
    rules: &[SLASHES, BLOCK, DIRECTIVE, ANGLE, DOUBLE, SINGLE],
    ..Code::BASE
};

const CPP: Code = Code {
    keywords: "alignas alignof and asm auto break case catch co_await co_return co_yield const const_cast consteval \
        constexpr constinit continue decltype default delete do dynamic_cast else explicit export extern final for \
        friend goto if import inline module mutable new noexcept not operator or override private protected public \
        register reinterpret_cast requires return sizeof static static_assert static_cast switch template \
        thread_local throw try typedef typeid typename using virtual volatile while xor",
    type_keywords: "class concept enum namespace struct union",
    types: "bool char char8_t char16_t char32_t double float int long short signed unsigned void wchar_t size_t \
        ssize_t ptrdiff_t intptr_t uintptr_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t \
        string string_view vector map set pair tuple optional unique_ptr shared_ptr weak_ptr unordered_map \
        unordered_set array deque list queue stack function variant span vec2 vec3 vec4 mat3 mat4",
    constants: "NULL nullptr true false this",
    capitals: Capitals::Types,
    rules: &[
        SLASHES,
        BLOCK,
        DIRECTIVE,
        ANGLE,
        Rule::new(
            Kind::String,
            "R\"",
            Body::Guarded { guard: Guard::Word, quote: "(", close: ")", tail: "\"" },
        ),
        Rule::new(Kind::Attribute, "[[", Body::Block { close: "]]", nested: false }),
        DOUBLE,
        DOUBLE.prefixes("l u u8"),
        SINGLE,
    ],
    ..Code::BASE
};

const OBJECTIVE_C: Code = Code {
    keywords: "assign atomic auto break case const continue copy default do else extern for goto if in inline nonatomic \
        nonnull nullable readonly readwrite register retain return sizeof static strong switch typedef volatile weak \
        while __block __strong __weak",
    types: "BOOL Class IMP NSInteger NSUInteger CGFloat SEL bool char double float id instancetype int long short \
        signed unsigned void size_t",
    constants: "NO NULL YES false nil self super true",
    rules: &[
        SLASHES,
        BLOCK,
        DIRECTIVE,
        ANGLE,
        Rule::between("@\"", "\""),
        DOUBLE,
        SINGLE,
        Rule::name(Kind::Keyword, "@"),
    ],
    capitals: Capitals::Types,
    ..C
};

const CSHARP: Code = Code {
    keywords: "abstract add and as async await base break by case catch checked const continue default delegate do else \
        event explicit extern file finally fixed for foreach from get global goto group if implicit in init internal \
        into is join let lock managed not on operator or orderby out override params partial private protected \
        public readonly ref remove required return scoped sealed select set sizeof stackalloc static switch throw try \
        typeof unchecked unsafe using value var virtual volatile when where while with yield",
    type_keywords: "class enum interface namespace new record struct",
    types: "bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint ulong \
        ushort void",
    constants: "true false null this",
    capitals: Capitals::TypesAlone,
    rules: &[
        SLASHES,
        BLOCK,
        Rule::new(Kind::Attribute, "#", Body::Line).at(At::LineStart),
        Rule::new(Kind::Attribute, "[", Body::Block { close: "]", nested: false }).at(At::LineStart),
        Rule::between("$@\"", "\"").raw().lines().holes(BRACES),
        Rule::between("@$\"", "\"").raw().lines().holes(BRACES),
        Rule::between("$\"\"\"", "\"\"\"").raw().lines().holes(BRACES),
        Rule::between("$\"", "\"").holes(BRACES),
        Rule::between("@\"", "\"").raw().lines(),
        TRIPLE_DOUBLE.raw(),
        DOUBLE,
        SINGLE,
    ],
    ..Code::BASE
};

const BRACES: &[Hole] = &[Hole::Text("{{"), Hole::Code("{", b'}')];

const GO: Code = Code {
    keywords: "break case chan const continue default defer else fallthrough for go goto if import interface map \
        package range return select struct switch var",
    type_keywords: "type",
    function_keywords: "func",
    types: "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string \
        uint uint8 uint16 uint32 uint64 uintptr",
    constants: "true false nil iota",
    rules: &[SLASHES, BLOCK, DOUBLE, SINGLE, Rule::quoted("`").raw().lines()],
    ..Code::BASE
};

const SWIFT: Code = Code {
    keywords: "any as associatedtype async await break case catch continue convenience default defer deinit do dynamic \
        else fallthrough fileprivate final for get guard if import in indirect infix init inout internal is isolated \
        lazy let mutating nonisolated nonmutating open operator optional override package postfix precedencegroup \
        prefix private public repeat required rethrows return sending set some static subscript switch throw throws \
        try typealias unowned var weak where while willSet didSet",
    type_keywords: "actor class enum extension macro protocol struct",
    function_keywords: "func",
    constants: "true false nil self Self super",
    capitals: Capitals::Types,
    rules: &[
        SLASHES,
        Rule::nested("/*", "*/"),
        // A quote that is guarded already by the `#` it begins with.
        Rule::new(
            Kind::String,
            "#",
            Body::Guarded { guard: Guard::Run(b'#'), quote: "\"", close: "\"", tail: "#" },
        ),
        Rule::name(Kind::Attribute, "#"),
        ANNOTATION,
        TRIPLE_DOUBLE.holes(&[Hole::Code("\\(", b')')]),
        DOUBLE.holes(&[Hole::Code("\\(", b')')]),
    ],
    ..Code::BASE
};

const ZIG: Code = Code {
    keywords: "addrspace align allowzero and anyframe anytype asm async await break callconv catch comptime const \
        continue defer else errdefer export extern for if inline linksection noalias noinline nosuspend opaque or \
        orelse packed pub resume return suspend switch test threadlocal try usingnamespace var volatile while",
    type_keywords: "enum error struct union",
    function_keywords: "fn",
    types: "anyerror anyopaque bool c_int c_uint comptime_float comptime_int f16 f32 f64 f80 f128 i8 i16 i32 i64 i128 \
        isize noreturn type u1 u8 u16 u32 u64 u128 usize void",
    constants: "true false null undefined unreachable",
    capitals: Capitals::Types,
    rules: &[
        SLASHES,
        Rule::new(Kind::String, "\\\\", Body::Line),
        DOUBLE,
        SINGLE,
        Rule::name(Kind::Function, "@"),
    ],
    ..Code::BASE
};

const NIM: Code = Code {
    keywords: "addr and as asm bind block break case cast concept const continue defer discard distinct div do elif \
        else end except export finally for from if import in include interface is isnot let mixin mod nil not notin of \
        or out ptr raise ref return shl shr static try tuple using var when while xor yield",
    type_keywords: "enum object type",
    function_keywords: "converter func iterator macro method proc template",
    types: "array bool byte char cstring float float32 float64 int int8 int16 int32 int64 openArray seq set string \
        uint uint8 uint16 uint32 uint64 void",
    constants: "true false nil result self",
    capitals: Capitals::Types,
    rules: &[
        Rule::nested("#[", "]#"),
        HASH,
        TRIPLE_DOUBLE.raw(),
        DOUBLE.prefixes("r fmt"),
        DOUBLE,
        SINGLE,
        Rule::new(Kind::Attribute, "{.", Body::Block { close: "}", nested: false }),
    ],
    ..Code::BASE
};

const SOLIDITY: Code = Code {
    keywords: "abstract anonymous as assembly break case catch calldata constant constructor continue default delete do \
        else emit external fallback final for from if immutable import indexed internal is let memory new override \
        payable pragma private public pure receive return returns revert storage switch throw try unchecked using view \
        virtual while",
    type_keywords: "contract enum error event interface library struct type",
    function_keywords: "function modifier",
    types: "address bool bytes bytes4 bytes32 int int8 int128 int256 mapping string uint uint8 uint16 uint32 uint64 \
        uint128 uint256",
    constants: "true false this super msg block tx wei gwei ether seconds minutes hours days weeks",
    capitals: Capitals::Types,
    rules: &[SLASHES, BLOCK, DOUBLE, SINGLE],
    ..Code::BASE
};

const PASCAL: Code = Code {
    fold_case: true,
    keywords: "and array as asm begin case const constructor destructor div do downto else end except exports file \
        finalization finally for forward goto if implementation in inherited initialization inline interface is label \
        mod not of on operator or override packed private program property protected public published raise record \
        repeat set shl shr then threadvar to try type unit until uses var virtual while with xor",
    type_keywords: "class object",
    function_keywords: "function procedure",
    types: "ansistring boolean byte cardinal char currency double extended int64 integer longint longword real \
        shortint single smallint string tdatetime variant widestring word",
    constants: "true false nil self result",
    rules: &[SLASHES, Rule::block("{", "}"), Rule::block("(*", "*)"), SINGLE.raw()],
    ..Code::BASE
};

const ASSEMBLY: Code = Code {
    fold_case: true,
    types: "al ah ax eax rax bl bh bx ebx rbx cl ch cx ecx rcx dl dh dx edx rdx si esi rsi di edi rdi sp esp rsp bp ebp \
        rbp ip eip rip r8 r9 r10 r11 r12 r13 r14 r15 xmm0 xmm1 xmm2 xmm3 cs ds es fs gs ss x0 x1 x2 x3 x4 x5 x6 x7 x8 \
        x29 x30 w0 w1 w2 w3 lr pc a0 a1 a2 a3 a4 a5 a6 a7 t0 t1 t2 t3 s0 s1 s2 ra zero byte word dword qword ptr",
    keywords: "section segment global extern bits org equ db dw dd dq resb resw resd resq times proc endp macro endm \
        struc",
    word_start: ".",
    word_more: ".",
    heads: Some(Heads { after: "\n", kind: Kind::Function }),
    calls: false,
    rules: &[
        SEMICOLON,
        SLASHES,
        BLOCK,
        HASH.at(At::Fresh),
        DOUBLE,
        SINGLE,
        Rule::name(Kind::Type, "%"),
        Rule::new(Kind::Number, "$", Body::Name { more: "-", marks: "" }),
        Rule::new(Kind::Number, "#", Body::Name { more: "-", marks: "" }),
    ],
    ..Code::BASE
};

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::code::notation::of;

    #[rstest]
    #[case::items("pub struct Point<T> {}", "k[pub struct] t[Point]<t[T]> {}")]
    #[case::lifetimes(
        "fn f<'a>(x: &'a str) -> char { 'x' }",
        "k[fn] f[f]<t['a]>(x: &t['a str]) -> t[char] { s['x'] }"
    )]
    #[case::characters(r"['\'', '\u{4e2d}', '中', b'a']", r"[s['\''], s['\u{4e2d}'], s['中'], s[b'a']]")]
    #[case::raw(r##"r#"a "b" c"# + b"x""##, r##"s[r#"a "b" c"#] + s[b"x"]"##)]
    #[case::nested_comment("1 /* a /* b */ c */ 2", "n[1] c[/* a /* b */ c */] n[2]")]
    #[case::macros("vec![1]; a != b", "f[vec!][n[1]]; a != b")]
    #[case::attribute("#[derive(Debug)]\nenum E { A }", "a[#[derive(Debug)]]\nk[enum] t[E] { t[A] }")]
    #[case::numbers("0xff_u8 + 1.5e-3 + 0..10", "n[0xff_u8] + n[1.5e-3] + n[0]..n[10]")]
    #[case::members("x.type.await?; MAX_SIZE.len()", "x.typek[.await]?; l[MAX_SIZE].f[len]()")]
    #[case::loops("'outer: loop { break 'outer }", "t['outer]: k[loop] { k[break] t['outer] }")]
    fn rust(#[case] code: &str, #[case] expected: &str) {
        assert_eq!(of("rust", code), expected);
    }

    #[rstest]
    #[case::include("c", "#include <a.h>\nint x = a < b > c;", "a[#include] s[<a.h>]\nt[int] x = a < b > c;")]
    #[case::c_macro("c", "#define N 1\nsize_t n = N_MAX;", "a[#define] N n[1]\nt[size_t] n = l[N_MAX];")]
    #[case::raw("c++", r#"auto s = R"x(a)" b)x";"#, r#"k[auto] s = s[R"x(a)" b)x"];"#)]
    #[case::separators("cpp", "1'000'000 + 'a'", "n[1'000'000] + s['a']")]
    #[case::class("cpp", "class A : public B {}", "k[class] t[A] : k[public] t[B] {}")]
    #[case::verbatim("c#", r#"var p = @"C:\"; f(p);"#, r#"k[var] p = s[@"C:\"]; f[f](p);"#)]
    #[case::interpolated("cs", r#"$"{{a}} {b + 1} c""#, r#"s[$"{{a}}] {b + n[1]} s[c"]"#)]
    #[case::members("csharp", "u.Name = new User(); Ok()", "u.Name = k[new] t[User](); f[Ok]()")]
    #[case::go("golang", "func (s *S) Run() { x := `a\nb` }", "k[func] (s *S) f[Run]() { x := s[`a\nb`] }")]
    #[case::swift(
        "swift",
        r##"let s = "a \(b + "c") d"; #"\x"#"##,
        r##"k[let] s = s["a] \(b + s["c"]) s[d"]; s[#"\x"#]"##
    )]
    #[case::objective_c("objc", "@interface A\n@\"text\"", "k[@interface] t[A]\ns[@\"text\"]")]
    #[case::zig("zig", "const x = @import(\"std\");", "k[const] x = f[@import](s[\"std\"]);")]
    #[case::nim("nim", "proc f(x: int) = echo \"a\"", "k[proc] f[f](x: t[int]) = echo s[\"a\"]")]
    #[case::solidity("sol", "contract A { uint256 x; }", "k[contract] t[A] { t[uint256] x; }")]
    #[case::assembly("asm", "start:\n  mov eax, 1 ; one", "f[start]:\n  f[mov] t[eax], n[1] c[; one]")]
    fn others(#[case] language: &str, #[case] code: &str, #[case] expected: &str) {
        assert_eq!(of(language, code), expected);
    }
}
