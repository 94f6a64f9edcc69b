//! `wxpress video upload` killed again and again: the same command goes on, and nothing that is written down goes twice.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use super::desk::Desk;
use crate::films::{asked, film};
use crate::scene::until;

const KILLS: u64 = 10;
const BLOCKS: usize = 64;
const PARALLEL: usize = 4;
const LATENCY: Duration = Duration::from_millis(25);

/// The numbers of all blocks that the sandbox saw, in their order.
async fn blocks(desk: &Desk) -> Vec<u32> {
    let entries = desk.sandbox.journal().await;
    entries.iter().filter_map(|entry| asked(entry, "part_num")?.parse().ok()).collect()
}

/// How many blocks are written down as acknowledged.
async fn recorded(desk: &Desk) -> usize {
    let list = desk.data(&["video", "list"]).await;
    list["items"][0]["blocksSent"].as_u64().unwrap_or(0).try_into().unwrap()
}

#[tokio::test]
async fn an_upload_that_is_killed_ten_times_sends_nothing_twice_that_was_acknowledged() {
    let desk = Desk::start().await;
    desk.be_a_partner().await;
    let file = desk.file("影片.mp4", film(BLOCKS, 1));
    desk.change_account(json!({"latency_ms": LATENCY.as_millis()})).await;
    let parallel = PARALLEL.to_string();
    let upload = ["video", "upload", &file, "--title", "片名", "--parallel", &parallel];

    let mut seen = Vec::new();
    let mut known = 0;
    for kill in 1..=KILLS {
        // A few blocks later each time, and somewhere amid a block.
        let (later, amid) = (kill * 7 % 5, kill * 11 % 25);
        let mut child = desk.command(&upload).spawn().unwrap();
        let goal = seen.len() + usize::try_from(later).unwrap();
        until("some blocks are under way", async || (blocks(&desk).await.len() >= goal).then_some(())).await;
        tokio::time::sleep(Duration::from_millis(amid)).await;
        child.kill().await.unwrap();
        // What the sandbox still has under way comes to its end.
        tokio::time::sleep(3 * LATENCY).await;
        let all = blocks(&desk).await;
        judge(&seen, known, &all[seen.len()..]);
        known = recorded(&desk).await;
        seen = all;
    }

    let told = desk.run(&upload).await;
    assert_eq!(told.code, Some(0), "{told:?}");
    let all = blocks(&desk).await;
    let resumed = &all[seen.len()..];
    judge(&seen, known, resumed);
    assert_eq!(resumed.len(), BLOCKS - known, "{known} were written down, and then {resumed:?} sent");
    let list = desk.data(&["video", "list"]).await;
    assert_eq!(
        (&list["items"][0]["state"], &list["items"][0]["blocksSent"]),
        (&json!("saved"), &json!(BLOCKS))
    );
    let state = desk.sandbox.control(reqwest::Method::GET, "state", Value::Null).await;
    let videos = state["accounts"][0]["partner_videos"].as_array().unwrap();
    let finished: Vec<_> = videos.iter().filter(|video| video["finished"] == true).collect();
    assert_eq!(finished.len(), 1, "{videos:?}");
    assert_eq!(finished[0]["filesha"], list["items"][0]["sha1"]);
}

/// Judges what one run sent after `seen` had been sent before it, of which `known` blocks were written down.
#[track_caller]
fn judge(seen: &[u32], known: usize, sent: &[u32]) {
    let before: BTreeSet<_> = seen.iter().collect();
    let now: BTreeSet<_> = sent.iter().collect();
    assert_eq!(now.len(), sent.len(), "one run sent a block twice: {sent:?}");
    // In flight at the kill, or acknowledged and not yet written down.
    let doubtful = before.len() - known;
    assert!(doubtful <= 2 * PARALLEL, "{} blocks had been sent and {known} were written down", before.len());
    let twice = now.intersection(&before).count();
    assert!(twice <= doubtful, "{twice} blocks went again, of which {doubtful} were in doubt: {sent:?}");
}

#[tokio::test]
async fn more_than_two_gigabytes_are_refused_unread() {
    let desk = Desk::start().await;
    let path = desk.path("large.mp4");
    // A hole: no disk is taken.
    std::fs::File::create(&path).unwrap().set_len((2 << 30) + 1).unwrap();
    let path = path.to_str().unwrap();
    let (failure, code) = desk.failure(&["video", "upload", path, "--title", "t"]).await;
    assert_eq!((&failure["code"], code), (&"file_too_large".into(), Some(2)), "{failure}");
    assert!(desk.sandbox.journal().await.is_empty());
}
