//! Pictures and covers: `wxpress image`, and covers through the gateway, whose crops the platform takes.

use std::path::PathBuf;

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use tempfile::TempDir;
use wxpress_testkit::picture;

use crate::calls::Calls as _;
use crate::program::{Ended, command, end};
use crate::scene::{Database, Scene};

/// Somebody with pictures and nothing else.
struct Artist(TempDir);

impl Artist {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> tokio::process::Command {
        let mut command = command(&[&["image"], arguments].concat());
        command.current_dir(self.0.path());
        command
    }

    async fn run(&self, arguments: &[&str]) -> Ended {
        end(self.command(arguments).spawn().unwrap()).await
    }

    /// What a command answers in JSON, and the codes of its warnings.
    async fn told(&self, arguments: &[&str]) -> (Value, Vec<String>) {
        let ended = self.run(&[arguments, &["--json"]].concat()).await;
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{ended:?}");
        let mut envelope: Value = serde_json::from_str(&ended.stdout).unwrap();
        let warnings = envelope["warnings"].as_array().cloned().unwrap_or_default();
        let codes = warnings.iter().map(|warning| warning["code"].as_str().unwrap().to_owned()).collect();
        (envelope["data"].take(), codes)
    }
}

fn is_jpeg(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xd8\xff")
}

#[rstest]
#[case((900, 383))]
#[case((1080, 1920))]
#[case((640, 481))]
#[case((333, 777))]
#[case((2001, 150))]
#[tokio::test]
async fn the_platform_takes_the_crops_of_a_cover(#[case] (width, height): (u32, u32)) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let bytes = picture::jpeg(width, height);
    let cover = scene.gateway.upload_with("/upload/image", bytes, &[("for", "cover")]).await.flat_data();
    let article = json!({"title": "t", "content": "<p>c</p>", "thumbMediaId": cover["mediaId"],
        "picCrop2351": cover["picCrop2351"], "picCrop11": cover["picCrop11"]});
    let draft = scene.gateway.post("/draft/create", article).await.flat_data();

    // The platform gives back what it has cut, and takes the other way of writing it as well.
    let get = json!({"media_id": draft["mediaId"]});
    let kept = scene.gateway.post("/wechat/cgi-bin/draft/get", get).await.data();
    assert_eq!(kept["news_item"][0]["cover_info"]["crop_percent_list"], cover["cropPercentList"], "{kept}");
    let add = json!({"articles": [{"title": "t", "content": "<p>c</p>", "thumb_media_id": cover["mediaId"],
        "cover_info": {"crop_percent_list": cover["cropPercentList"]}}]});
    let added = scene.gateway.post("/wechat/cgi-bin/draft/add", add).await.data();
    assert!(added["media_id"].is_string(), "{added}");
}

#[tokio::test]
async fn a_picture_that_cannot_be_a_cover_is_not_sent() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let endless = picture::png(3000, 20);
    let refused = scene.gateway.upload_with("/upload/image", endless, &[("for", "cover")]).await;
    assert_eq!(refused.failure(), (400, "not_a_cover"));
    let unknown =
        scene.gateway.upload_with("/upload/image", picture::png(30, 30), &[("for", "poster")]).await;
    assert_eq!(unknown.failure(), (400, "invalid_field"));
    assert_eq!(scene.calls_of("material/add_material").await, 0);
}

#[tokio::test]
async fn a_cover_is_jpg_or_png_and_a_small_one_is_told() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let small = scene.gateway.upload_with("/upload/image", picture::gif(300, 200), &[("for", "cover")]).await;
    assert_eq!(small.warnings(), ["picture_converted", "cover_small"]);
    let again = scene.gateway.upload_with("/upload/image", picture::gif(300, 200), &[("for", "cover")]).await;
    assert_eq!(again.warnings(), ["picture_converted", "cover_small", "picture_reused"]);
    assert_eq!(again.flat_data(), small.flat_data());
    let plain = scene.gateway.upload("/upload/image", picture::jpeg(1000, 700)).await.flat_data();
    assert!(plain.get("picCrop2351").is_none(), "{plain}");
}

#[rstest]
#[case("content", 900_000)]
#[case("thumb", 65_536)]
#[case("cover", 10 << 20)]
#[case("partner-image", 2 << 20)]
#[tokio::test]
async fn a_picture_is_made_to_fit(#[case] purpose: &str, #[case] max_bytes: usize) {
    let artist = Artist::new();
    artist.file("in", picture::webp(1200, 900));
    let (view, warnings) = artist.told(&["fit", "in", "-o", "out.jpg", "--for", purpose]).await;
    let out = artist.bytes("out.jpg");
    assert!(is_jpeg(&out) && out.len() <= max_bytes);
    assert_eq!(view, json!({"path": "out.jpg", "format": "JPEG", "sizeBytes": out.len()}));
    assert!(warnings.contains(&"picture_converted".to_owned()), "{warnings:?}");
}

#[tokio::test]
async fn pictures_come_in_and_go_out_by_pipes() {
    let artist = Artist::new();
    let png = picture::png(64, 48);
    artist.file("in.png", &png);
    let output = artist.command(&["fit", "in.png", "--for", "content"]).output().await.unwrap();
    assert!(output.status.success() && output.stdout == png, "what fits passes as it is");
    let mut piped = artist.command(&["fit", "-", "--for", "content", "--max-edge", "32", "-o", "-"]);
    piped.stdin(std::fs::File::open(artist.path("in.png")).unwrap());
    let output = piped.output().await.unwrap();
    assert!(output.status.success() && !output.stdout.is_empty() && output.stdout != png);
    assert!(String::from_utf8(output.stderr).unwrap().contains("[picture_scaled]"));
}

#[rstest]
#[case(&["fit", "in.png", "-o", "in.png", "--for", "content"], 2, "output_exists")]
#[case(&["fit", "missing.png", "-o", "out.png", "--for", "content"], 2, "cannot_read")]
#[case(&["fit", "text.png", "-o", "out.png", "--for", "content"], 2, "not_a_picture")]
#[case(&["fit", "in.png", "-o", "no/such/out.png", "--for", "content"], 1, "cannot_write")]
#[case(&["fit", "long.png", "-o", "out.png", "--for", "cover"], 2, "not_a_cover")]
#[case(&["crop", "long.png"], 2, "not_a_cover")]
#[case(&["cover", "web.md", "-o", "out.png"], 2, "cover_elsewhere")]
#[case(&["cover", "lost.md", "-o", "out.png"], 2, "cannot_read")]
#[tokio::test]
async fn failures_are_told(#[case] arguments: &[&str], #[case] code: i32, #[case] name: &str) {
    let artist = Artist::new();
    artist.file("in.png", picture::png(64, 48));
    artist.file("long.png", picture::png(900, 20));
    artist.file("text.png", "no picture");
    artist.file("web.md", "---\ncover: https://example.com/a.png\n---\n# t");
    artist.file("lost.md", "---\ncover: a.png\n---\n# t");
    let ended = artist.run(arguments).await;
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(code), ""), "{ended:?}");
    assert!(ended.stderr.contains(&format!("[{name}]")), "{ended:?}");
    let ended = artist.run(&[arguments, &["--json"]].concat()).await;
    let failure: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!((ended.code, &failure["code"]), (Some(code), &name.into()), "{failure}");
    assert_eq!(artist.bytes("in.png"), picture::png(64, 48));
}

#[tokio::test]
async fn crops_are_told_and_written() {
    let artist = Artist::new();
    artist.file("in.jpg", picture::jpeg(1200, 900));
    let (view, _) = artist.told(&["crop", "in.jpg", "-o", "part"]).await;
    assert_eq!((&view["width"], &view["height"]), (&1200.into(), &900.into()));
    let ratios: Vec<_> = view["cropPercentList"]
        .as_array()
        .unwrap()
        .iter()
        .map(|crop| crop["ratio"].as_str().unwrap())
        .collect();
    assert_eq!(ratios, ["2.35_1", "1_1", "16_9"]);
    assert_eq!(view["files"], json!(["part-2.35_1.jpg", "part-1_1.jpg", "part-16_9.jpg"]));
    assert!(is_jpeg(&artist.bytes("part-1_1.jpg")));
    let lines = artist.run(&["crop", "in.jpg"]).await;
    assert!(lines.stdout.contains(view["picCrop2351"].as_str().unwrap()), "{lines:?}");
    let refused = artist.run(&["crop", "in.jpg", "-o", "part"]).await;
    assert!(refused.code == Some(2) && refused.stderr.contains("[output_exists]"), "{refused:?}");
}

#[tokio::test]
async fn an_article_gets_its_cover() {
    let artist = Artist::new();
    artist.file("lake.png", picture::png(1000, 700));
    artist.file("first.md", "# 秋天的公园\n\n![](lake.png)\n");
    artist.file("given.md", "---\ncover: lake.png\npic_crop_1_1: center\n---\n# 秋天的公园\n");
    artist.file("bare.md", "---\nauthor: 秋水\ntheme: ink\n---\n# 秋天的公园\n\n银杏黄了。\n");
    let (first, warnings) = artist.told(&["cover", "first.md", "-o", "first.jpg"]).await;
    assert_eq!((&first["origin"], &first["format"]), (&"first".into(), &"JPEG".into()));
    assert!(warnings.contains(&"cover_from_content".to_owned()), "{warnings:?}");
    let (given, _) = artist.told(&["cover", "given.md", "-o", "given.png"]).await;
    assert_eq!((&given["origin"], &given["picCrop11"]), (&"given".into(), &"0.15_0_0.85_1".into()));
    assert_eq!(artist.bytes("given.png"), artist.bytes("lake.png"));

    let (made, warnings) = artist.told(&["cover", "bare.md", "-o", "made.jpg"]).await;
    assert_eq!((&made["origin"], &made["picCrop2351"]), (&"made".into(), &"0_0_1_1".into()));
    assert_eq!(warnings, ["cover_made"]);
    assert!(is_jpeg(&artist.bytes("made.jpg")));
    artist.told(&["cover", "bare.md", "-o", "green.jpg", "--theme", "fresh"]).await;
    assert!(artist.bytes("green.jpg") != artist.bytes("made.jpg"), "it is in the theme's colour");
    artist.told(&["cover", "first.md", "-o", "anyway.jpg", "--made"]).await;
    let (named, _) = artist.told(&["cover", "bare.md", "-o", "named.png", "--cover", "lake.png"]).await;
    assert_eq!(named["origin"], "given");

    let scene = Scene::with_account(Database::Sqlite).await;
    let fields = [("for", "cover")];
    let sent = scene.gateway.upload_with("/upload/image", artist.bytes("made.jpg"), &fields).await;
    assert_eq!(sent.warnings(), Vec::<&str>::new());
    let held = scene
        .gateway
        .request(Method::GET, &format!("/material/{}", sent.flat_data()["mediaId"].as_str().unwrap()));
    assert_eq!(held.send().await.unwrap().bytes().await.unwrap(), artist.bytes("made.jpg"));
}
