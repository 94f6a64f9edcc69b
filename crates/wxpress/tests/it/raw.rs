//! Any call of the platform by its path: with our token and our errors, and never past them.

use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder};
use rstest::rstest;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use wxpress_testkit::{Gateway, picture, voice};

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, SECRET, Scene, bin, sandbox};

const OTHER: &str = "wx00000000000000bb";

/// A request whose target is not tidied up by a client on its way.
async fn ask_verbatim(scene: &Scene, method: &str, target: &str) -> Answer {
    let address = scene.gateway.url().trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "{method} {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    Answer::read(head.split(' ').nth(1).unwrap().parse().unwrap(), body)
}

fn titles(held: &Value) -> Vec<&str> {
    let drafts = held["drafts"].as_array().unwrap().iter();
    drafts.map(|draft| draft["links"][0]["title"].as_str().unwrap()).collect()
}

#[rstest]
#[tokio::test]
async fn json_is_answered_in_data_as_the_platform_writes_it(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let gateway = &scene.gateway;
    // Calls with and without a route of their own.
    assert_eq!(gateway.get("/wechat/cgi-bin/draft/count").await.data(), json!({"total_count": 0}));
    let domains = gateway.get("/wechat/cgi-bin/get_api_domain_ip").await.data();
    assert!(domains["ip_list"].is_array(), "{domains}");
    let cover = scene.article().await["thumbMediaId"].clone();
    let article = json!({"title": "标题", "content": "<p>正文</p>", "thumb_media_id": cover});
    let added = gateway.post("/wechat/cgi-bin/draft/add", json!({"articles": [article]})).await;
    assert_eq!(added.warnings(), Vec::<&str>::new());
    let media_id = added.data()["media_id"].clone();
    let read = gateway.post("/wechat/cgi-bin/draft/get", json!({ "media_id": media_id })).await.data();
    assert_eq!(read["news_item"][0]["title"], "标题");
    // The query is passed on, a body is not needed.
    let switch = gateway.post("/wechat/cgi-bin/draft/switch?checkonly=1", json!({})).await.data();
    assert_eq!((&switch["errcode"], &switch["is_open"]), (&json!(0), &json!(1)));
    let speed = Answer::to(gateway.request(Method::POST, "/wechat/cgi-bin/message/mass/speed/get")).await;
    assert_eq!(speed.data()["realspeed"], 80);
    let card = json!({"product_id": "1000000000", "article_type": "news", "card_type": 0});
    let card = gateway.post("/wechat/channels/ec/service/product/getcardinfo", card).await.data();
    assert!(card["product_key"].is_string(), "{card}");
}

#[tokio::test]
async fn files_go_through_both_ways() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let gateway = &scene.gateway;
    let sent = voice::amr(1000);
    let part = Part::bytes(sent.clone()).file_name("a.amr").mime_str("audio/amr").unwrap();
    let form = Form::new().part("media", part);
    let route = "/wechat/cgi-bin/media/upload?type=voice";
    let uploaded = Answer::to(gateway.request(Method::POST, route).multipart(form)).await.data();
    let route = format!("/wechat/cgi-bin/media/get?media_id={}", uploaded["media_id"].as_str().unwrap());
    let read = gateway.download(&route).await;
    assert_eq!((read.content_type.as_str(), read.length), ("audio/amr", Some(sent.len())));
    assert!(read.bytes == sent, "other bytes than were sent");

    let picture = picture::noise_png(3_000_000);
    let image = gateway.upload("/upload/image", picture.clone()).await.flat_data();
    let request = gateway.request(Method::POST, "/wechat/cgi-bin/material/get_material");
    let read = crate::calls::Delivered::to(request.json(&json!({"media_id": image["mediaId"]}))).await;
    assert!(read.content_type == "image/png" && read.bytes == picture, "{}", read.content_type);
}

#[rstest]
#[case::escapes(r"\u4e2d\u6587 \ud83d\ude00 \u003cb\u003e", "中文 😀 <b>", &["escapes_written"])]
#[case::characters("中文 <b>", "中文 <b>", &[])]
#[case::escaped_backslash(r"\\u4e2d", r"\u4e2d", &[])]
#[tokio::test]
async fn escapes_arrive_as_characters(#[case] written: &str, #[case] kept: &str, #[case] warnings: &[&str]) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let cover = scene.article().await["thumbMediaId"].clone();
    let body =
        format!(r#"{{"articles":[{{"title":"{written}","content":"<p>c</p>","thumb_media_id":{cover}}}]}}"#);
    let request = scene.gateway.request(Method::POST, "/wechat/cgi-bin/draft/add");
    let answer = Answer::to(request.header("content-type", "application/json").body(body)).await;
    assert_eq!(answer.warnings(), warnings);
    answer.data();
    assert_eq!(titles(&scene.own_holdings().await), [kept]);
}

#[tokio::test]
async fn a_refusal_is_our_error() {
    let scene = Scene::with_account(Database::Sqlite).await;
    for (lang, word) in [("zh", "微信拒绝了请求"), ("en", "WeChat refused the request")] {
        let request = scene.gateway.request(Method::GET, "/wechat/cgi-bin/no/such/call");
        let refused = Answer::to(request.header("accept-language", lang)).await;
        assert_eq!(refused.refusal(), (400, "refused_by_wechat", 40066));
        assert!(refused.field("error").as_str().unwrap().contains(word), "{refused:?}");
    }
    let post = async |path: &str, body: Value| scene.gateway.post(&format!("/wechat/{path}"), body).await;
    let unknown = post("cgi-bin/draft/get", json!({"media_id": "x"})).await;
    assert_eq!(unknown.refusal(), (404, "not_found", 40007));
    let verb = scene.gateway.get("/wechat/cgi-bin/draft/get").await;
    assert_eq!(verb.refusal(), (400, "refused_by_wechat", 43002));
    scene.change_account(APPID, json!({"kind": "personal"})).await;
    let closed = post("cgi-bin/freepublish/batchget", json!({"offset": 0, "count": 1})).await;
    assert_eq!(closed.refusal(), (403, "not_permitted", 48001));
}

#[rstest]
#[case::get(Method::GET, "cgi-bin/draft/count")]
#[case::post(Method::POST, "cgi-bin/draft/batchget")]
#[tokio::test]
async fn a_token_that_died_is_refreshed_once(#[case] method: Method, #[case] path: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let call = || {
        let request = scene.gateway.request(method.clone(), &format!("/wechat/{path}"));
        Answer::to(request.json(&json!({"offset": 0, "count": 1})))
    };
    call().await.data();
    scene.clear_journal().await;
    scene.sandbox.kill_tokens(APPID).await;
    call().await.data();
    let endpoint = path.trim_start_matches("cgi-bin/");
    assert_eq!(scene.journal().await, [endpoint, "stable_token", endpoint]);
    let fault = json!({"path": format!("/{path}"), "next": 10, "action": "kill_tokens"});
    scene.sandbox.fault(fault).await;
    scene.clear_journal().await;
    assert_eq!(call().await.failure(), (502, "token_refused"));
    assert_eq!(scene.journal().await, [endpoint, "stable_token", endpoint]);
}

#[rstest]
#[tokio::test]
async fn a_get_is_repeated_and_a_post_never(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    for fault in [json!({"action": "reset_after"}), json!({"action": "errcode", "errcode": -1})] {
        for (path, method) in [("draft/count", Method::GET), ("draft/batchget", Method::POST)] {
            let mut fault = fault.clone();
            fault["path"] = json!(format!("/cgi-bin/{path}"));
            scene.sandbox.fault(fault).await;
            scene.clear_journal().await;
            let request = scene.gateway.request(method.clone(), &format!("/wechat/cgi-bin/{path}"));
            let answer = Answer::to(request.json(&json!({"offset": 0, "count": 1}))).await;
            if method == Method::GET {
                answer.data();
                assert_eq!(scene.calls_of(path).await, 2);
            } else {
                assert_eq!(answer.failure(), (504, "outcome_unknown"));
                assert!(answer.field("error").as_str().unwrap().contains("cgi-bin/draft/batchget"));
                assert_eq!(scene.calls_of(path).await, 1);
            }
        }
    }
}

#[rstest]
#[case::token("cgi-bin/token")]
#[case::token_in_capitals("CGI-BIN/Token")]
#[case::token_with_its_query("cgi-bin/token?grant_type=client_credential")]
#[case::stable_token("cgi-bin/stable_token")]
#[case::secret("cgi-bin/clear_quota/v2")]
#[case::component("cgi-bin/component/api_component_token")]
#[case::oauth("sns/oauth2/access_token")]
#[tokio::test]
async fn what_gives_out_tokens_is_refused(#[case] path: &str, #[values("GET", "POST")] method: &str) {
    refuses(path, method, "token_path").await;
}

#[rstest]
#[case::upwards("cgi-bin/draft/../token")]
#[case::upwards_from_the_root("../cgi-bin/token")]
#[case::escaped_dots("cgi-bin/draft/%2e%2e/token")]
#[case::half_escaped_dots("cgi-bin/draft/.%2E/token")]
#[case::escaped_twice("cgi-bin/draft/%252e%252e/token")]
#[case::dot("cgi-bin/./token")]
#[case::host("/example.com/cgi-bin/draft/count")]
#[case::escaped_host("%2f%2fexample.com/cgi-bin/draft/count")]
#[case::scheme("https://example.com/cgi-bin/draft/count")]
#[case::escaped_scheme("https%3A%2F%2Fexample.com%2Fx")]
#[case::scheme_without_slashes("https:example.com")]
#[case::user("user@example.com/x")]
#[case::backslash("cgi-bin\\token")]
#[case::escaped_backslash("%5c%5cexample.com%5cx")]
#[case::escaped_query("cgi-bin/draft/count%3Faccess_token=x")]
#[case::escaped_fragment("cgi-bin/draft/count%23x")]
#[case::line_break("cgi-bin/draft/count%0d%0aX-Y:z")]
#[case::zero("cgi-bin/draft/count%00")]
#[case::two_slashes("cgi-bin//draft/count")]
#[case::slash_at_the_end("cgi-bin/token/")]
#[case::tab("cgi-bin/tok%09en")]
#[case::fullwidth("cgi-bin/%EF%BD%94oken")]
#[tokio::test]
async fn what_is_no_path_is_refused(#[case] path: &str, #[values("GET", "POST")] method: &str) {
    refuses(path, method, "invalid_path").await;
}

async fn refuses(path: &str, method: &str, code: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let refused = ask_verbatim(&scene, method, &format!("/api/wechat/{path}")).await;
    assert_eq!(refused.failure(), (400, code));
    assert!(refused.field("hint").is_string());
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[rstest]
#[case("access_token=x")]
#[case("count=1&access_token=")]
#[case("ACCESS_TOKEN=x")]
#[case("access%5Ftoken=x")]
#[tokio::test]
async fn nobody_brings_a_token_of_their_own(#[case] query: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let refused = scene.gateway.get(&format!("/wechat/cgi-bin/draft/count?{query}")).await;
    assert_eq!(refused.failure(), (400, "own_token"));
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[rstest]
#[case(Method::PUT)]
#[case(Method::DELETE)]
#[case(Method::PATCH)]
#[tokio::test]
async fn other_verbs_are_not_taken(#[case] method: Method) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let refused = Answer::to(scene.gateway.request(method, "/wechat/cgi-bin/draft/count")).await;
    assert_eq!(refused.failure(), (405, "wrong_method"));
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[tokio::test]
async fn asking_for_the_head_alone_posts_nothing() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let head = scene.gateway.request(Method::HEAD, "/wechat/cgi-bin/draft/count").send().await.unwrap();
    assert_eq!(head.status(), 200);
    let verbs = scene.sandbox.journal().await;
    let verbs = verbs.iter().filter(|entry| entry["path"] == "/cgi-bin/draft/count");
    assert_eq!(verbs.map(|entry| entry["method"].as_str().unwrap()).collect::<Vec<_>>(), ["GET"]);
}

#[rstest]
#[case::announced(false)]
#[case::in_chunks(true)]
#[tokio::test]
async fn a_body_above_the_limit_is_refused(#[case] chunked: bool) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let post = |bytes: usize| {
        let body = vec![b' '; bytes];
        let body = if chunked {
            let pieces: Vec<_> = body.chunks(1 << 20).map(|piece| Ok::<_, String>(piece.to_vec())).collect();
            reqwest::Body::wrap_stream(futures_util::stream::iter(pieces))
        } else {
            body.into()
        };
        Answer::to(scene.gateway.request(Method::POST, "/wechat/cgi-bin/draft/batchget").body(body))
    };
    let refused = post((11 << 20) + 1).await;
    assert_eq!(refused.failure(), (413, "body_too_large"));
    assert!(refused.field("error").as_str().unwrap().contains(&(11 << 20).to_string()), "{refused:?}");
    assert_eq!(scene.journal().await, Vec::<String>::new());
    // One at the limit is for the platform to judge.
    assert_eq!(post(11 << 20).await.refusal(), (400, "refused_by_wechat", 47001));
}

#[tokio::test]
async fn the_query_chooses_the_account_and_the_body_is_the_platforms() {
    let scene = Scene::around(sandbox().account(&format!("{OTHER}:{SECRET}")), Database::Sqlite).await;
    let count =
        |query: &str| scene.gateway.request(Method::GET, &format!("/wechat/cgi-bin/draft/count{query}"));
    assert_eq!(Answer::to(count("")).await.failure(), (400, "no_account"));
    scene.store_account().await;
    let whose = async |request: RequestBuilder| {
        scene.clear_journal().await;
        Answer::to(request).await.data();
        let entry = scene.sandbox.journal().await.pop().unwrap();
        let query = entry["query"].as_str().unwrap().to_owned();
        assert!(
            !query.contains(SECRET) && !query.contains("account=") && !query.contains("appid="),
            "{query}"
        );
        entry["appid"].as_str().unwrap().to_owned()
    };
    assert_eq!(whose(count("")).await, APPID);
    assert_eq!(whose(count(&format!("?appid={OTHER}&secret={SECRET}"))).await, OTHER);
    assert_eq!(whose(count(&format!("?appid={APPID}"))).await, APPID);
    assert_eq!(whose(count("?account=测试号")).await, APPID);
    // In the body the same words are the platform's.
    let clear = scene.gateway.request(Method::POST, "/wechat/cgi-bin/clear_quota");
    assert_eq!(whose(clear.json(&json!({"appid": APPID, "account": "none"}))).await, APPID);
    for (query, status, code) in [
        ("?account=none", 404, "unknown_account"),
        ("?appid=wx99", 404, "unknown_account"),
        ("?secret=x", 400, "secret_without_appid"),
    ] {
        assert_eq!(Answer::to(count(query)).await.failure(), (status, code), "{query}");
    }
}

#[rstest]
#[tokio::test]
async fn no_token_is_logged_or_answered(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let mut scene = Scene::start(database).await;
    let gateway = Gateway::builder(bin()).wechat_url(scene.sandbox.url()).env("WXPRESS_LOG", "trace");
    scene.gateway = gateway.start().await;
    scene.store_account().await;
    let mut said = String::new();
    let mut tokens = Vec::new();
    for fault in ["reset_before", "truncate", "server_error", "kill_tokens"] {
        for (method, path) in [(Method::GET, "draft/count"), (Method::POST, "draft/batchget")] {
            scene.sandbox.fault(json!({"path": format!("/cgi-bin/{path}"), "action": fault})).await;
            let request = scene.gateway.request(method, &format!("/wechat/cgi-bin/{path}?secret={SECRET}"));
            let request = request.query(&[("appid", APPID)]).json(&json!({"offset": 0, "count": 1}));
            said.push_str(&Answer::to(request).await.text());
        }
        tokens.push(scene.token().await);
    }
    let failed = scene.gateway.get("/wechat/cgi-bin/no/such/call").await;
    said.push_str(&failed.text());
    let rid = json!({"rid": failed.field("rid")});
    said.push_str(&scene.gateway.post("/wechat/cgi-bin/openapi/rid/get", rid).await.text());
    let log = scene.gateway.log();
    assert!(log.contains("TRACE"), "the log is not at its most talkative");
    for word in tokens.iter().map(String::as_str).chain([SECRET]) {
        let told: Vec<_> = log.lines().filter(|line| line.contains(word)).take(3).collect();
        assert!(told.is_empty(), "{word} in the log:\n{}", told.join("\n"));
        assert!(!said.contains(word), "{word} in {said}");
    }
}
