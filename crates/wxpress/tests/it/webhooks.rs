//! Events: pushes of the platform that come in, and webhooks that are told.

use std::sync::{Arc, Mutex};

use axum::{Router, extract::State, http::HeaderMap, routing::post};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use rstest::rstest;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, Scene, until};

const TOKEN: &str = "wxpressToken1";
const AES_KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// What a receiver was told: headers and bodies. It answers as it is told to, 200 after that.
#[derive(Clone, Default)]
struct Receiver {
    told: Arc<Mutex<Vec<(HeaderMap, String)>>>,
    answers: Arc<Mutex<Vec<u16>>>,
}

impl Receiver {
    async fn start(answers: &[u16]) -> (Self, String) {
        let receiver = Self { answers: Arc::new(Mutex::new(answers.to_vec())), ..Self::default() };
        let router = Router::new().route("/hook", post(take)).with_state(receiver.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (receiver, url)
    }

    fn told(&self) -> Vec<Value> {
        let told = self.told.lock().unwrap();
        told.iter().map(|(_, body)| serde_json::from_str(body).unwrap()).collect()
    }
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, body: String) -> axum::http::StatusCode {
    receiver.told.lock().unwrap().push((headers, body));
    let mut answers = receiver.answers.lock().unwrap();
    let answer = if answers.is_empty() { 200 } else { answers.remove(0) };
    axum::http::StatusCode::from_u16(answer).unwrap()
}

/// What Standard Webhooks 1.0 says that the signature is.
fn signature(secret: &str, signed: &str) -> String {
    let key = BASE64_STANDARD.decode(secret.trim_start_matches("whsec_")).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(signed.as_bytes());
    format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()))
}

#[rstest]
#[tokio::test]
async fn a_webhook_is_told_of_the_end_of_a_job(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let (receiver, url) = Receiver::start(&[]).await;
    let webhook = scene.gateway.post("/webhooks", json!({"url": url, "secret": SECRET})).await.data();
    assert_eq!(webhook["secret"], SECRET);
    assert_eq!(scene.gateway.get("/webhooks").await.data()[0]["secret"], "***");

    let job = scene.gateway.post("/publish?wait=true", json!({"markdown": "# 秋天"})).await.data();
    let failing = json!({"markdown": "# t\n\n![](http://127.0.0.1:9/a.png)"});
    assert_eq!(scene.gateway.post("/publish?wait=true", failing).await.data()["state"], "failed");
    until("both ends are told", async || (receiver.told().len() == 2).then_some(())).await;
    let told = receiver.told();
    assert_eq!((&told[0]["type"], &told[0]["data"]["jobId"]), (&json!("job.done"), &job["jobId"]));
    assert_eq!(told[0]["data"]["result"]["mediaId"], job["result"]["mediaId"]);
    assert_eq!(told[1]["type"], "job.failed");
    assert_eq!(told[1]["data"]["problem"]["code"], "fetch_refused");

    let (headers, body) = receiver.told.lock().unwrap()[0].clone();
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    let signed = format!("{}.{}.{body}", header("webhook-id"), header("webhook-timestamp"));
    assert_eq!(header("webhook-signature"), signature(SECRET, &signed));

    let id = webhook["id"].as_str().unwrap();
    let path = format!("/webhooks/{id}/deliveries");
    until("both are noted", async || {
        let deliveries = scene.gateway.get(&path).await.data();
        let of = |one: &Value| (one["event"].clone(), one["state"].clone());
        let states: Vec<_> = deliveries.as_array().unwrap().iter().map(of).collect();
        (states == [(json!("job.failed"), json!("done")), (json!("job.done"), json!("done"))]).then_some(())
    })
    .await;
}

#[tokio::test]
async fn what_is_not_taken_is_tried_again_even_after_a_crash() {
    let mut scene = Scene::with_account(Database::Sqlite).await;
    let (receiver, url) = Receiver::start(&[500, 302]).await;
    let webhook = scene.gateway.post("/webhooks", json!({"url": url})).await.data();
    let made = webhook["secret"].as_str().unwrap();
    assert!(made.starts_with("whsec_") && made.len() > 40, "{made}");
    let id = webhook["id"].as_str().unwrap();
    scene.gateway.post(&format!("/webhooks/{id}/test"), json!({})).await.data();
    until("it is told", async || (receiver.told().len() == 1).then_some(())).await;
    let list = async |scene: &Scene| {
        scene.gateway.get(&format!("/webhooks/{id}/deliveries")).await.data()[0].clone()
    };
    let waiting = until("the answer is noted", async || {
        let delivery = list(&scene).await;
        delivery["status"].is_number().then_some(delivery)
    })
    .await;
    assert_eq!(
        (&waiting["state"], &waiting["problem"]),
        (&json!("waiting"), &json!("HTTP 500 Internal Server Error"))
    );
    scene.gateway.kill9().await;
    scene.gateway.set_env("WXPRESS_CLOCK_AHEAD", "60");
    scene.gateway.restart().await;
    until("it is told again", async || (receiver.told().len() == 2).then_some(())).await;
    scene.gateway.kill9().await;
    scene.gateway.set_env("WXPRESS_CLOCK_AHEAD", "600");
    scene.gateway.restart().await;
    until("it is taken", async || (list(&scene).await["state"] == "done").then_some(())).await;
    let ids: Vec<_> =
        receiver.told.lock().unwrap().iter().map(|(headers, _)| headers["webhook-id"].clone()).collect();
    assert_eq!(ids.len(), 3);
    assert!(ids.iter().all(|id| *id == ids[0]));
    assert!(!scene.gateway.log().contains(made));
}

#[rstest]
#[case(json!({}), (400, "missing_field"))]
#[case(json!({"url": "ftp://a/"}), (400, "invalid_field"))]
#[case(json!({"url": "nirgends"}), (400, "invalid_field"))]
#[case(json!({"url": "http://a/", "secret": "kurz"}), (400, "invalid_field"))]
#[case(json!({"url": "http://a/", "secret": "whsec_kein Base64, aber lang"}), (400, "invalid_field"))]
#[tokio::test]
async fn bad_webhooks_are_refused(#[case] webhook: Value, #[case] expected: (u16, &str)) {
    let scene = Scene::start(Database::Sqlite).await;
    assert_eq!(scene.gateway.post("/webhooks", webhook).await.failure(), expected);
    assert_eq!(scene.gateway.get("/webhooks").await.data(), json!([]));
}

/// The platform's push ends the wait for a publication, in each mode and under each of its names.
#[rstest]
#[case("plain", "PUBLISHJOBFINISH", Database::Sqlite)]
#[case("compatible", "FREEPUBLISHJOBFINISH", Database::Postgres)]
#[case("secure", "MASSSENDJOBFINISH", Database::Sqlite)]
#[tokio::test]
async fn a_push_ends_the_wait_for_a_publication(
    #[case] mode: &str,
    #[case] name: &str,
    #[case] database: Database,
) {
    let scene = Scene::start(database).await;
    let account = scene.store_account().await;
    let path = format!("/accounts/{}/callback", account["id"].as_str().unwrap());
    assert_eq!(scene.gateway.get(&path).await.failure(), (404, "callback_unset"));
    let mut agreed = json!({"token": TOKEN});
    if mode != "plain" {
        agreed["encodingAesKey"] = AES_KEY.into();
    }
    let set = scene.gateway.request(reqwest::Method::PUT, &path).json(&agreed);
    let set = Answer::to(set).await.data();
    assert_eq!(
        (&set["path"], &set["isEncrypted"]),
        (&json!(format!("/wechat/callback/{APPID}")), &json!(mode != "plain"))
    );
    // Under the name by which the outside knows it.
    let url = format!("{}/wechat/callback/{APPID}", scene.gateway.url()).replace("127.0.0.1", "localhost");
    let mut callback = json!({"url": url, "token": TOKEN, "mode": mode});
    if mode != "plain" {
        callback["encoding_aes_key"] = AES_KEY.into();
    }
    let change = json!({"callback": callback, "publish_event": name, "publish_delay_ms": 4000});
    scene.change_account(APPID, change).await;
    let check = format!("accounts/{APPID}/check-callback");
    let checked = scene.sandbox.control(reqwest::Method::POST, &check, json!({})).await;
    assert_eq!(checked["passed"], true, "{checked}");

    let (receiver, hook) = Receiver::start(&[]).await;
    scene.gateway.post("/webhooks", json!({"url": hook})).await.data();
    let job =
        scene.gateway.post("/publish?wait=60", json!({"markdown": "# t", "publish": true})).await.data();
    assert_eq!(job["state"], "done", "{job}");
    // Looked at 2 s after it was handed in, then when the push came: the next look by itself would have been after 4 s.
    let taken = job["endedAt"].as_i64().unwrap() - job["createdAt"].as_i64().unwrap();
    assert!(taken <= 5, "{job}");
    assert_eq!(scene.calls_of("freepublish/get").await, 2);
    let events: Vec<_> = until("both are told", async || {
        let mut events: Vec<_> =
            receiver.told().iter().map(|event| event["type"].as_str().unwrap().to_owned()).collect();
        events.sort();
        (events.len() == 2).then_some(events)
    })
    .await;
    assert_eq!(events, ["job.done", "publication.ended"]);
}

#[tokio::test]
async fn a_push_that_is_not_the_platforms_is_refused() {
    let scene = Scene::start(Database::Sqlite).await;
    let account = scene.store_account().await;
    let url = format!("{}/wechat/callback/{APPID}", scene.gateway.url());
    let client = scene.gateway.client();
    let unset = client.post(&url).body("<xml/>").send().await.unwrap();
    assert_eq!(unset.status(), 404);
    let path = format!("/accounts/{}/callback", account["id"].as_str().unwrap());
    let set = scene.gateway.request(reqwest::Method::PUT, &path).json(&json!({"token": TOKEN}));
    Answer::to(set).await.data();
    let forged = format!("{url}?signature=0000&timestamp=1&nonce=2");
    let refused = client.post(&forged).body("<xml/>").send().await.unwrap();
    assert_eq!(refused.status(), 403);
    assert!(refused.text().await.unwrap().contains("callback_refused"));
    assert_eq!(client.get(&forged).send().await.unwrap().status(), 403);
    let large = client.post(&forged).body("x".repeat(100_000)).send().await.unwrap();
    assert_eq!(large.status(), 413);
    for bad in [json!({}), json!({"token": "t", "encodingAesKey": "zu kurz"})] {
        let set = scene.gateway.request(reqwest::Method::PUT, &path).json(&bad);
        assert_eq!(Answer::to(set).await.failure().0, 400);
    }
    assert!(!scene.gateway.log().contains(TOKEN));
}
