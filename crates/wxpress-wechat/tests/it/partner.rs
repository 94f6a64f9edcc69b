//! The 媒体API: videos and articles.

use std::num::NonZeroU32;

use bytes::Bytes;
use rstest::rstest;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;
use wxpress_wechat::{
    Client, ErrorClass, MediaId, Vid,
    partner::{
        ArticleState, Category, Change, NewVideo, OriginalState, PartnerArticle, SavedVideo, VideoState,
    },
};

use crate::server::Server;

const VIDEO: &str = "material/upload_video";
const SHA1: &str = "a9993e364706816aba3e25717850c26c9cd0d89d";

/// What a call asked for beside the token, in its order.
fn query_of(request: &wiremock::Request) -> Vec<(String, String)> {
    request.url.query_pairs().into_owned().filter(|(name, _)| name != "access_token").collect()
}

fn pairs(query: &[(&str, &str)]) -> Vec<(String, String)> {
    query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

async fn init(client: &Client) -> wxpress_wechat::Result<Vid> {
    let video = NewVideo { filename: "片 1.mp4", filesha: SHA1, filesize: 3 };
    client.partner().video().init_upload(&video).await
}

async fn block(client: &Client) -> wxpress_wechat::Result<()> {
    let bytes = Bytes::from_static(b"a\r\nc");
    client.partner().video().upload_block(&Vid::new("wxv_9"), 7, SHA1, bytes).await
}

fn words() -> SavedVideo {
    SavedVideo { title: "片名".into(), ..SavedVideo::default() }
}

async fn save(client: &Client, words: &SavedVideo) -> wxpress_wechat::Result<MediaId> {
    client.partner().video().save_video(&Vid::new("wxv_9"), words).await
}

#[tokio::test]
async fn an_upload_is_announced_with_name_sum_and_size() {
    let server = Server::with_token().await;
    server.answer(VIDEO, &json!({"ret": 0, "vid": "wxv_922551652211605504"})).await;

    let vid = init(&server.client()).await.unwrap();

    assert_eq!(vid.as_str(), "wxv_922551652211605504");
    let call = &server.calls(VIDEO).await[0];
    assert_eq!((call.method.as_str(), query_of(call)), ("POST", pairs(&[("action", "init_upload")])));
    let sent = r#"{"filename":"片 1.mp4","filesha":"a9993e364706816aba3e25717850c26c9cd0d89d","filesize":3}"#;
    assert_eq!(call.body, sent.as_bytes());
}

#[tokio::test]
async fn a_block_is_sent_as_it_is() {
    let server = Server::with_token().await;
    server.answer(VIDEO, &json!({"ret": 0})).await;

    block(&server.client()).await.unwrap();

    let call = &server.calls(VIDEO).await[0];
    let query = pairs(&[("action", "upload_block"), ("vid", "wxv_9"), ("part_sha", SHA1), ("part_num", "7")]);
    assert_eq!((call.method.as_str(), query_of(call)), ("POST", query));
    assert_eq!(call.headers["content-type"], "application/octet-stream");
    assert_eq!(call.headers["content-length"], "4");
    assert_eq!(call.body, b"a\r\nc");
}

#[tokio::test]
async fn a_finish_names_the_upload_and_nothing_else() {
    let server = Server::with_token().await;
    server.answer(VIDEO, &json!({"ret": 0})).await;

    server.client().partner().video().upload_finish(&Vid::new("wxv_9")).await.unwrap();

    let call = &server.calls(VIDEO).await[0];
    let query = pairs(&[("action", "upload_finish"), ("vid", "wxv_9")]);
    assert_eq!((call.method.as_str(), query_of(call)), ("POST", query));
    assert!(call.body.is_empty());
}

#[tokio::test]
async fn a_save_says_only_what_there_is_to_say() {
    let server = Server::with_token().await;
    server.answer(VIDEO, &json!({"ret": 0, "media_id": "M1"})).await;

    let media_id = save(&server.client(), &words()).await.unwrap();

    assert_eq!(media_id.as_str(), "M1");
    assert_eq!(query_of(&server.calls(VIDEO).await[0]), pairs(&[("action", "save_video")]));
    let bare = json!({"title": "片名", "video_desc": "", "content": "wxv_9", "declare_ori": 0});
    assert_eq!(server.sent(VIDEO).await, bare);

    let all = SavedVideo {
        video_desc: "简介\n第二行".into(),
        declare_ori: true,
        newcat: Some(Category::from("101")),
        newsubcat: Some(Category::from("财经")),
        tags: vec!["一".into(), "二".into()],
        cover_url: Some("http://mmbiz.qpic.cn/a/0".into()),
        ..words()
    };
    save(&server.client(), &all).await.unwrap();
    let whole = json!({"title": "片名", "video_desc": "简介\n第二行", "content": "wxv_9", "declare_ori": 1,
        "newcat": 101, "newsbcat": "财经", "tags": ["一", "二"], "cover_url": "http://mmbiz.qpic.cn/a/0"});
    assert_eq!(server.sent(VIDEO).await, whole);
}

#[rstest]
#[case(0, VideoState::Checking, false)]
#[case(2, VideoState::CheckFailed, true)]
#[case(3, VideoState::Passed, true)]
#[case(4, VideoState::Transcoding, false)]
#[case(5, VideoState::TranscodingFailed, true)]
#[case(9, VideoState::Forbidden, true)]
#[case(10, VideoState::Deleted, true)]
#[case(7, VideoState::Other(7), true)]
#[tokio::test]
async fn every_state_of_a_video_is_read(
    #[case] status: i64,
    #[case] state: VideoState,
    #[case] is_final: bool,
) {
    let server = Server::with_token().await;
    let answer = json!({"status": status, "ori_status": 2, "mp_video_fail_detail_wording": "check pass", "vid": "wxv_123456"});
    server.answer(VIDEO, &answer).await;

    let read = server.client().partner().video().query_status(&MediaId::new("M1")).await.unwrap();

    assert_eq!((read.state, read.state.code(), read.state.is_final()), (state, status, is_final));
    assert_eq!((read.original, read.wording.as_str()), (OriginalState::Reprint, "check pass"));
    assert_eq!(read.vid, Some(Vid::new("wxv_123456")));
    let call = &server.calls(VIDEO).await[0];
    let query = pairs(&[("action", "query_status"), ("media_id", "M1")]);
    assert_eq!((call.method.as_str(), query_of(call), call.body.len()), ("POST", query, 0));
}

#[rstest]
#[case(json!({"status": 4}), OriginalState::Ordinary)]
#[case(json!({"status": 4, "ori_status": 0, "vid": ""}), OriginalState::Ordinary)]
#[case(json!({"ret": 0, "status": 4, "ori_status": 1}), OriginalState::Original)]
#[case(json!({"status": 4, "ori_status": 8}), OriginalState::Other(8))]
#[tokio::test]
async fn what_a_status_leaves_out_is_not_made_up(#[case] answer: Value, #[case] original: OriginalState) {
    let server = Server::with_token().await;
    server.answer(VIDEO, &answer).await;

    let read = server.client().partner().video().query_status(&MediaId::new("M1")).await.unwrap();

    assert_eq!((read.original, read.vid, read.wording.as_str()), (original, None, ""));
}

#[tokio::test]
async fn ids_may_come_as_numbers() {
    let server = Server::with_token().await;
    server.answer(VIDEO, &json!({"ret": "0", "vid": 922_551_652_211_605_504_u64, "media_id": 42})).await;

    assert_eq!(init(&server.client()).await.unwrap().as_str(), "922551652211605504");
    assert_eq!(save(&server.client(), &words()).await.unwrap().as_str(), "42");
}

#[rstest]
#[case(json!({"ret": 900_115, "errmsg": "part_sha mismatch rid: 1-2-3"}), 900_115, ErrorClass::Unknown)]
#[case(json!({"ret": -20}), -20, ErrorClass::Unknown)]
#[case(json!({"errcode": 48001, "errmsg": "api unauthorized rid: 1-2-3"}), 48001, ErrorClass::Permission)]
#[case(json!({"ret": 0, "errcode": 45009, "errmsg": "reach max api daily quota limit"}), 45009, ErrorClass::QuotaExhausted)]
#[case(json!({"ret": 44001, "errmsg": "empty media data rid: 1-2-3"}), 44001, ErrorClass::InvalidInput)]
#[tokio::test]
async fn a_refusal_stands_in_either_envelope_and_is_final(
    #[case] answer: Value,
    #[case] code: i64,
    #[case] class: ErrorClass,
) {
    let server = Server::with_token().await;
    server.answer(VIDEO, &answer).await;
    let client = server.client();

    let ends = [
        init(&client).await.map(drop),
        block(&client).await,
        client.partner().video().upload_finish(&Vid::new("wxv_9")).await,
        save(&client, &words()).await.map(drop),
        client.partner().video().query_status(&MediaId::new("M1")).await.map(drop),
    ];
    for end in ends {
        let error = end.unwrap_err();
        assert_eq!((error.errcode(), error.class()), (Some(code), class), "{error}");
    }
    assert_eq!(server.calls(VIDEO).await.len(), 5, "each was asked once");
}

#[tokio::test]
async fn a_video_is_never_saved_twice() {
    let server = Server::with_token().await;
    server.respond_once("POST", VIDEO, ResponseTemplate::new(503)).await;
    server.answer(VIDEO, &json!({"ret": 0, "media_id": "M1"})).await;

    let error = save(&server.client(), &words()).await.unwrap_err();

    assert_eq!(error.class(), ErrorClass::Ambiguous);
    assert_eq!(server.calls(VIDEO).await.len(), 1);
}

fn article() -> PartnerArticle {
    PartnerArticle {
        thumb_media_id: "COVER".into(),
        title: "标题".into(),
        content: "<p>正文</p>".into(),
        ..PartnerArticle::default()
    }
}

/// What [`article`] is on the wire.
fn bare() -> Value {
    json!({"thumb_media_id": "COVER", "title": "标题", "content": "<p>正文</p>",
        "show_cover_pic": 0, "need_open_comment": 0, "only_fans_can_comment": 0})
}

#[rstest]
#[case("create_at")]
#[case("created_at")]
#[tokio::test]
async fn an_article_is_uploaded_alone(#[case] field: &str) {
    let server = Server::with_token().await;
    let item = json!([{"index": 0, "ad_count": 1}]);
    let answer = json!({"type": "news", "media_id": "A1", field: 1_600_000_000, "item": item});
    server.answer("publish/uploadnews", &answer).await;

    let uploaded = server.client().partner().article().upload(&article()).await.unwrap();

    assert_eq!((uploaded.media_id.as_str(), uploaded.create_at), ("A1", 1_600_000_000));
    assert_eq!(server.sent("publish/uploadnews").await, json!({"articles": [bare()]}));

    let all = PartnerArticle {
        author: Some("作者".into()),
        content_source_url: Some("http://itunes.es/x#wechat_redirect".into()),
        digest: Some("摘要".into()),
        show_cover_pic: true,
        need_open_comment: true,
        only_fans_can_comment: true,
        ..article()
    };
    server.client().partner().article().upload(&all).await.unwrap();
    let whole = json!({"thumb_media_id": "COVER", "author": "作者", "title": "标题",
        "content_source_url": "http://itunes.es/x#wechat_redirect", "content": "<p>正文</p>", "digest": "摘要",
        "show_cover_pic": 1, "need_open_comment": 1, "only_fans_can_comment": 1});
    assert_eq!(server.sent("publish/uploadnews").await, json!({"articles": [whole]}));
}

#[tokio::test]
async fn the_other_calls_name_the_article() {
    let server = Server::with_token().await;
    for endpoint in ["publish/submit", "publish/update", "publish/delete"] {
        server.answer(endpoint, &json!({"errcode": 0, "errmsg": "done"})).await;
    }
    let client = server.client();
    let (articles, id) = (client.partner().article(), MediaId::new("A1"));

    assert_eq!(articles.submit(&id).await.unwrap(), Change::Done);
    assert_eq!(server.sent("publish/submit").await, json!({"media_id": "A1", "msgtype": "mpnews"}));

    assert_eq!(articles.update(&id, NonZeroU32::MIN, &article()).await.unwrap(), Change::Done);
    let update = json!({"media_id": "A1", "index": 1, "articles": bare()});
    assert_eq!(server.sent("publish/update").await, update);

    for (index, number) in [(Some(NonZeroU32::MIN), 1), (None, 0)] {
        articles.delete(&id, index).await.unwrap();
        assert_eq!(server.sent("publish/delete").await, json!({"media_id": "A1", "index": number}));
    }
}

#[rstest]
#[case("未提交", ArticleState::Unsubmitted)]
#[case("审核中", ArticleState::InReview)]
#[case("发布成功", ArticleState::Published)]
#[case("审核未通过", ArticleState::Refused)]
#[case("已下架", ArticleState::Other("已下架".into()))]
#[tokio::test]
async fn every_state_of_an_article_is_read(#[case] words: &str, #[case] state: ArticleState) {
    let server = Server::with_token().await;
    // The document's sample has the words of another call.
    let answer = json!({"errcode": 0, "errmsg": "delete success", "status": words, "url": ""});
    server.answer("publish/query", &answer).await;

    let status = server.client().partner().article().status(&MediaId::new("A1")).await.unwrap();

    assert_eq!((status.state, status.url), (state, None));
    assert_eq!(server.sent("publish/query").await, json!({"media_id": "A1"}));
}

#[tokio::test]
async fn a_published_article_has_its_address() {
    let server = Server::with_token().await;
    let url = "http://mp.weixin.qq.com/s?__biz=MzA3&mid=1&idx=1&sn=2&chksm=3#rd";
    let answer = json!({"errcode": 0, "errmsg": "ok", "status": "发布成功", "url": url});
    server.answer("publish/query", &answer).await;

    let status = server.client().partner().article().status(&MediaId::new("A1")).await.unwrap();

    assert_eq!(status.url.as_deref(), Some(url));
}

#[rstest]
#[case(json!({"errcode": 0, "errmsg": "abnormal status"}))]
#[case(json!({"errcode": 900_200, "errmsg": "abnormal status rid: 1-2-3"}))]
#[case(json!({"errcode": -1, "errmsg": "invalid status"}))]
#[tokio::test]
async fn what_was_submitted_before_is_told_by_its_words(#[case] answer: Value) {
    let server = Server::with_token().await;
    server.answer("publish/submit", &answer).await;
    server.answer("publish/update", &answer).await;
    let client = server.client();
    let (articles, id) = (client.partner().article(), MediaId::new("A1"));

    assert_eq!(articles.submit(&id).await.unwrap(), Change::SubmittedBefore);
    let updated = articles.update(&id, NonZeroU32::MIN, &article()).await.unwrap();
    assert_eq!(updated, Change::SubmittedBefore);
}

#[rstest]
#[case("publish/uploadnews", 45003, "title size out of limit", ErrorClass::InvalidInput)]
#[case("publish/uploadnews", 40218, "invalid video id", ErrorClass::InvalidInput)]
#[case("publish/uploadnews", 48014, "video not passed", ErrorClass::InvalidInput)]
#[case("publish/submit", 40007, "invalid media_id", ErrorClass::NotFound)]
#[case("publish/submit", 900_202, "reach max daily article limit", ErrorClass::Unknown)]
#[case("publish/update", 40114, "invalid index", ErrorClass::InvalidInput)]
#[case("publish/delete", 40007, "invalid media_id", ErrorClass::NotFound)]
#[case("publish/query", 40007, "invalid media_id", ErrorClass::NotFound)]
#[tokio::test]
async fn refusals_of_articles_have_their_class(
    #[case] endpoint: &str,
    #[case] code: i64,
    #[case] text: &str,
    #[case] class: ErrorClass,
) {
    let server = Server::with_token().await;
    server.answer(endpoint, &json!({"errcode": code, "errmsg": format!("{text} rid: 1-2-3")})).await;
    let client = server.client();
    let (articles, id) = (client.partner().article(), MediaId::new("A1"));

    let end = match endpoint {
        "publish/uploadnews" => articles.upload(&article()).await.map(drop),
        "publish/submit" => articles.submit(&id).await.map(drop),
        "publish/update" => articles.update(&id, NonZeroU32::MIN, &article()).await.map(drop),
        "publish/delete" => articles.delete(&id, None).await,
        _ => articles.status(&id).await.map(drop),
    };

    let error = end.unwrap_err();
    assert_eq!((error.errcode(), error.class()), (Some(code), class));
    assert_eq!(server.calls(endpoint).await.len(), 1);
}

#[rstest]
#[case("publish/uploadnews", 1, ErrorClass::Ambiguous)]
#[case("publish/submit", 1, ErrorClass::Ambiguous)]
#[case("publish/delete", 1, ErrorClass::Ambiguous)]
#[case("publish/update", 3, ErrorClass::Unavailable)]
#[case("publish/query", 3, ErrorClass::Unavailable)]
#[tokio::test]
async fn what_could_happen_twice_is_sent_once(
    #[case] endpoint: &str,
    #[case] calls: usize,
    #[case] class: ErrorClass,
) {
    let server = Server::with_token().await;
    server.respond(endpoint, ResponseTemplate::new(502).set_body_string("<html>")).await;
    let client = server.client();
    let (articles, id) = (client.partner().article(), MediaId::new("A1"));

    let end = match endpoint {
        "publish/uploadnews" => articles.upload(&article()).await.map(drop),
        "publish/submit" => articles.submit(&id).await.map(drop),
        "publish/update" => articles.update(&id, NonZeroU32::MIN, &article()).await.map(drop),
        "publish/delete" => articles.delete(&id, None).await,
        _ => articles.status(&id).await.map(drop),
    };

    assert_eq!(end.unwrap_err().class(), class);
    assert_eq!(server.calls(endpoint).await.len(), calls);
}
