//! The document at `/api/openapi.json`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::scene::{Database, Scene};

/// Every route that the gateway promises.
const ROUTES: [(&str, &[&str]); 23] = [
    ("/api/accounts", &["get", "post"]),
    ("/api/accounts/{id}", &["delete", "get", "put"]),
    ("/api/accounts/{id}/check", &["post"]),
    ("/api/accounts/{id}/default", &["put"]),
    ("/api/draft/count", &["get"]),
    ("/api/draft/create", &["post"]),
    ("/api/draft/list", &["get"]),
    ("/api/draft/{mediaId}", &["delete", "get", "put"]),
    ("/api/draft/{mediaId}/publish", &["post"]),
    ("/api/lint", &["post"]),
    ("/api/material/count", &["get"]),
    ("/api/material/list", &["get"]),
    ("/api/material/{mediaId}", &["delete", "get"]),
    ("/api/published/list", &["get"]),
    ("/api/published/status/{publishId}", &["get"]),
    ("/api/published/{articleId}", &["delete", "get"]),
    ("/api/render", &["post"]),
    ("/api/themes", &["get"]),
    ("/api/themes/{name}", &["get"]),
    ("/api/upload/image", &["post"]),
    ("/api/upload/thumb", &["post"]),
    ("/health", &["get"]),
    ("/ready", &["get"]),
];

async fn document() -> Value {
    let scene = Scene::start(Database::Sqlite).await;
    scene.gateway.client().get(scene.gateway.api("/openapi.json")).send().await.unwrap().json().await.unwrap()
}

/// The object that a local `$ref` names.
fn referenced<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    document.pointer(reference.strip_prefix('#')?)
}

/// Calls `look` with every value of the document.
fn each<'a>(value: &'a Value, look: &mut impl FnMut(&'a Value)) {
    look(value);
    match value {
        Value::Object(fields) => fields.values().for_each(|value| each(value, look)),
        Value::Array(items) => items.iter().for_each(|value| each(value, look)),
        _ => {}
    }
}

#[tokio::test]
async fn it_describes_what_is_promised() {
    let document = document().await;
    for (route, verbs) in ROUTES {
        let described = document["paths"][route].as_object().unwrap_or_else(|| panic!("{route} is missing"));
        let described: BTreeSet<_> = described.keys().map(String::as_str).collect();
        assert_eq!(described, verbs.iter().copied().collect(), "{route}");
    }
}

#[tokio::test]
async fn it_is_well_formed() {
    let document = document().await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3."));
    assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
    each(&document, &mut |value| {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            assert!(referenced(&document, reference).is_some(), "{reference} leads nowhere");
        }
    });
    let mut ids = BTreeSet::new();
    for (route, item) in document["paths"].as_object().unwrap() {
        for (verb, operation) in item.as_object().unwrap() {
            let what = format!("{verb} {route}");
            let id = operation["operationId"].as_str().unwrap_or_else(|| panic!("{what} has no id"));
            assert!(ids.insert(id.to_owned()), "{what}: {id} is taken");
            assert!(operation["summary"].is_string() && operation["tags"][0].is_string(), "{what}");
            assert!(operation["responses"]["200"]["content"].is_object(), "{what}");
            let named = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
            let in_path = named.iter().filter(|parameter| parameter["in"] == "path");
            let in_path: Vec<_> =
                in_path.map(|parameter| format!("{{{}}}", parameter["name"].as_str().unwrap())).collect();
            assert_eq!(in_path.len(), route.matches('{').count(), "{what}");
            assert!(in_path.iter().all(|parameter| route.contains(parameter)), "{what}: {in_path:?}");
        }
    }
}

#[tokio::test]
async fn it_changes_only_on_purpose() {
    let mut document = document().await;
    document["info"]["version"] = "[version]".into();
    insta::assert_json_snapshot!("openapi", document);
}
