//! What outlives the process.

use std::io::Write;
use std::path::Path;

use serde_json::json;
use wxpress_sandbox::{DEFAULT_APPID, Error, Options, bind};

use crate::world::{World, article, errcode, jpeg};

fn options(state: &Path) -> Options {
    Options { state: Some(state.to_owned()), ..Options::default() }
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("sandbox.state");
    let first = World::with(options(&state)).await;
    first.patch_account(DEFAULT_APPID, &json!({"publish_delay_ms": 0, "title_max_chars": 32})).await;
    let token = first.token().await;
    let stable = first.stable_token(false).await["access_token"].clone();
    let cover = first.cover(&token).await;
    let url = first.upload(&token, "media/uploadimg", "a.jpg", jpeg(9, 9)).await["url"]
        .as_str()
        .unwrap()
        .to_owned();
    let kept = first.draft(&token, &article(&cover)).await["media_id"].clone();
    let gone = first.draft(&token, &article(&cover)).await["media_id"].clone();
    first.call(&token, "draft/delete", &json!({"media_id": gone})).await;
    let sent = first.draft(&token, &article(&cover)).await["media_id"].clone();
    let publish_id =
        first.call(&token, "freepublish/submit", &json!({"media_id": sent})).await["publish_id"].clone();
    let done = first.call(&token, "freepublish/get", &json!({"publish_id": publish_id})).await;
    let articles = json!({"offset": 0, "count": 1});
    let published = first.call(&token, "freepublish/batchget", &articles).await;
    // Not stopped: what was answered must be in the file already, as after a kill.

    let second = World::with(options(&state)).await;
    assert_eq!(second.stable_token(false).await["access_token"], stable);
    assert_eq!(errcode(&second.call(&token, "draft/get", &json!({"media_id": kept})).await), 0);
    assert_eq!(errcode(&second.call(&token, "draft/get", &json!({"media_id": gone})).await), 40007);
    assert_eq!(errcode(&second.call(&token, "draft/get", &json!({"media_id": sent})).await), 40007);
    let again = second.call(&token, "freepublish/get", &json!({"publish_id": publish_id})).await;
    assert_eq!(again["article_id"], done["article_id"]);
    let listed = second.call(&token, "freepublish/batchget", &articles).await;
    assert_eq!(listed["item"][0]["update_time"], published["item"][0]["update_time"]);
    let picture = second.http.get(url.replace(&first.url, &second.url)).send().await.unwrap();
    assert_eq!(picture.bytes().await.unwrap(), jpeg(9, 9));

    let mut long = article(&cover);
    long["title"] = "字".repeat(33).into();
    assert_eq!(errcode(&second.draft(&token, &long).await), 45003);
    let fresh = second.draft(&token, &article(&cover)).await["media_id"].clone();
    assert!(![&kept, &gone, &sent].contains(&&fresh), "ids are not dealt twice");
}

#[tokio::test]
async fn quotas_can_be_switched_off_for_a_kept_state() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("sandbox.state");
    World::with(options(&state)).await.stop().await;
    let world = World::with(Options { quotas: false, ..options(&state) }).await;
    assert_eq!(world.get("/_sandbox/accounts").await[0]["quotas"], false);
}

#[tokio::test]
async fn a_line_cut_off_by_a_crash_is_dropped_and_a_broken_one_refused() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("sandbox.state");
    World::with(options(&state)).await.stop().await;
    let append = |text: &str| {
        std::fs::OpenOptions::new().append(true).open(&state).unwrap().write_all(text.as_bytes()).unwrap();
    };
    append("{\"record\":\"acc");
    World::with(options(&state)).await.stop().await;
    append("{\"record\":\"unheard of\"}\n");
    let error = bind(options(&state)).await.unwrap_err();
    assert!(matches!(error, Error::StateRecord { .. }), "{error}");
}

#[tokio::test]
async fn a_reset_empties_the_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("sandbox.state");
    let first = World::with(options(&state)).await;
    let token = first.token().await;
    first.draft(&token, &article(&first.cover(&token).await)).await;
    first.control("reset", &json!({})).await;
    first.stop().await;
    let second = World::with(options(&state)).await;
    assert_eq!(second.get("/_sandbox/state").await["accounts"][0]["drafts"], json!([]));
    assert_eq!(errcode(&second.get(&format!("/cgi-bin/draft/count?access_token={token}")).await), 40001);
}
