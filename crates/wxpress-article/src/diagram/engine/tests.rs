use std::fmt::Write as _;
use std::time::Instant;

use proptest::prelude::*;
use rstest::rstest;

use super::*;

/// What a debug build may take for the worst that the limits let in.
const SOON: Duration = Duration::from_secs(60);

const ELEMENTS: &[&str] =
    &["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"];

const FORBIDDEN: &[&str] =
    &["id", "class", "style", "href", "marker-start", "marker-end", "dominant-baseline", "filter"];

#[rstest]
#[case::flowchart(
    "flowchart TD\n A[开始] -->|是| B{登录}\n B -.-> C[(素材库)]\n subgraph S [流程]\n C ==> D((完成))\n end\n classDef r fill:#f96\n class A r"
)]
#[case::sequence(
    "sequenceDiagram\n participant 用户\n 用户->>+S: 提交\n Note over S: 等待\n loop 每天\n S-->>-用户: 完成\n end"
)]
#[case::class(
    "classDiagram\n class 动物 {\n +String name\n +eat() bool\n }\n 动物 <|-- Dog\n Dog o-- Toy : 拥有"
)]
#[case::state("stateDiagram-v2\n [*] --> 草稿\n 草稿 --> 发布 : 提交\n 发布 --> [*]")]
#[case::gantt(
    "gantt\n dateFormat YYYY-MM-DD\n section 设计\n 分析 :done, a, 2024-01-01, 7d\n 编码 :crit, after a, 9d\n 完成 :milestone, 2024-01-20, 0d"
)]
#[case::pie("pie title 来源\n \"搜索\" : 42.5\n \"其他\" : 7.5")]
#[case::er("erDiagram\n A ||--o{ B : 下单\n A {\n string name PK \"姓名\"\n }")]
#[case::mindmap("mindmap\n  root((公众号))\n    内容\n      选题\n    运营")]
#[case::timeline("timeline\n title 历史\n 2012 : 上线\n 2017 : 小程序")]
fn keeps_to_what_the_platform_keeps(#[case] source: &str) {
    let drawing = draw(source).unwrap();
    let tree = parse(&drawing.svg).unwrap();
    let mut words = String::new();
    for node in tree.descendants(tree.root()) {
        let Some(element) = tree.element(node) else { continue };
        assert!(ELEMENTS.contains(&&*element.name), "{} in {}", element.name, drawing.svg);
        for (name, value) in &element.attributes {
            assert!(!FORBIDDEN.contains(&&**name) && !name.starts_with("data-"), "{name} in {}", drawing.svg);
            assert!(!value.contains("url("), "{name}={value}");
        }
        if &*element.name == "text" {
            assert!(element.attribute("font-size").unwrap().parse::<f64>().unwrap() >= 9.0);
            words.push_str(&tree.text_content(node));
        }
    }
    let labels = source.chars().filter(|char| ('一'..='龥').contains(char));
    assert_eq!(labels.filter(|label| !words.contains(*label)).collect::<String>(), "", "{words}");
    assert!(drawing.width > 50.0 && drawing.height > 50.0, "{drawing:?}");
    assert_eq!(draw(source).unwrap(), drawing, "the same source gives the same bytes");
}

#[test]
fn an_arrow_ends_in_a_head() {
    let svg = draw("flowchart LR\n a --> b").unwrap().svg;
    let heads = svg.matches(r#"Z" fill="currentColor" stroke="currentColor""#).count();
    assert_eq!(heads, 1, "{svg}");
}

#[test]
fn words_on_lines_have_a_ground() {
    let svg = draw("flowchart LR\n a -->|label| b").unwrap().svg;
    let (before, _) = svg.split_once(">label<").unwrap();
    assert!(before.contains(r##"fill="#fff"/><text"##) && before.contains(r##"fill="#1f1f1f""##), "{svg}");
}

#[rstest]
#[case::prose("just some words")]
#[case::nothing("")]
#[case::unfinished("flowchart TD\n A[")]
fn says_what_it_cannot_read(#[case] source: &str) {
    assert!(matches!(draw(source), Err(DiagramError::Source(_))));
}

/// A diagram of that many nodes, each with an edge.
fn nodes(count: usize) -> String {
    (0..count).fold("flowchart TD\n".to_owned(), |mut source, node| {
        let _ = writeln!(source, "n{node}-->n{}", (node * 7 + 1) % count);
        source
    })
}

#[rstest]
#[case::many_nodes(nodes(5_000))]
#[case::fewer_nodes(nodes(900))]
#[case::brackets(format!("flowchart TD\n A{}", "[".repeat(30_000)))]
#[case::subgraphs(format!("flowchart TD\n{}", "subgraph x\n".repeat(900)))]
#[case::long_label(format!("flowchart TD\n A[{}]", "长".repeat(10_000)))]
#[case::mindmap((0..900).fold("mindmap\n".to_owned(), |source, depth| format!("{source}{}a\n", " ".repeat(depth % 90))))]
#[case::messages(format!("sequenceDiagram\n{}", "a->>b: x\n".repeat(900)))]
fn ends_soon(#[case] source: String) {
    let start = Instant::now();
    if let Ok(drawing) = draw(&source) {
        assert!(drawing.svg.len() <= MAX_SVG_BYTES);
    }
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn refuses_five_thousand_nodes() {
    assert_eq!(draw(&nodes(5_000)), Err(DiagramError::TooLarge));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_ends(kind in prop::sample::select(vec![
        "flowchart TD", "sequenceDiagram", "classDiagram", "stateDiagram-v2", "gantt", "pie", "erDiagram", "mindmap", "",
    ]), lines in prop::collection::vec("[ a-c:;\\[\\]{}()<>|=.\"%*+-]{0,24}|\\PC{0,12}", 0..8)) {
        let _ = draw(&format!("{kind}\n  {}", lines.join("\n  ")));
    }
}
