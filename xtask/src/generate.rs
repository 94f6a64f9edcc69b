//! `cargo xtask gen`: files that are written from data, and the check that they are fresh.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::{endpoints, errcodes, findings, gallery};

/// Writes the generated files below `root`, or with `check` only compares them with what would be written.
pub(crate) fn run(root: &Path, check: bool) -> Result<()> {
    let read = |path: &str| fs::read_to_string(root.join(path)).with_context(|| format!("reading {path}"));
    let (codes, calls) = (read(errcodes::SOURCE)?, read(endpoints::SOURCE)?);
    let rows = errcodes::parse(&codes)?;
    let mut files = vec![
        ("crates/wxpress-sandbox/src/errcode/table.rs".to_owned(), errcodes::sandbox_table(&rows)),
        ("crates/wxpress-wechat/src/errcode/table.rs".to_owned(), errcodes::wechat_table(&rows)),
        (endpoints::TABLE.to_owned(), endpoints::table(&endpoints::parse(&calls)?)),
        (findings::TABLE.to_owned(), findings::table()),
    ];
    files.extend(gallery::pages(&read(gallery::SOURCE)?)?);
    let mut stale = Vec::new();
    for (path, wanted) in files {
        let file = root.join(&path);
        // A missing file is as stale as an old one.
        let found = fs::read_to_string(&file).unwrap_or_default();
        if found == wanted {
            continue;
        }
        if check {
            stale.push(path);
        } else {
            write(&file, &wanted)?;
            println!("wrote {path}");
        }
    }
    ensure!(stale.is_empty(), "not up to date: {}; run `cargo xtask gen`", stale.join(", "));
    Ok(())
}

fn write(file: &Path, text: &str) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    }
    fs::write(file, text).with_context(|| format!("writing {}", file.display()))
}
