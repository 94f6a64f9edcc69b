//! Uploads: forms, formats, sizes.

use image::ImageFormat;
use serde_json::{Value, json};
use wxpress_sandbox::{DEFAULT_APPID, Options, ProfileName};

use crate::world::{World, errcode, jpeg, picture};

/// Posts a form made by hand.
async fn form(world: &World, token: &str, path: &str, disposition: &str, bytes: &[u8]) -> (u16, String) {
    let mut body = format!("--B\r\n{disposition}\r\n\r\n").into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--B--\r\n");
    raw_form(world, token, path, "multipart/form-data; boundary=B", body).await
}

async fn raw_form(
    world: &World,
    token: &str,
    path: &str,
    content_type: &str,
    body: Vec<u8>,
) -> (u16, String) {
    let separator = if path.contains('?') { '&' } else { '?' };
    let url = format!("{}/cgi-bin/{path}{separator}access_token={token}", world.url);
    let response = world.http.post(url).header("Content-Type", content_type).body(body).send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

fn code_of((status, text): &(u16, String)) -> i64 {
    assert_eq!(*status, 200, "{text}");
    errcode(&serde_json::from_str::<Value>(text).unwrap())
}

#[tokio::test]
async fn forms_are_judged_by_their_raw_headers() {
    let world = World::start().await;
    let token = world.token().await;
    let picture = jpeg(40, 30);
    for (disposition, code) in [
        ("Content-Disposition: form-data; name=\"media\"; filename=\"a.jpg\"", 0),
        (
            "Content-Type: application/octet-stream\r\nContent-Length: 9\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.jpg\"",
            0,
        ),
        ("Content-Disposition: form-data; name=\"media\"; filename=\"%2Fhome%2Fme%2F%E5%9B%BE.jpg\"", 0),
        ("Content-Disposition: form-data; name=\"media\"; filename=\"图片.jpg\"", 0),
        ("Content-Disposition: form-data; name=\"media\"; filename*=utf-8''%E5%9B%BE.jpg", 41005),
        ("Content-Disposition: form-data; name=\"media\"", 41005),
        ("Content-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"", 41005),
        ("Content-Disposition: form-data; name=\"media\"; filename=\"picture\"", 40113),
    ] {
        let answer = form(&world, &token, "media/uploadimg", disposition, &picture).await;
        assert_eq!(code_of(&answer), code, "{disposition}");
    }
    let unquoted = form(
        &world,
        &token,
        "media/uploadimg",
        "Content-Disposition: form-data; name=media; filename=a.jpg",
        &picture,
    );
    assert_eq!(unquoted.await.0, 412);
    let empty = form(
        &world,
        &token,
        "media/uploadimg",
        "Content-Disposition: form-data; name=\"media\"; filename=\"a.jpg\"",
        b"",
    );
    assert_eq!(code_of(&empty.await), 41005);
    let bare = raw_form(&world, &token, "media/uploadimg", "multipart/form-data", picture.clone()).await;
    assert_eq!(code_of(&bare), 44001);
    let json = raw_form(&world, &token, "media/uploadimg", "application/json", b"{}".to_vec()).await;
    assert_eq!(code_of(&json), 41005);
}

#[tokio::test]
async fn bytes_tell_what_a_file_is() {
    let world = World::start().await;
    let token = world.token().await;
    let cut = {
        let mut png = picture(60, 60, ImageFormat::Png);
        png.truncate(png.len() - 40);
        png
    };
    let cases: [(&str, &str, Vec<u8>, i64); 12] = [
        ("media/uploadimg", "a.png", picture(9, 9, ImageFormat::Png), 0),
        ("media/uploadimg", "a.jpg", picture(9, 9, ImageFormat::Png), 0),
        ("media/uploadimg", "a.gif", picture(9, 9, ImageFormat::Gif), 40005),
        ("media/uploadimg", "a.jpg", picture(9, 9, ImageFormat::WebP), 40113),
        ("media/uploadimg", "a.jpg", b"just a text".to_vec(), 40113),
        ("media/uploadimg", "a.png", cut, 40137),
        ("material/add_material?type=image", "a.gif", picture(9, 9, ImageFormat::Gif), 0),
        ("material/add_material?type=image", "a.bmp", picture(9, 9, ImageFormat::Bmp), 0),
        ("material/add_material?type=thumb", "a.png", picture(9, 9, ImageFormat::Png), 40005),
        ("material/add_material?type=voice", "a.mp3", jpeg(9, 9), 40005),
        ("material/add_material?type=video", "a.mp4", b"not a video".to_vec(), 40113),
        ("material/add_material?type=film", "a.mp4", b"not a video".to_vec(), 40004),
    ];
    for (path, file, bytes, code) in cases {
        assert_eq!(errcode(&world.upload(&token, path, file, bytes).await), code, "{path} {file}");
    }
}

#[tokio::test]
async fn sizes_have_limits() {
    let world = World::start().await;
    let token = world.token().await;
    let padded = |size: usize| {
        let mut bytes = jpeg(40, 30);
        bytes.resize(size, 0);
        bytes
    };
    const MIB: usize = 1024 * 1024;
    for (path, size, code) in [
        ("media/uploadimg", MIB - 1, 0),
        ("media/uploadimg", MIB, 40009),
        ("material/add_material?type=image", 10 * MIB, 0),
        ("material/add_material?type=image", 10 * MIB + 1, 40009),
        ("material/add_material?type=image", 13 * MIB, 45001),
        ("material/add_material?type=thumb", 64 * 1024, 0),
        ("material/add_material?type=thumb", 64 * 1024 + 1, 40006),
    ] {
        assert_eq!(errcode(&world.upload(&token, path, "a.jpg", padded(size)).await), code, "{path} {size}");
    }
}

#[tokio::test]
async fn profiles_have_their_own_limits() {
    for (profile, two_mib_article_picture, three_mib_cover) in [
        (ProfileName::Current, 40009, 0),
        (ProfileName::Partner, 0, 40009),
        (ProfileName::Legacy, 40009, 40009),
    ] {
        let world = World::with(Options { profile, ..Options::default() }).await;
        let token = world.token().await;
        let padded = |size: usize| {
            let mut bytes = jpeg(40, 30);
            bytes.resize(size, 0);
            bytes
        };
        let answer = world.upload(&token, "media/uploadimg", "a.jpg", padded(2 << 20)).await;
        assert_eq!(errcode(&answer), two_mib_article_picture, "{profile:?}");
        let answer = world.upload(&token, "material/add_material?type=image", "a.jpg", padded(3 << 20)).await;
        assert_eq!(errcode(&answer), three_mib_cover, "{profile:?}");
    }
}

#[tokio::test]
async fn the_partner_profile_takes_five_and_two_megabytes() {
    let world = World::with(Options { profile: ProfileName::Partner, ..Options::default() }).await;
    let token = world.token().await;
    for (path, size, code) in [
        ("media/uploadimg", 5 << 20, 0),
        ("media/uploadimg", (5 << 20) + 1, 40009),
        ("material/add_material?type=image", 2 << 20, 0),
        ("material/add_material?type=image", (2 << 20) + 1, 40009),
    ] {
        let mut bytes = jpeg(40, 30);
        bytes.resize(size, 0);
        assert_eq!(errcode(&world.upload(&token, path, "a.jpg", bytes).await), code, "{path} {size}");
    }
}

#[tokio::test]
async fn a_video_is_described_before_or_after_its_file_or_in_the_query() {
    let world = World::start().await;
    let token = world.token().await;
    let film =
        "Content-Disposition: form-data; name=\"media\"; filename=\"a.mp4\"\r\n\r\n\0\0\0\x18ftypmp42rest";
    let words = "Content-Disposition: form-data; name=\"description\"\r\n\r\n{\"title\":\"片名\",\"introduction\":\"简介\"}";
    let kind = "Content-Disposition: form-data; name=\"type\"\r\n\r\nvideo";
    let in_query = "material/add_material?type=video&description=%7B%22title%22%3A%22%E7%89%87%E5%90%8D%22%2C%22introduction%22%3A%22%E7%AE%80%E4%BB%8B%22%7D";
    for (path, parts) in [
        ("material/add_material?type=video", vec![film, words]),
        ("material/add_material?type=video", vec![words, film]),
        ("material/add_material", vec![kind, words, film]),
        (in_query, vec![film]),
    ] {
        let body = format!("--B\r\n{}\r\n--B--\r\n", parts.join("\r\n--B\r\n"));
        let (_, text) =
            raw_form(&world, &token, path, "multipart/form-data; boundary=B", body.into_bytes()).await;
        let added: Value = serde_json::from_str(&text).unwrap();
        assert!(text.starts_with("{\"media_id\":\"") && text.ends_with("\",\"item\":[]}"), "{text}");
        let video =
            world.call(&token, "material/get_material", &json!({"media_id": added["media_id"]})).await;
        assert_eq!((&video["title"], &video["description"]), (&json!("片名"), &json!("简介")));
        let bytes =
            world.http.get(video["down_url"].as_str().unwrap()).send().await.unwrap().bytes().await.unwrap();
        assert!(bytes.ends_with(b"rest"));
    }
    let alone = format!("--B\r\n{film}\r\n--B--\r\n").into_bytes();
    let answer = raw_form(
        &world,
        &token,
        "material/add_material?type=video",
        "multipart/form-data; boundary=B",
        alone,
    )
    .await;
    assert_eq!(code_of(&answer), 47001);
}

#[tokio::test]
async fn material_is_listed_newest_first_fetched_and_deleted() {
    let world = World::start().await;
    let token = world.token().await;
    let bytes = picture(20, 10, ImageFormat::Png);
    for name in ["one.png", "two.png", "三.png"] {
        world.upload(&token, "material/add_material?type=image", name, bytes.clone()).await;
    }
    let list = async |offset: u32| {
        let body = json!({"type": "image", "offset": offset, "count": 2});
        world.call(&token, "material/batchget_material", &body).await
    };
    let page = list(0).await;
    assert_eq!((&page["total_count"], &page["item_count"]), (&json!(3), &json!(2)));
    assert_eq!((&page["item"][0]["name"], &page["item"][1]["name"]), (&json!("三.png"), &json!("two.png")));
    assert_eq!(list(9).await["item"], json!([]));

    let media_id = page["item"][0]["media_id"].clone();
    let url = format!("{}/cgi-bin/material/get_material?access_token={token}", world.url);
    let file = world.http.post(&url).body(json!({"media_id": media_id}).to_string()).send().await.unwrap();
    assert_eq!(file.headers()["content-type"], "image/png");
    assert_eq!(
        file.headers()["content-disposition"].as_bytes(),
        "attachment; filename=\"三.png\"".as_bytes()
    );
    assert_eq!(file.bytes().await.unwrap(), bytes);

    assert_eq!(
        errcode(&world.call(&token, "material/del_material", &json!({"media_id": media_id})).await),
        0
    );
    assert_eq!(
        errcode(&world.call(&token, "material/get_material", &json!({"media_id": media_id})).await),
        40007
    );
    let count = world.get(&format!("/cgi-bin/material/get_materialcount?access_token={token}")).await;
    assert_eq!(count, json!({"voice_count": 0, "video_count": 0, "image_count": 2, "news_count": 0}));
    for count in [0, 21] {
        let body = json!({"type": "image", "offset": 0, "count": count});
        assert_eq!(errcode(&world.call(&token, "material/batchget_material", &body).await), 40097);
    }
}

#[tokio::test]
async fn a_full_store_takes_no_more() {
    let world = World::start().await;
    let token = world.token().await;
    world.patch_account(DEFAULT_APPID, &json!({"image_count_max": 1})).await;
    world.cover(&token).await;
    let answer = world.upload(&token, "material/add_material?type=thumb", "a.jpg", jpeg(40, 30)).await;
    assert_eq!(errcode(&answer), 45034);
}

#[tokio::test]
async fn retired_calls_live_under_the_legacy_profile_alone() {
    let world = World::start().await;
    let token = world.token().await;
    let path = format!("/cgi-bin/material/add_news?access_token={token}");
    let refused: Value = world.post_raw(&path, String::new()).await.json().await.unwrap();
    assert_eq!(errcode(&refused), 45103, "before the body is looked at");
    assert!(refused["errmsg"].as_str().unwrap().contains(" hint: ["), "{refused}");
    world.patch_account(DEFAULT_APPID, &json!({"profile": "legacy"})).await;
    let mut article = crate::world::article(&world.cover(&token).await);
    article["show_cover_pic"] = 1.into();
    let news =
        world.call(&token, "material/add_news", &json!({"articles": [article]})).await["media_id"].clone();
    let mut change = article.clone();
    change["title"] = "新题".into();
    let update = json!({"media_id": news, "index": 0, "articles": change});
    assert_eq!(errcode(&world.call(&token, "material/update_news", &update).await), 0);
    let list = world
        .call(&token, "material/batchget_material", &json!({"type": "news", "offset": 0, "count": 1}))
        .await;
    let item = &list["item"][0]["content"]["news_item"][0];
    assert_eq!((&item["title"], &item["show_cover_pic"]), (&json!("新题"), &json!(1)));
}

#[tokio::test]
async fn boundaries_are_judged_as_the_account_is_set() {
    let world = World::start().await;
    let token = world.token().await;
    let mut body =
        b"--X\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.jpg\"\r\n\r\n".to_vec();
    body.extend_from_slice(&jpeg(40, 30));
    body.extend_from_slice(b"\r\n--X--\r\n");
    let send = async |content_type: &str| {
        code_of(&raw_form(&world, &token, "media/uploadimg", content_type, body.clone()).await)
    };
    let (missing, quoted) = ("multipart/form-data", "multipart/form-data; boundary=\"X\"");
    assert_eq!((send(missing).await, send(quoted).await), (44001, 0));
    let change = json!({"accept_missing_boundary": true, "quoted_boundary_refused": true});
    world.patch_account(DEFAULT_APPID, &change).await;
    assert_eq!((send(missing).await, send(quoted).await), (0, 44001));
}

#[tokio::test]
async fn temporary_pictures_may_be_bmp_under_the_legacy_profile() {
    let world = World::start().await;
    let token = world.token().await;
    let bmp = picture(9, 9, ImageFormat::Bmp);
    for (profile, code) in [("current", 40005), ("legacy", 0)] {
        world.patch_account(DEFAULT_APPID, &json!({"profile": profile})).await;
        let answer = world.upload(&token, "media/upload?type=image", "a.bmp", bmp.clone()).await;
        assert_eq!(errcode(&answer), code, "{profile}");
    }
}
