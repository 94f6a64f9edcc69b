//! Which crate may depend on what.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use cargo_metadata::{DependencyKind, Package};

const TESTKIT: &str = "wxpress-testkit";

/// Our crates, and which of ours each may use outside its tests.
const MAY_USE: [(&str, &[&str]); 11] = [
    ("wxpress-wechat", &[]),
    ("wxpress-font", &[]),
    ("wxpress-article", &["wxpress-font"]),
    ("wxpress-image", &["wxpress-font"]),
    ("wxpress-store", &[]),
    ("wxpress-publish", &["wxpress-wechat", "wxpress-article", "wxpress-image", "wxpress-store"]),
    ("wxpress-server", &["wxpress-publish"]),
    (
        "wxpress",
        &[
            "wxpress-wechat",
            "wxpress-article",
            "wxpress-image",
            "wxpress-store",
            "wxpress-publish",
            "wxpress-server",
            "wxpress-sandbox",
        ],
    ),
    ("wxpress-sandbox", &[]),
    (TESTKIT, &[]),
    ("xtask", &["wxpress-article"]),
];

/// Crates that simulate or test the others from outside: not even their own tests may use one of ours but the testkit.
const OUTSIDERS: [&str; 2] = ["wxpress-sandbox", TESTKIT];

/// What must not be in a crate's tree of dependencies, however far down.
const MUST_NOT_PULL: [(&str, &[&str]); 3] = [
    ("wxpress-article", &["tokio", "reqwest", "sqlx"]),
    ("wxpress-image", &["tokio", "reqwest", "sqlx"]),
    ("wxpress-wechat", &["sqlx", "comrak", "image"]),
];

/// The one crate that sees SQL.
const STORE: &str = "wxpress-store";

pub(super) fn check(root: &Path, packages: &[&Package]) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for package in packages {
        broken.extend(direct(package));
    }
    for (name, forbidden) in MUST_NOT_PULL {
        let pulled = tree(root, name)?;
        for other in forbidden.iter().filter(|other| pulled.iter().any(|found| found == *other)) {
            broken
                .push(format!("{name} pulls {other}; `cargo tree -p {name} -e normal -i {other}` says how"));
        }
    }
    Ok(broken)
}

/// What the manifest of one crate names itself.
fn direct(package: &Package) -> Vec<String> {
    let name = package.name.as_str();
    let Some((_, may_use)) = MAY_USE.into_iter().find(|(known, _)| *known == name) else {
        return vec![format!("{name} is new: write into {} which of our crates it may use", file!())];
    };
    let mut broken = Vec::new();
    for dependency in &package.dependencies {
        let other = dependency.name.as_str();
        let for_tests = dependency.kind == DependencyKind::Development;
        if other == "sqlx" && name != STORE {
            broken.push(format!("{name} depends on sqlx; only {STORE} sees SQL"));
        }
        let ours = dependency.path.is_some();
        let allowed =
            if for_tests { other == TESTKIT || !OUTSIDERS.contains(&name) } else { may_use.contains(&other) };
        if ours && !allowed {
            let role = if for_tests { "for its tests" } else { "" };
            broken.push(format!("{name} may not depend on {other} {role}").trim_end().to_owned());
        }
    }
    broken
}

/// The names of all packages that a crate pulls on any platform, tests aside.
fn tree(root: &Path, package: &str) -> Result<Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package", package, "--edges", "normal,build", "--target", "all"])
        .args(["--prefix", "none", "--format", "{p}"])
        .current_dir(root)
        .output()
        .context("running cargo tree")?;
    ensure!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).context("cargo tree")?;
    Ok(lines.lines().filter_map(|line| line.split(' ').next().map(str::to_owned)).collect())
}
