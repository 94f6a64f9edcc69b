//! Temporary and permanent media: what each kind takes, and how it comes back.

use image::ImageFormat;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use wxpress_sandbox::{DEFAULT_APPID, Options};

use crate::voices::{amr, amr_wide_band, mp3, wav, wma};
use crate::world::{World, errcode, jpeg, picture, refusal};

const MIB: usize = 1024 * 1024;

fn padded(mut bytes: Vec<u8>, size: usize) -> Vec<u8> {
    bytes.resize(size, 0);
    bytes
}

/// The start of an MP4 file.
fn film() -> Vec<u8> {
    b"\0\0\0\x18ftypmp42rest".to_vec()
}

#[tokio::test]
async fn voices_play_sixty_seconds_at_most() {
    let world = World::start().await;
    let token = world.token().await;
    for path in ["media/upload?type=voice", "material/add_material?type=voice"] {
        let is_permanent = path.starts_with("material");
        let other = if is_permanent { (0, 45007) } else { (40005, 40005) };
        for (file, short, long, (taken, refused)) in [
            ("a.amr", amr(60_000), amr(60_020), (0, 45007)),
            ("a.amr", amr_wide_band(60_000), amr_wide_band(60_020), (0, 45007)),
            ("a.mp3", mp3(60_000), mp3(60_048), (0, 45007)),
            ("a.wav", wav(60_000), wav(60_001), other),
            ("a.wma", wma(60_000), wma(60_001), other),
        ] {
            assert_eq!(errcode(&world.upload(&token, path, file, short).await), taken, "{path} {file}");
            let answer = world.upload(&token, path, file, long).await;
            assert_eq!(errcode(&answer), refused, "{path} {file}");
            if refused == 45007 {
                assert_eq!(refusal(&answer).1, "playtime out of limit");
            }
        }
    }
}

#[tokio::test]
async fn a_voice_that_cannot_be_played_is_refused() {
    let world = World::start().await;
    let token = world.token().await;
    for (file, bytes, code) in [
        ("a.mp3", b"ID3\x04rest".to_vec(), 40005),
        ("a.amr", b"#!AMR\n".to_vec(), 40005),
        ("a.wav", b"RIFF\0\0\0\0WAVEjunk".to_vec(), 40005),
        ("a.mp3", b"OggS\0rest".to_vec(), 40113),
        ("a.mp3", jpeg(9, 9), 40005),
        ("a.ogg", mp3(1000), 40005),
    ] {
        let answer = world.upload(&token, "material/add_material?type=voice", file, bytes).await;
        assert_eq!(errcode(&answer), code, "{file}");
    }
}

#[tokio::test]
async fn every_kind_has_its_size() {
    let world = World::start().await;
    let token = world.token().await;
    // What follows the frames does not play.
    let voice = || mp3(1000);
    let cases = [
        ("media/upload?type=image", "a.jpg", jpeg(9, 9), 10 * MIB, 40009),
        ("media/upload?type=voice", "a.mp3", voice(), 2 * MIB, 40006),
        ("media/upload?type=video", "a.mp4", film(), 10 * MIB, 40006),
        ("media/upload?type=thumb", "a.jpg", jpeg(9, 9), 64 * 1024, 40006),
        ("material/add_material?type=voice", "a.mp3", voice(), 2 * MIB, 40006),
    ];
    for (path, file, bytes, max, code) in cases {
        let size = async |size| errcode(&world.upload(&token, path, file, padded(bytes.clone(), size)).await);
        assert_eq!((size(max).await, size(max + 1).await), (0, code), "{path}");
    }
    world.patch_account(DEFAULT_APPID, &json!({"profile": "legacy"})).await;
    for (path, file, bytes, max, code) in [
        ("media/upload?type=image", "a.jpg", jpeg(9, 9), 2 * MIB, 40009),
        ("media/upload?type=voice", "a.mp3", voice(), 2 * MIB, 40006),
        ("material/add_material?type=image", "a.jpg", jpeg(9, 9), 2 * MIB, 40009),
        ("material/add_material?type=voice", "a.mp3", voice(), 5 * MIB, 40006),
    ] {
        let size = async |size| errcode(&world.upload(&token, path, file, padded(bytes.clone(), size)).await);
        assert_eq!((size(max).await, size(max + 1).await), (0, code), "legacy {path}");
    }
}

#[tokio::test]
async fn temporary_media_take_the_formats_of_their_kind() {
    let world = World::start().await;
    let token = world.token().await;
    for (kind, file, bytes, code) in [
        ("image", "a.gif", picture(9, 9, ImageFormat::Gif), 0),
        ("image", "a.webp", picture(9, 9, ImageFormat::WebP), 40113),
        ("thumb", "a.jpg", jpeg(9, 9), 0),
        ("thumb", "a.jpg", picture(9, 9, ImageFormat::Png), 40005),
        ("video", "a.mp4", film(), 0),
        ("video", "a.mp4", mp3(1000), 40005),
        ("video", "a.mp4", b"\x1aE\xdf\xa3matroska".to_vec(), 40113),
        ("video", "a.mov", film(), 40005),
        ("news", "a.mp4", film(), 40004),
    ] {
        let answer = world.upload(&token, &format!("media/upload?type={kind}"), file, bytes).await;
        assert_eq!(errcode(&answer), code, "{kind} {file}: {answer}");
    }
}

/// Fetches a temporary medium.
async fn fetch(world: &World, token: &str, name: &str, media_id: &Value) -> reqwest::Response {
    let media_id = media_id.as_str().unwrap();
    let url = format!("{}/cgi-bin/{name}?access_token={token}&media_id={media_id}", world.url);
    world.http.get(url).send().await.unwrap()
}

#[tokio::test]
async fn temporary_media_come_back_as_files_and_videos_as_links() {
    let folder = tempfile::tempdir().unwrap();
    let kept = Options { state: Some(folder.path().join("sandbox.state")), ..Options::default() };
    for options in [Options::default(), kept] {
        let world = World::with(options).await;
        let token = world.token().await;
        for (kind, file, bytes, content_type) in [
            ("image", "a.png", picture(9, 9, ImageFormat::Png), "image/png"),
            ("voice", "a.amr", amr(1000), "audio/amr"),
            ("voice", "a.mp3", padded(mp3(1000), MIB), "audio/mpeg"),
            ("thumb", "a.jpg", jpeg(9, 9), "image/jpeg"),
        ] {
            let answer =
                world.upload(&token, &format!("media/upload?type={kind}"), file, bytes.clone()).await;
            let media_id = if kind == "thumb" { &answer["thumb_media_id"] } else { &answer["media_id"] };
            let response = fetch(&world, &token, "media/get", media_id).await;
            assert_eq!(response.headers()["content-type"], content_type);
            assert_eq!(response.content_length(), Some(bytes.len() as u64));
            let name = format!("{}.{}", media_id.as_str().unwrap(), file.split_once('.').unwrap().1);
            let disposition = format!("attachment; filename=\"{name}\"");
            assert_eq!(response.headers()["content-disposition"], disposition.as_str());
            assert_eq!(response.bytes().await.unwrap(), bytes);
        }
        let answer = world.upload(&token, "media/upload?type=video", "a.mp4", film()).await;
        let response = fetch(&world, &token, "media/get", &answer["media_id"]).await;
        assert_eq!(response.headers()["content-type"], "text/plain");
        let video: Value = response.json().await.unwrap();
        let film = world.http.get(video["video_url"].as_str().unwrap()).send().await.unwrap();
        assert_eq!(film.headers()["content-type"], "video/mp4");
        assert!(film.bytes().await.unwrap().ends_with(b"rest"));
    }
}

#[tokio::test]
async fn temporary_media_live_three_days() {
    let world = World::start().await;
    let token = world.token().await;
    let thumb = world.upload(&token, "media/upload?type=thumb", "a.jpg", jpeg(40, 30)).await;
    assert_eq!((&thumb["media_id"], &thumb["item"]), (&Value::Null, &json!([])));
    let media_id = &thumb["thumb_media_id"];
    assert_eq!(media_id.as_str().unwrap().len(), 64);
    world.advance(72 * 3600 - 60).await;
    let token = world.token().await;
    assert_eq!(fetch(&world, &token, "media/get", media_id).await.headers()["content-type"], "image/jpeg");
    world.advance(60).await;
    let answer: Value = fetch(&world, &token, "media/get", media_id).await.json().await.unwrap();
    assert_eq!(refusal(&answer), (40007, "invalid media_id".to_owned()));
}

#[tokio::test]
async fn recorded_voices_are_speex_and_for_verified_accounts() {
    let world = World::start().await;
    let token = world.token().await;
    let voice = world.upload(&token, "media/upload?type=voice", "a.amr", amr(1000)).await["media_id"].clone();
    let image =
        world.upload(&token, "media/upload?type=image", "a.jpg", jpeg(40, 30)).await["media_id"].clone();
    let response = fetch(&world, &token, "media/get/jssdk", &voice).await;
    assert_eq!(response.headers()["content-type"], "voice/speex");
    let disposition = response.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert_eq!(disposition, format!("attachment; filename=\"{}.speex\"", voice.as_str().unwrap()));
    assert_eq!(response.bytes().await.unwrap().len() % 60, 0);
    let code = async |media_id| {
        errcode(&fetch(&world, &token, "media/get/jssdk", media_id).await.json().await.unwrap())
    };
    assert_eq!(code(&image).await, 40007);
    world.patch_account(DEFAULT_APPID, &json!({"kind": "personal"})).await;
    assert_eq!(code(&voice).await, 48001);
}

#[tokio::test]
async fn a_video_needs_a_description_that_is_no_file() {
    let world = World::start().await;
    let token = world.token().await;
    let words = r#"{"title":"片名","introduction":"简介"}"#;
    let add = async |query: &str, description: Option<Part>| {
        let mut form = Form::new().part("media", Part::bytes(film()).file_name("a.mp4"));
        if let Some(part) = description {
            form = form.part("description", part);
        }
        let url =
            format!("{}/cgi-bin/material/add_material?access_token={token}&type=video{query}", world.url);
        let answer: Value = world.http.post(url).multipart(form).send().await.unwrap().json().await.unwrap();
        errcode(&answer)
    };
    let in_query = "&description=%7B%22title%22%3A%22t%22%7D";
    assert_eq!(add("", Some(Part::text(words))).await, 0);
    assert_eq!(add("", Some(Part::text(words).file_name("words.json"))).await, 47001);
    assert_eq!(add("", Some(Part::text("片名"))).await, 47001);
    assert_eq!(add("", Some(Part::text(r#"{"introduction":"简介"}"#))).await, 41011);
    assert_eq!(add("", None).await, 47001);
    assert_eq!(add(in_query, None).await, 0);
    world.patch_account(DEFAULT_APPID, &json!({"description_in_query": false})).await;
    assert_eq!(add(in_query, None).await, 47001);
    assert_eq!(add(in_query, Some(Part::text(words))).await, 0);
}

#[tokio::test]
async fn permanent_voices_and_videos_are_listed_fetched_and_counted() {
    let world = World::start().await;
    let token = world.token().await;
    let voice =
        world.upload(&token, "material/add_material?type=voice", "声音.amr", amr(1000)).await["media_id"]
            .clone();
    let described = "material/add_material?type=video&description=%7B%22title%22%3A%22t%22%7D";
    world.upload(&token, described, "a.mp4", film()).await;
    let count = world.get(&format!("/cgi-bin/material/get_materialcount?access_token={token}")).await;
    assert_eq!(count, json!({"voice_count": 1, "video_count": 1, "image_count": 0, "news_count": 0}));
    let list = async |kind: &str| {
        let body = json!({"type": kind, "offset": 0, "count": 1});
        world.call(&token, "material/batchget_material", &body).await["item"][0].clone()
    };
    let listed = list("voice").await;
    assert_eq!((&listed["media_id"], &listed["name"]), (&voice, &json!("声音.amr")));
    assert_eq!(listed["url"], Value::Null);
    let listed = list("video").await;
    assert_eq!((&listed["name"], &listed["url"]), (&json!("t"), &Value::Null));

    let body = json!({"media_id": voice}).to_string();
    let file = world.post_raw(&format!("/cgi-bin/material/get_material?access_token={token}"), body).await;
    assert_eq!(file.headers()["content-type"], "audio/amr");
    assert_eq!(file.bytes().await.unwrap(), amr(1000));
}
