//! The front matter of a Markdown file, with the names that the field's tools use.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::finding::Findings;
use crate::meta::Meta;
use crate::options::{Captions, CodeOptions, Links, Lists, Options, Overflow};
use crate::rule::Rule;

/// Longest front matter, in bytes.
const MAX_BYTES: usize = 64 * 1024;

/// What the front matter says.
#[derive(Debug, Default)]
pub(crate) struct FrontMatter {
    pub(crate) meta: Meta,
    pub(crate) options: Options,
}

/// Parts a source into its front matter, if it begins with one between lines of `---`, and the rest, with the number
/// of lines before the rest.
pub(crate) fn split(text: &str) -> (Option<&str>, &str, u32) {
    let none = (None, text, 0);
    let Some(after) = text.strip_prefix("---") else { return none };
    let Some((ruler_end, mut body)) = after.split_once('\n') else { return none };
    if !ruler_end.trim().is_empty() {
        return none;
    }
    let start = body;
    let mut lines = 1;
    while let Some((line, rest)) = body.split_once('\n').or_else(|| (!body.is_empty()).then_some((body, "")))
    {
        let end = start.len() - body.len();
        lines += 1;
        body = rest;
        if matches!(line.trim_end(), "---" | "...") {
            return (Some(&start[..end]), rest, lines);
        }
        if end > MAX_BYTES {
            break;
        }
    }
    none
}

/// Reads a front matter. What it does not know it leaves alone, for other tools have their own names in there, unless it
/// looks like a name that it knows.
pub(crate) fn read(text: &str, findings: &mut Findings) -> FrontMatter {
    let values = serde_saphyr::from_str::<Option<BTreeMap<String, Value>>>(text).map_or_else(
        |_| {
            findings.report(Rule::FrontMatterSyntax, Some(1));
            by_line(text)
        },
        Option::unwrap_or_default,
    );
    Reader { values, known: Vec::new(), findings }.read()
}

/// `name: value` of each line, for what is no YAML.
fn by_line(text: &str) -> BTreeMap<String, Value> {
    text.lines()
        .filter(|line| !line.starts_with([' ', '\t', '#', '-']))
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| {
            let value = value.trim().trim_matches(['"', '\'']);
            (name.trim().to_owned(), Value::String(value.to_owned()))
        })
        .collect()
}

struct Reader<'a> {
    values: BTreeMap<String, Value>,
    /// All names that were looked for.
    known: Vec<&'static str>,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    fn read(mut self) -> FrontMatter {
        let mut options = Options {
            theme: self.text(&["theme", "样式"]),
            highlight: self.text(&["highlight", "code", "代码高亮"]),
            css: self.text(&["css"]),
            links: self.word(
                &["links"],
                &[("references", Links::References), ("keep", Links::Keep), ("text", Links::Text)],
            ),
            lists: self.word(&["lists"], &[("native", Lists::Native), ("static", Lists::Static)]),
            tables: self.word(&["tables"], &[("scroll", Overflow::Scroll), ("wrap", Overflow::Wrap)]),
            captions: self.word(
                &["captions"],
                &[("title", Captions::Title), ("alt", Captions::Alt), ("none", Captions::None)],
            ),
            ..Options::default()
        };
        options.parameters.primary = self.text(&["primary", "color", "primary_color"]);
        options.parameters.font = self.text(&["font"]);
        options.parameters.size = self.number(&["size", "font_size"]);
        options.parameters.line_height = self.number(&["line_height", "lineHeight"]);
        options.parameters.justify = self.switch(&["justify"]);
        options.parameters.indent = self.switch(&["indent"]);
        let mac = self.switch(&["mac_style", "macStyle"]);
        let line_numbers = self.switch(&["line_numbers", "lineNumbers"]);
        let wrap = self.switch(&["code_wrap", "codeWrap"]);
        if mac.or(line_numbers).or(wrap).is_some() {
            options.code = Some(CodeOptions {
                mac: mac.unwrap_or_default(),
                line_numbers: line_numbers.unwrap_or_default(),
                overflow: if wrap == Some(true) { Overflow::Wrap } else { Overflow::Scroll },
            });
        }
        let meta = self.meta();
        self.tell_misspelt();
        FrontMatter { meta, options }
    }

    /// Tells of names that are another tool's or misspelt, where they look misspelt.
    fn tell_misspelt(&mut self) {
        /// Names of other tools that look like ours.
        const OTHERS: [&str; 2] = ["images", "link"];
        let is_told = |name: &&str| !OTHERS.contains(name) && !self.known.contains(name);
        for name in self.values.keys().map(String::as_str).filter(is_told) {
            if let Some(known) = nearest(name, &self.known) {
                self.findings.report_of(Rule::FrontMatterName, Some(1), format!("{name} → {known}"));
            }
        }
    }

    fn meta(&mut self) -> Meta {
        let cover = self.text(&[
            "cover",
            "coverImage",
            "cover_image",
            "featureImage",
            "feature_image",
            "image",
            "banner",
            "banner_path",
            "封面",
        ]);
        Meta {
            title: self.text(&["title", "标题"]),
            author: self.text(&["author", "作者"]),
            digest: self.text(&["digest", "summary", "description", "excerpt", "摘要"]),
            cover,
            thumb_media_id: self.text(&["thumb_media_id", "thumbMediaId", "封面素材ID"]),
            pic_crop_235_1: self.text(&["pic_crop_235_1", "封面裁剪"]),
            pic_crop_1_1: self.text(&["pic_crop_1_1"]),
            content_source_url: self.text(&[
                "content_source_url",
                "contentSourceUrl",
                "source_url",
                "sourceUrl",
                "原文地址",
            ]),
            need_open_comment: self.switch(&[
                "need_open_comment",
                "needOpenComment",
                "open_comment",
                "打开评论",
            ]),
            only_fans_can_comment: self.switch(&[
                "only_fans_can_comment",
                "onlyFansCanComment",
                "仅粉丝可评论",
            ]),
            account: self.text(&["account", "appid", "公众号"]),
            article_type: self
                .word(
                    &["article_type", "articleType", "type"],
                    &[("news", "news"), ("newspic", "newspic"), ("image", "newspic")],
                )
                .map(str::to_owned),
            image_list: self.list(&["image_list", "imageList"]),
        }
    }

    /// The first of these names that says anything.
    fn take(&mut self, names: &[&'static str]) -> Option<(&'static str, Value)> {
        self.known.extend_from_slice(names);
        names.iter().find_map(|name| {
            let value = self.values.remove(*name)?;
            let says_nothing = value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
            (!says_nothing).then_some((*name, value))
        })
    }

    fn not_understood(&mut self, name: &str) {
        self.findings.report_of(Rule::FrontMatterValue, Some(1), name);
    }

    fn text(&mut self, names: &[&'static str]) -> Option<String> {
        let (name, value) = self.take(names)?;
        match value {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(switch) => Some(switch.to_string()),
            // `author: [a, b]`
            Value::Array(items) if items.iter().all(Value::is_string) => {
                Some(items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("、"))
            }
            _ => {
                self.not_understood(name);
                None
            }
        }
    }

    fn number(&mut self, names: &[&'static str]) -> Option<f32> {
        let (name, value) = self.take(names)?;
        let number = match &value {
            Value::Number(number) => number.to_string().parse().ok(),
            Value::String(text) => text.trim().trim_end_matches("px").parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.not_understood(name);
        }
        number
    }

    fn switch(&mut self, names: &[&'static str]) -> Option<bool> {
        let (name, value) = self.take(names)?;
        let word = match &value {
            Value::Bool(switch) => return Some(*switch),
            Value::Number(number) => number.to_string(),
            Value::String(word) => word.trim().to_lowercase(),
            _ => String::new(),
        };
        match word.as_str() {
            "1" | "true" | "yes" | "on" | "是" | "开" => Some(true),
            "0" | "false" | "no" | "off" | "否" | "关" => Some(false),
            _ => {
                self.not_understood(name);
                None
            }
        }
    }

    fn word<T: Copy>(&mut self, names: &[&'static str], words: &[(&str, T)]) -> Option<T> {
        let (name, value) = self.take(names)?;
        let known = value.as_str().and_then(|text| {
            words.iter().find(|(word, _)| word.eq_ignore_ascii_case(text.trim())).map(|(_, known)| *known)
        });
        // `type` and `code` mean other things to other tools.
        if known.is_none() && name != "type" {
            self.not_understood(name);
        }
        known
    }

    fn list(&mut self, names: &[&'static str]) -> Vec<String> {
        match self.take(names) {
            Some((_, Value::String(one))) => vec![one],
            Some((_, Value::Array(items))) => {
                items.into_iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
            }
            Some((name, _)) => {
                self.not_understood(name);
                Vec::new()
            }
            None => Vec::new(),
        }
    }
}

/// The known name that a name is a slip of the hand away from: one letter, or two in a long word.
fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let length = name.chars().count();
    let most = match length {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    let lower = name.to_lowercase();
    known
        .iter()
        .map(|known| (strsim::osa_distance(&lower, &known.to_lowercase()), *known))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> (FrontMatter, Vec<Rule>) {
        let mut findings = Findings::default();
        let read = read(text, &mut findings);
        (read, findings.into_sorted().into_iter().map(|finding| finding.rule).collect())
    }

    #[test]
    fn the_front_matter_ends_at_its_ruler() {
        assert_eq!(split("---\na: 1\n---\n# x"), (Some("a: 1\n"), "# x", 3));
        assert_eq!(split("---\n---\nx"), (Some(""), "x", 2));
        assert_eq!(split("---\na: 1\n..."), (Some("a: 1\n"), "", 3));
        assert_eq!(split("--- a\nb"), (None, "--- a\nb", 0));
        assert_eq!(split("---\nno end"), (None, "---\nno end", 0));
    }

    #[test]
    fn all_names_of_the_field_are_known() {
        let (read, rules) = read_all(
            "标题: 一\n作者: 二\n摘要: 三\n封面: a.jpg\n封面素材ID: m\n封面裁剪: auto\n原文地址: https://a.b\n打开评论: 是\n\
             仅粉丝可评论: 0\n样式: ink\n代码高亮: nord\n公众号: wx1\ntype: image\nimage_list: [a, b]\ntags: {x: 1}",
        );
        assert_eq!(rules, []);
        let meta = read.meta;
        assert_eq!(meta.title.as_deref(), Some("一"));
        assert_eq!(meta.digest.as_deref(), Some("三"));
        assert_eq!((meta.need_open_comment, meta.only_fans_can_comment), (Some(true), Some(false)));
        assert_eq!((meta.article_type.as_deref(), meta.image_list.len()), (Some("newspic"), 2));
        assert_eq!(
            (read.options.theme.as_deref(), read.options.highlight.as_deref()),
            (Some("ink"), Some("nord"))
        );
    }

    #[test]
    fn the_digest_has_an_order_of_names() {
        let (read, _) = read_all("excerpt: e\ndescription: d\nsummary: ''");
        assert_eq!(read.meta.digest.as_deref(), Some("d"));
    }

    #[test]
    fn what_is_no_yaml_is_read_by_line() {
        let (read, rules) = read_all("title: Rust: 一门语言\nauthor: \"我\"");
        assert_eq!(rules, [Rule::FrontMatterSyntax]);
        assert_eq!(read.meta.title.as_deref(), Some("Rust: 一门语言"));
        assert_eq!(read.meta.author.as_deref(), Some("我"));
    }

    #[test]
    fn misspelt_names_are_told() {
        let mut findings = Findings::default();
        read(
            "tilte: a\nAuthor: b\nneed_open_coment: 1\ntags: [c]\ndate: 2026-01-01\nlink: d\nlayout: e\ncover: f\ncoverImage: g",
            &mut findings,
        );
        let told: Vec<String> = findings.into_sorted().into_iter().map(|finding| finding.subject).collect();
        assert_eq!(told, ["Author → author", "need_open_coment → need_open_comment", "tilte → title"]);
    }

    #[test]
    fn values_of_the_wrong_kind_are_told() {
        let (read, rules) = read_all("title: {a: 1}\nneed_open_comment: perhaps\nsize: 16px\nlinks: all");
        assert_eq!(rules, [Rule::FrontMatterValue; 3]);
        assert_eq!(read.options.parameters.size, Some(16.0));
    }
}
