//! Large videos on a platform that fails: blocks are repeated alone, what stopped goes on, and a save is never repeated
//! unasked.

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};

use crate::films::{Steps, film, nothing_spooled, saved, send, settled};
use crate::scene::{Database, Scene, until};

#[rstest]
#[case::of_a_material(false, &["init_upload", "1", "2", "upload_finish", "save_video", "save_video"])]
#[case::of_a_save_in_doubt(true, &["save_video", "save_video"])]
#[tokio::test]
async fn what_is_wanted_again_is_done_again_once(#[case] in_doubt: bool, #[case] expected: &[&str]) {
    let scene = Scene::studio(Database::Sqlite).await;
    let steps = Steps { blocks: 2 };
    let film = film(2, 1);
    if in_doubt {
        scene.strike_video(steps.save(), json!({"action": "reset_before"})).await;
    }
    let accepted = send(&scene.gateway, &film, &[("title", "片名")]).await.data();
    settled(&scene.gateway, &accepted).await;
    scene.clear_journal().await;
    // Passes by itself, at the very last step.
    let save = expected.iter().position(|step| *step == "save_video").unwrap() + 1;
    scene.strike_video(save, json!({"action": "errcode", "errcode": 45011})).await;
    let accepted = send(&scene.gateway, &film, &[("title", "更好的片名"), ("again", "true")]).await.data();
    until("it is saved again", async || {
        scene.videos_held().await.iter().any(|video| video["saved"]["title"] == "更好的片名").then_some(())
    })
    .await;
    saved(&scene.gateway, &accepted).await;
    assert_eq!(scene.steps().await, expected);
}

#[rstest]
#[case(json!({"action": "reset_before"}))]
#[case(json!({"action": "reset_after"}))]
#[case(json!({"action": "server_error", "status": 503}))]
#[case(json!({"action": "server_error", "status": 504, "after": true}))]
#[case(json!({"action": "truncate"}))]
#[case(json!({"action": "errcode", "errcode": -1}))]
#[case(json!({"action": "kill_tokens"}))]
#[tokio::test]
async fn a_block_that_fails_is_repeated_alone(#[case] fault: Value) {
    let scene = Scene::studio(Database::Sqlite).await;
    let steps = Steps { blocks: 4 };
    scene.strike_video(steps.block(3), fault).await;
    scene.shoot(&film(4, 1)).await;
    let expected = ["init_upload", "1", "2", "3", "3", "4", "upload_finish", "save_video"];
    assert_eq!(scene.steps().await, expected);
    assert_eq!(scene.videos_held().await.len(), 1);
}

#[rstest]
#[case(json!({"action": "reset_after"}))]
#[case(json!({"action": "server_error", "status": 503}))]
#[tokio::test]
async fn beginning_and_end_are_repeated_too(#[case] fault: Value) {
    let scene = Scene::studio(Database::Sqlite).await;
    let steps = Steps { blocks: 1 };
    scene.strike_video(1, fault.clone()).await;
    // One call more by then.
    scene.strike_video(1 + steps.finish(), fault).await;
    scene.shoot(&film(1, 1)).await;
    let expected = ["init_upload", "init_upload", "1", "upload_finish", "upload_finish", "save_video"];
    assert_eq!(scene.steps().await, expected);
    assert_eq!(scene.videos_held().await.len(), 1);
}

#[rstest]
#[tokio::test]
async fn an_upload_that_stopped_goes_on_when_its_file_comes_again(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::studio(database).await;
    let steps = Steps { blocks: 4 };
    scene.strike_video(steps.block(3), json!({"action": "errcode", "errcode": 48001})).await;
    let film = film(4, 1);
    let accepted = send(&scene.gateway, &film, &[("title", "片名")]).await.data();
    let stopped = settled(&scene.gateway, &accepted).await;
    assert_eq!((&stopped["state"], &stopped["blocksSent"]), (&json!("sending"), &json!(2)));
    let problem = &stopped["problem"];
    assert_eq!(problem["code"], "not_permitted");
    assert!(problem["zh"].as_str().unwrap().contains("没有此接口权限"), "{problem}");
    assert!(problem["en"].as_str().unwrap().contains("may not do this"), "{problem}");
    scene.clear_journal().await;

    let accepted = send(&scene.gateway, &film, &[("title", "片名")]).await.data();
    assert_eq!((&accepted["id"], &accepted["problem"]), (&stopped["id"], &Value::Null));
    let upload = saved(&scene.gateway, &accepted).await;
    assert_eq!(upload["vid"], stopped["vid"]);
    assert_eq!(scene.steps().await, ["3", "4", "upload_finish", "save_video"]);
    nothing_spooled(&scene.gateway).await;
}

#[tokio::test]
async fn an_upload_that_stopped_for_a_passing_reason_goes_on_by_itself() {
    let scene = Scene::studio(Database::Sqlite).await;
    let steps = Steps { blocks: 3 };
    scene.strike_video(steps.block(2), json!({"action": "garbage"})).await;
    let accepted = send(&scene.gateway, &film(3, 1), &[("title", "片名")]).await.data();
    let upload = saved(&scene.gateway, &accepted).await;
    assert_eq!(upload["problem"], Value::Null);
    assert_eq!(scene.steps().await, ["init_upload", "1", "2", "2", "3", "upload_finish", "save_video"]);
    nothing_spooled(&scene.gateway).await;
}

#[tokio::test]
async fn an_upload_that_the_platform_has_forgotten_starts_anew() {
    let mut scene = Scene::studio(Database::Sqlite).await;
    let steps = Steps { blocks: 3 };
    scene.strike_video(steps.block(3), json!({"action": "errcode", "errcode": 48001})).await;
    let film = film(3, 1);
    let accepted = send(&scene.gateway, &film, &[("title", "片名")]).await.data();
    let stopped = settled(&scene.gateway, &accepted).await;
    scene.sandbox.control(Method::POST, "reset", json!({})).await;

    scene.gateway.restart().await;
    let upload = saved(&scene.gateway, &accepted).await;
    assert_ne!(upload["vid"], stopped["vid"]);
    // Its token is forgotten, too.
    let expected = ["3", "3", "init_upload", "1", "2", "3", "upload_finish", "save_video"];
    assert_eq!(scene.steps().await, expected);
    nothing_spooled(&scene.gateway).await;
}

#[rstest]
#[tokio::test]
async fn a_save_that_is_refused_can_be_tried_again_without_the_blocks(#[values(45009, 48001)] errcode: i32) {
    let scene = Scene::studio(Database::Sqlite).await;
    let steps = Steps { blocks: 2 };
    scene.strike_video(steps.save(), json!({"action": "errcode", "errcode": errcode})).await;
    let film = film(2, 1);
    let accepted = send(&scene.gateway, &film, &[("title", "片名")]).await.data();
    let refused = settled(&scene.gateway, &accepted).await;
    assert_eq!(refused["state"], "finished");
    scene.clear_journal().await;
    let accepted = send(&scene.gateway, &film, &[("title", "更好的片名")]).await.data();
    saved(&scene.gateway, &accepted).await;
    assert_eq!(scene.steps().await, ["save_video"]);
    assert_eq!(scene.videos_held().await[0]["saved"]["title"], "更好的片名");
    nothing_spooled(&scene.gateway).await;
}

#[rstest]
#[case(json!({"action": "reset_after"}), 1)]
#[case(json!({"action": "reset_before"}), 0)]
#[tokio::test]
async fn a_save_without_an_answer_is_not_repeated_unasked(
    #[case] fault: Value,
    #[case] took_effect: usize,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let mut scene = Scene::studio(database).await;
    let steps = Steps { blocks: 2 };
    scene.strike_video(steps.save(), fault).await;
    let film = film(2, 1);
    let accepted = send(&scene.gateway, &film, &[("title", "片名")]).await.data();
    let doubtful = settled(&scene.gateway, &accepted).await;
    assert_eq!((&doubtful["state"], &doubtful["mediaId"]), (&json!("saving"), &Value::Null));
    assert_eq!(doubtful["problem"]["code"], "outcome_unknown");
    assert!(scene.gateway.log().contains("it is unknown whether a call took effect"));
    assert_eq!(scene.videos_held().await.len(), took_effect);
    scene.clear_journal().await;

    // Neither the same file nor a restart saves it.
    let accepted = send(&scene.gateway, &film, &[("title", "片名")]).await.data();
    let still = settled(&scene.gateway, &accepted).await;
    assert_eq!(
        (&still["state"], &still["problem"]["code"]),
        (&json!("saving"), &json!("video_save_unknown"))
    );
    scene.gateway.restart().await;
    assert_eq!(
        crate::films::upload(&scene.gateway, accepted["id"].as_str().unwrap()).await["state"],
        "saving"
    );
    assert!(scene.gateway.log().contains("whether a video became a material is not known"));
    assert_eq!(scene.steps().await, Vec::<String>::new());

    // Who has looked says so.
    let accepted = send(&scene.gateway, &film, &[("title", "片名"), ("again", "true")]).await.data();
    saved(&scene.gateway, &accepted).await;
    assert_eq!(scene.steps().await, ["save_video"]);
    assert_eq!(scene.videos_held().await.len(), 1);
    nothing_spooled(&scene.gateway).await;
}
