//! Questions to databases, and schemas of interfaces.

use super::parts::{BLOCK, DASHES, DOUBLE, HASH, SINGLE, SLASHES, TRIPLE_DOUBLE};
use crate::code::{
    grammar::{Body, Capitals, Code, Grammar, Guard, Keys, Language, Rule},
    token::Kind,
};

pub(super) const LANGUAGES: &[Language] = &[
    Language {
        names: &[
            "sql",
            "mysql",
            "postgresql",
            "postgres",
            "pgsql",
            "plsql",
            "plpgsql",
            "sqlite",
            "tsql",
            "hive",
            "mariadb",
        ],
        grammar: Grammar::Code(&SQL),
    },
    Language { names: &["graphql", "gql"], grammar: Grammar::Code(&GRAPHQL) },
    Language { names: &["protobuf", "proto", "proto3", "thrift"], grammar: Grammar::Code(&PROTOBUF) },
    Language { names: &["prisma"], grammar: Grammar::Code(&PRISMA) },
];

const SQL: Code = Code {
    fold_case: true,
    keywords: "add after all alter analyze and any as asc auto_increment autoincrement before begin between by call \
        cascade case change character charset check collate column comment commit conflict constraint create cross \
        cube current cursor database databases declare default delete delimiter desc describe distinct do drop duplicate \
        each else elseif end engine escape except execute exists explain fetch filter first following for foreign from \
        full function grant group grouping having if ignore ilike in index inner inout insert intersect interval into is \
        join key language last lateral leave left like limit lock loop materialized merge modify natural not nothing \
        nulls of off offset on only or order out outer over overwrite partition partitioned plpgsql preceding primary \
        privileges procedure range recursive references release rename repeat replace restrict return returning returns \
        revoke right rollback rollup row rows savepoint schema select sequence set show signal start stored table tables \
        temporary then to top transaction trigger truncate unbounded union unique unlock update use using values view \
        when where while window with without",
    types: "bigint bigserial binary bit blob bool boolean bytea char clob date datetime decimal double enum float int \
        int2 int4 int8 integer json jsonb longblob longtext mediumint mediumtext money nchar number numeric nvarchar \
        precision real serial smallint text time timestamp timestamptz tinyint unsigned uuid varbinary varchar varchar2 \
        xml year",
    constants: "true false null unknown current_date current_time current_timestamp",
    rules: &[
        DASHES,
        HASH,
        BLOCK,
        SINGLE.raw().lines(),
        DOUBLE.raw().kind(Kind::Plain),
        Rule::quoted("`").raw().kind(Kind::Plain),
        Rule::new(Kind::Variable, "@", Body::Name { more: "@", marks: "" }),
        Rule::new(Kind::String, "$", Body::Guarded { guard: Guard::Word, quote: "$", close: "$", tail: "$" }),
        Rule::name(Kind::Variable, "$"),
        Rule::new(Kind::Operator, "::", Body::Only),
        Rule::name(Kind::Variable, ":"),
    ],
    ..Code::BASE
};

const GRAPHQL: Code = Code {
    keywords: "directive extend fragment implements mutation on query repeatable schema subscription",
    type_keywords: "enum input interface scalar type union",
    types: "Boolean Float ID Int String",
    constants: "true false null",
    capitals: Capitals::Types,
    keys: Keys::Colon,
    calls: false,
    rules: &[HASH, TRIPLE_DOUBLE, DOUBLE, Rule::name(Kind::Variable, "$"), Rule::name(Kind::Attribute, "@")],
    ..Code::BASE
};

const PROTOBUF: Code = Code {
    keywords: "edition exception extend extensions from import include namespace oneof option optional package public \
        repeated required reserved returns stream syntax throws to weak",
    type_keywords: "enum message service struct union typedef",
    function_keywords: "rpc",
    types: "bool bytes double fixed32 fixed64 float int32 int64 sfixed32 sfixed64 sint32 sint64 string uint32 uint64 map \
        i8 i16 i32 i64 binary list set void",
    constants: "true false",
    capitals: Capitals::Types,
    rules: &[SLASHES, BLOCK, DOUBLE, SINGLE],
    ..Code::BASE
};

const PRISMA: Code = Code {
    keywords: "datasource generator",
    type_keywords: "enum model type",
    types: "BigInt Boolean Bytes DateTime Decimal Float Int Json String",
    constants: "true false null",
    capitals: Capitals::Types,
    rules: &[SLASHES, DOUBLE, Rule::new(Kind::Attribute, "@", Body::Name { more: "@.", marks: "" })],
    ..Code::BASE
};

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::code::notation::of;

    #[rstest]
    #[case::cases(
        "sql",
        "select * FROM t WHERE a = 'b''c' -- d",
        "k[select] * k[FROM] t k[WHERE] a = s['b''c'] c[-- d]"
    )]
    #[case::functions(
        "mysql",
        "COUNT(*) > @x AND `from` IS NULL",
        "f[COUNT](*) > v[@x] k[AND] `from` k[IS] l[NULL]"
    )]
    #[case::types("sql", "a VARCHAR(10) /* b */", "a t[VARCHAR](n[10]) c[/* b */]")]
    #[case::dollars("postgres", "DO $x$ a $x$; b::int", "k[DO] s[$x$ a $x$]; b::t[int]")]
    #[case::graphql(
        "graphql",
        "query A($b: ID!) { c(d: $b) }",
        "k[query] t[A](v[$b]: t[ID]!) { c(p[d]: v[$b]) }"
    )]
    #[case::protobuf("proto", "message A { string b = 1; }", "k[message] t[A] { t[string] b = n[1]; }")]
    fn queries(#[case] language: &str, #[case] code: &str, #[case] expected: &str) {
        assert_eq!(of(language, code), expected);
    }
}
