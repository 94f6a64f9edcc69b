//! Schedules: times, zones, repetitions, quiet hours and the day's quota. The clock is moved, not waited for.

use jiff::{Timestamp, ToSpan as _, tz::TimeZone};
use rstest::rstest;
use serde_json::{Value, json};

use crate::calls::Calls as _;
use crate::scene::{APPID, Database, Scene, until};

const AHEAD: &str = "WXPRESS_CLOCK_AHEAD";

fn local(at: Timestamp, zone: &str) -> String {
    at.to_zoned(TimeZone::get(zone).unwrap()).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

async fn job(scene: &Scene, job: &Value) -> Value {
    scene.gateway.get(&format!("/jobs/{}", job["jobId"].as_str().unwrap())).await.data()
}

/// When the sandbox saw the calls of one endpoint.
async fn times_of(scene: &Scene, path: &str) -> Vec<Timestamp> {
    let journal = scene.sandbox.journal().await;
    let is_it = |entry: &&Value| entry["path"] == format!("/cgi-bin/{path}");
    journal.iter().filter(is_it).map(|entry| entry["time"].as_str().unwrap().parse().unwrap()).collect()
}

/// Starts the gateway anew with its clock so far ahead that it is `seconds` before `at`. Gives by how much it is ahead.
async fn restart_before(scene: &mut Scene, at: Timestamp, seconds: i64) -> i64 {
    let ahead = at.as_second() - Timestamp::now().as_second() - seconds;
    scene.gateway.set_env(AHEAD, &ahead.to_string());
    scene.gateway.kill9().await;
    scene.gateway.restart().await;
    ahead
}

#[rstest]
#[tokio::test]
async fn a_draft_is_handed_in_at_its_time(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let mut scene =
        Scene::with_gateway(database, |gateway| gateway.env("WXPRESS_ZONE", "America/New_York")).await;
    scene.store_account().await;
    let at = Timestamp::from_second(Timestamp::now().as_second()).unwrap() + 30.hours();
    let request = json!({"markdown": "# t", "publishAt": local(at, "America/New_York")});
    let submitted = scene.gateway.post("/publish?wait=true", request).await.data();
    assert_eq!(submitted["state"], "scheduled", "{submitted}");
    assert_eq!(submitted["nextAt"], at.as_second());
    assert_eq!((scene.drafts_held().await, scene.calls_of("freepublish/submit").await), (1, 0));

    // What was meant in one zone stays so in another one.
    scene.gateway.set_env("WXPRESS_ZONE", "Europe/Berlin");
    scene.gateway.set_env("TZ", "Asia/Tokyo");
    let ahead = restart_before(&mut scene, at, 3).await;
    assert_eq!(job(&scene, &submitted).await["state"], "scheduled");
    let done = until("the job is done", async || {
        let job = job(&scene, &submitted).await;
        (job["state"] == "done").then_some(job)
    });
    assert_eq!(done.await["result"]["urls"].as_array().unwrap().len(), 1);
    let handed_in = times_of(&scene, "freepublish/submit").await;
    assert_eq!(handed_in.len(), 1);
    let late = handed_in[0] + ahead.seconds() - at;
    let late = late.total(jiff::Unit::Second).unwrap();
    assert!((0.0..1.0).contains(&late), "{late} s late");
    assert_eq!(scene.calls_of("draft/add").await, 1);
}

#[rstest]
#[tokio::test]
async fn a_repetition_publishes_each_time_once(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let mut scene = Scene::with_account(database).await;
    let next_day = (Timestamp::now() + 24.hours()).to_zoned(TimeZone::get("Europe/Berlin").unwrap());
    let (hour, minute) = (next_day.hour(), next_day.minute());
    let repeat = format!("{minute} {hour} * * *");
    let request = json!({"markdown": "# 每日", "repeat": repeat, "zone": "Europe/Berlin", "publish": true});
    let first = scene.gateway.post("/publish", request).await.data();
    assert_eq!((&first["state"], scene.drafts_held().await), (&json!("scheduled"), 0));
    let mut at = first["nextAt"].as_i64().unwrap();
    for round in 1..=2 {
        restart_before(&mut scene, Timestamp::from_second(at).unwrap(), 1).await;
        until("the publication is handed in", async || {
            (scene.calls_of("freepublish/submit").await == round).then_some(())
        })
        .await;
        let scheduled = scene.gateway.get("/jobs?state=scheduled").await.data();
        assert_eq!(scheduled["items"].as_array().unwrap().len(), 1, "{scheduled}");
        let next = scheduled["items"][0]["nextAt"].as_i64().unwrap();
        // A day, an hour more or less where clocks are changed.
        assert!((23 * 3600..=25 * 3600).contains(&(next - at)), "{next} after {at}");
        at = next;
    }
    // Taken back, it comes no more.
    let scheduled = scene.gateway.get("/jobs?state=scheduled").await.data();
    let id = scheduled["items"][0]["jobId"].as_str().unwrap();
    scene.gateway.post(&format!("/jobs/{id}/cancel"), json!({})).await.data();
    restart_before(&mut scene, Timestamp::from_second(at).unwrap(), -2).await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert_eq!(scene.calls_of("freepublish/submit").await, 2);
}

/// The source as it was when its time comes is what is published; a newer schedule takes the place of an older one.
#[rstest]
#[tokio::test]
async fn a_scheduled_source_is_changed_and_moved(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let mut scene = Scene::with_account(database).await;
    let at = Timestamp::now() + 48.hours();
    let article = |text: &str, at: Option<Timestamp>| json!({"markdown": format!("# t\n\n{text}"), "sourceId": "a.md", "publishAt": at.map(Timestamp::as_second)});
    let publish =
        async |scene: &Scene, request| scene.gateway.post("/publish?wait=true", request).await.data();
    let first = publish(&scene, article("一", Some(at))).await;
    assert_eq!(first["state"], "scheduled");
    let changed = publish(&scene, article("二", None)).await;
    assert_eq!((&changed["state"], &changed["result"]["action"]), (&json!("done"), &json!("updated")));
    assert_eq!(job(&scene, &first).await["state"], "scheduled");

    let moved = publish(&scene, article("二", Some(at + 1.hours()))).await;
    assert_eq!(moved["state"], "scheduled", "{moved}");
    let first = job(&scene, &first).await;
    assert_eq!((&first["state"], &first["problem"]["code"]), (&json!("cancelled"), &json!("job_replaced")));
    restart_before(&mut scene, at + 1.hours(), -1).await;
    until("the job is done", async || (job(&scene, &moved).await["state"] == "done").then_some(())).await;
    assert_eq!((scene.calls_of("draft/add").await, scene.calls_of("freepublish/submit").await), (1, 1));
}

#[tokio::test]
async fn nothing_is_handed_in_in_quiet_hours() {
    let now = Timestamp::now().to_zoned(TimeZone::get("Asia/Shanghai").unwrap());
    let end = (&now + 2.hours()).strftime("%H:%M").to_string();
    let hours = format!("{}-{end}", (&now - 2.hours()).strftime("%H:%M"));
    let scene =
        Scene::with_gateway(Database::Sqlite, |gateway| gateway.env("WXPRESS_QUIET_HOURS", &hours)).await;
    scene.store_account().await;
    let request = json!({"markdown": "# t", "publish": true});
    let waiting = scene.gateway.post("/publish?wait=true", request).await.data();
    assert_eq!(waiting["state"], "scheduled", "{waiting}");
    let until = Timestamp::from_second(waiting["nextAt"].as_i64().unwrap()).unwrap();
    assert_eq!(local(until, "Asia/Shanghai")[11..16], end);
    assert_eq!(scene.calls_of("freepublish/submit").await, 0);

    let inside = json!({"markdown": "# t", "publishAt": (now.timestamp() + 1.hours()).as_second()});
    assert_eq!(scene.gateway.post("/publish", inside).await.failure(), (400, "in_quiet_hours"));
    let outside = json!({"markdown": "# t", "publishAt": (now.timestamp() + 3.hours()).as_second()});
    assert_eq!(scene.gateway.post("/publish?wait=true", outside).await.data()["state"], "scheduled");
}

#[tokio::test]
async fn a_full_day_is_foreseen_and_waited_out() {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.change_account(APPID, json!({"quotas": true})).await;
    let article = scene.article().await;
    for _ in 0..100 {
        let draft = scene.gateway.post("/draft/create", article.clone()).await.flat_data();
        let media_id = draft["mediaId"].as_str().unwrap();
        scene.gateway.post(&format!("/draft/{media_id}/publish"), json!({})).await.data();
    }
    let answer = scene.gateway.post("/publish", json!({"markdown": "# t", "publish": true})).await;
    assert_eq!(answer.warnings(), ["quota_foreseen"]);
    let submitted = answer.data();
    let waiting = until("the job waits", async || {
        let job = job(&scene, &submitted).await;
        (job["state"] == "waiting" && job["nextAt"].is_i64() && job["attempts"] == 1).then_some(job)
    })
    .await;
    assert_eq!(waiting["problem"]["code"], "quota_exhausted", "{waiting}");
    let next = Timestamp::from_second(waiting["nextAt"].as_i64().unwrap()).unwrap();
    assert_eq!(local(next, "Asia/Shanghai")[11..], *"00:01:00");
    assert_eq!(scene.calls_of("freepublish/submit").await, 100);
}

#[rstest]
#[case(json!({"publishAt": "2020-01-01 08:00"}), "time_passed")]
#[case(json!({"publishAt": "morgen"}), "invalid_field")]
#[case(json!({"publishAt": "2099-01-01 08:00 Mars/Olympus"}), "invalid_field")]
#[case(json!({"publishAt": "2099-01-01 08:00", "zone": "Mars/Olympus"}), "invalid_field")]
#[case(json!({"publishAt": "2099-01-01 08:00", "publish": false}), "invalid_field")]
#[case(json!({"publishAt": "2099-01-01 08:00", "repeat": "0 8 * * 1"}), "at_most_one_of")]
#[case(json!({"repeat": "0 8 * *"}), "invalid_field")]
#[case(json!({"repeat": "0 8 30 2 *"}), "invalid_field")]
#[case(json!({"repeat": "0 8 * * 1", "sourceId": "a"}), "at_most_one_of")]
#[tokio::test]
async fn bad_times_are_refused(#[case] times: Value, #[case] code: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let mut request = json!({"markdown": "# t"});
    request.as_object_mut().unwrap().extend(times.as_object().unwrap().clone());
    assert_eq!(scene.gateway.post("/publish", request).await.failure(), (400, code));
    assert_eq!(scene.gateway.get("/jobs").await.data()["items"], json!([]));
}
