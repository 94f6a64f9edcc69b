//! The sample articles of `corpus/`: all that the engine reads, theme by theme. A snapshot shows what each becomes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, thread};

use rstest::rstest;
use wxpress_article::{Article, Format, Meta, Options, Profile, Source, render};

use crate::markup::{outline, read};

/// A sample article.
#[derive(Debug)]
pub(crate) struct Sample {
    /// The name of its file, without the extension.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) format: Format,
}

impl Sample {
    fn at(path: &Path) -> Self {
        Self {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            text: fs::read_to_string(path).unwrap(),
            format: Format::of_extension(&path.extension().unwrap().to_string_lossy()),
        }
    }

    /// The one in a file of that name.
    pub(crate) fn named(name: &str) -> Self {
        Self::at(&folder().join(name))
    }

    /// The article that holds what most articles do.
    pub(crate) fn typical() -> Self {
        Self::named("typical.md")
    }

    /// The article that the gallery of themes shows.
    pub(crate) fn gallery() -> Self {
        Self::at(&folder().join("../../../examples/article/gallery.md"))
    }

    /// All of them, by name.
    pub(crate) fn all() -> Vec<Self> {
        let files = fs::read_dir(folder()).unwrap();
        let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        paths.sort();
        paths.iter().map(|path| Self::at(path)).collect()
    }

    pub(crate) fn source(&self) -> Source<'_> {
        Source { text: &self.text, format: self.format }
    }

    pub(crate) fn render(&self, options: &Options) -> Article {
        render(&self.source(), options)
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// All that is known of an article, for a snapshot.
fn told(article: &Article) -> String {
    let mut told = fields(&article.meta);
    _ = writeln!(told, "words: {}, minutes: {}", article.reading.words, article.reading.minutes);
    for image in &article.images {
        let source: String = format!("{:?}", image.source).chars().take(100).collect();
        _ = writeln!(told, "picture: {source} {:?} {:?}", image.alt, image.line);
    }
    _ = writeln!(told);
    for finding in &article.findings {
        let (code, severity) = (finding.rule.code(), finding.rule.severity().as_str());
        let line = finding.line.map(|line| format!(" line {line}")).unwrap_or_default();
        _ = writeln!(told, "{code} {severity}{line} ×{}: {}", finding.times, finding.subject);
    }
    let html = article.html();
    _ = writeln!(told, "\n{} characters", html.chars().count());
    told + &outline(&read(&html))
}

fn fields(meta: &Meta) -> String {
    let Meta {
        title,
        author,
        digest,
        cover,
        thumb_media_id,
        pic_crop_235_1,
        pic_crop_1_1,
        content_source_url,
        need_open_comment,
        only_fans_can_comment,
        account,
        article_type,
        image_list,
    } = meta;
    let mut fields = String::new();
    let texts = [
        ("title", title),
        ("author", author),
        ("digest", digest),
        ("cover", cover),
        ("thumb_media_id", thumb_media_id),
        ("pic_crop_235_1", pic_crop_235_1),
        ("pic_crop_1_1", pic_crop_1_1),
        ("content_source_url", content_source_url),
        ("account", account),
        ("article_type", article_type),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            _ = writeln!(fields, "{name}: {text}");
        }
    }
    let switches =
        [("need_open_comment", need_open_comment), ("only_fans_can_comment", only_fans_can_comment)];
    for (name, switch) in switches {
        if let Some(switch) = switch {
            _ = writeln!(fields, "{name}: {switch}");
        }
    }
    if !image_list.is_empty() {
        _ = writeln!(fields, "image_list: {image_list:?}");
    }
    fields
}

#[rstest]
fn for_the_api(#[files("corpus/*")] path: PathBuf) {
    let sample = Sample::at(&path);
    // With their engine, diagrams are drawings.
    let drawn = if cfg!(feature = "mermaid") && sample.name == "diagrams" { "_drawn" } else { "" };
    insta::assert_snapshot!(format!("api_{}{drawn}", sample.name), told(&sample.render(&Options::default())));
}

#[rstest]
#[case("typical.md", Profile::Paste)]
#[case("exported.html", Profile::Paste)]
#[case("typical.md", Profile::Strict)]
#[case("lists.md", Profile::Strict)]
fn for_other_gates(#[case] name: &str, #[case] profile: Profile) {
    let sample = Sample::at(&folder().join(name));
    let options = Options { profile, ..Options::default() };
    let gate = format!("{profile:?}").to_lowercase();
    insta::assert_snapshot!(format!("{gate}_{}", sample.name), told(&sample.render(&options)));
}

#[test]
fn the_same_text_gives_the_same_article() {
    let samples = Sample::all();
    let options = Options::default();
    let first: Vec<Article> = samples.iter().map(|sample| sample.render(&options)).collect();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for (sample, first) in samples.iter().zip(&first) {
                    let again = sample.render(&options);
                    assert!(again == *first && again.html() == first.html(), "{}", sample.name);
                }
            });
        }
    });
}

/// Files of other systems: lines that end with CR LF, a byte order mark, and characters that nobody sees.
#[test]
fn line_ends_and_invisible_characters_change_nothing() {
    let options = Options::default();
    for plain in Sample::all() {
        let text = plain.text.replace('\n', "\r\n").replace('。', "\u{200b}。\u{feff}");
        let foreign = Sample { text: format!("\u{feff}{text}"), name: plain.name.clone(), ..plain };
        assert_eq!(
            outline(&read(&foreign.render(&options).html())),
            outline(&read(&plain.render(&options).html())),
            "{}",
            foreign.name
        );
    }
}
