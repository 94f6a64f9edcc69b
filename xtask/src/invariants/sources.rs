//! What no file may hold, and how long one may be.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// No Rust file may be longer.
const MAX_LINES: usize = 800;

/// Nine files in ten should not be longer.
const LONG_LINES: usize = 450;

/// The first lines of a generated file hold this; nobody reads it, so it may be long.
const GENERATED: &str = "@generated";

/// A test that does not run tells nothing.
const IGNORED_TEST: &str = "#[ignore";

/// The lints that keep the libraries quiet, and the folders where they may be lifted: what people run themselves.
const QUIET_LINTS: [&str; 3] = ["clippy::print_stdout", "clippy::print_stderr", "clippy::exit"];
const LOUD_FOLDERS: [&str; 4] = ["crates/wxpress/", "xtask/", "/examples/", "/benches/"];

/// One file of the repository, as text.
struct Source<'a> {
    path: &'a str,
    text: String,
}

pub(super) fn check(root: &Path) -> Result<Vec<String>> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .context("running git")?;
    ensure!(listed.status.success(), "git ls-files: {}", String::from_utf8_lossy(&listed.stderr));
    let paths = String::from_utf8(listed.stdout).context("git ls-files")?;
    // This file must name what it looks for.
    let sources: Vec<Source<'_>> =
        paths.lines().filter(|path| *path != file!()).filter_map(|path| load(root, path)).collect();

    let mut broken: Vec<String> = sources.iter().flat_map(Source::violations).collect();
    broken.extend(too_long(&sources));
    Ok(broken)
}

/// Pictures and other files that are no text are nothing to check; nor are those that were deleted a moment ago.
fn load<'a>(root: &Path, path: &'a str) -> Option<Source<'a>> {
    let text = fs::read_to_string(root.join(path)).ok()?;
    Some(Source { path, text })
}

impl Source<'_> {
    fn is_rust(&self) -> bool {
        Path::new(self.path).extension().is_some_and(|extension| extension == "rs")
    }

    fn is_generated(&self) -> bool {
        self.text.lines().take(3).any(|line| line.contains(GENERATED))
    }

    fn violations(&self) -> Vec<String> {
        let mut broken = Vec::new();
        if !self.is_rust() {
            return broken;
        }
        for (index, line) in self.text.lines().enumerate() {
            let mut refuse = |why: String| broken.push(format!("{}:{}: {why}", self.path, index + 1));
            if line.contains(IGNORED_TEST) {
                refuse("a test that does not run tells nothing".to_owned());
            }
            if line.contains("sqlx::") && !self.path.starts_with("crates/wxpress-store/") {
                refuse("only wxpress-store sees SQL".to_owned());
            }
            let loud = LOUD_FOLDERS.iter().any(|folder| self.path.contains(folder));
            for lint in QUIET_LINTS.iter().filter(|lint| !loud && line.contains(**lint)) {
                refuse(format!("{lint} may be lifted in the binary only"));
            }
        }
        if self.path.ends_with("/mod.rs") {
            broken.push(format!("{}: write foo.rs and foo/ instead of foo/mod.rs", self.path));
        }
        broken
    }
}

/// Measures the Rust files against the budget; above the softer limits it only says so.
fn too_long(sources: &[Source<'_>]) -> Vec<String> {
    let mut lengths: Vec<(usize, &str)> = sources
        .iter()
        .filter(|source| source.is_rust() && !source.is_generated())
        .map(|source| (source.text.lines().count(), source.path))
        .collect();
    lengths.sort_unstable();
    let quantile = |tenths: usize| lengths.get(lengths.len() * tenths / 10).map_or(0, |(lines, _)| *lines);
    println!(
        "{} Rust files: median {} lines, nine in ten within {}",
        lengths.len(),
        quantile(5),
        quantile(9)
    );
    for (lines, path) in lengths.iter().filter(|(lines, _)| (LONG_LINES + 1..=MAX_LINES).contains(lines)) {
        println!("warning: {path} has {lines} lines; most files should stay below {LONG_LINES}");
    }
    let over = lengths.iter().filter(|(lines, _)| *lines > MAX_LINES);
    over.map(|(lines, path)| format!("{path} has {lines} lines, more than {MAX_LINES}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> usize {
        Source { path, text: text.to_owned() }.violations().len()
    }

    #[test]
    fn libraries_stay_quiet_and_what_people_run_may_print() {
        let lifted = "#![expect(clippy::print_stdout, reason = \"a tool\")]";
        assert_eq!(broken("crates/wxpress-wechat/src/lib.rs", lifted), 1);
        assert_eq!(broken("crates/wxpress/src/main.rs", lifted), 0);
        assert_eq!(broken("crates/wxpress-sandbox/examples/serve.rs", lifted), 0);
    }

    #[test]
    fn sql_stays_in_the_store() {
        assert_eq!(broken("crates/wxpress-publish/src/jobs.rs", "use sqlx::Row;"), 1);
        assert_eq!(broken("crates/wxpress-store/src/jobs.rs", "use sqlx::Row;"), 0);
    }

    #[test]
    fn tests_run() {
        assert_eq!(broken("README.md", "#[ignore]"), 0);
        assert_eq!(broken("crates/a/src/b.rs", "#[ignore]\n#[ignore = \"slow\"]"), 2);
    }

    #[test]
    fn only_files_that_people_write_have_a_budget() {
        let long = "x\n".repeat(MAX_LINES + 1);
        let written = Source { path: "a.rs", text: long.clone() };
        let generated = Source { path: "b.rs", text: format!("//! @generated\n{long}") };
        let table = Source { path: "c.tsv", text: long };
        assert_eq!(too_long(&[written, generated, table]).len(), 1);
    }
}
