//! Articles without an account: `wxpress render`, `wxpress lint`, `wxpress theme`.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::Duration;

use rstest::rstest;
use serde_json::Value;
use tempfile::TempDir;
use tokio::process::Command;

use super::desk::typing;
use crate::program::{Ended, command, end};
use crate::scene::until;

const GOOD: &str = "# 秋天的公园\n\n银杏黄了。\n\n![湖](images/lake.png)\n";
const WARNED: &str = "# t\n\n[a](notes.md)\n";
const WRONG: &str = "没有标题。\n";

/// Somebody with articles and nothing else.
struct Writer(TempDir);

impl Writer {
    fn new() -> Self {
        let writer = Self(TempDir::new().unwrap());
        for (name, text) in [("good.md", GOOD), ("warned.md", WARNED), ("wrong.md", WRONG)] {
            std::fs::write(writer.path(name), text).unwrap();
        }
        writer
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A command in the folder of the articles, which is the home, too.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(arguments);
        command.current_dir(self.0.path()).env("HOME", self.0.path()).env("PATH", self.0.path());
        command
    }

    async fn run(&self, arguments: &[&str]) -> Ended {
        end(self.command(arguments).spawn().unwrap()).await
    }

    /// What a command says that must succeed.
    async fn told(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments).await;
        assert_eq!(ended.code, Some(0), "{arguments:?}: {ended:?}");
        ended.stdout
    }

    /// What a command answers in JSON.
    async fn data(&self, arguments: &[&str]) -> Value {
        let ended = self.run(&[arguments, &["--json"]].concat()).await;
        assert_eq!(ended.stderr, "");
        let mut envelope: Value = serde_json::from_str(&ended.stdout).unwrap();
        assert_eq!(envelope["success"], true, "{envelope}");
        envelope["data"].take()
    }

    /// A program of this name that notes what it is called with.
    fn browser(&self, name: &str) -> PathBuf {
        let (program, note) = (self.path(name), self.path("opened"));
        std::fs::write(&program, format!("#!/bin/sh\nprintf %s \"$1\" > {}\n", note.display())).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        note
    }
}

#[tokio::test]
async fn html_goes_to_the_standard_output_and_findings_beside_it() {
    let writer = Writer::new();
    let html = writer.told(&["render", "good.md"]).await;
    assert!(
        html.starts_with("<section") && html.ends_with("</section>\n") && html.contains("银杏"),
        "{html}"
    );
    let warned = writer.run(&["render", "warned.md"]).await;
    assert_eq!(warned.code, Some(0));
    let line = warned.stderr.lines().find(|line| line.contains("WX-LINK-004")).unwrap();
    assert!(
        line.starts_with("warned.md:3: warning WX-LINK-004 ") && line.contains(": notes.md — "),
        "{line}"
    );
    assert_eq!(writer.run(&["render", "wrong.md"]).await.code, Some(0), "errors of the article are findings");

    let view = writer.data(&["render", "good.md"]).await;
    assert_eq!(view["html"].as_str().unwrap().to_owned() + "\n", html);
    assert_eq!(
        (&view["title"], &view["images"][0]["source"]),
        (&"秋天的公园".into(), &"images/lake.png".into())
    );
    // No store was made, no key, nothing.
    let mut left: Vec<_> =
        std::fs::read_dir(writer.0.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["good.md", "warned.md", "wrong.md"]);
}

#[tokio::test]
async fn the_standard_input_and_files_by_their_extension() {
    let writer = Writer::new();
    let html = writer.told(&["render", "good.md"]).await;
    assert_eq!(typing(writer.command(&["render", "-"]), GOOD).await.stdout, html);
    let page = "<p>一<b>二</b></p># no heading";
    std::fs::write(writer.path("page.HTM"), page).unwrap();
    let rendered = writer.told(&["render", "page.HTM", "--title", "t"]).await;
    assert!(rendered.contains("# no heading"), "{rendered}");
    let typed = typing(writer.command(&["render", "-", "--format", "html", "--title", "t"]), page).await;
    assert_eq!(typed.stdout, rendered);
}

#[tokio::test]
async fn options_change_the_html() {
    let writer = Writer::new();
    let plain = writer.told(&["render", "good.md"]).await;
    let large = writer.told(&["render", "good.md", "--size", "19", "--indent", "--line-height=2.2"]).await;
    assert!(large.contains("font-size:19px") && large.contains("line-height:2.2"), "{large}");
    assert!(large.contains("text-indent:2em") && !plain.contains("text-indent:2em"), "{large}");
    std::fs::write(writer.path("own.css"), "p { color: #123456 }").unwrap();
    let styled = writer.told(&["render", "good.md", "--theme", "ink", "--css", "own.css"]).await;
    assert!(styled.contains("#123456") && styled != plain, "{styled}");
}

#[tokio::test]
async fn a_file_is_overwritten_only_by_force() {
    let writer = Writer::new();
    let html = writer.told(&["render", "good.md"]).await;
    assert_eq!(writer.told(&["render", "good.md", "-o", "good.html"]).await, "");
    assert_eq!(std::fs::read_to_string(writer.path("good.html")).unwrap(), html);
    let refused = writer.run(&["render", "warned.md", "-o", "good.html"]).await;
    assert!(refused.code != Some(0) && refused.stderr.contains("[output_exists]"), "{refused:?}");
    assert_eq!(std::fs::read_to_string(writer.path("good.html")).unwrap(), html);
    writer.told(&["render", "warned.md", "-o", "good.html", "--force"]).await;
    assert!(std::fs::read_to_string(writer.path("good.html")).unwrap() != html);
}

#[tokio::test]
async fn a_page_shows_the_article_in_light_and_in_dark() {
    let writer = Writer::new();
    let page = writer.told(&["render", "good.md", "--page"]).await;
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<h1>秋天的公园</h1>"), "{page}");
    assert!(page.contains("prefers-color-scheme: dark") && page.matches("银杏黄了").count() == 2, "{page}");
    let picture = format!("file://{}/images/lake.png", writer.0.path().canonicalize().unwrap().display());
    assert!(page.contains(&picture), "{page}");
}

#[tokio::test]
async fn the_page_is_opened_in_the_browser() {
    let writer = Writer::new();
    let note = writer.browser("xdg-open");
    let path = writer.told(&["render", "good.md", "--open"]).await;
    let path = path.trim_end();
    let opened = until("the page is opened", async || {
        std::fs::read_to_string(&note).ok().filter(|path| !path.is_empty())
    });
    assert_eq!(opened.await, path);
    assert!(std::fs::read_to_string(path).unwrap().contains("银杏黄了"));
    std::fs::remove_file(path).unwrap();

    assert_eq!(writer.told(&["render", "good.md", "--open", "-o", "page.html"]).await, "page.html\n");
    assert!(writer.path("page.html").exists());
}

#[tokio::test]
async fn without_a_browser_the_page_is_named() {
    let writer = Writer::new();
    let ended = writer.run(&["render", "good.md", "--open", "-o", "page.html"]).await;
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(0), "page.html\n"), "{ended:?}");
    assert!(ended.stderr.contains("[no_browser]"), "{ended:?}");
}

#[rstest]
#[case(&["good.md"], Some(0))]
#[case(&["warned.md"], Some(0))]
#[case(&["warned.md", "--strict"], Some(2))]
#[case(&["good.md", "--strict"], Some(0))]
#[case(&["good.md", "wrong.md"], Some(2))]
#[case(&["wrong.md", "--title", "t"], Some(0))]
#[tokio::test]
async fn lint_ends_as_its_worst_finding(#[case] arguments: &[&str], #[case] code: Option<i32>) {
    let writer = Writer::new();
    let ended = writer.run(&[&["lint"], arguments].concat()).await;
    assert_eq!((ended.code, ended.stderr.as_str()), (code, ""), "{ended:?}");
    assert_eq!(writer.run(&[&["lint", "--json"], arguments].concat()).await.code, code);
}

#[tokio::test]
async fn lint_tells_a_line_for_each_finding() {
    let writer = Writer::new();
    let ended = writer.run(&["lint", "wrong.md", "warned.md"]).await;
    let lines: Vec<_> = ended.stdout.lines().collect();
    assert_eq!(
        lines[0],
        "wrong.md: error WX-META-007 there is no title — give title in the front matter, or begin with a heading"
    );
    assert!(lines.iter().any(|line| line.starts_with("warned.md:3: warning WX-LINK-004 ")), "{lines:?}");
    let typed = typing(writer.command(&["lint", "-"]), WARNED).await;
    assert!(typed.stdout.starts_with("-:3: warning WX-LINK-004 "), "{typed:?}");

    let files = writer.data(&["lint", "wrong.md", "warned.md"]).await;
    assert_eq!((&files[0]["file"], &files[0]["errors"]), (&"wrong.md".into(), &1.into()), "{files}");
    assert_eq!((&files[1]["file"], &files[1]["warnings"]), (&"warned.md".into(), &1.into()), "{files}");
    assert_eq!(files[0]["findings"][0]["code"], "WX-META-007");

    let mut chinese = writer.command(&["lint", "wrong.md"]);
    let told = end(chinese.env("WXPRESS_LANG", "zh").spawn().unwrap()).await;
    assert!(told.stdout.starts_with("wrong.md: error WX-META-007 没有标题 — "), "{told:?}");
}

#[rstest]
#[case(&["render", "missing.md"], 2, "cannot_read")]
#[case(&["lint", "good.md", "missing.md"], 2, "cannot_read")]
#[case(&["render", "binary.md"], 2, "cannot_read")]
#[case(&["render", "good.md", "--css", "missing.css"], 2, "cannot_read")]
#[case(&["render", "good.md", "--theme", "nonsense"], 2, "invalid_field")]
#[case(&["lint", "good.md", "--highlight", "nonsense"], 2, "invalid_field")]
#[case(&["render", "good.md", "--size", "400"], 2, "out_of_range")]
#[case(&["render", "good.md", "-o", "no/such/folder.html"], 1, "cannot_write")]
#[case(&["theme", "show", "nonsense"], 1, "unknown_theme")]
#[tokio::test]
async fn failures_are_told(#[case] arguments: &[&str], #[case] code: i32, #[case] name: &str) {
    let writer = Writer::new();
    std::fs::write(writer.path("binary.md"), b"\xff\xfe\x00").unwrap();
    let ended = writer.run(arguments).await;
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(code), ""), "{ended:?}");
    assert!(ended.stderr.contains(&format!("[{name}]")), "{ended:?}");
    let ended = writer.run(&[arguments, &["--json"]].concat()).await;
    let failure: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!((ended.code, &failure["code"]), (Some(code), &name.into()), "{failure}");
}

#[tokio::test]
async fn themes_are_listed_and_shown() {
    let writer = Writer::new();
    let list = writer.told(&["theme", "list"]).await;
    assert!(
        list.starts_with("name") && list.contains("\ndefault ") && list.contains("\nhighlight: github, "),
        "{list}"
    );
    let themes = writer.data(&["theme", "list"]).await;
    assert!(themes["items"].as_array().unwrap().len() >= 10, "{themes}");

    let sheet = writer.told(&["theme", "show", "ink"]).await;
    assert!(sheet.starts_with("/* ink · Ink\n") && sheet.contains("  --primary: #"), "{sheet}");
    assert_eq!(writer.data(&["theme", "show", "Ink"]).await["name"], "ink");
    // What is shown is a style sheet that can be changed and used.
    std::fs::write(writer.path("mine.css"), sheet.replace("--primary: #a6302a", "--primary: #123456"))
        .unwrap();
    let rendered = writer.run(&["render", "good.md", "--css", "mine.css"]).await;
    assert_eq!((rendered.code, rendered.stderr.contains("WX-CSS-002")), (Some(0), false), "{rendered:?}");
}

#[tokio::test]
async fn a_reader_that_has_seen_enough_is_no_failure() {
    let writer = Writer::new();
    std::fs::write(writer.path("long.md"), format!("# t\n\n{}", "长文。\n\n".repeat(20_000))).unwrap();
    let mut child = writer.command(&["render", "long.md"]).spawn().unwrap();
    drop(child.stdout.take());
    let ended = tokio::time::timeout(Duration::from_secs(60), end(child)).await.unwrap();
    assert_eq!(ended.code, Some(0), "{ended:?}");
}
