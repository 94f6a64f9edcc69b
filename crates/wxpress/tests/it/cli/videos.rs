//! `wxpress video`.

use std::time::Duration;

use serde_json::{Value, json};

use super::desk::Desk;
use crate::program::{end, terminate};
use crate::scene::until;

const BLOCK: usize = 1 << 20;

/// A video of `blocks` blocks, each of its own bytes.
fn video(blocks: u8) -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..blocks).flat_map(|number| vec![number; BLOCK]).collect();
    bytes[..12].copy_from_slice(b"\0\0\0\x18ftypmp42");
    bytes
}

async fn desk() -> Desk {
    let desk = Desk::start().await;
    desk.be_a_partner().await;
    desk
}

/// The numbers of the blocks that the sandbox answered, in their order.
async fn blocks_sent(desk: &Desk) -> Vec<u64> {
    let number = |entry: &Value| {
        let (_, number) = entry["query"].as_str()?.split_once("part_num=")?;
        number.split('&').next()?.parse().ok()
    };
    let journal = desk.sandbox.journal().await;
    journal.iter().filter(|entry| entry["status"] == 200).filter_map(number).collect()
}

#[tokio::test]
async fn a_video_becomes_a_material_and_its_review_is_waited_for() {
    let desk = desk().await;
    let file = desk.file("春天.mp4", video(3));
    let upload = [
        "video",
        "upload",
        &file,
        "--title",
        "春天",
        "--description",
        "公园里",
        "--tag",
        "花",
        "--tag",
        "园",
        "--original",
        "--parallel",
        "2",
        "--wait",
    ];
    let told = desk.run(&upload).await;
    assert_eq!(told.code, Some(0), "{told:?}");
    for line in [
        "hashing: 100 % (3.00 MiB / 3.00 MiB)",
        "sending: 100 % (3.00 MiB / 3.00 MiB)",
        "finishing",
        "saving",
        "passed",
    ] {
        assert_eq!(told.stderr.lines().filter(|told| *told == line).count(), 1, "{line}: {}", told.stderr);
    }
    assert!(told.stdout.contains("status:         video_passed"), "{}", told.stdout);

    let again = desk.run(&["video", "upload", &file, "--title", "春天", "--json"]).await;
    assert_eq!((again.code, again.stderr.as_str()), (Some(0), ""));
    assert!(again.stdout.contains("video_reused"), "{}", again.stdout);
    let list = desk.data(&["video", "list"]).await;
    let saved = &list["items"][0];
    assert_eq!((&saved["filename"], &saved["state"]), (&"春天.mp4".into(), &"saved".into()));
    let status = desk.data(&["video", "status", saved["mediaId"].as_str().unwrap()]).await;
    assert_eq!(status["passed"], true);

    let id = saved["id"].as_str().unwrap();
    assert_eq!(desk.told(&["video", "forget", id]).await, "");
    assert_eq!(desk.data(&["video", "list"]).await["items"], json!([]));
    let (gone, code) = desk.failure(&["video", "forget", id]).await;
    assert_eq!((&gone["code"], code), (&"unknown_upload".into(), Some(1)));
}

#[tokio::test]
async fn a_review_that_is_not_passed_fails_who_waited_for_it() {
    let desk = desk().await;
    desk.change_account(json!({"video_outcomes": [2]})).await;
    let file = desk.file("v.mp4", video(1));
    let (failure, code) = desk.failure(&["video", "upload", &file, "--title", "t", "--wait"]).await;
    assert_eq!((&failure["code"], code), (&"video_not_passed".into(), Some(1)));
    let list = desk.data(&["video", "list"]).await;
    let id = list["items"][0]["mediaId"].as_str().unwrap();
    assert_eq!(desk.data(&["video", "status", id]).await["status"], "video_refused");
    assert_eq!(desk.run(&["video", "status", id, "--wait"]).await.code, Some(1));
}

#[tokio::test]
async fn stopped_it_tells_how_far_it_is_and_goes_on_there() {
    let desk = desk().await;
    let file = desk.file("v.mp4", video(6));
    let upload = ["video", "upload", &file, "--title", "t"];
    // The fourth block hangs, so that three are there when it is stopped.
    desk.sandbox.fault(json!({"path": "/cgi-bin/material/upload_video", "nth": 5, "action": "hang"})).await;
    let child = desk.command(&upload).spawn().unwrap();
    until("three blocks are sent", async || (blocks_sent(&desk).await.len() == 3).then_some(())).await;
    // The third's acknowledgement may still be on its way.
    tokio::time::sleep(Duration::from_millis(300)).await;
    terminate(&child).await;
    let stopped = end(child).await;
    assert_eq!((stopped.code, stopped.stdout.as_str()), (Some(130), ""), "{stopped:?}");
    assert!(stopped.stderr.contains("the upload is stopped: 3.00 MiB of 6.00 MiB are sent"), "{stopped:?}");

    let resumed = desk.run(&upload).await;
    assert_eq!(resumed.code, Some(0), "{resumed:?}");
    assert!(resumed.stderr.contains("sending (resumed at 3.00 MiB): 50 %"), "{}", resumed.stderr);
    assert_eq!(blocks_sent(&desk).await.iter().filter(|number| **number <= 3).count(), 3);
}

#[tokio::test]
async fn a_program_hears_of_a_stop_in_the_envelope_alone() {
    let desk = desk().await;
    let file = desk.file("v.mp4", video(2));
    desk.sandbox.fault(json!({"path": "/cgi-bin/material/upload_video", "nth": 3, "action": "hang"})).await;
    let child = desk.command(&["video", "upload", &file, "--title", "t", "--json"]).spawn().unwrap();
    until("a block is sent", async || (blocks_sent(&desk).await.len() == 1).then_some(())).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    terminate(&child).await;
    let stopped = end(child).await;
    assert_eq!((stopped.code, stopped.stderr.as_str()), (Some(130), ""));
    assert!(stopped.stdout.starts_with(r#"{"success":false,"error":"the upload is stopped"#), "{stopped:?}");
}

#[tokio::test]
async fn what_cannot_be_a_video_is_refused_before_anything_is_sent() {
    let desk = desk().await;
    let (file, empty) = (desk.file("v.mp4", video(1)), desk.file("empty.mp4", ""));
    for (arguments, name) in [
        (&[file.as_str()][..], "missing_field"),
        (&[empty.as_str(), "--title", "t"], "empty_file"),
        (&["/no/such.mp4", "--title", "t"], "cannot_read"),
        (&[&[file.as_str(), "--title", "t"][..], &["--tag=a"; 6]].concat(), "too_long"),
    ] {
        let (failure, code) = desk.failure(&[&["video", "upload"], arguments].concat()).await;
        assert_eq!((&failure["code"], code), (&name.into(), Some(2)), "{failure}");
    }
    for parallel in ["0", "17", "many"] {
        let refused = desk.run(&["video", "upload", &file, "--title", "t", "--parallel", parallel]).await;
        assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
    }
    assert!(desk.sandbox.journal().await.is_empty());
}
