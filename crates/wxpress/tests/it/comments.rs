//! Readers' comments on publications and mass sends.

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, Scene};

/// Every call that names one comment, and its body beside the place and the comment.
const ON_A_COMMENT: [(&str, &str); 5] = [
    ("POST", "/comment/elect"),
    ("POST", "/comment/unelect"),
    ("DELETE", "/comment"),
    ("POST", "/comment/reply"),
    ("DELETE", "/comment/reply"),
];

/// Two articles, of which the first is open to comments, as they are sent out.
#[derive(Debug, Clone, Copy)]
enum Out {
    Publication,
    MassSend,
}

impl Out {
    /// Sends them; their `msgDataId`.
    async fn send(self, scene: &Scene) -> String {
        scene.change_account(APPID, json!({"publish_delay_ms": 0, "mass_delay_ms": 0})).await;
        let mut open = scene.article().await;
        let mut closed = open.clone();
        open["needOpenComment"] = json!(true);
        closed["needOpenComment"] = json!(false);
        let draft =
            scene.gateway.post("/draft/create", json!({"articles": [open, closed]})).await.flat_data();
        let draft = draft["mediaId"].as_str().unwrap();
        let sent = match self {
            Self::Publication => {
                scene.gateway.post(&format!("/draft/{draft}/publish"), json!({})).await.data()
            }
            Self::MassSend => {
                scene.gateway.post("/mass/send", json!({"toAll": true, "mediaId": draft})).await.data()
            }
        };
        sent["msgDataId"].as_str().unwrap().to_owned()
    }
}

/// Readers write; the comment's number.
async fn write(scene: &Scene, id: &str, content: &str) -> String {
    let id: u64 = id.parse().unwrap();
    let body = json!({"appid": APPID, "msg_data_id": id, "content": content, "openid": "oReader"});
    let written = scene.sandbox.control(Method::POST, "comments", body).await;
    written["user_comment_id"].to_string()
}

/// A call of `/comment…` about the first article.
async fn ask(scene: &Scene, method: &str, route: &str, id: &str, more: Value) -> Answer {
    let mut body = json!({ "msgDataId": id });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let request = scene.gateway.request(method.parse().unwrap(), route);
    Answer::to(if method == "POST" { request.json(&body) } else { request.query(&body) }).await
}

async fn list(scene: &Scene, id: &str, more: Value) -> Value {
    ask(scene, "GET", "/comment/list", id, more).await.data()
}

fn ids(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["commentId"].as_str().unwrap()).collect()
}

#[rstest]
#[tokio::test]
async fn comments_are_listed_elected_answered_and_deleted(
    #[values(Out::Publication, Out::MassSend)] out: Out,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let id = out.send(&scene).await;
    for content in ["一", "二", "三"] {
        write(&scene, &id, content).await;
    }
    let act = async |method: &str, route: &str, more: Value| {
        assert_eq!(ask(&scene, method, route, &id, more).await.data(), Value::Null, "{route}");
    };
    act("POST", "/comment/elect", json!({"commentId": 2})).await;
    act("POST", "/comment/reply", json!({"userCommentId": "2", "content": "谢谢"})).await;

    let all = list(&scene, &id, json!({})).await;
    assert_eq!((&all["totalCount"], &all["offset"], &all["itemCount"]), (&json!(3), &json!(0), &json!(3)));
    assert_eq!(ids(&all), ["3", "2", "1"], "the newest first");
    let [newest, elected, _] = all["items"].as_array().unwrap().as_slice() else { panic!("{all}") };
    assert_eq!((&newest["content"], &newest["openid"]), (&json!("三"), &json!("oReader")));
    assert_eq!((&newest["elected"], &newest["reply"]), (&json!(false), &Value::Null));
    assert_eq!((&elected["elected"], &elected["reply"]["content"]), (&json!(true), &json!("谢谢")));
    assert!(newest["createTime"].is_i64() && elected["reply"]["createTime"].is_i64());

    let some = async |more: Value| {
        let list = list(&scene, &id, more).await;
        (list["totalCount"].as_u64().unwrap(), ids(&list).join(" "))
    };
    assert_eq!(some(json!({"type": "ordinary"})).await, (2, "3 1".to_owned()));
    assert_eq!(some(json!({"type": "elected"})).await, (1, "2".to_owned()));
    assert_eq!(some(json!({"begin": 1, "count": 1})).await, (3, "2".to_owned()));
    assert_eq!(some(json!({"offset": 9})).await, (3, String::new()));

    act("DELETE", "/comment/reply", json!({"commentId": 2})).await;
    act("POST", "/comment/unelect", json!({"commentId": 2})).await;
    assert_eq!(list(&scene, &id, json!({})).await["items"][1]["reply"], Value::Null);
    assert_eq!(some(json!({"type": "elected"})).await, (0, String::new()));
    act("DELETE", "/comment", json!({"commentId": 2})).await;
    assert_eq!(some(json!({})).await, (2, "3 1".to_owned()));
}

#[rstest]
#[tokio::test]
async fn articles_are_opened_and_closed(#[values(Out::Publication, Out::MassSend)] out: Out) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let id = out.send(&scene).await;
    let url = format!("{}/_sandbox/comments", scene.sandbox.url());
    // Whether a reader may write: 201, or 409 where the article is closed.
    let may_write = async |index: usize| {
        let id: u64 = id.parse().unwrap();
        let body = json!({"appid": APPID, "msg_data_id": id, "index": index, "content": "好"});
        scene.gateway.client().post(&url).json(&body).send().await.unwrap().status().as_u16()
    };
    assert_eq!((may_write(0).await, may_write(1).await), (201, 409));
    ask(&scene, "POST", "/comment/close", &id, json!({})).await.data();
    ask(&scene, "POST", "/comment/open", &id, json!({"index": "1"})).await.data();
    assert_eq!((may_write(0).await, may_write(1).await), (409, 201));
    // What was written stays to be read.
    assert_eq!(list(&scene, &id, json!({})).await["totalCount"], 1);
    assert_eq!(list(&scene, &id, json!({"index": 1})).await["totalCount"], 1);
    for route in ["/comment/open", "/comment/close"] {
        let refused = ask(&scene, "POST", route, &id, json!({"index": 2})).await;
        assert_eq!(refused.refusal(), (404, "unknown_msg_data", 88001));
    }
}

#[tokio::test]
async fn every_refusal_of_the_platform_has_its_status() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let id = Out::Publication.send(&scene).await;
    scene.change_account(APPID, json!({"elected_comments_max": 1, "outcomes": [6]})).await;
    let banned = Out::Publication.send(&scene).await;
    for content in ["一", "二", "三"] {
        write(&scene, &id, content).await;
    }
    let ask =
        async |method: &str, route: &str, id: &str, more: Value| ask(&scene, method, route, id, more).await;
    let on_the_article = [("POST", "/comment/open"), ("POST", "/comment/close"), ("GET", "/comment/list")];
    for (method, route) in on_the_article.into_iter().chain(ON_A_COMMENT) {
        let body = json!({"commentId": 1, "content": "好"});
        let refused = ask(method, route, "1", body.clone()).await;
        assert_eq!(refused.refusal(), (404, "unknown_msg_data", 88001), "{method} {route}");
        let refused = ask(method, route, &banned, body).await;
        assert_eq!(refused.refusal(), (403, "not_permitted", 88002), "{method} {route}");
    }
    let unknown = json!({"commentId": 9, "content": "好"});
    let taken_back = json!({"commentId": 3, "content": "好"});
    let number: u64 = id.parse().unwrap();
    let reader = json!({"appid": APPID, "msg_data_id": number, "user_comment_id": 3});
    scene.sandbox.control(Method::DELETE, "comments", reader).await;
    for (method, route) in ON_A_COMMENT {
        let refused = ask(method, route, &id, unknown.clone()).await;
        assert_eq!(refused.refusal(), (404, "unknown_comment", 88008), "{method} {route}");
        let refused = ask(method, route, &id, taken_back.clone()).await;
        assert_eq!(refused.refusal(), (404, "not_found", 88004), "{method} {route}");
    }

    let reply = |comment: u64, content: String| json!({"commentId": comment, "content": content});
    let (elect, answer) = ("/comment/elect", "/comment/reply");
    ask("POST", elect, &id, json!({"commentId": 1})).await.data();
    let refused = ask("POST", elect, &id, json!({"commentId": 2})).await;
    assert_eq!(refused.refusal(), (400, "refused_by_wechat", 88003));
    let refused = ask("POST", answer, &id, reply(1, "长".repeat(601))).await;
    assert_eq!(refused.refusal(), (400, "refused_by_wechat", 88007));
    let refused = ask("DELETE", answer, &id, json!({"commentId": 1})).await;
    assert_eq!(refused.refusal(), (404, "not_found", 88009));
    ask("POST", answer, &id, reply(1, "长".repeat(600))).await.data();
    let refused = ask("POST", answer, &id, reply(1, "好".to_owned())).await;
    assert_eq!(refused.refusal(), (400, "refused_by_wechat", 88005));
}

#[rstest]
#[case("personal")]
#[case("unverified")]
#[case("test")]
#[tokio::test]
async fn an_account_without_comments_is_told_so_in_both_languages(#[case] kind: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.change_account(APPID, json!({ "kind": kind })).await;
    for (lang, word) in [("zh", "留言"), ("en", "comment")] {
        let route = "/comment/list?msgDataId=1";
        let request = scene.gateway.request(Method::GET, route).header("accept-language", lang);
        let refused = Answer::to(request).await;
        assert_eq!(refused.refusal(), (403, "not_permitted", 88000));
        assert!(refused.field("error").as_str().unwrap().contains(word), "{refused:?}");
    }
}

#[tokio::test]
async fn what_the_platform_would_refuse_is_not_sent() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let mut cases = vec![
        ("GET", "/comment/list", json!({"msgDataId": "1", "count": 0}), "too_few"),
        ("GET", "/comment/list", json!({"msgDataId": "1", "begin": -1}), "invalid_field"),
        ("GET", "/comment/list", json!({"msgDataId": "1", "type": "best"}), "invalid_field"),
        ("POST", "/comment/open", json!({"msgDataId": "1", "index": -1}), "invalid_field"),
        ("POST", "/comment/close", json!({}), "missing_field"),
        ("POST", "/comment/reply", json!({"msgDataId": "1", "commentId": 1}), "missing_field"),
        (
            "POST",
            "/comment/reply",
            json!({"msgDataId": "1", "commentId": 1, "content": " "}),
            "missing_field",
        ),
    ];
    for (method, route) in ON_A_COMMENT {
        cases.push((method, route, json!({"msgDataId": "1", "content": "好"}), "missing_field"));
        cases.push((method, route, json!({"commentId": 1, "content": "好"}), "missing_field"));
    }
    for (method, route, body, code) in cases {
        let request = scene.gateway.request(method.parse().unwrap(), route);
        let refused =
            Answer::to(if method == "POST" { request.json(&body) } else { request.query(&body) }).await;
        assert_eq!(refused.failure(), (400, code), "{method} {route} {body}");
    }
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_list_gives_49_at_once() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let id = Out::Publication.send(&scene).await;
    for _ in 0..51 {
        write(&scene, &id, "好").await;
    }
    for (count, given, warnings) in [(48, 48, &[][..]), (49, 49, &[]), (50, 49, &["count_clamped"])] {
        let answer = ask(&scene, "GET", "/comment/list", &id, json!({ "count": count })).await;
        assert_eq!(answer.warnings(), warnings);
        let list = answer.data();
        assert_eq!((&list["totalCount"], &list["itemCount"]), (&json!(51), &json!(given)));
    }
    assert_eq!(list(&scene, &id, json!({"begin": 49})).await["itemCount"], 2);
}

#[rstest]
#[case::reply("POST", "/comment/reply", "comment/reply/add", 1)]
#[case::delete("DELETE", "/comment", "comment/delete", 1)]
#[tokio::test]
async fn a_lost_answer_is_said_and_nothing_is_repeated(
    #[case] method: &str,
    #[case] route: &str,
    #[case] endpoint: &str,
    #[case] calls: usize,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let id = Out::Publication.send(&scene).await;
    write(&scene, &id, "好").await;
    let path = format!("/cgi-bin/{endpoint}");
    scene.sandbox.fault(json!({"path": path, "action": "reset_after"})).await;
    let doubtful = ask(&scene, method, route, &id, json!({"commentId": 1, "content": "谢谢"})).await;
    assert_eq!(doubtful.failure(), (504, "outcome_unknown"));
    assert_eq!(scene.calls_of(endpoint).await, calls);
}

#[tokio::test]
async fn electing_may_be_repeated() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let id = Out::Publication.send(&scene).await;
    write(&scene, &id, "好").await;
    scene.sandbox.fault(json!({"path": "/cgi-bin/comment/markelect", "action": "reset_after"})).await;
    ask(&scene, "POST", "/comment/elect", &id, json!({"commentId": 1})).await.data();
    assert_eq!(scene.calls_of("comment/markelect").await, 2);
    assert_eq!(list(&scene, &id, json!({})).await["items"][0]["elected"], true);
}
