//! Readers' comments.

use rstest::rstest;
use serde_json::{Value, json};
use wxpress_wechat::{
    Client, ErrorClass, MsgDataId, OpenId, Result, UserCommentId,
    comment::{CommentKind, CommentPage, CommentedArticle},
};

use crate::server::Server;

fn article() -> CommentedArticle {
    CommentedArticle { msg_data_id: MsgDataId::new("206227730"), index: 1 }
}

fn id() -> UserCommentId {
    UserCommentId::new("7")
}

#[rstest]
#[case(CommentKind::All, 0)]
#[case(CommentKind::Ordinary, 1)]
#[case(CommentKind::Elected, 2)]
#[tokio::test]
async fn each_kind_is_listed(#[case] kind: CommentKind, #[case] number: u8) {
    let server = Server::with_token().await;
    server.answer("comment/list", &json!({"errcode": 0, "errmsg": "ok", "total": 0, "comment": []})).await;

    let page = CommentPage::new(49, 10).unwrap();
    let list = server.client().comment().list(&article(), kind, page).await.unwrap();

    assert_eq!((list.total, list.comment.len()), (0, 0));
    assert_eq!(
        server.sent("comment/list").await,
        json!({"msg_data_id": 206_227_730, "index": 1, "begin": 49, "count": 10, "type": number})
    );
}

#[tokio::test]
async fn comments_are_read() {
    let server = Server::with_token().await;
    server
        .answer(
            "comment/list",
            &json!({"errcode": 0, "errmsg": "ok", "total": 2, "comment": [
                {"user_comment_id": 1, "openid": "o1", "create_time": 1_510_122_000, "content": "好看", "comment_type": 1,
                 "reply": {"content": "谢谢", "create_time": 1_510_122_060}},
                {"user_comment_id": "2", "openid": "", "create_time": 1_510_122_001, "content": "路过", "comment_type": 0}
            ]}),
        )
        .await;

    let list =
        server.client().comment().list(&article(), CommentKind::All, CommentPage::default()).await.unwrap();

    let [first, second] = &list.comment[..] else { panic!("{list:?}") };
    assert_eq!((first.user_comment_id.as_str(), &first.openid), ("1", &Some(OpenId::new("o1"))));
    assert_eq!((first.content.as_str(), first.is_elected), ("好看", true));
    let reply = first.reply.as_ref().unwrap();
    assert_eq!((reply.content.as_str(), reply.create_time), ("谢谢", 1_510_122_060));
    assert_eq!((second.user_comment_id.as_str(), &second.openid), ("2", &None));
    assert_eq!((second.is_elected, &second.reply), (false, &None));
}

async fn act(client: &Client, endpoint: &str) -> Result<()> {
    let comment = client.comment();
    match endpoint {
        "comment/open" => comment.open(&article()).await,
        "comment/close" => comment.close(&article()).await,
        "comment/markelect" => comment.elect(&article(), &id()).await,
        "comment/unmarkelect" => comment.unelect(&article(), &id()).await,
        "comment/delete" => comment.delete(&article(), &id()).await,
        "comment/reply/add" => comment.reply(&article(), &id(), "谢谢").await,
        _ => comment.delete_reply(&article(), &id()).await,
    }
}

#[rstest]
#[case("comment/open", json!({}))]
#[case("comment/close", json!({}))]
#[case("comment/markelect", json!({"user_comment_id": 7}))]
#[case("comment/unmarkelect", json!({"user_comment_id": 7}))]
#[case("comment/delete", json!({"user_comment_id": 7}))]
#[case("comment/reply/add", json!({"user_comment_id": 7, "content": "谢谢"}))]
#[case("comment/reply/delete", json!({"user_comment_id": 7}))]
#[tokio::test]
async fn each_act_names_article_and_comment(#[case] endpoint: &str, #[case] mut sent: Value) {
    let server = Server::with_token().await;
    server.answer(endpoint, &json!({"errcode": 0, "errmsg": "ok"})).await;

    act(&server.client(), endpoint).await.unwrap();

    sent["msg_data_id"] = json!(206_227_730);
    sent["index"] = json!(1);
    assert_eq!(server.sent(endpoint).await, sent);
}

#[rstest]
#[case("comment/open", 88000, "without comment privilege", ErrorClass::Permission)]
#[case("comment/close", 88001, "msg_data is not exists", ErrorClass::NotFound)]
#[case("comment/markelect", 88003, "elected comment upper limit", ErrorClass::InvalidInput)]
#[case("comment/unmarkelect", 88008, "comment is not exists", ErrorClass::NotFound)]
#[case("comment/delete", 88004, "comment was deleted by user", ErrorClass::NotFound)]
#[case("comment/reply/add", 88005, "already reply", ErrorClass::InvalidInput)]
#[case("comment/reply/delete", 88009, "reply is not exists", ErrorClass::NotFound)]
#[tokio::test]
async fn refusals_have_their_class(
    #[case] endpoint: &str,
    #[case] code: i64,
    #[case] text: &str,
    #[case] class: ErrorClass,
) {
    let server = Server::with_token().await;
    server
        .answer(endpoint, &json!({"errcode": code, "errmsg": format!("{text} hint: [x] rid: 1-2-3")}))
        .await;

    let error = act(&server.client(), endpoint).await.unwrap_err();

    assert_eq!((error.errcode(), error.class()), (Some(code), class));
}
