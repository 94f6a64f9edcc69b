//! Every call of the platform that the reference names has its place in the SDK, the sandbox, the gateway and the CLI.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::endpoints::{self, Endpoint};

const REFERENCE: &str = "docs/reference/wechat-api.md";
const SDK: &str = "crates/wxpress-wechat/src";
const SANDBOX: &str = "crates/wxpress-sandbox/src/api.rs";
const SNAPSHOTS: &str = "crates/wxpress/tests/it/snapshots";
const OPENAPI: &str = "it__openapi__openapi.snap";

/// First parts of the platform's paths, by which its calls are known in the reference.
const FAMILIES: [&str; 9] =
    ["callback", "clear_quota", "comment", "draft", "freepublish", "material", "media", "message", "publish"];

/// What is wrong.
pub(super) fn check(root: &Path) -> Result<Vec<String>> {
    let read = |path: &str| fs::read_to_string(root.join(path)).with_context(|| format!("reading {path}"));
    let tsv = read(endpoints::SOURCE)?;
    let rows = endpoints::parse(&tsv)?;
    let listed: BTreeSet<&str> = rows.iter().map(Endpoint::path).collect();
    let sdk = sources(&root.join(SDK))?;
    let (reference, sandbox) = (read(REFERENCE)?, read(SANDBOX)?);
    let openapi = read(&format!("{SNAPSHOTS}/{OPENAPI}"))?;
    let openapi: Value = serde_json::from_str(openapi.splitn(3, "---\n").nth(2).unwrap_or_default())?;
    let helps = helps(&root.join(SNAPSHOTS))?;

    let mut broken = Vec::new();
    let mut need = |holds: bool, what: String| {
        if !holds {
            broken.push(format!("{}: {what}", endpoints::SOURCE));
        }
    };
    for path in mentioned(&reference) {
        need(listed.contains(path.as_str()), format!("{path} of {REFERENCE} is missing"));
    }
    for path in strings(&sandbox, "\"/cgi-bin/") {
        need(listed.contains(path), format!("{path} of the sandbox is missing"));
    }
    let called: BTreeSet<&str> = sdk.iter().flat_map(|(_, text)| sdk_calls(text)).collect();
    for name in &called {
        let known = rows.iter().any(|row| row.name.trim_start_matches('/') == *name)
            || listed.contains(name)
            || listed.contains(format!("/{name}").as_str());
        need(known, format!("{name} of the SDK is missing"));
    }
    for row in &rows {
        let bare = row.name.trim_start_matches('/');
        need(
            called.contains(bare) || called.contains(row.path().trim_start_matches('/')),
            format!("the SDK does not call {}", row.name),
        );
        need(has_function(&sdk, row.sdk), format!("the SDK has no {}", row.sdk));
        let served = format!(
            "\"{}\"",
            if row.path().starts_with('/') {
                row.path().to_owned()
            } else {
                format!("/cgi-bin/{}", row.path())
            }
        );
        need(sandbox.contains(&served), format!("the sandbox does not answer {}", row.name));
        need(has_route(&openapi, row.route), format!("the gateway has no {}", row.route));
        need(has_verb(&helps, row.cli), format!("the command line has no `wxpress {}`", row.cli));
    }
    Ok(broken)
}

/// Calls that sections 2 to 10 of the reference name.
fn mentioned(reference: &str) -> BTreeSet<String> {
    let start = reference.find("\n## 2.").unwrap_or(0);
    let end = reference.find("\n## 11.").unwrap_or(reference.len());
    let is_path =
        |char: char| char.is_ascii_lowercase() || matches!(char, '_' | '/' | '-') || char.is_ascii_digit();
    let words = reference[start..end].split(|char| !is_path(char));
    let calls = words.filter_map(|word| {
        let path = word.trim_start_matches("/cgi-bin/").trim_end_matches('/');
        let absolute = word.starts_with("/cgi-bin/");
        let family = path.split('/').next().is_some_and(|first| FAMILIES.contains(&first));
        (!path.is_empty() && (absolute || (family && path.contains('/') && !path.starts_with('/'))))
            .then(|| path.to_owned())
    });
    calls.collect()
}

/// The rest of each string literal that starts so.
fn strings<'a>(text: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split('"').next())
}

fn sdk_calls(text: &str) -> impl Iterator<Item = &str> {
    let calls = ["Endpoint::get(\"", "Endpoint::post(\"", "Endpoint::post_once(\""];
    calls.into_iter().flat_map(move |start| strings(text, start)).filter(|name| !matches!(*name, "" | "file"))
}

/// Whether `family().function` is there, in a file of that family.
fn has_function(sdk: &[(PathBuf, String)], function: &str) -> bool {
    let parts: Vec<&str> = function.split("()").map(|part| part.trim_start_matches('.')).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let (name, family) = match parts[..] {
        [.., family, name] => (name, family),
        [name] => (name, name),
        [] => return false,
    };
    let declared = format!("fn {name}(");
    sdk.iter().any(|(path, text)| path.to_string_lossy().contains(family) && text.contains(&declared))
}

fn has_route(openapi: &Value, route: &str) -> bool {
    let Some((verb, path)) = route.split_once(' ') else { return false };
    openapi["paths"][path][verb.to_lowercase()].is_object()
}

/// Whether a help text lists the last word below the others.
fn has_verb(helps: &[String], words: &str) -> bool {
    let (family, verb) = words.rsplit_once(' ').map_or(("", words), |(family, verb)| (family, verb));
    let usage = format!("Usage: wxpress {family}").trim_end().to_owned() + " ";
    let listed = format!("  {verb} ");
    helps.iter().any(|help| {
        help.contains(&usage)
            && help.lines().any(|line| line.starts_with(&listed) || line.trim_end() == format!("  {verb}"))
    })
}

fn helps(folder: &Path) -> Result<Vec<String>> {
    let mut helps = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().contains("help") {
            helps.push(fs::read_to_string(entry.path())?);
        }
    }
    Ok(helps)
}

fn sources(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(sources(&path)?);
        } else {
            let text = fs::read_to_string(&path)?;
            files.push((path, text));
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_in_prose() {
        let text = "\n## 2. x\n### GET /cgi-bin/token\n| POST /cgi-bin/draft/add | see media/get, `comment/list`; \
                    a draft or image/voice |\n## 11. y\n| material/none |";
        let found: Vec<_> = mentioned(text).into_iter().collect();
        assert_eq!(found, ["comment/list", "draft/add", "media/get", "token"]);
    }

    #[test]
    fn verbs_are_found_in_help() {
        let helps = ["Usage: wxpress draft [OPTIONS] <COMMAND>\n\nCommands:\n  create  Makes one\n  count\n"
            .to_owned()];
        assert!(has_verb(&helps, "draft create") && has_verb(&helps, "draft count"));
        assert!(!has_verb(&helps, "draft crea") && !has_verb(&helps, "media create"));
    }
}
