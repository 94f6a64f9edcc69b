//! Videos of the 媒体API sent block by block.

use std::{
    io::Write as _,
    num::NonZeroUsize,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use rstest::rstest;
use serde_json::json;
use sha1::{Digest as _, Sha1};
use tempfile::NamedTempFile;
use wiremock::{Request, ResponseTemplate};
use wxpress_wechat::{Client, ErrorClass, Result, Vid, partner::VideoFile};

use crate::server::Server;

const VIDEO: &str = "material/upload_video";
const BLOCK_BYTES: usize = 1 << 20;
/// How long the platform takes for a block, where that matters.
const SLOWNESS: Duration = Duration::from_millis(200);

/// A video of `blocks` blocks, the last one with a single byte; the file lives as long as its first part.
async fn video(blocks: u8) -> (NamedTempFile, VideoFile) {
    let mut on_disk = NamedTempFile::new().unwrap();
    for number in 1..blocks {
        on_disk.write_all(&vec![number; BLOCK_BYTES]).unwrap();
    }
    on_disk.write_all(b"\n").unwrap();
    let file = VideoFile::hash(on_disk.path(), |_| ()).await.unwrap();
    (on_disk, file)
}

/// Sends these blocks; their numbers in the order of their acknowledgement, and how it ended.
async fn send(
    client: &Client,
    file: &VideoFile,
    numbers: impl IntoIterator<Item = u32, IntoIter: Send> + Send,
    parallel: usize,
) -> (Vec<u32>, Result<()>) {
    let (vid, parallel) = (Vid::new("wxv_9"), NonZeroUsize::new(parallel).unwrap());
    let mut acknowledged = Vec::new();
    let sent = client.partner().video().upload_blocks(&vid, file, numbers, parallel);
    let ended = sent.try_for_each(|number| {
        acknowledged.push(number);
        async { Ok(()) }
    });
    let ended = ended.await;
    (acknowledged, ended)
}

fn asked(request: &Request, name: &str) -> String {
    request.url.query_pairs().find(|(found, _)| found == name).unwrap().1.into_owned()
}

fn number(request: &Request) -> u32 {
    asked(request, "part_num").parse().unwrap()
}

fn done() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({"ret": 0}))
}

#[tokio::test]
async fn blocks_go_in_order_each_with_its_own_sum() {
    let server = Server::with_token().await;
    server.respond(VIDEO, done()).await;
    let (_on_disk, file) = video(4).await;

    let (acknowledged, ended) = send(&server.client(), &file, 1..=4, 1).await;

    ended.unwrap();
    assert_eq!(acknowledged, [1, 2, 3, 4]);
    let calls = server.calls(VIDEO).await;
    assert_eq!(calls.iter().map(number).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let mut lengths = Vec::new();
    for call in &calls {
        let sum = format!("{:x}", Bytes::copy_from_slice(&Sha1::digest(&call.body)));
        assert_eq!(asked(call, "part_sha"), sum);
        assert_eq!((asked(call, "action"), asked(call, "vid")), ("upload_block".into(), "wxv_9".into()));
        lengths.push(call.body.len());
    }
    assert_eq!(lengths, [BLOCK_BYTES, BLOCK_BYTES, BLOCK_BYTES, 1]);
}

#[tokio::test]
async fn only_the_blocks_that_are_asked_for_are_sent() {
    let server = Server::with_token().await;
    server.respond(VIDEO, done()).await;
    let (_on_disk, file) = video(4).await;

    let (acknowledged, ended) = send(&server.client(), &file, [2, 4], 1).await;

    ended.unwrap();
    assert_eq!(acknowledged, [2, 4]);
    assert_eq!(server.calls(VIDEO).await.iter().map(number).collect::<Vec<_>>(), [2, 4]);
}

#[rstest]
#[case(1)]
#[case(3)]
#[case(8)]
#[tokio::test]
async fn never_more_blocks_are_under_way_than_allowed(#[case] parallel: usize) {
    let server = Server::with_token().await;
    let arrivals = Arc::new(Mutex::new(Vec::new()));
    let note = Arc::clone(&arrivals);
    let slow = move |_: &Request| {
        note.lock().unwrap().push(Instant::now());
        done().set_delay(SLOWNESS)
    };
    server.respond(VIDEO, slow).await;
    let (_on_disk, file) = video(8).await;

    let started = Instant::now();
    let (mut acknowledged, ended) = send(&server.client(), &file, 1..=8, parallel).await;
    let took = started.elapsed();

    ended.unwrap();
    acknowledged.sort_unstable();
    assert_eq!(acknowledged, [1, 2, 3, 4, 5, 6, 7, 8]);
    let arrivals = arrivals.lock().unwrap();
    for (at, pair) in arrivals.windows(parallel + 1).enumerate() {
        let apart = pair[parallel].duration_since(pair[0]);
        assert!(apart >= SLOWNESS, "block {} came {apart:?} after the one {parallel} before", at + parallel);
    }
    if parallel > 1 {
        assert!(took < SLOWNESS * 8, "one after the other: {took:?}");
    }
}

#[rstest]
#[case(ResponseTemplate::new(503))]
#[case(ResponseTemplate::new(200).set_body_json(json!({"errcode": -1, "errmsg": "system error"})))]
#[tokio::test]
async fn a_block_that_fails_is_repeated_alone(#[case] failure: ResponseTemplate) {
    let server = Server::with_token().await;
    let failed = Mutex::new(false);
    let once = move |request: &Request| {
        let mut failed = failed.lock().unwrap();
        let strikes = number(request) == 2 && !std::mem::replace(&mut *failed, true);
        if strikes { failure.clone() } else { done() }
    };
    server.respond(VIDEO, once).await;
    let (_on_disk, file) = video(4).await;

    let (acknowledged, ended) = send(&server.client(), &file, 1..=4, 1).await;

    ended.unwrap();
    assert_eq!(acknowledged, [1, 2, 3, 4]);
    let calls = server.calls(VIDEO).await;
    assert_eq!(calls.iter().map(number).collect::<Vec<_>>(), [1, 2, 2, 3, 4]);
    assert_eq!((calls[1].url.query(), &calls[1].body), (calls[2].url.query(), &calls[2].body));
}

#[tokio::test]
async fn a_token_that_dies_amid_the_blocks_costs_one_block_only() {
    let server = Server::start().await;
    let token = |text: &str| {
        ResponseTemplate::new(200).set_body_json(json!({"access_token": text, "expires_in": 7200}))
    };
    server.respond_once("POST", "stable_token", token("first")).await;
    server.respond("stable_token", token("second")).await;
    let refuse = |request: &Request| {
        let dead = number(request) > 1 && asked(request, "access_token") == "first";
        let refusal = json!({"errcode": 42001, "errmsg": "access_token expired rid: 1-2-3"});
        if dead { ResponseTemplate::new(200).set_body_json(refusal) } else { done() }
    };
    server.respond(VIDEO, refuse).await;
    let (_on_disk, file) = video(3).await;

    let (acknowledged, ended) = send(&server.client(), &file, 1..=3, 1).await;

    ended.unwrap();
    assert_eq!(acknowledged, [1, 2, 3]);
    assert_eq!(server.calls(VIDEO).await.iter().map(number).collect::<Vec<_>>(), [1, 2, 2, 3]);
}

#[tokio::test]
async fn what_is_acknowledged_before_a_refusal_is_told() {
    let server = Server::with_token().await;
    let refuse = |request: &Request| {
        let refusal = json!({"ret": 900_115, "errmsg": "part_sha mismatch rid: 1-2-3"});
        if number(request) == 3 { ResponseTemplate::new(200).set_body_json(refusal) } else { done() }
    };
    server.respond(VIDEO, refuse).await;
    let (_on_disk, file) = video(5).await;

    let (acknowledged, ended) = send(&server.client(), &file, 1..=5, 1).await;

    assert_eq!(ended.unwrap_err().errcode(), Some(900_115));
    assert_eq!(acknowledged, [1, 2]);
    assert_eq!(server.calls(VIDEO).await.len(), 3, "nothing is sent after it");
}

#[tokio::test]
async fn a_file_that_vanishes_on_the_way_is_our_own_error() {
    let server = Server::with_token().await;
    server.respond(VIDEO, done()).await;
    let (on_disk, file) = video(2).await;
    drop(on_disk);

    let (acknowledged, ended) = send(&server.client(), &file, 1..=2, 1).await;

    assert_eq!((acknowledged, ended.unwrap_err().class()), (Vec::new(), ErrorClass::Config));
    assert!(server.calls(VIDEO).await.is_empty());
}
