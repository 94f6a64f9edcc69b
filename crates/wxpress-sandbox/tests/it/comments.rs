//! Readers' comments, and what the author does with them.

use serde_json::{Value, json};
use wxpress_sandbox::{DEFAULT_APPID, Options};

use crate::world::{World, article, errcode, refusal};

/// Publishes two articles, of which the first is open to comments; tells the `msg_data_id`.
async fn publish(world: &World, token: &str) -> Value {
    world.patch_account(DEFAULT_APPID, &json!({"publish_delay_ms": 0, "mass_delay_ms": 0})).await;
    world.call(token, "freepublish/submit", &json!({"media_id": draft(world, token).await})).await["msg_data_id"]
        .clone()
}

async fn draft(world: &World, token: &str) -> Value {
    let cover = world.cover(token).await;
    let mut open = article(&cover);
    open["need_open_comment"] = 1.into();
    let body = json!({"articles": [open, article(&cover)]});
    world.call(token, "draft/add", &body).await["media_id"].clone()
}

/// A reader's comment; tells its status and what was answered.
async fn write(world: &World, msg_data_id: &Value, index: usize, content: &str) -> (u16, Value) {
    let body = json!({"appid": DEFAULT_APPID, "msg_data_id": msg_data_id, "index": index, "content": content,
        "openid": "oReader"});
    let answer = world.control("comments", &body).await;
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn list(world: &World, token: &str, msg_data_id: &Value, more: &Value) -> Value {
    let mut body = json!({"msg_data_id": msg_data_id, "index": 0, "begin": 0, "count": 49, "type": 0});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    world.call(token, "comment/list", &body).await
}

#[tokio::test]
async fn comments_are_written_listed_elected_and_answered() {
    let world = World::start().await;
    world.control("clock", &json!({"set": "2026-05-10T04:00:00Z", "stop": true})).await;
    let token = world.token().await;
    let id = publish(&world, &token).await;
    for content in ["一", "二", "三"] {
        assert_eq!(write(&world, &id, 0, content).await.0, 201);
    }
    let call = async |name: &str, user_comment_id: u64| {
        let body =
            json!({"msg_data_id": id, "index": 0, "user_comment_id": user_comment_id, "content": "谢谢"});
        errcode(&world.call(&token, &format!("comment/{name}"), &body).await)
    };
    assert_eq!((call("markelect", 2).await, call("reply/add", 2).await), (0, 0));
    let all = list(&world, &token, &id, &json!({})).await;
    assert_eq!((&all["errcode"], &all["total"]), (&json!(0), &json!(3)));
    assert_eq!(
        all["comment"][0],
        json!({"user_comment_id": 3, "openid": "oReader", "create_time": 1_778_385_600, "content": "三",
            "comment_type": 0})
    );
    assert_eq!(
        all["comment"][1],
        json!({"user_comment_id": 2, "openid": "oReader", "create_time": 1_778_385_600, "content": "二",
            "comment_type": 1, "reply": {"content": "谢谢", "create_time": 1_778_385_600}})
    );
    let some = async |more: Value| {
        let page = list(&world, &token, &id, &more).await;
        let items = page["comment"].as_array().unwrap();
        let ids: Vec<u64> = items.iter().map(|item| item["user_comment_id"].as_u64().unwrap()).collect();
        (page["total"].as_u64().unwrap(), ids)
    };
    assert_eq!(some(json!({"type": 1})).await, (2, vec![3, 1]));
    assert_eq!(some(json!({"type": 2})).await, (1, vec![2]));
    assert_eq!(some(json!({"begin": 1, "count": 1})).await, (3, vec![2]));
    assert_eq!(some(json!({"begin": 9})).await, (3, vec![]));

    assert_eq!((call("reply/add", 2).await, call("reply/delete", 2).await), (88005, 0));
    assert_eq!((call("reply/delete", 2).await, call("unmarkelect", 2).await), (88009, 0));
    assert_eq!(some(json!({"type": 2})).await, (0, vec![]));
    assert_eq!((call("delete", 2).await, call("delete", 2).await), (0, 88008));
    assert_eq!(some(json!({})).await, (2, vec![3, 1]));
}

#[tokio::test]
async fn articles_are_opened_and_closed() {
    let world = World::start().await;
    let token = world.token().await;
    let id = publish(&world, &token).await;
    let switch = async |name: &str, index: usize| {
        let body = json!({"msg_data_id": id, "index": index});
        errcode(&world.call(&token, &format!("comment/{name}"), &body).await)
    };
    let status = async |index: usize| write(&world, &id, index, "好").await.0;
    assert_eq!((status(0).await, status(1).await, status(2).await), (201, 409, 404));
    assert_eq!((switch("open", 1).await, switch("close", 0).await), (0, 0));
    assert_eq!((status(0).await, status(1).await), (409, 201));
    // What was written before stays to be read.
    assert_eq!(list(&world, &token, &id, &json!({})).await["total"], 1);
    assert_eq!(switch("open", 2).await, 88001);
}

#[tokio::test]
async fn every_refusal_has_its_code() {
    let world = World::start().await;
    let token = world.token().await;
    let id = publish(&world, &token).await;
    world.patch_account(DEFAULT_APPID, &json!({"elected_comments_max": 1, "outcomes": [6]})).await;
    write(&world, &id, 0, "一").await;
    write(&world, &id, 0, "二").await;
    let banned =
        world.call(&token, "freepublish/submit", &json!({"media_id": draft(&world, &token).await})).await;
    let call = async |name: &str, more: Value| {
        let mut body = json!({"msg_data_id": id, "user_comment_id": 1, "begin": 0, "count": 1});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        refusal(&world.call(&token, &format!("comment/{name}"), &body).await)
    };
    let code = async |name: &str, more: Value| call(name, more).await.0;
    for name in ["open", "close", "list", "markelect", "unmarkelect", "delete", "reply/add", "reply/delete"] {
        assert_eq!(call(name, json!({"msg_data_id": 1})).await, (88001, "msg_data is not exists".to_owned()));
        assert_eq!(code(name, json!({"msg_data_id": banned["msg_data_id"]})).await, 88002);
    }
    for name in ["markelect", "unmarkelect", "delete", "reply/add", "reply/delete"] {
        let unknown = call(name, json!({"user_comment_id": 9})).await;
        assert_eq!(unknown, (88008, "comment is not exists".to_owned()), "{name}");
    }
    for count in [0, -1, 50] {
        assert_eq!(code("list", json!({"count": count})).await, 88010);
    }
    assert_eq!(code("list", json!({"begin": -1})).await, 88010);
    assert_eq!(code("list", json!({"type": 3})).await, 40097);
    assert_eq!(code("reply/add", json!({"content": ""})).await, 88007);
    assert_eq!(code("reply/add", json!({"content": "字".repeat(601)})).await, 88007);
    assert_eq!(code("reply/add", json!({"content": "字".repeat(600)})).await, 0);
    assert_eq!((code("markelect", json!({})).await, code("markelect", json!({})).await), (0, 0));
    assert_eq!(code("markelect", json!({"user_comment_id": 2})).await, 88003);

    let body = json!({"appid": DEFAULT_APPID, "msg_data_id": id, "user_comment_id": 1}).to_string();
    let take_back = async || {
        let url = format!("{}/_sandbox/comments", world.url);
        world.http.delete(url).body(body.clone()).send().await.unwrap().status().as_u16()
    };
    assert_eq!((take_back().await, take_back().await), (204, 404));
    assert_eq!(call("markelect", json!({})).await, (88004, "comment was deleted by user".to_owned()));
    // Its place among the elected is free again.
    assert_eq!(code("markelect", json!({"user_comment_id": 2})).await, 0);

    for change in [json!({"comments": false}), json!({"comments": null, "kind": "personal"})] {
        world.patch_account(DEFAULT_APPID, &change).await;
        assert_eq!(call("list", json!({})).await, (88000, "without comment privilege".to_owned()));
    }
}

#[tokio::test]
async fn mass_sends_have_comments_too_and_they_outlive_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options { state: Some(folder.path().join("sandbox.state")), ..Options::default() };
    let first = World::with(options()).await;
    let token = first.token().await;
    first.patch_account(DEFAULT_APPID, &json!({"mass_delay_ms": 0, "publish_msg_data_id": false})).await;
    let body = json!({"filter": {"is_to_all": true}, "mpnews": {"media_id": draft(&first, &token).await},
        "msgtype": "mpnews"});
    let id = first.call(&token, "message/mass/sendall", &body).await["msg_data_id"].clone();
    assert_eq!(write(&first, &id, 0, "一").await.0, 201);
    first.call(&token, "comment/open", &json!({"msg_data_id": id, "index": 1})).await;
    let submitted =
        first.call(&token, "freepublish/submit", &json!({"media_id": draft(&first, &token).await})).await;
    assert_eq!(submitted["msg_data_id"], Value::Null);
    let state = first.get("/_sandbox/state").await;
    assert_eq!(state["accounts"][0]["publications"][0]["msg_data_id"], submitted["publish_id"]);
    for _ in 0..2 {
        let again = World::with(options()).await;
        assert_eq!(list(&again, &token, &id, &json!({})).await["comment"][0]["content"], "一");
        assert_eq!(write(&again, &id, 1, "二").await.0, 201);
    }
}
