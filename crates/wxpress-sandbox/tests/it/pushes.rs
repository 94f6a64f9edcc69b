//! Events that come to an account's own server.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aes::Aes256;
use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockModeDecrypt, KeyIvInit};
use axum::Router;
use axum::body::Bytes;
use axum::extract::Query;
use axum::http::{Method, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cbc::Decryptor;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use tokio::net::TcpListener;
use wxpress_sandbox::{DEFAULT_APPID, Options};

use crate::world::{World, article, errcode};

/// `A` is nothing but zero bits, so that a strict decoder takes it too.
const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFA";

/// What a callback was asked.
#[derive(Debug, Clone)]
struct Asked {
    method: Method,
    query: BTreeMap<String, String>,
    body: String,
}

/// A callback that notes what it is asked. It answers the statuses it was given, then 200; 0 is no answer.
struct Receiver {
    url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Receiver {
    async fn start(statuses: &[u16]) -> Self {
        let asked = Arc::<Mutex<Vec<Asked>>>::default();
        let (noted, statuses) = (Arc::clone(&asked), statuses.to_vec());
        let answer =
            async move |method: Method, Query(query): Query<BTreeMap<String, String>>, body: Bytes| {
                let echostr = query.get("echostr").cloned().unwrap_or_else(|| "success".to_owned());
                let body = String::from_utf8(body.to_vec()).unwrap();
                let number = {
                    let mut noted = noted.lock().unwrap();
                    noted.push(Asked { method, query, body });
                    noted.len() - 1
                };
                let status = statuses.get(number).copied().unwrap_or(200);
                if status == 0 {
                    std::future::pending::<()>().await;
                }
                (StatusCode::from_u16(status).unwrap(), echostr)
            };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/wx?app=1", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
        Self { url, asked }
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

/// A sandbox whose account pushes to the receiver, in a mode.
async fn world(receiver: &Receiver, mode: &str) -> World {
    let world = World::start().await;
    let callback = json!({"url": receiver.url, "token": "AAAAA", "encoding_aes_key": KEY, "mode": mode});
    let change = json!({"callback": callback, "publish_delay_ms": 0, "mass_delay_ms": 0});
    assert!(world.patch_account(DEFAULT_APPID, &change).await.status().is_success());
    world
}

/// Publishes so many articles; tells the `publish_id`.
async fn publish(world: &World, articles: usize) -> Value {
    let token = world.token().await;
    let cover = world.cover(&token).await;
    let draft = world.call(&token, "draft/add", &json!({"articles": vec![article(&cover); articles]})).await;
    let body = json!({"media_id": draft["media_id"]});
    world.call(&token, "freepublish/submit", &body).await["publish_id"].clone()
}

/// The deliveries, once none is under way and there are so many.
async fn deliveries(world: &World, count: usize) -> Vec<Value> {
    for _ in 0..200 {
        let Value::Array(list) = world.get("/_sandbox/pushes").await else { panic!("a list") };
        if list.len() >= count && list.iter().all(|delivery| delivery["state"] != "under_way") {
            return list;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("fewer than {count} pushes came")
}

fn sign(mut words: Vec<&str>) -> String {
    words.sort_unstable();
    Sha1::digest(words.concat()).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

/// What stands between a tag and its end, out of its CDATA.
fn field<'a>(xml: &'a str, tag: &str) -> &'a str {
    let (_, rest) = xml.split_once(&format!("<{tag}>")).unwrap_or_else(|| panic!("{tag} in {xml}"));
    let (value, _) = rest.split_once(&format!("</{tag}>")).unwrap();
    value.strip_prefix("<![CDATA[").and_then(|value| value.strip_suffix("]]>")).unwrap_or(value)
}

/// Opens an encrypted message: its text and the appid.
fn open(encrypted: &str) -> (String, String) {
    let key: [u8; 32] = STANDARD.decode(format!("{KEY}=")).unwrap().try_into().unwrap();
    let iv: [u8; 16] = key[..16].try_into().unwrap();
    let plain = Decryptor::<Aes256>::new(&key.into(), &iv.into())
        .decrypt_padded_vec::<NoPadding>(&STANDARD.decode(encrypted).unwrap())
        .unwrap();
    assert_eq!(plain.len() % 32, 0);
    let end = plain.len() - usize::from(*plain.last().unwrap());
    let length = u32::from_be_bytes(plain[16..20].try_into().unwrap()) as usize;
    let text = |range: std::ops::Range<usize>| String::from_utf8(plain[range].to_vec()).unwrap();
    (text(20..20 + length), text(20 + length..end))
}

#[tokio::test]
async fn the_end_of_a_publication_is_pushed_in_plain() {
    let receiver = Receiver::start(&[]).await;
    let world = world(&receiver, "plain").await;
    let publish_id = publish(&world, 2).await;
    let delivery = &deliveries(&world, 1).await[0];
    assert_eq!((&delivery["state"], &delivery["event"]), (&json!("taken"), &json!("PUBLISHJOBFINISH")));
    assert_eq!(delivery["attempts"][0]["status"], 200);

    let Asked { method, query, body } = receiver.asked().remove(0);
    assert_eq!(method, Method::POST);
    assert_eq!(query["app"], "1", "what the URL had of its own stays");
    assert_eq!(query["signature"], sign(vec!["AAAAA", &query["timestamp"], &query["nonce"]]));
    assert!(!query.contains_key("msg_signature") && query["openid"] == field(&body, "FromUserName"));
    assert!(field(&body, "ToUserName").starts_with("gh_"));
    assert_eq!((field(&body, "MsgType"), field(&body, "Event")), ("event", "PUBLISHJOBFINISH"));
    let token = world.token().await;
    let status = world.call(&token, "freepublish/get", &json!({"publish_id": publish_id})).await;
    assert_eq!(field(&body, "publish_id"), publish_id.to_string());
    assert_eq!(field(&body, "publish_status"), "0");
    assert_eq!(field(&body, "article_id"), status["article_id"]);
    assert_eq!(field(&body, "count"), "2");
    for item in status["article_detail"]["item"].as_array().unwrap() {
        let (idx, url) = (&item["idx"], item["article_url"].as_str().unwrap());
        let item = format!("<item><idx>{idx}</idx><article_url><![CDATA[{url}]]></article_url></item>");
        assert!(body.contains(&item), "{body}");
    }
}

#[tokio::test]
async fn failures_name_the_articles_to_blame() {
    let receiver = Receiver::start(&[]).await;
    let world = world(&receiver, "plain").await;
    let change =
        json!({"outcomes": [{"status": 2, "fail_idx": [2]}, 6], "publish_event": "MASSSENDJOBFINISH"});
    world.patch_account(DEFAULT_APPID, &change).await;
    publish(&world, 3).await;
    deliveries(&world, 1).await;
    publish(&world, 1).await;
    let bodies: Vec<String> = deliveries(&world, 2)
        .await
        .iter()
        .map(|delivery| delivery["fields"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(field(&bodies[0], "Event"), "MASSSENDJOBFINISH");
    assert_eq!(field(&bodies[0], "publish_status"), "2");
    assert!(bodies[0].contains("<fail_idx>2</fail_idx></PublishEventInfo>"), "{}", bodies[0]);
    assert!(!bodies[0].contains("article_id"), "{}", bodies[0]);
    assert_eq!(field(&bodies[1], "publish_status"), "6");
}

#[tokio::test]
async fn compatible_and_secure_messages_are_encrypted_and_signed() {
    for mode in ["compatible", "secure"] {
        let receiver = Receiver::start(&[]).await;
        let world = world(&receiver, mode).await;
        publish(&world, 1).await;
        assert_eq!(deliveries(&world, 1).await[0]["mode"], mode);
        let Asked { query, body, .. } = receiver.asked().remove(0);
        let encrypted = field(&body, "Encrypt");
        assert_eq!(query["encrypt_type"], "aes");
        let words = vec!["AAAAA", &query["timestamp"], &query["nonce"], encrypted];
        assert_eq!(query["msg_signature"], sign(words));
        let (message, appid) = open(encrypted);
        assert_eq!(appid, DEFAULT_APPID);
        assert_eq!(field(&message, "publish_status"), "0");
        assert!(message.starts_with("<xml><ToUserName>") && message.ends_with("</xml>"), "{message}");
        let shown = body.contains("PUBLISHJOBFINISH");
        assert_eq!(shown, mode == "compatible", "{body}");
        assert_eq!(field(&body, "ToUserName"), field(&message, "ToUserName"));
    }
}

#[tokio::test]
async fn the_end_of_a_mass_send_tells_who_got_it() {
    let receiver = Receiver::start(&[]).await;
    let world = world(&receiver, "plain").await;
    let outcomes = json!(["send success", "send fail", "err(10001)"]);
    world.patch_account(DEFAULT_APPID, &json!({"mass_outcomes": outcomes, "followers": 7})).await;
    let token = world.token().await;
    let draft = world.draft(&token, &article(&world.cover(&token).await)).await["media_id"].clone();
    let audience = json!({"is_to_all": true});
    let articles = json!({"filter": audience, "msgtype": "mpnews", "mpnews": {"media_id": draft}});
    let text = |content: &str| json!({"filter": audience, "msgtype": "text", "text": {"content": content}});
    for (number, body, status, counts) in [
        (1, articles, "send success", ["7", "7", "7", "0"]),
        (2, text("一"), "send fail", ["7", "7", "0", "7"]),
        (3, text("二"), "err(10001)", ["0", "0", "0", "0"]),
    ] {
        let sent = world.call(&token, "message/mass/sendall", &body).await;
        deliveries(&world, number).await;
        let body = receiver.asked()[number - 1].body.clone();
        assert_eq!(field(&body, "Event"), "MASSSENDJOBFINISH");
        assert_eq!((field(&body, "MsgID"), field(&body, "Status")), (&*sent["msg_id"].to_string(), status));
        let told = ["TotalCount", "FilterCount", "SentCount", "ErrorCount"].map(|tag| field(&body, tag));
        assert_eq!(told, counts);
        assert_eq!(body.contains("ArticleUrlResult"), number == 1);
        if number == 1 {
            let page = world.http.get(field(&body, "ArticleUrl")).send().await.unwrap().text().await.unwrap();
            assert!(page.contains("第一段"), "{page}");
        }
    }
}

#[tokio::test]
async fn what_nobody_takes_is_carried_three_times_more() {
    for (statuses, attempts, state) in [
        (vec![500, 302, 204], 3, "taken"),
        (vec![500; 9], 4, "given_up"),
        (vec![0, 0, 0, 0], 4, "given_up"),
        (vec![0, 200], 2, "taken"),
    ] {
        let receiver = Receiver::start(&statuses).await;
        let world = world(&receiver, "plain").await;
        world.patch_account(DEFAULT_APPID, &json!({"push_timeout_ms": 200})).await;
        publish(&world, 1).await;
        let delivery = &deliveries(&world, 1).await[0];
        assert_eq!((&delivery["state"], receiver.asked().len()), (&json!(state), attempts));
        let told = delivery["attempts"].as_array().unwrap();
        for (attempt, status) in told.iter().zip(&statuses) {
            if *status == 0 {
                assert_eq!(
                    (&attempt["status"], &attempt["error"]),
                    (&Value::Null, &json!("no answer in time"))
                );
            } else {
                assert_eq!((&attempt["status"], &attempt["error"]), (&json!(status), &Value::Null));
            }
        }
        let bodies = receiver.asked();
        assert!(bodies.iter().all(|asked| asked.body == bodies[0].body), "the same each time");
    }
}

#[tokio::test]
async fn a_callback_proves_that_it_is_there() {
    let receiver = Receiver::start(&[200, 500]).await;
    let world = world(&receiver, "secure").await;
    let path = format!("accounts/{DEFAULT_APPID}/check-callback");
    let check = async || world.control(&path, &json!({})).await.json::<Value>().await.unwrap();
    assert_eq!(check().await, json!({"passed": true}));
    let Asked { method, query, .. } = receiver.asked().remove(0);
    assert_eq!(method, Method::GET);
    assert_eq!(query["signature"], sign(vec!["AAAAA", &query["timestamp"], &query["nonce"]]));
    let failed = check().await;
    assert_eq!(failed, json!({"passed": false, "reason": "it answered 500 Internal Server Error"}));
    world.patch_account(DEFAULT_APPID, &json!({"callback": {"url": world.url, "token": "abc"}})).await;
    let failed = check().await;
    assert_eq!(failed["passed"], false);
    assert!(failed["reason"].as_str().unwrap().contains("instead of the echostr"), "{failed}");
    world
        .patch_account(DEFAULT_APPID, &json!({"callback": {"url": "http://127.0.0.1:1/", "token": "abc"}}))
        .await;
    let failed = check().await["reason"].as_str().unwrap().to_owned();
    assert!(!failed.contains("signature"), "{failed}");
    world.patch_account(DEFAULT_APPID, &json!({"callback": null})).await;
    assert_eq!(world.control(&path, &json!({})).await.status(), 409);
}

#[tokio::test]
async fn a_callback_is_set_shown_without_its_secrets_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options { state: Some(folder.path().join("sandbox.state")), ..Options::default() };
    let first = World::with(options()).await;
    let token = first.token().await;
    let network = async |world: &World, token: &str| {
        world.call(token, "callback/check", &json!({"action": "dns", "check_operator": "DEFAULT"})).await
    };
    assert_eq!(errcode(&network(&first, &token).await), 40201);
    for callback in [
        json!({"url": "ftp://127.0.0.1/", "token": "abc"}),
        json!({"url": "http://127.0.0.1/", "token": "ab"}),
        json!({"url": "http://127.0.0.1/", "token": "abc", "mode": "secure"}),
        json!("http://127.0.0.1/"),
    ] {
        let answer = first.patch_account(DEFAULT_APPID, &json!({"callback": callback})).await;
        assert_eq!(answer.status(), 400, "{callback}");
    }
    let callback =
        json!({"url": "http://127.0.0.1:1/wx", "token": "t0ken", "mode": "secure", "encoding_aes_key": KEY});
    let shown =
        first.patch_account(DEFAULT_APPID, &json!({"callback": callback})).await.text().await.unwrap();
    assert!(!shown.contains("t0ken") && !shown.contains(KEY), "{shown}");
    let second = World::with(options()).await;
    let account = second.get(&format!("/_sandbox/accounts/{DEFAULT_APPID}")).await;
    assert_eq!(account["callback"], json!({"url": "http://127.0.0.1:1/wx", "mode": "secure"}));
    assert_eq!(network(&second, &token).await["dns"][0]["ip"], "127.0.0.1");
    // Nothing else of the account was touched, and other changes leave the callback alone.
    second.patch_account(DEFAULT_APPID, &json!({"followers": 9})).await;
    assert_eq!(errcode(&network(&second, &token).await), 0);
}

#[tokio::test]
async fn without_a_callback_nothing_is_pushed() {
    let receiver = Receiver::start(&[]).await;
    let world = world(&receiver, "plain").await;
    world.patch_account(DEFAULT_APPID, &json!({"callback": null})).await;
    publish(&world, 1).await;
    let token = world.token().await;
    world.get(&format!("/cgi-bin/draft/count?access_token={token}")).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(world.get("/_sandbox/pushes").await, json!([]));
    assert!(receiver.asked().is_empty());
}
