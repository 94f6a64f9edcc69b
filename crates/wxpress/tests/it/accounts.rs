//! Stored accounts, and the choice of one for a call.

use reqwest::Method;
use reqwest::header::ACCEPT_LANGUAGE;
use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::{Gateway, picture};

use crate::calls::{Answer, Calls as _, file};
use crate::scene::{APPID, Database, SECRET, Scene, sandbox, until};

const OTHER_APPID: &str = "wx00000000000000bb";
const OTHER_SECRET: &str = "b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0";

fn other(name: &str) -> Value {
    json!({"name": name, "appid": OTHER_APPID, "secret": OTHER_SECRET})
}

fn id(account: &Value) -> &str {
    account["id"].as_str().unwrap()
}

async fn defaults(gateway: &Gateway) -> Vec<Value> {
    let accounts = gateway.get("/accounts").await.data();
    let accounts = accounts.as_array().unwrap().iter();
    accounts.filter(|account| account["isDefault"] == true).map(|account| account["name"].clone()).collect()
}

#[rstest]
#[tokio::test]
async fn an_account_is_stored_read_changed_and_forgotten(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::start(database).await;
    let gateway = &scene.gateway;
    assert_eq!(gateway.get("/accounts").await.data(), json!([]));

    let mut first = scene.store_account().await;
    let route = format!("/accounts/{}", id(&first));
    assert_eq!(gateway.get(&route).await.data(), first);
    assert!(first["createdAt"].as_i64().unwrap() > 1_700_000_000);
    assert!(first["updatedAt"].as_i64().unwrap() > 1_700_000_000);
    for volatile in ["id", "createdAt", "updatedAt"] {
        first.as_object_mut().unwrap().remove(volatile).unwrap();
    }
    let expected = json!({"name": "测试号", "appid": APPID, "secret": "***", "realSecret": null,
        "isDefault": true, "remark": null});
    assert_eq!(first, expected);

    let changed =
        gateway.put(&route, json!({"name": "新名字", "remark": "备注", "secret": "***"})).await.data();
    assert_eq!((&changed["name"], &changed["remark"]), (&json!("新名字"), &json!("备注")));
    assert_eq!(gateway.get(&format!("{route}?reveal=true")).await.data()["realSecret"], SECRET);

    assert_eq!(gateway.delete(&route).await.data(), Value::Null);
    assert_eq!(gateway.get(&route).await.failure(), (404, "unknown_account"));
    assert_eq!(gateway.delete(&route).await.failure(), (404, "unknown_account"));
    assert_eq!(gateway.put(&route, json!({"name": "x"})).await.failure(), (404, "unknown_account"));
    assert_eq!(gateway.get("/accounts").await.data(), json!([]));
}

#[rstest]
#[tokio::test]
async fn there_is_always_one_default(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let scene = Scene::with_account(database).await;
    let gateway = &scene.gateway;
    let second = gateway.post("/accounts", other("第二个")).await.data();
    assert_eq!(second["isDefault"], false);
    assert_eq!(defaults(gateway).await, ["测试号"]);

    let route = format!("/accounts/{}", id(&second));
    assert_eq!(gateway.put(&format!("{route}/default"), json!({})).await.data()["isDefault"], true);
    assert_eq!(defaults(gateway).await, ["第二个"]);

    gateway.delete(&route).await.data();
    assert_eq!(defaults(gateway).await, ["测试号"]);

    let mut third = other("第三个");
    third["isDefault"] = json!(true);
    gateway.post("/accounts", third).await.data();
    assert_eq!(defaults(gateway).await, ["第三个"]);
}

#[rstest]
#[tokio::test]
async fn names_and_appids_are_unique(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let scene = Scene::with_account(database).await;
    let gateway = &scene.gateway;
    let same_appid = json!({"name": "另一个", "appid": APPID, "secret": SECRET});
    for taken in [other("测试号"), same_appid] {
        let refused = gateway.post("/accounts", taken).await;
        assert_eq!(refused.failure(), (409, "account_exists"));
        assert!(refused.field("hint").as_str().unwrap().contains("PUT /api/accounts/"));
    }
    let second = gateway.post("/accounts", other("第二个")).await.data();
    let route = format!("/accounts/{}", id(&second));
    assert_eq!(gateway.put(&route, json!({"name": "测试号"})).await.failure(), (409, "account_exists"));
    assert_eq!(gateway.put(&route, json!({"appid": APPID})).await.failure(), (409, "account_exists"));
    assert_eq!(gateway.get("/accounts").await.data().as_array().unwrap().len(), 2);
}

#[rstest]
#[case(json!({"appid": APPID, "secret": SECRET}), "name")]
#[case(json!({"name": "x", "secret": SECRET}), "appid")]
#[case(json!({"name": "x", "appid": APPID, "secret": ""}), "secret")]
#[tokio::test]
async fn a_new_account_needs_all_its_fields(#[case] account: Value, #[case] field: &str) {
    let scene = Scene::start(Database::Sqlite).await;
    let refused = scene.gateway.post("/accounts", account).await;
    assert_eq!(refused.failure(), (400, "missing_field"));
    assert!(refused.field("error").as_str().unwrap().contains(field));
}

#[tokio::test]
async fn a_check_asks_the_platform() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let gateway = &scene.gateway;
    let good = gateway.get("/accounts").await.data();
    let route = format!("/accounts/{}/check", id(&good[0]));
    assert_eq!(
        gateway.post(&route, json!({})).await.data(),
        json!({"appid": APPID, "ok": true, "draftCount": 0})
    );

    // A stored secret that has been changed on the platform since.
    scene.change_account(APPID, json!({"secret": "c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0"})).await;
    scene.sandbox.kill_tokens(APPID).await;
    let refused = gateway.post(&route, json!({})).await;
    assert_eq!(refused.failure(), (401, "bad_credential"));
    assert!(refused.field("errcode").is_i64() && refused.field("rid").is_string());

    let unknown = gateway.post("/accounts/019aa7c2-0d0e-7c3a-9d55-0c2f6d1f8a11/check", json!({})).await;
    assert_eq!(unknown.failure(), (404, "unknown_account"));
}

#[rstest]
#[tokio::test]
async fn a_secret_is_shown_on_demand_only_and_each_time_is_logged(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let gateway = &scene.gateway;
    for hidden in ["/accounts", "/accounts?reveal=false"] {
        assert_eq!(gateway.get(hidden).await.data()[0]["realSecret"], Value::Null);
    }
    assert!(!gateway.log().contains("revealed"));

    let shown = gateway.get("/accounts?reveal=true").await.data();
    assert_eq!((&shown[0]["secret"], &shown[0]["realSecret"]), (&json!("***"), &json!(SECRET)));
    gateway.get(&format!("/accounts/{}?reveal=1", id(&shown[0]))).await.data();

    let told = until("both are logged", async || {
        let log = gateway.log();
        let told: Vec<_> = log.lines().filter(|line| line.contains("revealed")).map(str::to_owned).collect();
        (told.len() == 2).then_some(told)
    });
    for line in told.await {
        assert!(line.contains(APPID) && !line.contains(SECRET), "{line}");
    }
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Query,
    Json,
    Form,
    Multipart,
}

/// Every route that works for an account, with what it needs beside the account.
fn routes() -> Vec<(Method, &'static str, Value)> {
    let draft = json!({"title": "t", "content": "<p>c</p>", "thumb_media_id": "none"});
    let none = || json!({});
    vec![
        (Method::POST, "/draft/create", draft.clone()),
        (Method::GET, "/draft/list", none()),
        (Method::GET, "/draft/count", none()),
        (Method::GET, "/draft/none", none()),
        (Method::PUT, "/draft/none", draft),
        (Method::DELETE, "/draft/none", none()),
        (Method::POST, "/draft/none/publish", none()),
        (Method::GET, "/material/list", none()),
        (Method::GET, "/material/count", none()),
        (Method::GET, "/material/none", none()),
        (Method::DELETE, "/material/none", none()),
        (Method::GET, "/published/list", none()),
        (Method::GET, "/published/status/1", none()),
        (Method::GET, "/published/none", none()),
        (Method::DELETE, "/published/none", none()),
    ]
}

fn placed(
    gateway: &Gateway,
    place: Place,
    (method, route, rest): (Method, &str, Value),
    account: &[(&str, &str)],
) -> reqwest::RequestBuilder {
    let request = gateway.request(method, route);
    let mut fields = rest.as_object().unwrap().clone();
    fields.extend(account.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
    let text = |(name, value): (&String, &Value)| (name.clone(), value.as_str().unwrap().to_owned());
    let texts: Vec<_> = fields.iter().map(text).collect();
    match place {
        Place::Query => request.query(account).json(&rest),
        Place::Json => request.json(&fields),
        Place::Form => request.form(&texts),
        Place::Multipart => {
            let form = texts
                .into_iter()
                .fold(reqwest::multipart::Form::new(), |form, (name, value)| form.text(name, value));
            request.multipart(form)
        }
    }
}

/// For whom the sandbox was called last.
async fn last_caller(scene: &Scene) -> Value {
    scene.sandbox.journal().await.last().unwrap()["appid"].clone()
}

#[rstest]
#[tokio::test]
async fn every_route_takes_the_account_wherever_it_stands(
    #[values(Place::Query, Place::Json, Place::Form, Place::Multipart)] place: Place,
) {
    let both = sandbox().arg(format!("--account={OTHER_APPID}:{OTHER_SECRET}"));
    let scene = Scene::around(both, Database::Sqlite).await;
    scene.store_account().await;
    for (method, route, rest) in routes() {
        let as_other = [("appid", OTHER_APPID), ("secret", OTHER_SECRET)];
        for (account, expected) in [(&[][..], APPID), (&as_other, OTHER_APPID), (&[("appid", APPID)], APPID)]
        {
            scene.clear_journal().await;
            let what = format!("{method} {route} {account:?}");
            Answer::to(placed(&scene.gateway, place, (method.clone(), route, rest.clone()), account)).await;
            assert_eq!(last_caller(&scene).await, expected, "{what}");
        }
    }
}

#[rstest]
#[tokio::test]
async fn a_stored_account_is_chosen_by_id_or_name_or_appid(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let both = sandbox().arg(format!("--account={OTHER_APPID}:{OTHER_SECRET}"));
    let scene = Scene::around(both, database).await;
    scene.store_account().await;
    let second = scene.gateway.post("/accounts", other("第二个")).await.data();
    for account in [("account", "第二个"), ("account", id(&second)), ("appid", OTHER_APPID)] {
        let request = scene.gateway.request(Method::GET, "/draft/count").query(&[account]);
        Answer::to(request).await.data();
        assert_eq!(last_caller(&scene).await, OTHER_APPID, "{account:?}");
    }
    // appid is the stronger word.
    let request = scene.gateway.request(Method::GET, "/draft/count");
    Answer::to(request.query(&[("account", "第二个"), ("appid", APPID)])).await.data();
    assert_eq!(last_caller(&scene).await, APPID);
}

#[rstest]
#[case("/upload/image")]
#[case("/upload/thumb")]
#[tokio::test]
async fn an_upload_takes_the_account_before_and_after_the_file(#[case] route: &str) {
    let both = sandbox().arg(format!("--account={OTHER_APPID}:{OTHER_SECRET}"));
    let scene = Scene::around(both, Database::Sqlite).await;
    scene.store_account().await;
    let part = || reqwest::multipart::Part::bytes(picture::png(20, 20)).file_name("a.png");
    let account =
        |form: reqwest::multipart::Form| form.text("appid", OTHER_APPID).text("secret", OTHER_SECRET);
    let before = account(reqwest::multipart::Form::new()).part("file", part());
    let after = account(reqwest::multipart::Form::new().part("file", part()));
    for form in [before, after] {
        Answer::to(scene.gateway.request(Method::POST, route).multipart(form)).await.flat_data();
    }
    let query = format!("{route}?appid={OTHER_APPID}&secret={OTHER_SECRET}");
    Answer::to(scene.gateway.request(Method::POST, &query).multipart(file(picture::png(20, 20))))
        .await
        .flat_data();
    assert_eq!(scene.pictures_held().await, 0, "nothing for the default account");
    assert_eq!(scene.calls_of("material/add_material").await, 1, "the same picture is sent once");
}

#[rstest]
#[case(None, "没有可用的公众号账号")]
#[case(Some("zh-CN,en;q=0.5"), "没有可用的公众号账号")]
#[case(Some("en-US,en;q=0.9"), "there is no account to use")]
#[case(Some("fr"), "没有可用的公众号账号")]
#[tokio::test]
async fn messages_are_chinese_unless_english_is_asked_for(
    #[case] language: Option<&str>,
    #[case] message: &str,
) {
    let scene = Scene::start(Database::Sqlite).await;
    let mut request = scene.gateway.request(Method::GET, "/draft/count");
    if let Some(language) = language {
        request = request.header(ACCEPT_LANGUAGE, language);
    }
    assert_eq!(Answer::to(request).await.field("error"), message);
}
