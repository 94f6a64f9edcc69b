//! The 媒体API's videos: announced, sent in blocks, finished, saved, reviewed.

use std::path::Path;

use bytes::Bytes;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use wxpress_sandbox::{DEFAULT_APPID, Options};

use crate::world::World;

const MIB: usize = 1024 * 1024;
const PATH: &str = "/cgi-bin/material/upload_video";

fn sha1(bytes: &[u8]) -> String {
    format!("{:x}", Bytes::copy_from_slice(&Sha1::digest(bytes)))
}

/// The code of a refusal, which stands in `ret`.
fn ret(answer: &Value) -> i64 {
    assert!(answer.get("errcode").is_none(), "{answer}");
    answer["ret"].as_i64().unwrap()
}

/// An account with a token, that uploads videos.
struct Uploader<'a> {
    world: &'a World,
    token: String,
}

impl<'a> Uploader<'a> {
    async fn new(world: &'a World) -> Self {
        Self { world, token: world.token().await }
    }

    /// Another account in the same world.
    async fn stranger(world: &'a World) -> Self {
        let account = json!({"appid": "wxstranger", "secret": "s"});
        assert_eq!(world.control("accounts", &account).await.status(), 201);
        let token = world.token_of("wxstranger", "s").await["access_token"].as_str().unwrap().to_owned();
        Self { world, token }
    }

    fn path(&self, action: &str) -> String {
        format!("{PATH}?action={action}&access_token={}", self.token)
    }

    async fn init(&self, file: &[u8]) -> String {
        let body = json!({"filename": "video.mp4", "filesha": sha1(file), "filesize": file.len()});
        let answer = self.world.post(&self.path("init_upload"), &body).await;
        assert_eq!(ret(&answer), 0, "{answer}");
        answer["vid"].as_str().unwrap().to_owned()
    }

    /// A block under a sum of the test's choice.
    async fn block_as(&self, vid: &str, part_num: &str, part_sha: &str, block: &[u8]) -> Value {
        let query = format!("&vid={vid}&part_num={part_num}&part_sha={part_sha}");
        let url = format!("{}{}{query}", self.world.url, self.path("upload_block"));
        self.world.http.post(url).body(block.to_vec()).send().await.unwrap().json().await.unwrap()
    }

    async fn block(&self, vid: &str, part_num: u32, block: &[u8]) -> i64 {
        ret(&self.block_as(vid, &part_num.to_string(), &sha1(block), block).await)
    }

    async fn finish(&self, vid: &str) -> i64 {
        ret(&self.world.get(&format!("{}&vid={vid}", self.path("upload_finish"))).await)
    }

    async fn save(&self, body: &Value) -> Value {
        self.world.post(&self.path("save_video"), body).await
    }

    async fn status(&self, media_id: &Value) -> Value {
        let media_id = media_id.as_str().unwrap();
        self.world.get(&format!("{}&media_id={media_id}", self.path("query_status"))).await
    }

    /// The vid of a finished upload of one block.
    async fn finished(&self, file: &[u8]) -> String {
        let vid = self.init(file).await;
        assert_eq!(self.block(&vid, 1, file).await, 0);
        assert_eq!(self.finish(&vid).await, 0);
        vid
    }
}

#[tokio::test]
async fn a_video_goes_up_in_blocks_of_any_order_and_size() {
    let world = World::start().await;
    let uploader = Uploader::new(&world).await;
    // The sum is sha1sum's.
    let announcement =
        json!({"filename": "a.mp4", "filesha": "DF64BA2F555705A9C64D80D7BD35F0E6E93F249D", "filesize": "6"});
    let answer = world.post(&uploader.path("init_upload"), &announcement).await;
    let vid = answer["vid"].as_str().unwrap().to_owned();
    let digits = vid.strip_prefix("wxv_").unwrap();
    assert!(matches!(digits.len(), 18 | 19) && digits.bytes().all(|byte| byte.is_ascii_digit()), "{vid}");

    // As curl sends a body without a header of one's own.
    let query = format!("&vid={vid}&part_num=2&part_sha={}", sha1(b"\nc\n").to_uppercase());
    let request = world.http.post(format!("{}{}{query}", world.url, uploader.path("upload_block")));
    let request = request.header("Content-Type", "application/x-www-form-urlencoded").body("\nc\n");
    assert_eq!(request.send().await.unwrap().text().await.unwrap(), r#"{"ret":0}"#);
    assert_eq!(uploader.block(&vid, 1, b"ab?").await, 0);
    assert_eq!(uploader.block(&vid, 1, b"ab\n").await, 0, "the last block of a number counts");
    assert_eq!(uploader.finish(&vid).await, 0);
    let by_post = format!("{}&vid={vid}", uploader.path("upload_finish"));
    let answer = world.post_raw(&by_post, String::new()).await;
    assert_eq!(answer.text().await.unwrap(), r#"{"ret":0}"#);
}

#[tokio::test]
async fn saved_videos_are_transcoded_then_checked_then_pass() {
    let world = World::start().await;
    world.control("clock", &json!({"stop": true})).await;
    let uploader = Uploader::new(&world).await;
    let vid = uploader.finished(b"film").await;
    let description = json!({"title": "片名", "video_desc": "简介", "content": vid, "declare_ori": 1,
        "newcat": 1, "newsbcat": "二级", "tags": ["a", "b"], "cover_url": "http://mmbiz.qpic.cn/a/0"});
    let saved = uploader.save(&description).await;
    assert_eq!((ret(&saved), saved.as_object().unwrap().len()), (0, 2), "{saved}");
    let media_id = &saved["media_id"];
    let status = |status: u8, ori_status: u8, wording: &str| json!({"status": status, "ori_status": ori_status, "mp_video_fail_detail_wording": wording, "vid": vid});
    assert_eq!(uploader.status(media_id).await, status(4, 0, "transing"));
    world.advance(1).await;
    assert_eq!(uploader.status(media_id).await, status(0, 0, "checking"));
    world.advance(1).await;
    assert_eq!(uploader.status(media_id).await, status(3, 1, "check pass"));
    let by_post = format!("{}&media_id={}", uploader.path("query_status"), media_id.as_str().unwrap());
    assert_eq!(world.post(&by_post, &json!({})).await, status(3, 1, "check pass"));

    let again = uploader.save(&json!({"title": "片名", "content": vid})).await;
    assert_eq!(again["media_id"], *media_id, "a save whose answer was lost can be sent again");
    let view = &world.get("/_sandbox/state").await["accounts"][0]["partner_videos"][0];
    assert_eq!(
        (&view["vid"], &view["status"], &view["finished"]),
        (&json!(vid), &json!("check pass"), &json!(true))
    );
    for (field, kept) in [("newcat", json!("1")), ("newsbcat", json!("二级")), ("tags", json!(["a", "b"]))]
    {
        assert_eq!(view["saved"][field], kept);
    }
    let page = world.http.get(format!("{}/_sandbox/videos", world.url)).send().await.unwrap();
    let page = page.text().await.unwrap();
    assert!(page.contains("片名") && page.contains("check pass") && page.contains(&vid), "{page}");
}

#[tokio::test]
async fn the_ends_of_reviews_are_scripted() {
    let world = World::start().await;
    let outcomes = json!([2, 5, 9, 10, {"status": 3, "ori_status": 2}]);
    let change = json!({"video_transcode_ms": 0, "video_review_ms": 0, "video_outcomes": outcomes});
    let shown: Value = world.patch_account(DEFAULT_APPID, &change).await.json().await.unwrap();
    assert_eq!(shown["video_outcomes"], outcomes);
    let uploader = Uploader::new(&world).await;
    for (status, ori_status, wording) in [
        (2, 0, "check fail"),
        (5, 0, "trans fail"),
        (9, 0, "forbid"),
        (10, 0, "delete"),
        (3, 2, "check pass"),
        (3, 1, "check pass"),
    ] {
        let vid = uploader.finished(b"film").await;
        let saved = uploader.save(&json!({"title": "题", "content": vid, "declare_ori": 1})).await;
        let answer = uploader.status(&saved["media_id"]).await;
        let seen = (&answer["status"], &answer["ori_status"], &answer["mp_video_fail_detail_wording"]);
        assert_eq!(seen, (&json!(status), &json!(ori_status), &json!(wording)));
    }
    assert_eq!(world.patch_account(DEFAULT_APPID, &json!({"video_outcomes": [4]})).await.status(), 400);
}

#[tokio::test]
async fn a_failed_transcoding_is_never_checked() {
    let world = World::start().await;
    world.control("clock", &json!({"stop": true})).await;
    world.patch_account(DEFAULT_APPID, &json!({"video_outcomes": [5]})).await;
    let uploader = Uploader::new(&world).await;
    let vid = uploader.finished(b"film").await;
    let media_id = uploader.save(&json!({"title": "题", "content": vid})).await["media_id"].clone();
    assert_eq!(uploader.status(&media_id).await["status"], 4);
    world.advance(1).await;
    assert_eq!(uploader.status(&media_id).await["status"], 5);
}

#[tokio::test]
async fn an_announcement_names_file_sum_and_size() {
    let world = World::start().await;
    let uploader = Uploader::new(&world).await;
    let good = json!({"filename": "a.mp4", "filesha": sha1(b""), "filesize": 2_147_483_648_u64});
    for (field, value, code) in [
        ("filesize", json!(2_147_483_648_u64), 0),
        ("filesize", json!(2_147_483_649_u64), 900_103),
        ("filesize", json!(0), 900_103),
        ("filesize", json!(-1), 900_103),
        ("filesize", json!("many"), 44001),
        ("filesha", json!("a9993e364706816aba3e25717850c26c9cd0d89"), 900_102),
        ("filesha", json!("g9993e364706816aba3e25717850c26c9cd0d89d"), 900_102),
        ("filesha", Value::Null, 900_102),
        ("filename", json!(""), 900_101),
    ] {
        let mut body = good.clone();
        body[field] = value;
        assert_eq!(ret(&world.post(&uploader.path("init_upload"), &body).await), code, "{body}");
    }
    for action in ["init_upload", "save_video"] {
        for body in ["{\"filename\": a.mp4}", "", "[]"] {
            let answer = world.post_raw(&uploader.path(action), body.to_owned()).await;
            let answer: Value = answer.json().await.unwrap();
            assert_eq!(ret(&answer), 44001, "{body}");
            assert!(answer["errmsg"].as_str().unwrap().starts_with("empty media data rid: "), "{answer}");
        }
    }
}

#[tokio::test]
async fn blocks_are_numbered_from_one_summed_and_small() {
    let world = World::start().await;
    let uploader = Uploader::new(&world).await;
    let file = vec![7; MIB + 1];
    let vid = uploader.init(&file).await;
    let (block, sum) = (&file[..MIB], sha1(&file[..MIB]));
    for part_num in ["0", "-1", "x", "", "1.0", "4294967296", "1048578"] {
        assert_eq!(ret(&uploader.block_as(&vid, part_num, &sum, block).await), 900_111, "{part_num}");
    }
    for part_sha in ["", "abc", &format!("{}0", &sum[..39].replace('0', "z"))] {
        assert_eq!(ret(&uploader.block_as(&vid, "1", part_sha, block).await), 900_112, "{part_sha}");
    }
    assert_eq!(ret(&uploader.block_as(&vid, "1", &sha1(b"other"), block).await), 900_115);
    assert_eq!(uploader.block(&vid, 1, b"").await, 900_113);
    assert_eq!(uploader.block(&vid, 1, &file).await, 900_114, "one byte above 1 MB");
    assert_eq!(uploader.block(&vid, 1, &vec![7; 13 * MIB]).await, 900_114);
    assert_eq!(uploader.block("wxv_922551652211605504", 1, block).await, 900_110);
    assert_eq!(Uploader::stranger(&world).await.block(&vid, 1, block).await, 900_110);

    let unnamed = format!("{}&part_num=1&part_sha={sum}", uploader.path("upload_block"));
    assert_eq!(ret(&world.post_raw(&unnamed, "x".to_owned()).await.json().await.unwrap()), 900_110);
    assert_eq!(uploader.finish(&vid).await, 900_120, "nothing that was refused was kept");
    assert_eq!(uploader.block(&vid, 1, block).await, 0, "exactly 1 MB");
    assert_eq!(uploader.block(&vid, 2, &file[MIB..]).await, 0);
    assert_eq!(uploader.finish(&vid).await, 0);
}

#[tokio::test]
async fn a_block_whose_line_ends_were_stripped_shows_by_its_sum() {
    let world = World::start().await;
    let uploader = Uploader::new(&world).await;
    let file = b"\x00\r\nmdat\n\x01";
    let vid = uploader.init(file).await;
    let stripped: Vec<u8> = file.iter().copied().filter(|byte| !b"\r\n".contains(byte)).collect();
    let answer = uploader.block_as(&vid, "1", &sha1(file), &stripped).await;
    assert_eq!(ret(&answer), 900_115);
    assert!(answer["errmsg"].as_str().unwrap().starts_with("part_sha mismatch rid: "), "{answer}");
}

#[tokio::test]
async fn a_finish_wants_every_number_the_size_and_the_sum() {
    let world = World::start().await;
    let uploader = Uploader::new(&world).await;
    let vid = uploader.init(b"abcdef").await;
    assert_eq!(uploader.finish(&vid).await, 900_120, "no block at all");
    assert_eq!(uploader.block(&vid, 3, b"f").await, 0);
    assert_eq!(uploader.block(&vid, 1, b"abc").await, 0);
    assert_eq!(uploader.finish(&vid).await, 900_120, "2 is missing");
    assert_eq!(uploader.block(&vid, 2, b"d").await, 0);
    assert_eq!(uploader.finish(&vid).await, 900_121, "5 bytes of 6");
    assert_eq!(uploader.block(&vid, 2, b"xx").await, 0);
    assert_eq!(uploader.finish(&vid).await, 900_122);
    assert_eq!(uploader.block(&vid, 2, b"de").await, 0, "a failed finish leaves the upload open");
    assert_eq!(uploader.finish(&vid).await, 0);
    assert_eq!(uploader.finish(&vid).await, 0, "a finish whose answer was lost can be sent again");
    assert_eq!(uploader.block(&vid, 2, b"de").await, 900_116);
    assert_eq!(uploader.finish("wxv_1").await, 900_110);
    assert_eq!(Uploader::stranger(&world).await.finish(&vid).await, 900_110);
}

#[tokio::test]
async fn blocks_may_come_side_by_side() {
    let world = World::start().await;
    let uploader = Uploader::new(&world).await;
    let file: Vec<u8> = (0..64 * 1024_u32).flat_map(u32::to_le_bytes).collect();
    let vid = uploader.init(&file).await;
    let mut sent = tokio::task::JoinSet::new();
    for (part_num, block) in (1..).zip(file.chunks(10_000)) {
        let query = format!("&vid={vid}&part_num={part_num}&part_sha={}", sha1(block));
        let url = format!("{}{}{query}", world.url, uploader.path("upload_block"));
        let request = world.http.post(url).body(block.to_vec());
        sent.spawn(async move { request.send().await.unwrap().text().await.unwrap() });
    }
    assert!(sent.join_all().await.iter().all(|answer| answer == r#"{"ret":0}"#));
    assert_eq!(uploader.finish(&vid).await, 0);
}

#[tokio::test]
async fn a_save_names_an_own_finished_video() {
    let world = World::start().await;
    let uploader = Uploader::new(&world).await;
    let vid = uploader.finished(b"film").await;
    let open = uploader.init(b"film").await;
    let good = json!({"title": "题", "content": vid});
    for (field, value, code) in [
        ("title", json!(""), 900_130),
        ("title", Value::Null, 900_130),
        ("title", json!(["题"]), 44001),
        ("declare_ori", json!(2), 900_131),
        ("declare_ori", json!("yes"), 900_131),
        ("tags", json!(["a", "b", "c", "d", "e", "f"]), 900_132),
        ("content", json!("wxv_1"), 900_110),
        ("content", json!(open), 900_133),
        ("tags", json!("a,b,c,d,e"), 0),
    ] {
        let mut body = good.clone();
        body[field] = value;
        assert_eq!(ret(&uploader.save(&body).await), code, "{body}");
    }
    let stranger = Uploader::stranger(&world).await;
    assert_eq!(ret(&stranger.save(&good).await), 900_110);
    let media_id = uploader.save(&good).await["media_id"].clone();
    assert_eq!(ret(&stranger.status(&media_id).await), 900_140);
    assert_eq!(ret(&uploader.status(&json!("none")).await), 900_140);
}

#[tokio::test]
async fn verbs_tokens_and_permissions_are_the_gateways_matter() {
    let world = World::start().await;
    let uploader = Uploader::new(&world).await;
    for action in ["init_upload", "upload_block", "save_video"] {
        assert_eq!(world.get(&uploader.path(action)).await["errcode"], 43002, "{action}");
    }
    let url = format!("{}{}", world.url, uploader.path("upload_finish"));
    let answer: Value = world.http.put(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["errcode"], 43002);
    for action in ["rename", ""] {
        let answer = world.get(&uploader.path(action)).await;
        assert_eq!(ret(&answer), 900_100);
        assert!(answer["errmsg"].as_str().unwrap().starts_with("invalid action rid: "), "{answer}");
    }
    assert_eq!(world.journal().await.last().unwrap()["errcode"], 900_100);
    assert_eq!(world.get(&format!("{PATH}?action=upload_finish&vid=wxv_1")).await["errcode"], 41001);
    let wrong = format!("{PATH}?action=query_status&access_token=96_wrong&media_id=a");
    assert_eq!(world.get(&wrong).await["errcode"], 40001);

    for (kind, is_open) in [
        ("verified_service", true),
        ("verified_subscription", true),
        ("personal", false),
        ("personal_legacy", false),
        ("unverified", false),
        ("test", false),
    ] {
        world.patch_account(DEFAULT_APPID, &json!({"kind": kind, "partner_api": null})).await;
        let answer = world.get(&format!("{}&vid=wxv_1", uploader.path("upload_finish"))).await;
        assert_eq!(answer["ret"] == 900_110, is_open, "{kind}");
        assert_eq!(answer["errcode"] == 48001, !is_open, "{kind}");
    }
    world.patch_account(DEFAULT_APPID, &json!({"partner_api": true})).await;
    assert_eq!(uploader.finish("wxv_1").await, 900_110);
}

/// Everything below a folder that is a file.
fn files_below(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { files_below(&path) } else { 1 })
        .sum()
}

#[tokio::test]
async fn blocks_and_videos_outlive_the_process_until_they_are_done_with() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options { state: Some(folder.path().join("state")), ..Options::default() };
    let blocks = folder.path().join("state.d");
    let first = World::with(options()).await;
    let uploader = Uploader::new(&first).await;
    let (vid, other) = (uploader.init(b"abcdef").await, uploader.init(b"xyz").await);
    assert_eq!(uploader.block(&vid, 1, b"abc").await, 0);
    assert_eq!(uploader.block(&other, 1, b"xyz").await, 0);
    assert_eq!(files_below(&blocks), 2);
    let token = uploader.token;
    // Not stopped: what was answered must be on disk already, as after a kill.

    let second = World::with(options()).await;
    let uploader = Uploader { world: &second, token: token.clone() };
    assert_eq!(uploader.block(&vid, 2, b"def").await, 0);
    assert_eq!(uploader.finish(&vid).await, 0);
    assert_eq!(files_below(&blocks), 1, "blocks go when they are the file");
    let media_id = uploader.save(&json!({"title": "题", "content": vid})).await["media_id"].clone();

    let third = World::with(options()).await;
    let uploader = Uploader { world: &third, token };
    assert_eq!(uploader.finish(&vid).await, 0);
    assert_eq!(uploader.block(&vid, 2, b"def").await, 900_116);
    assert_eq!(uploader.status(&media_id).await["vid"], vid);
    assert_eq!(third.control("reset", &json!({})).await.status(), 204);
    assert_eq!(files_below(&blocks), 0);
    let uploader = Uploader::new(&third).await;
    assert_eq!(uploader.finish(&other).await, 900_110);
    uploader.finished(b"after the reset").await;
}
