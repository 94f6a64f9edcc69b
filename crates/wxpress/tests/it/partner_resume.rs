//! Uploads of large videos that are broken off: they go on by themselves, and nothing that is acknowledged goes twice.

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::Gateway;

use crate::calls::Calls as _;
use crate::films::{Steps, film, nothing_spooled, saved, send, settled, spooled, studio, upload};
use crate::scene::{APPID, Database, SECRET, Scene, until};

const LATENCY: Duration = Duration::from_millis(40);

/// How an upload is broken off.
#[derive(Debug, Clone, Copy)]
enum End {
    Kill,
    Terminate,
}

impl End {
    async fn of(self, gateway: &mut Gateway) {
        match self {
            Self::Kill => gateway.kill9().await,
            Self::Terminate => assert!(gateway.stop().await.success()),
        }
        // What the sandbox still has under way comes to its end.
        tokio::time::sleep(3 * LATENCY).await;
    }
}

/// Waits until so many blocks are written down; how many.
async fn sent(gateway: &Gateway, accepted: &Value, blocks: u64) -> u64 {
    let id = accepted["id"].as_str().unwrap();
    until("some blocks are sent", async || {
        upload(gateway, id).await["blocksSent"].as_u64().filter(|sent| *sent >= blocks)
    })
    .await
}

#[rstest]
#[tokio::test]
async fn an_upload_goes_on_by_itself(
    #[values(End::Kill, End::Terminate)] end: End,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let mut scene = Scene::studio(database).await;
    scene.slow(LATENCY.as_millis().try_into().unwrap()).await;
    let accepted = send(&scene.gateway, &film(14, 1), &[("title", "片名")]).await.data();
    let mut twice = 0;
    for stage in [3, 7, 10] {
        let recorded = u32::try_from(sent(&scene.gateway, &accepted, stage).await).unwrap();
        end.of(&mut scene.gateway).await;
        let before = scene.blocks().await;
        scene.clear_journal().await;
        scene.gateway.restart().await;
        let after =
            until("it goes on", async || Some(scene.blocks().await).filter(|after| !after.is_empty())).await;
        assert!(after[0] > recorded, "{recorded} were written down, and then {after:?} sent");
        twice += before.iter().filter(|number| after.contains(number)).count();
    }
    let uploaded = saved(&scene.gateway, &accepted).await;
    assert!(twice <= 3, "{twice} blocks went twice");
    let held = scene.videos_held().await;
    assert_eq!((held.len(), &held[0]["filesha"]), (1, &uploaded["sha1"]));
    assert_eq!(held[0]["saved"]["title"], "片名");
    nothing_spooled(&scene.gateway).await;
}

#[tokio::test]
async fn with_several_blocks_under_way_only_these_go_twice() {
    let mut scene = Scene::studio(Database::Sqlite).await;
    scene.slow(LATENCY.as_millis().try_into().unwrap()).await;
    let texts = [("title", "片名"), ("parallel", "4")];
    let accepted = send(&scene.gateway, &film(16, 1), &texts).await.data();
    sent(&scene.gateway, &accepted, 5).await;
    End::Kill.of(&mut scene.gateway).await;
    let before = scene.blocks().await;
    scene.clear_journal().await;

    scene.gateway.restart().await;
    let recorded =
        upload(&scene.gateway, accepted["id"].as_str().unwrap()).await["blocksSent"].as_u64().unwrap();
    saved(&scene.gateway, &accepted).await;
    let after = scene.blocks().await;
    let twice = before.iter().filter(|number| after.contains(number)).count();
    assert!(twice <= 4, "{before:?} before and {after:?} after the restart");
    assert!(
        after.len() as u64 <= 16 - recorded + 4,
        "{recorded} were written down, {} sent again",
        after.len()
    );
    assert_eq!(scene.videos_held().await.len(), 1);
}

#[tokio::test]
async fn an_upload_that_had_not_begun_begins() {
    let mut scene = Scene::studio(Database::Sqlite).await;
    scene.strike_video(1, json!({"action": "delay", "delay_ms": 2000})).await;
    let accepted = send(&scene.gateway, &film(2, 1), &[("title", "片名")]).await.data();
    scene.gateway.kill9().await;
    scene.gateway.restart().await;
    saved(&scene.gateway, &accepted).await;
    assert_eq!(scene.blocks().await, [1, 2]);
    nothing_spooled(&scene.gateway).await;
}

#[rstest]
#[tokio::test]
async fn a_kill_amid_the_save_leaves_it_in_doubt(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let mut scene = Scene::studio(database).await;
    let steps = Steps { blocks: 2 };
    scene.strike_video(steps.save(), json!({"action": "delay", "delay_ms": 2000})).await;
    let film = film(2, 1);
    let accepted = send(&scene.gateway, &film, &[("title", "片名")]).await.data();
    let id = accepted["id"].as_str().unwrap();
    until("it is being saved", async || {
        (upload(&scene.gateway, id).await["state"] == "saving").then_some(())
    })
    .await;
    until("the call is under way", async || {
        let faults = scene.sandbox.control(reqwest::Method::GET, "faults", Value::Null).await;
        (faults[0]["seen"].as_u64() >= Some(steps.save() as u64)).then_some(())
    })
    .await;
    scene.gateway.kill9().await;
    scene.gateway.restart().await;
    let doubtful = upload(&scene.gateway, id).await;
    assert_eq!((&doubtful["state"], &doubtful["active"]), (&json!("saving"), &json!(false)));
    let log = scene.gateway.log();
    let told = |line: &str| line.contains("its outcome is not known") && line.contains("save_video");
    assert!(log.lines().any(told), "the ledger does not show it:\n{log}");

    let accepted = send(&scene.gateway, &film, &[("title", "片名"), ("again", "true")]).await.data();
    saved(&scene.gateway, &accepted).await;
    assert_eq!(scene.videos_held().await.len(), 1);
    assert_eq!(scene.blocks().await, [1, 2]);
    nothing_spooled(&scene.gateway).await;
}

#[tokio::test]
async fn the_end_waits_for_a_save_under_way() {
    let mut scene = Scene::studio(Database::Sqlite).await;
    let steps = Steps { blocks: 1 };
    scene.strike_video(steps.save(), json!({"action": "delay", "delay_ms": 1000})).await;
    let accepted = send(&scene.gateway, &film(1, 1), &[("title", "片名")]).await.data();
    let id = accepted["id"].as_str().unwrap();
    until("it is being saved", async || {
        (upload(&scene.gateway, id).await["state"] == "saving").then_some(())
    })
    .await;
    assert!(scene.gateway.stop().await.success());
    scene.gateway.restart().await;
    saved(&scene.gateway, &accepted).await;
    nothing_spooled(&scene.gateway).await;
}

#[rstest]
#[tokio::test]
async fn without_a_stored_account_an_upload_waits_for_its_file(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let mut scene = Scene::around(studio(), database).await;
    scene.slow(LATENCY.as_millis().try_into().unwrap()).await;
    let film = film(8, 1);
    let texts = [("title", "片名"), ("appid", APPID), ("secret", SECRET)];
    let accepted = send(&scene.gateway, &film, &texts).await.data();
    let route = format!("/partner/video/{}?appid={APPID}&secret={SECRET}", accepted["id"].as_str().unwrap());
    let read = async |gateway: &Gateway| gateway.get(&route).await.data();
    until("some blocks are sent", async || {
        (read(&scene.gateway).await["blocksSent"].as_u64() >= Some(3)).then_some(())
    })
    .await;
    End::Kill.of(&mut scene.gateway).await;
    scene.clear_journal().await;
    scene.gateway.restart().await;
    let waits = read(&scene.gateway).await;
    assert_eq!((&waits["active"], &waits["state"]), (&json!(false), &json!("sending")));
    assert!(scene.gateway.log().contains("an unfinished video cannot go on"));
    assert_eq!(scene.journal().await, Vec::<String>::new());

    let again = send(&scene.gateway, &film, &texts).await.data();
    assert_eq!(again["id"], accepted["id"]);
    until("it is a material", async || (read(&scene.gateway).await["state"] == "saved").then_some(())).await;
    let recorded = u32::try_from(waits["blocksSent"].as_u64().unwrap()).unwrap();
    assert_eq!(scene.blocks().await, (recorded + 1..=8).collect::<Vec<_>>());
    nothing_spooled(&scene.gateway).await;
}

#[tokio::test]
async fn two_gateways_on_one_database_save_a_file_once() {
    let (scene, second) = Scene::pair(Database::Postgres).await;
    scene.store_account().await;
    scene.slow(LATENCY.as_millis().try_into().unwrap()).await;
    let film = film(6, 1);
    let title = [("title", "片名")];
    let (one, other) = tokio::join!(send(&scene.gateway, &film, &title), send(&second, &film, &title));
    let (one, other) = (one.data(), other.data());
    assert_eq!(one["id"], other["id"]);
    let id = one["id"].as_str().unwrap();
    let state = async |gateway: &Gateway| upload(gateway, id).await;
    until("nobody works on it", async || {
        let (one, other) = (state(&scene.gateway).await, state(&second).await);
        (one["active"] == false && other["active"] == false && one["state"] == "saved").then_some(())
    })
    .await;
    let held = scene.videos_held().await;
    assert_eq!(held.len(), 1, "{held:?}");
    let uploaded = state(&second).await;
    assert_eq!((&uploaded["vid"], &uploaded["problem"]), (&held[0]["vid"], &Value::Null), "{uploaded}");
    nothing_spooled(&scene.gateway).await;
    nothing_spooled(&second).await;
}

#[tokio::test]
async fn a_gateway_on_the_same_database_sees_an_upload_and_leaves_it_alone() {
    let (scene, mut second) = Scene::pair(Database::Postgres).await;
    scene.store_account().await;
    scene.slow(LATENCY.as_millis().try_into().unwrap()).await;
    let accepted = send(&scene.gateway, &film(8, 1), &[("title", "片名")]).await.data();
    sent(&second, &accepted, 2).await;
    let route = format!("/partner/video/{}", accepted["id"].as_str().unwrap());
    assert_eq!(second.delete(&route).await.failure(), (409, "upload_active"));
    second.restart().await;
    saved(&scene.gateway, &accepted).await;
    settled(&second, &accepted).await;
    assert_eq!(scene.blocks().await, [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(scene.videos_held().await.len(), 1);
    assert_eq!((spooled(&scene.gateway), spooled(&second)), (0, 0));
}
