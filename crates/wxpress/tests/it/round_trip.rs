//! What the engine makes of an article survives both gates: it is sent as a draft, read back, and saved by the editor, and
//! it is still what it was.

use std::fs;
use std::path::{Path, PathBuf};

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::picture;

use crate::calls::Calls as _;
use crate::scene::{Database, Scene};

/// A tag with its attributes in order of their names, or a text.
type Part = (String, Vec<String>);

/// Markup as parts that are the same whatever order attributes are written in, and without the wrappers that the editor
/// puts around text.
fn parts(html: &str) -> Vec<Part> {
    let html = html.replace("/>", ">").replace("data-src=", "src=").replace(" nodeleaf=\"\"", "");
    let mut parts: Vec<Part> = Vec::new();
    let mut leaves = 0;
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        if tag.starts_with("span leaf") {
            leaves += 1;
        } else if leaves > 0 && tag == "/span" {
            leaves -= 1;
        } else if !tag.contains("ProseMirror-trailingBreak") && !["/path", "/rect", "/circle"].contains(&tag)
        {
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            let mut attributes: Vec<String> = attributes
                .split_inclusive("\" ")
                .map(|attribute| attribute.trim().trim_end_matches("=\"\"").trim_end_matches('"').to_owned())
                // The platform gives pictures in a size of its own choice, with a query of its own.
                .map(|attribute| {
                    let address = attribute.split('?').next().unwrap().trim_end_matches('"');
                    let address = address.trim_end_matches("/0").trim_end_matches("/640");
                    if attribute.starts_with("src=") { address.to_owned() } else { attribute }
                })
                .filter(|attribute| !attribute.is_empty())
                .collect();
            attributes.sort();
            parts.push((name.to_owned(), attributes));
        }
        let text = text.replace('\u{a0}', "&nbsp;");
        match parts.last_mut() {
            Some((name, said)) if name.is_empty() => said.push(text),
            _ if text.is_empty() => {}
            _ => parts.push((String::new(), vec![text])),
        }
    }
    for (_, said) in parts.iter_mut().filter(|(name, _)| name.is_empty()) {
        *said = vec![said.concat()];
    }
    parts
}

/// The HTML with every picture the platform's own.
fn with_picture(html: &str, url: &str) -> String {
    let mut pieces = html.split("<img ");
    let first = pieces.next().unwrap().to_owned();
    pieces.fold(first, |html, piece| {
        let (before, after) = piece.split_once("src=\"").unwrap();
        let (_, after) = after.split_once('"').unwrap();
        format!("{html}<img {before}src=\"{}\"{after}", url.replace('&', "&amp;"))
    })
}

#[rstest]
#[tokio::test]
async fn nothing_is_lost_at_either_gate(
    #[files("../wxpress-article/corpus/*")]
    #[exclude("front-matter")]
    path: PathBuf,
) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let mut article = scene.article().await;
    let picture = scene.gateway.upload("/upload/content-image", picture::jpeg(60, 40)).await.flat_data();
    let format = if path.extension() == Some(Path::new("html").as_os_str()) { "html" } else { "markdown" };
    let text = fs::read_to_string(&path).unwrap();
    for profile in ["api", "strict"] {
        let request = json!({"content": text, "format": format, "profile": profile});
        let view = scene.gateway.post("/render", request).await.data();
        let html = with_picture(view["html"].as_str().unwrap(), picture["url"].as_str().unwrap());
        article["content"] = html.clone().into();
        let draft = scene.gateway.post("/draft/create", article.clone()).await.flat_data();
        let media_id = draft["mediaId"].as_str().unwrap();

        let logged =
            scene.sandbox.control(Method::GET, &format!("filter?media_id={media_id}"), Value::Null).await;
        let logged = logged.to_string();
        assert!(logged.contains("\"findings\":[]") && !logged.contains("\"rule\""), "{profile}: {logged}");
        let saved =
            scene.sandbox.control(Method::POST, "resave", json!({"media_id": media_id})).await.to_string();
        assert!(saved.contains("\"findings\":[]") && !saved.contains("\"rule\""), "{profile}: {saved}");

        let read = scene.gateway.get(&format!("/draft/{media_id}")).await.data();
        let read = read["articles"][0]["content"].as_str().unwrap_or_else(|| panic!("{read}"));
        assert_same(&parts(&html), &parts(read), profile);
    }
}

/// Tells the first part that differs: whole articles are too long to read in a failure.
fn assert_same(sent: &[Part], read: &[Part], profile: &str) {
    let differing = sent.iter().zip(read).find(|(sent, read)| sent != read);
    assert_eq!(differing, None, "{profile}");
    assert_eq!(sent.len(), read.len(), "{profile}");
}
