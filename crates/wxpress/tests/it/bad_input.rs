//! What a person or the platform gets wrong: each has its status and its code, nothing is stored, and no needless call is
//! made.

use reqwest::RequestBuilder;
use reqwest::{Method, multipart::Form};
use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::{Gateway, picture};

use crate::calls::{Answer, Calls as _, file};
use crate::scene::{APPID, Database, SECRET, Scene, sandbox};

/// Accounts that the sandbox has and the gateway has not, each with its own trouble.
const PERSONAL: &str = "wx00000000000000c1";
const FROZEN: &str = "wx00000000000000c2";
const ELSEWHERE: &str = "wx00000000000000c3";
const EXHAUSTED: &str = "wx00000000000000c4";
const STRICT: &str = "wx00000000000000c5";

const TOKEN: &str = "stable_token";

/// A request that must fail, and how.
struct Case {
    what: &'static str,
    request: RequestBuilder,
    status: u16,
    code: &'static str,
    /// The platform's refusal, which comes with a rid.
    errcode: Option<i64>,
    hint: bool,
    /// What the sandbox sees of it.
    calls: &'static [&'static str],
}

/// A failure that the gateway finds by itself.
fn ours(what: &'static str, request: RequestBuilder, status: u16, code: &'static str, hint: bool) -> Case {
    Case { what, request, status, code, errcode: None, hint, calls: &[] }
}

/// A failure that the platform finds.
fn theirs(
    what: &'static str,
    request: RequestBuilder,
    (status, code, errcode): (u16, &'static str, i64),
    calls: &'static [&'static str],
) -> Case {
    Case { what, request, status, code, errcode: Some(errcode), hint: true, calls }
}

async fn scene(database: Database) -> Scene {
    let accounts = [PERSONAL, FROZEN, ELSEWHERE, EXHAUSTED, STRICT];
    let sandbox =
        accounts.iter().fold(sandbox(), |sandbox, appid| sandbox.account(&format!("{appid}:{SECRET}")));
    let scene = Scene::around(sandbox, database).await;
    scene.change_account(PERSONAL, json!({"kind": "personal"})).await;
    scene.change_account(FROZEN, json!({"standing": "frozen"})).await;
    scene.change_account(ELSEWHERE, json!({"ip_whitelist": ["203.0.113.7"]})).await;
    let limits = json!({"quotas": true, "daily_limits": {"/cgi-bin/draft/count": 1}});
    scene.change_account(EXHAUSTED, limits).await;
    scene.change_account(STRICT, json!({"title_max_chars": 32})).await;
    scene
}

fn post(gateway: &Gateway, route: &str, body: &Value) -> RequestBuilder {
    gateway.request(Method::POST, route).json(body)
}

fn draft(gateway: &Gateway, change: &Value) -> RequestBuilder {
    let mut body = json!({"title": "t", "content": "<p>c</p>", "thumbMediaId": "unknown"});
    for (name, value) in change.as_object().unwrap() {
        body[name] = value.clone();
    }
    post(gateway, "/draft/create", &body)
}

fn by(gateway: &Gateway, appid: &str, method: Method, route: &str) -> RequestBuilder {
    gateway.request(method, route).query(&[("appid", appid), ("secret", SECRET)])
}

fn bodies(gateway: &Gateway) -> Vec<Case> {
    let raw = |content_type: &'static str, body: &'static str| {
        gateway.request(Method::POST, "/draft/create").header("content-type", content_type).body(body)
    };
    vec![
        ours("broken JSON", raw("application/json", "{\"title\": \"t\""), 400, "invalid_json", true),
        ours("JSON that is no object", raw("application/json", "[1]"), 400, "not_an_object", true),
        ours("not UTF-8", post_bytes(gateway, b"{\"title\": \"\xff\"}"), 400, "invalid_json", true),
        ours("XML", raw("application/xml", "<title/>"), 415, "unsupported_body", true),
        ours("a form without a boundary", raw("multipart/form-data", "x"), 400, "invalid_form", false),
        ours(
            "a form that breaks off",
            raw("multipart/form-data; boundary=b", "--b\r\n"),
            400,
            "invalid_form",
            false,
        ),
        ours(
            "no file",
            gateway.request(Method::POST, "/upload/image").multipart(Form::new().text("a", "b")),
            400,
            "missing_field",
            false,
        ),
        ours("no body", gateway.request(Method::POST, "/upload/image"), 400, "missing_field", false),
        ours("an empty file", upload(gateway, Vec::new()), 400, "missing_field", false),
        ours("a text named .jpg", upload(gateway, b"no picture at all".to_vec()), 415, "not_a_picture", true),
        ours("half a picture", upload(gateway, half(&picture::webp(200, 200))), 400, "damaged_picture", true),
        ours("an 11 MB file", upload(gateway, picture::noise_png(11_000_000)), 413, "file_too_large", true),
        ours("a 20 MB body", post_bytes(gateway, &vec![b' '; 20_000_000]), 413, "body_too_large", true),
    ]
}

fn post_bytes(gateway: &Gateway, body: &[u8]) -> RequestBuilder {
    gateway
        .request(Method::POST, "/draft/create")
        .header("content-type", "application/json")
        .body(body.to_vec())
}

fn upload(gateway: &Gateway, bytes: Vec<u8>) -> RequestBuilder {
    gateway.request(Method::POST, "/upload/image").multipart(file(bytes))
}

fn half(picture: &[u8]) -> Vec<u8> {
    picture[..picture.len() / 2].to_vec()
}

fn fields(gateway: &Gateway) -> Vec<Case> {
    let get = |route: &str| gateway.request(Method::GET, route);
    vec![
        ours(
            "no title",
            post(gateway, "/draft/create", &json!({"content": "x"})),
            400,
            "missing_field",
            false,
        ),
        ours("a blank title", draft(gateway, &json!({"title": "  "})), 400, "missing_field", false),
        ours(
            "no cover and no picture",
            post(gateway, "/draft/create", &json!({"title": "t", "content": "<p>c</p>"})),
            400,
            "no_cover",
            true,
        ),
        ours(
            "no content",
            post(gateway, "/draft/create", &json!({"title": "t"})),
            400,
            "missing_field",
            false,
        ),
        ours("a long title", draft(gateway, &json!({"title": "长".repeat(65)})), 400, "too_long", true),
        ours("a long author", draft(gateway, &json!({"author": "长".repeat(17)})), 400, "too_long", true),
        ours("a long digest", draft(gateway, &json!({"digest": "长".repeat(121)})), 400, "too_long", true),
        ours(
            "a long content",
            draft(gateway, &json!({"content": "x".repeat(1 << 20)})),
            400,
            "too_long",
            true,
        ),
        ours("an object for a title", draft(gateway, &json!({"title": {}})), 400, "invalid_field", false),
        ours(
            "a doubtful switch",
            draft(gateway, &json!({"needOpenComment": "maybe"})),
            400,
            "invalid_field",
            false,
        ),
        ours("a page of none", get("/published/list?count=0"), 400, "too_few", false),
        ours("a page of words", get("/material/list?offset=some"), 400, "invalid_field", false),
        ours("an unknown kind", get("/material/list?type=news2"), 400, "invalid_field", false),
        ours("an unknown account", get("/draft/list?account=none"), 404, "unknown_account", true),
        ours("an appid that is not stored", get("/draft/list?appid=wx99"), 404, "unknown_account", true),
        ours("a secret alone", get("/draft/list?secret=x"), 400, "secret_without_appid", true),
    ]
}

fn doors(gateway: &Gateway) -> Vec<Case> {
    let get = |route: &str| gateway.request(Method::GET, route);
    vec![
        ours("a wrong verb", gateway.request(Method::PATCH, "/draft/list"), 405, "wrong_method", true),
        ours("a path that is no text", get("/draft/%FF"), 400, "invalid_field", false),
        ours("an unknown path", get("/drafts"), 404, "no_such_route", true),
        ours("a path of the root", gateway.client().get(gateway.url()), 404, "no_such_route", true),
        ours(
            "a foreign host",
            get("/draft/list").header("host", "rebound.example.com"),
            403,
            "host_refused",
            true,
        ),
        ours(
            "a foreign site",
            get("/draft/list").header("origin", "https://example.com"),
            403,
            "origin_refused",
            true,
        ),
        ours("a page of no site", get("/draft/list").header("origin", "null"), 403, "origin_refused", true),
    ]
}

fn refusals(gateway: &Gateway) -> Vec<Case> {
    let unknown = gateway.request(Method::GET, "/draft/list").query(&[("appid", "wx99"), ("secret", SECRET)]);
    let wrong = gateway.request(Method::GET, "/draft/list").query(&[("appid", APPID), ("secret", "wrong")]);
    let on = |method, route| gateway.request(method, route);
    let strict = draft(gateway, &json!({"title": "长".repeat(33), "appid": STRICT, "secret": SECRET}));
    vec![
        theirs("an unknown appid", unknown, (401, "bad_credential", 40013), &[TOKEN]),
        theirs("a wrong secret", wrong, (401, "bad_credential", 40125), &[TOKEN]),
        theirs(
            "an unknown cover",
            draft(gateway, &json!({})),
            (404, "unknown_picture", 40007),
            &["draft/add"],
        ),
        theirs(
            "an unknown draft",
            on(Method::GET, "/draft/unknown"),
            (404, "unknown_draft", 40007),
            &["draft/get"],
        ),
        theirs(
            "an unknown draft to publish",
            on(Method::POST, "/draft/unknown/publish"),
            (404, "unknown_draft", 40007),
            &["freepublish/submit"],
        ),
        theirs(
            "an unknown material",
            on(Method::GET, "/material/unknown"),
            (404, "unknown_material", 40007),
            &["material/get_material"],
        ),
        theirs(
            "an unknown material to delete",
            on(Method::DELETE, "/material/unknown"),
            (404, "unknown_material", 40007),
            &["material/del_material"],
        ),
        theirs(
            "an unknown publication",
            on(Method::GET, "/published/status/1"),
            (404, "unknown_publication", 40002),
            &["freepublish/get"],
        ),
        theirs(
            "an unknown article",
            on(Method::GET, "/published/unknown"),
            (404, "unknown_article", 53600),
            &["freepublish/getarticle"],
        ),
        theirs(
            "a title beyond the account's limit",
            strict,
            (400, "refused_by_wechat", 45003),
            &[TOKEN, "draft/add"],
        ),
        theirs(
            "an address that is not listed",
            by(gateway, ELSEWHERE, Method::GET, "/draft/count"),
            (403, "ip_not_allowed", 40164),
            &[TOKEN],
        ),
        theirs(
            "a frozen account",
            by(gateway, FROZEN, Method::GET, "/draft/count"),
            (403, "not_permitted", 50007),
            &[TOKEN],
        ),
        theirs(
            "a personal account that publishes",
            by(gateway, PERSONAL, Method::POST, "/draft/unknown/publish"),
            (403, "may_not_publish", 48001),
            &[TOKEN, "freepublish/submit"],
        ),
        theirs(
            "a quota used up",
            by(gateway, EXHAUSTED, Method::GET, "/draft/count"),
            (429, "quota_exhausted", 45009),
            &["draft/count"],
        ),
    ]
}

/// What is wrong with the answer, in one line.
fn judge(case: &Case, answer: &Answer, calls: &[String]) -> Option<String> {
    let seen =
        (answer.status, answer.field("code").as_str().unwrap_or("none"), answer.field("errcode").as_i64());
    let expected = (case.status, case.code, case.errcode);
    let rid = answer.field("rid").is_string();
    let hint = answer.field("hint").is_string();
    let fits = seen == expected && rid == case.errcode.is_some() && hint == case.hint && calls == case.calls;
    (!fits).then(|| {
        format!("{}: expected {expected:?} and {:?}, got {calls:?} and {answer:?}", case.what, case.calls)
    })
}

#[rstest]
#[tokio::test]
async fn each_mistake_has_its_answer_and_changes_nothing(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = scene(database).await;
    scene.store_account().await;
    let gateway = &scene.gateway;
    // The token is there, so that its fetching does not blur what a mistake costs.
    gateway.get("/draft/count").await.data();
    Answer::to(by(gateway, EXHAUSTED, Method::GET, "/draft/count")).await.data();
    let before = scene.holdings().await;

    let mut wrong = Vec::new();
    for mut case in
        [bodies(gateway), fields(gateway), doors(gateway), refusals(gateway)].into_iter().flatten()
    {
        scene.clear_journal().await;
        let answer =
            Answer::to(std::mem::replace(&mut case.request, gateway.client().get(gateway.url()))).await;
        answer.failure();
        wrong.extend(judge(&case, &answer, &scene.journal().await));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert_eq!(scene.holdings().await, before);
    gateway.get("/draft/count").await.data();
}

#[rstest]
#[case(Method::POST, "/draft/create")]
#[case(Method::GET, "/draft/list")]
#[case(Method::DELETE, "/material/x")]
#[case(Method::GET, "/published/status/1")]
#[tokio::test]
async fn without_any_account_nothing_is_called(#[case] method: Method, #[case] route: &str) {
    let scene = Scene::start(Database::Sqlite).await;
    let request = scene.gateway.request(method, route).json(&json!({"title": "t", "content": "c"}));
    let answer = Answer::to(request).await;
    assert_eq!(answer.failure(), (400, "no_account"));
    assert!(answer.field("hint").as_str().unwrap().contains("POST /api/accounts"));
    let refused = Answer::to(upload(&scene.gateway, picture::png(10, 10))).await;
    assert_eq!(refused.failure(), (400, "no_account"));
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_refused_address_and_what_to_do_with_it_are_told() {
    let scene = scene(Database::Sqlite).await;
    let request = by(&scene.gateway, ELSEWHERE, Method::GET, "/draft/count").header("accept-language", "en");
    let refused = Answer::to(request).await;
    assert!(refused.field("error").as_str().unwrap().contains("127.0.0.1"), "{refused:?}");
    assert!(refused.field("hint").as_str().unwrap().contains("whitelist"), "{refused:?}");
}
