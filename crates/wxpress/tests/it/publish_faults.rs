//! Every step of a job under every fault: exactly one draft and one publication, or a job that stopped and says why.

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::{Gateway, picture};

use crate::calls::Calls as _;
use crate::scene::{APPID, Database, Scene, until};

const STEPS: [&str; 6] = [
    "media/uploadimg",
    "material/add_material",
    "draft/add",
    "draft/get",
    "freepublish/submit",
    "freepublish/get",
];

fn faults() -> Vec<Value> {
    vec![
        json!({"action": "reset_before"}),
        json!({"action": "reset_after"}),
        json!({"action": "server_error"}),
        json!({"action": "server_error", "status": 504, "after": true}),
        json!({"action": "truncate"}),
        json!({"action": "garbage"}),
        json!({"action": "kill_tokens"}),
        json!({"action": "errcode", "errcode": -1}),
        json!({"action": "errcode", "errcode": 42001}),
        json!({"action": "errcode", "errcode": 40007}),
        json!({"action": "errcode", "errcode": 45009}),
        json!({"action": "errcode", "errcode": 45011}),
    ]
}

/// Faults after which a job rightly does not go on at once: quotas, and a platform that talks nonsense.
fn stops(step: &str, fault: &Value) -> bool {
    let errcode = fault["errcode"].as_i64();
    // Reading back only says less.
    (matches!(errcode, Some(45009 | 45011)) && step != "draft/get")
        // Right after an upload the platform may not know a picture for a while; elsewhere it makes no sense.
        || (errcode == Some(40007) && !matches!(step, "draft/add" | "draft/get"))
}

/// One fault of so many is tried at each step and database; all with `WXPRESS_FAULTS=whole`.
const SLICES: usize = 3;

async fn counts(scene: &Scene) -> (usize, usize, usize) {
    let holdings = scene.own_holdings().await;
    let count = |what: &str| holdings[what].as_array().map_or(0, Vec::len);
    (count("images"), count("drafts"), count("publications"))
}

#[rstest]
#[tokio::test]
async fn nothing_happens_twice_and_nothing_is_lost(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let whole = std::env::var_os("WXPRESS_FAULTS").is_some_and(|which| which == "whole");
    for (at, step) in STEPS.iter().enumerate() {
        for (number, fault) in faults().iter().enumerate() {
            let slice = (at + number + usize::from(database == Database::Postgres)) % SLICES;
            if !whole && slice != 0 {
                continue;
            }
            let title = format!("{step} {fault}");
            let mut set = fault.clone();
            set["path"] = json!(format!("/cgi-bin/{step}"));
            let set = scene.sandbox.fault(set).await;
            let before = counts(&scene).await;
            // Other pixels each time, so that both pictures are new.
            let side = u32::try_from(300 + at * 40 + number).unwrap();
            let png = base64(&picture::png(side, 200));
            let text = format!("# {at}.{number}\n\n![](data:image/png;base64,{png})");
            let request = json!({"markdown": text, "publish": true});
            let job = scene.gateway.post("/publish", request).await.data();
            let job = settled(&scene.gateway, job["jobId"].as_str().unwrap()).await;
            scene.sandbox.control(Method::DELETE, &format!("faults/{}", set["id"]), Value::Null).await;
            let after = counts(&scene).await;
            let made = (after.0 - before.0, after.1 - before.1, after.2 - before.2);
            if stops(step, fault) {
                assert_ne!(job["state"], "done", "{title}: {job}");
                assert!(job["problem"]["error"].is_string(), "{title}: {job}");
                assert!(made.1 + made.2 <= 1, "{title}: {made:?}");
            } else {
                assert_eq!(job["state"], "done", "{title}: {job}");
                assert_eq!(made, (1, 0, 1), "{title}: {job}");
            }
            if job["state"] == "waiting" {
                let id = job["jobId"].as_str().unwrap();
                scene.gateway.post(&format!("/jobs/{id}/cancel"), json!({})).await.data();
            }
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 0x3F) as usize];
            text.push(if at > chunk.len() { '=' } else { digit.into() });
        }
    }
    text
}

/// Kills the gateway at another moment of each job; what it was about comes to its end once.
#[rstest]
#[tokio::test]
async fn a_killed_gateway_goes_on_where_it_was(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let lease = |gateway: wxpress_testkit::GatewayBuilder| gateway.env("WXPRESS_JOB_LEASE", "3");
    let mut scene = Scene::with_gateway(database, lease).await;
    scene.store_account().await;
    for (number, delay_ms) in [5, 15, 30, 45, 60, 80, 100, 130, 170, 220].into_iter().enumerate() {
        let before = counts(&scene).await;
        let request = json!({"markdown": format!("# {number}\n\n正文"), "publish": true, "author": format!("{number}")});
        let job = scene.gateway.post("/publish", request).await.data();
        let id = job["jobId"].as_str().unwrap().to_owned();
        tokio::time::sleep(std::time::Duration::from_millis(delay_ms)).await;
        scene.gateway.kill9().await;
        scene.gateway.restart().await;
        let job = settled(&scene.gateway, &id).await;
        assert_eq!(job["state"], "done", "{number}: {job}");
        let after = counts(&scene).await;
        let made = (after.0 - before.0, after.1 - before.1, after.2 - before.2);
        assert_eq!(made, (1, 0, 1), "{number}: {job}");
    }
}

/// The job where it has ended, or waits for longer than it takes to read back what happened.
async fn settled(gateway: &Gateway, id: &str) -> Value {
    until("the job ends", async || {
        let job = gateway.get(&format!("/jobs/{id}")).await.data();
        let waits = job["nextAt"].as_i64().is_some_and(|at| at > job["updatedAt"].as_i64().unwrap() + 30);
        let goes_on = matches!(job["state"].as_str(), Some("waiting" | "running")) && !waits;
        (!goes_on).then_some(job)
    })
    .await
}

/// The draft is made and that is told, but its step is not written down yet.
#[rstest]
#[tokio::test]
async fn a_draft_that_was_just_made_is_not_made_again(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let lease = |gateway: wxpress_testkit::GatewayBuilder| gateway.env("WXPRESS_JOB_LEASE", "2");
    let mut scene = Scene::with_gateway(database, lease).await;
    scene.store_account().await;
    let path = "/cgi-bin/draft/get";
    let reading = scene.sandbox.fault(json!({"path": path, "action": "delay", "delay_ms": 3000})).await;
    let job = scene.gateway.post("/publish", json!({"markdown": "# t"})).await.data();
    until("the draft is being read back", async || {
        let faults = scene.sandbox.control(Method::GET, "faults", Value::Null).await;
        let fault = faults.as_array().unwrap().iter().find(|fault| fault["id"] == reading["id"]).cloned();
        (fault.unwrap()["seen"] == 1).then_some(())
    })
    .await;
    scene.gateway.kill9().await;
    scene.gateway.restart().await;
    let job = settled(&scene.gateway, job["jobId"].as_str().unwrap()).await;
    assert_eq!((&job["state"], &job["result"]["action"]), (&json!("done"), &json!("created")), "{job}");
    assert_eq!(scene.drafts_held().await, 1);
}

/// Two processes share a batch; one is killed half-way, and the other brings all of it to its end.
#[rstest]
#[tokio::test]
async fn two_processes_share_a_batch_and_one_dies(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    const JOBS: usize = 200;
    // They share the files of jobs, as processes that share a database must.
    let folder = tempfile::TempDir::new().unwrap();
    let set_up = |gateway: wxpress_testkit::GatewayBuilder| {
        gateway.data_dir(folder.path()).env("WXPRESS_JOB_LEASE", "3").env("WXPRESS_LOG", "info")
    };
    let (scene, mut second) = Scene::pair_with(database, set_up).await;
    scene.store_account().await;
    // The platform takes its time, so that neither has all done before the other one looks.
    scene.change_account(APPID, json!({"latency_ms": 30})).await;
    // One cover for all, so that each job is its draft alone.
    let cover =
        scene.gateway.upload("/upload/thumb", wxpress_testkit::picture::jpeg(90, 90)).await.flat_data();
    for number in 0..JOBS {
        let article = json!({"markdown": format!("# {number}"), "thumbMediaId": cover["mediaId"]});
        scene.gateway.post("/publish", article).await.data();
    }
    until("half of them are done", async || (scene.drafts_held().await >= JOBS / 2).then_some(())).await;
    second.kill9().await;
    let done = async || {
        let mut jobs = 0;
        let mut before = String::new();
        loop {
            let page = scene.gateway.get(&format!("/jobs?state=done&count=200{before}")).await.data();
            let items = page["items"].as_array().unwrap().clone();
            jobs += items.len();
            match items.last() {
                Some(last) if items.len() == 200 => {
                    before = format!("&before={}", last["jobId"].as_str().unwrap());
                }
                _ => return (jobs == JOBS).then_some(()),
            }
        }
    };
    until("all of them are done", done).await;
    let holdings = scene.own_holdings().await;
    let titles: std::collections::BTreeSet<_> =
        holdings["drafts"].as_array().unwrap().iter().map(Value::to_string).collect();
    assert_eq!((scene.drafts_held().await, titles.len()), (JOBS, JOBS));
    let journal = scene.journal().await;
    let tokens = journal.iter().filter(|path| ["token", "stable_token"].contains(&path.as_str())).count();
    assert_eq!(tokens, 1);
    assert!(second.log().contains("a job is taken"), "the second process did nothing");
}
