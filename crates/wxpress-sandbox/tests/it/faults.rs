//! Scripted faults, seen from the client's end of the socket.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::world::{World, article, errcode};

async fn fault(world: &World, fault: Value) {
    let answer = world.control("faults", &fault).await;
    assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
}

/// Sends a request by hand and reads to the end; the error tells a reset from an orderly end.
async fn exchange(world: &World, request: &str) -> (Vec<u8>, std::io::Result<usize>) {
    let mut stream = TcpStream::connect(world.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let end = stream.read_to_end(&mut answer).await;
    (answer, end)
}

#[tokio::test]
async fn a_connection_is_reset_before_or_after_the_effect() {
    let world = World::start().await;
    let token = world.token().await;
    let body = json!({"articles": [article(&world.cover(&token).await)]}).to_string();
    let request = format!(
        "POST /cgi-bin/draft/add?access_token={token} HTTP/1.1\r\nHost: sandbox\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    for (action, drafts) in [("reset_before", 0), ("reset_after", 1)] {
        fault(&world, json!({"path": "/cgi-bin/draft/add", "action": action})).await;
        let (answer, end) = exchange(&world, &request).await;
        assert!(answer.is_empty());
        assert_eq!(end.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset, "{action}");
        let count = world.get(&format!("/cgi-bin/draft/count?access_token={token}")).await;
        assert_eq!(count["total_count"], drafts, "{action}");
        let journal = world.get("/_sandbox/journal?path=/cgi-bin/draft/add").await;
        let entry = journal.as_array().unwrap().last().unwrap();
        assert_eq!((&entry["status"], &entry["fault"]), (&json!(0), &json!(action)));
    }
}

#[tokio::test]
async fn an_answer_is_cut_off_or_garbled() {
    let world = World::start().await;
    let token = world.token().await;
    let request = format!(
        "GET /cgi-bin/draft/count?access_token={token} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\r\n"
    );
    fault(&world, json!({"path": "/cgi-bin/draft/count", "action": "truncate"})).await;
    let (answer, _) = exchange(&world, &request).await;
    let text = String::from_utf8(answer).unwrap();
    assert!(text.contains("Content-Length: 17\r\n") && text.ends_with("\r\n\r\n{\"total_"), "{text}");
    fault(&world, json!({"path": "/cgi-bin/draft/count", "action": "garbage"})).await;
    let (answer, end) = exchange(&world, &request).await;
    assert!(end.is_ok() && answer.windows(2).any(|pair| pair == b"\x00\xff"));
}

#[tokio::test]
async fn errors_delays_and_dead_tokens_come_at_the_calls_named() {
    let world = World::start().await;
    let token = world.token().await;
    let count = format!("/cgi-bin/draft/count?access_token={token}");
    fault(&world, json!({"path": "/cgi-bin/draft/count", "nth": 2, "action": "errcode", "errcode": 45009}))
        .await;
    fault(&world, json!({"path": "/cgi-bin/draft/count", "every": 3, "action": "delay", "delay_ms": 200}))
        .await;
    fault(&world, json!({"path": "/cgi-bin/draft/count", "nth": 4, "action": "kill_tokens"})).await;
    for (code, slow) in [(0, false), (45009, false), (0, true), (40001, false)] {
        let started = Instant::now();
        assert_eq!(errcode(&world.get(&count).await), code);
        assert!(!slow || started.elapsed() >= Duration::from_millis(200));
    }
    let set = world.get("/_sandbox/faults").await;
    assert_eq!((&set[1]["seen"], &set[1]["struck"]), (&json!(4), &json!(1)));
}

#[tokio::test]
async fn a_server_error_is_a_page_before_or_after_the_effect() {
    let world = World::start().await;
    let token = world.token().await;
    let body = json!({"articles": [article(&world.cover(&token).await)]}).to_string();
    for (after, drafts) in [(false, 0), (true, 1)] {
        let script = json!({"path": "*", "action": "server_error", "status": 503, "after": after});
        fault(&world, script).await;
        let answer = world.post_raw(&format!("/cgi-bin/draft/add?access_token={token}"), body.clone()).await;
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["content-type"]),
            (503, &"text/html".parse().unwrap())
        );
        let count = world.get(&format!("/cgi-bin/draft/count?access_token={token}")).await;
        assert_eq!(count["total_count"], drafts);
        let journal = world.get("/_sandbox/journal?path=/cgi-bin/draft/add").await;
        assert_eq!(journal.as_array().unwrap().last().unwrap()["status"], 503);
    }
}

#[tokio::test]
async fn a_hanging_call_holds_up_nobody_else() {
    let world = World::start().await;
    fault(&world, json!({"path": "/cgi-bin/token", "action": "hang"})).await;
    let hanging = tokio::time::timeout(Duration::from_millis(300), world.get("/cgi-bin/token"));
    assert!(hanging.await.is_err());
    assert_eq!(errcode(&world.get("/cgi-bin/token").await), 41002);
    world.stop().await;
}

#[tokio::test]
async fn a_bad_fault_is_refused_with_a_reason() {
    let world = World::start().await;
    for (script, word) in [
        (json!({"path": "/nowhere", "action": "hang"}), "/nowhere"),
        (json!({"path": "*", "action": "explode"}), "explode"),
        (json!({"path": "*", "action": "hang", "nth": 1, "every": 2}), "one of"),
        (json!({"path": "*", "action": "hang", "nth": 0}), "from 1"),
        (json!({"path": "*", "action": "hang", "delay_ms": 5}), "delay_ms"),
        (json!({"path": "*", "action": "server_error", "status": 404}), "599"),
    ] {
        let answer = world.control("faults", &script).await;
        assert_eq!(answer.status(), 400, "{script}");
        let error = answer.json::<Value>().await.unwrap()["error"].as_str().unwrap().to_owned();
        assert!(error.contains(word), "{error}");
    }
    let url = format!("{}/_sandbox/faults/7", world.url);
    assert_eq!(world.http.delete(url).send().await.unwrap().status(), 404);
}
