//! The many ways in which clients speak HTTP.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use wxpress_sandbox::DEFAULT_APPID;

use crate::world::{World, article, errcode};

async fn exchange(world: &World, request: &str) -> String {
    let mut stream = TcpStream::connect(world.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn the_content_type_of_json_does_not_matter() {
    let world = World::start().await;
    let token = world.token().await;
    let body = json!({"articles": [article(&world.cover(&token).await)]}).to_string();
    for content_type in
        ["application/json", "text/plain", "application/x-www-form-urlencoded", "application/octet-stream"]
    {
        let url = format!("{}/cgi-bin/draft/add?access_token={token}", world.url);
        let request = world.http.post(url).header("Content-Type", content_type).body(body.clone());
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        assert_eq!(errcode(&answer), 0, "{content_type}");
    }
    assert_eq!(
        errcode(&world.call(&token, "draft/batchget", &json!({"offset": "0", "count": "2"})).await),
        0
    );
}

#[tokio::test]
async fn answers_are_labelled_as_the_live_ones_are() {
    let world = World::start().await;
    let token = world.token().await;
    let label = async |path: &str| {
        let response = world.http.get(format!("{}{path}", world.url)).send().await.unwrap();
        response.headers()["content-type"].to_str().unwrap().to_owned()
    };
    assert_eq!(label("/cgi-bin/token").await, "application/json; encoding=utf-8");
    assert_eq!(label("/cgi-bin/draft/count").await, "application/json; encoding=utf-8");
    assert_eq!(label(&format!("/cgi-bin/draft/count?access_token={token}")).await, "text/plain");
    let response = world.post_raw(&format!("/cgi-bin/draft/get?access_token={token}"), "{}".to_owned()).await;
    assert_eq!(response.headers()["content-type"], "text/plain");
    world.patch_account(DEFAULT_APPID, &json!({"clean_content_types": true})).await;
    let path = format!("/cgi-bin/draft/count?access_token={token}");
    assert_eq!(label(&path).await, "application/json; charset=utf-8");
}

#[tokio::test]
async fn slashes_are_escaped_and_large_answers_compressed() {
    let world = World::start().await;
    let token = world.token().await;
    let mut article = article(&world.cover(&token).await);
    article["content"] = "长".repeat(2000).into();
    let media_id = world.draft(&token, &article).await["media_id"].clone();
    let get = |encoding: &str| {
        let url = format!("{}/cgi-bin/draft/get?access_token={token}", world.url);
        let body = json!({"media_id": media_id}).to_string();
        world.http.post(url).header("Accept-Encoding", encoding).body(body).send()
    };
    let plain = get("identity").await.unwrap();
    assert!(plain.headers().get("content-encoding").is_none());
    assert!(plain.text().await.unwrap().contains(r#""url":"http:\/\/"#));
    let small = get("gzip").await.unwrap();
    assert_eq!(small.headers()["content-encoding"], "gzip");
    let length: usize = small.headers()["content-length"].to_str().unwrap().parse().unwrap();
    assert!(length < 3000, "{length}");
}

#[tokio::test]
async fn chunked_bodies_are_refused_by_the_gateway() {
    let world = World::start().await;
    let token = world.token().await;
    for path in ["draft/get", "media/uploadimg"] {
        let answer = exchange(
            &world,
            &format!(
                "POST /cgi-bin/{path}?access_token={token} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\
                 Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n"
            ),
        )
        .await;
        assert!(answer.starts_with("HTTP/1.1 412 Precondition Failed\r\n"), "{answer}");
        assert!(answer.contains("Content-Type: text/html\r\n"));
    }
    world.patch_account(DEFAULT_APPID, &json!({"accept_chunked": true})).await;
    let answer = exchange(
        &world,
        &format!(
            "POST /cgi-bin/draft/get?access_token={token} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\
             Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n"
        ),
    )
    .await;
    assert!(answer.contains("40007"), "{answer}");
}

#[tokio::test]
async fn old_http_and_expectations_are_served() {
    let world = World::start().await;
    let token = world.token().await;
    let answer =
        exchange(&world, &format!("GET /cgi-bin/draft/count?access_token={token} HTTP/1.0\r\n\r\n")).await;
    assert!(answer.starts_with("HTTP/1.0 200 OK\r\n") && answer.ends_with("{\"total_count\":0}"), "{answer}");

    let mut stream = TcpStream::connect(world.address()).await.unwrap();
    let head = format!(
        "POST /cgi-bin/draft/get?access_token={token} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\
         Content-Length: 16\r\nExpect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut continues = [0; 25];
    stream.read_exact(&mut continues).await.unwrap();
    assert_eq!(&continues, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(br#"{"media_id":"x"}"#).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.contains("40007"), "{answer}");
}

#[tokio::test]
async fn refusals_end_as_their_service_ends_them() {
    let world = World::start().await;
    let token = world.token().await;
    world.control("clock", &json!({"stop": true, "set": "2025-07-11T02:56:47Z"})).await;
    let token = if errcode(&world.get(&format!("/cgi-bin/draft/count?access_token={token}")).await) == 0 {
        token
    } else {
        world.token().await
    };
    let answer = world.call(&token, "draft/get", &json!({"media_id": "none"})).await;
    let text = answer["errmsg"].as_str().unwrap();
    let (base, rest) = text.split_once(" hint: [").unwrap();
    let (hint, rid) = rest.split_once("] rid: ").unwrap();
    assert_eq!((base, &hint[6..10], &rid[..9]), ("invalid media_id", "0607", "68707d6f-"));
    let answer = world.call("rubbish", "draft/get", &json!({})).await;
    assert!(!answer["errmsg"].as_str().unwrap().contains("hint"));
}

#[tokio::test]
async fn a_thousand_clients_at_once_are_served() {
    let world = World::start().await;
    let token = world.token().await;
    world.control("quotas", &json!({"on": false})).await;
    let calls = (0..1000).map(|_| {
        let (address, token) = (world.address().to_owned(), token.clone());
        tokio::spawn(async move {
            let mut stream = TcpStream::connect(address).await.unwrap();
            let request = format!("GET /cgi-bin/draft/count?access_token={token} HTTP/1.0\r\n\r\n");
            stream.write_all(request.as_bytes()).await.unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await.unwrap();
            answer.ends_with("{\"total_count\":0}")
        })
    });
    for call in calls.collect::<Vec<_>>() {
        assert!(call.await.unwrap());
    }
}

#[tokio::test]
async fn only_the_content_services_give_hints() {
    let world = World::start().await;
    let token = world.token().await;
    world.patch_account(DEFAULT_APPID, &json!({"publish_delay_ms": 0})).await;
    let hinted = async |path: &str, body: &str| {
        let answer: Value = world.post_raw(path, body.to_owned()).await.json().await.unwrap();
        (errcode(&answer), answer["errmsg"].as_str().unwrap().contains(" hint: ["))
    };
    let call = |name: &str| format!("/cgi-bin/{name}?access_token={token}");
    assert_eq!(hinted(&call("draft/get"), "{").await, (47001, true));
    assert_eq!(hinted(&call("material/get_material"), "{}").await, (40007, true));
    assert_eq!(hinted(&call("freepublish/submit"), "{}").await, (40007, false));
    assert_eq!(hinted(&call("freepublish/get"), "{").await, (47001, false));
    assert_eq!(hinted(&call("openapi/quota/get"), "{").await, (47001, false));
    assert_eq!(hinted(&call("clear_quota"), "{").await, (47001, false));
    assert_eq!(hinted("/cgi-bin/stable_token", "{").await, (47001, false));
    let script = json!({"path": "/cgi-bin/freepublish/get", "action": "errcode", "errcode": 40007});
    world.control("faults", &script).await;
    assert_eq!(hinted(&call("freepublish/get"), "{}").await, (40007, false));
}

#[tokio::test]
async fn switches_of_an_account_hold_before_it_is_known_by_a_token() {
    let world = World::start().await;
    let change = json!({"accept_chunked": true, "clean_content_types": true, "latency_ms": 50});
    world.patch_account(DEFAULT_APPID, &change).await;
    let body =
        json!({"grant_type": "client_credential", "appid": DEFAULT_APPID, "secret": "wrong"}).to_string();
    let started = std::time::Instant::now();
    let answer = exchange(
        &world,
        &format!(
            "POST /cgi-bin/stable_token HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\
             Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
            body.len()
        ),
    )
    .await;
    assert!(answer.contains("40125"), "{answer}");
    assert!(answer.contains("Content-Type: application/json; charset=utf-8\r\n"), "{answer}");
    assert!(started.elapsed() >= std::time::Duration::from_millis(50));
    assert_eq!(world.journal().await[0]["appid"], DEFAULT_APPID);

    let token = world.token().await;
    world.patch_account(DEFAULT_APPID, &json!({"standing": "frozen"})).await;
    let refused = format!("{}/cgi-bin/draft/count?access_token={token}", world.url);
    let refused = world.http.get(refused).send().await.unwrap();
    assert_eq!(refused.headers()["content-type"], "application/json; charset=utf-8");

    world.patch_account(DEFAULT_APPID, &json!({"standing": "normal", "system_error_per_mille": 1000})).await;
    assert_eq!(errcode(&world.stable_token(false).await), -1);
    assert_eq!(errcode(&world.get("/cgi-bin/token?appid=wxnone").await), 40013, "another account");
}
