//! Every shape that the platform's answers are known to have.

use futures_util::TryStreamExt;
use rstest::rstest;
use serde_json::json;
use wiremock::ResponseTemplate;
use wxpress_wechat::{
    ArticleId, MediaId, Page, PublishId, Upload,
    freepublish::PublishState,
    material::{MaterialContent, MaterialKind},
    media::{MediaContent, TemporaryKind},
};

use crate::server::Server;

async fn answering(endpoint: &str, body: &str) -> Server {
    let server = Server::with_token().await;
    let answer = ResponseTemplate::new(200).set_body_raw(body, "text/plain");
    server.respond(endpoint, answer).await;
    server
}

#[tokio::test]
async fn a_draft_as_text_plain_with_escaped_slashes_and_raw_controls() {
    let body = "{\"news_item\":[{\"title\":\"标题\",\"author\":\"\",\"digest\":\"第一\u{1}行\n第二行\",\"content\":\"<p>x<\\/p>\",\
                \"content_source_url\":\"\",\"thumb_media_id\":\"\",\"show_cover_pic\":1,\
                \"url\":\"http:\\/\\/mp.weixin.qq.com\\/s?__biz=Mz==&tempkey=MT%3D#rd\",\
                \"thumb_url\":\"http:\\/\\/mmbiz.qpic.cn\\/mmbiz_jpg\\/a\\/0?wx_fmt=jpeg\",\
                \"need_open_comment\":1,\"only_fans_can_comment\":0}],\"create_time\":1634886802,\"update_time\":1634886803}";
    let server = answering("draft/get", body).await;

    let news = server.client().draft().fetch(&MediaId::new("D1")).await.unwrap();

    let item = &news.news_item[0];
    assert_eq!(item.digest, "第一\u{1}行\n第二行");
    assert_eq!(item.content.as_deref(), Some("<p>x</p>"));
    assert_eq!(item.url, "http://mp.weixin.qq.com/s?__biz=Mz==&tempkey=MT%3D#rd");
    assert_eq!((item.need_open_comment, item.only_fans_can_comment, item.is_deleted), (true, false, false));
    assert_eq!(item.thumb_media_id, None);
}

#[tokio::test]
async fn lists_without_content_or_outer_times() {
    let body = r#"{"item":[{"article_id":"A1","content":{"news_item":[{"title":"甲","is_deleted":true}],
                  "create_time":1,"update_time":2}}],"total_count":1,"item_count":1}"#;
    let server = answering("freepublish/batchget", body).await;

    let list = server.client().freepublish().list(Page::default(), false).await.unwrap();

    let item = &list.item[0];
    assert_eq!((item.article_id.as_str(), item.update_time), ("A1", 0));
    assert_eq!(item.content.news_item[0].content, None);
    assert!(item.content.news_item[0].is_deleted);
    let sent: serde_json::Value = server.calls("freepublish/batchget").await[0].body_json().unwrap();
    assert_eq!(sent, json!({"offset": 0, "count": 20, "no_content": 1}));
}

#[rstest]
#[case(r#"{"errcode":0,"errmsg":"ok","publish_id":2247483663,"msg_data_id":2247483663}"#, Some("2247483663"))]
#[case(r#"{"errcode":0,"errmsg":"ok","publish_id":"2247483663"}"#, None)]
#[tokio::test]
async fn ids_as_numbers_or_texts(#[case] body: &str, #[case] msg_data_id: Option<&str>) {
    let server = answering("freepublish/submit", body).await;

    let submitted = server.client().freepublish().submit(&MediaId::new("D1")).await.unwrap();

    assert_eq!(submitted.publish_id.as_str(), "2247483663");
    assert_eq!(submitted.msg_data_id.as_ref().map(wxpress_wechat::MsgDataId::as_str), msg_data_id);
}

#[rstest]
#[case(r#"{"publish_id":2247483655,"publish_status":3,"fail_idx":[1]}"#, PublishState::Failed, &[], &[1])]
#[case(r#"{"publish_id":"7","publish_status":1,"fail_idx":[]}"#, PublishState::Publishing, &[], &[])]
#[case(
    r#"{"publish_id":7,"publish_status":0,"article_id":"A","article_detail":{"count":1,"item":[{"idx":1,"article_url":"http:\/\/x\/s"}]},"fail_idx":[]}"#,
    PublishState::Published, &["http://x/s"], &[]
)]
#[case(r#"{"publish_id":7,"publish_status":9}"#, PublishState::Other(9), &[], &[])]
#[tokio::test]
async fn states_of_a_publication(
    #[case] body: &str,
    #[case] state: PublishState,
    #[case] urls: &[&str],
    #[case] failed: &[u32],
) {
    let server = answering("freepublish/get", body).await;

    let status = server.client().freepublish().status(&PublishId::new("7")).await.unwrap();

    assert_eq!(status.state, state);
    assert_eq!(status.articles.iter().map(|article| article.article_url.as_str()).collect::<Vec<_>>(), urls);
    assert_eq!(status.fail_idx, failed);
}

#[tokio::test]
async fn materials_of_each_kind() {
    let server = answering(
        "material/batchget_material",
        r#"{"item":[{"media_id":"V","name":"片头","update_time":1464702356,"description":"","tags":[]},
           {"media_id":"I","name":"测试图片4","update_time":1464700717,"url":"http:\/\/mmbiz.qpic.cn\/mmbiz\/s\/0?wx_fmt=jpeg"},
           {"media_id":"N","content":{"news_item":[{"title":"标题","show_cover_pic":1}],"create_time":5,"update_time":6},"update_time":6}],
           "total_count":3,"item_count":3}"#,
    )
    .await;

    let list = server.client().material().list(MaterialKind::Image, Page::new(0, 3).unwrap()).await.unwrap();

    assert_eq!(list.item[0].description.as_deref(), Some(""));
    assert_eq!(list.item[1].url.as_deref(), Some("http://mmbiz.qpic.cn/mmbiz/s/0?wx_fmt=jpeg"));
    assert_eq!(list.item[2].content.as_ref().unwrap().news_item[0].title, "标题");
    let sent: serde_json::Value = server.calls("material/batchget_material").await[0].body_json().unwrap();
    assert_eq!(sent, json!({"type": "image", "offset": 0, "count": 3}));
}

#[tokio::test]
async fn a_material_is_news_video_or_file() {
    let server = answering(
        "material/get_material",
        r#"{"title":"think","description":"","down_url":"http:\/\/203.0.113.7\/x.mp4","newcat":"","tags":[],"vid":"1007_7"}"#,
    )
    .await;
    let content = server.client().material().fetch(&MediaId::new("V")).await.unwrap();
    assert!(matches!(content, MaterialContent::Video(video) if video.down_url == "http://203.0.113.7/x.mp4"));

    let server =
        answering("material/get_material", r#"{"news_item":[{"title":"标题"}],"create_time":1}"#).await;
    let content = server.client().material().fetch(&MediaId::new("N")).await.unwrap();
    assert!(matches!(content, MaterialContent::News(news) if news.news_item[0].title == "标题"));

    let server = Server::with_token().await;
    let file = ResponseTemplate::new(200)
        .set_body_raw(b"\xff\xd8\xff picture".as_slice(), "image/jpeg")
        .insert_header("Content-disposition", "attachment; filename=\"cover.jpg\"");
    server.respond("material/get_material", file).await;
    let MaterialContent::File(file) = server.client().material().fetch(&MediaId::new("I")).await.unwrap()
    else {
        panic!("not a file");
    };
    assert_eq!((file.content_type(), file.filename()), (Some("image/jpeg"), Some("cover.jpg")));
    let chunks: Vec<_> = file.into_stream().try_collect().await.unwrap();
    assert_eq!(chunks.concat(), b"\xff\xd8\xff picture");

    let server = answering(
        "material/get_material",
        r#"{"errcode":40007,"errmsg":"invalid media_id hint: [x] rid: 1-2-3"}"#,
    )
    .await;
    assert_eq!(
        server.client().material().fetch(&MediaId::new("X")).await.unwrap_err().errcode(),
        Some(40007)
    );
}

#[tokio::test]
async fn success_with_and_without_errcode() {
    let server = Server::with_token().await;
    server.answer("draft/delete", &json!({"errcode": 0, "errmsg": "ok"})).await;
    server.answer("draft/add", &json!({"media_id": "D1", "item": []})).await;
    server.answer("freepublish/delete", &json!({"errcode": 0, "errmsg": "ok"})).await;
    server
        .answer(
            "material/get_materialcount",
            &json!({"voice_count": 0, "video_count": 2, "image_count": 12, "news_count": 0}),
        )
        .await;
    let client = server.client();

    client.draft().delete(&MediaId::new("D1")).await.unwrap();
    assert_eq!(client.draft().add(&[]).await.unwrap().as_str(), "D1");
    client.freepublish().delete(&ArticleId::new("A1"), Some(2)).await.unwrap();
    assert_eq!(client.material().count().await.unwrap().image_count, 12);

    let sent: serde_json::Value = server.calls("freepublish/delete").await[0].body_json().unwrap();
    assert_eq!(sent, json!({"article_id": "A1", "index": 2}));
}

#[tokio::test]
async fn quotas_and_request_ids() {
    let server = Server::with_token().await;
    server
        .answer(
            "openapi/quota/get",
            &json!({"errcode": 0, "errmsg": "ok", "quota": {"daily_limit": 1000, "used": 3, "remain": 997},
                    "rate_limit": {"call_count": 20, "refresh_second": 60},
                    "component_rate_limit": {"call_count": 100, "refresh_second": 1}}),
        )
        .await;
    server
        .answer(
            "openapi/rid/get",
            &json!({"errcode": 0, "errmsg": "ok", "request": {"invoke_time": 1_635_156_704, "cost_in_ms": 30,
                    "request_url": "access_token=50_Im7xxxx", "request_body": "", "response_body": "{}",
                    "client_ip": "203.0.113.7"}}),
        )
        .await;
    let client = server.client();

    let quota = client.openapi().quota("/cgi-bin/draft/add").await.unwrap();
    assert_eq!(quota.quota.unwrap().remain, 997);
    assert_eq!(quota.component_rate_limit.unwrap().call_count, 100);
    assert_eq!(client.openapi().rid("61725984-6126f6f9-040f19c4").await.unwrap().cost_in_ms, 30);
}

#[rstest]
#[case(r#"{"type":"image","media_id":"I1","created_at":1590224955,"item":[]}"#, "image", "I1")]
#[case(r#"{"type":"thumb","thumb_media_id":"T1","created_at":1678599624,"item":[]}"#, "thumb", "T1")]
#[case(r#"{"type":"news","media_id":"N1","created_at":1680317191}"#, "news", "N1")]
#[tokio::test]
async fn temporary_media(#[case] body: &str, #[case] kind: &str, #[case] id: &str) {
    let server = answering("media/upload", body).await;
    let upload = Upload::from_bytes(b"\xff\xd8\xff".as_slice());
    let media = server.client().media().upload(TemporaryKind::Thumb, &upload).await.unwrap();
    assert_eq!((media.kind.as_str(), media.media_id.as_str()), (kind, id));
    assert!(server.calls("media/upload").await[0].url.query().unwrap().ends_with("&type=thumb"));
}

#[tokio::test]
async fn a_temporary_medium_is_a_url_or_a_file() {
    let server = answering("media/get", r#"{"video_url":"http://203.0.113.7/x.mp4?vkey=1"}"#).await;
    let content = server.client().media().fetch(&MediaId::new("V")).await.unwrap();
    assert!(
        matches!(content, MediaContent::Video { video_url } if video_url == "http://203.0.113.7/x.mp4?vkey=1")
    );
    assert!(server.calls("media/get").await[0].url.query().unwrap().ends_with("&media_id=V"));

    let server = Server::with_token().await;
    let file = ResponseTemplate::new(200).set_body_raw(b"#!AMR sound".as_slice(), "audio/amr");
    server.respond("media/get", file).await;
    let MediaContent::File(file) = server.client().media().fetch(&MediaId::new("A")).await.unwrap() else {
        panic!("not a file");
    };
    let chunks: Vec<_> = file.into_stream().try_collect().await.unwrap();
    assert_eq!(chunks.concat(), b"#!AMR sound");
}
