//! Products of the account's shop in articles.

use rstest::rstest;
use serde_json::{Value, json};
use wiremock::{Mock, ResponseTemplate, matchers::path};
use wxpress_wechat::{
    MediaId, ProductId, ProductKey,
    draft::{ArticleType, CardType},
};

use crate::server::Server;

const PATH: &str = "/channels/ec/service/product/getcardinfo";

async fn answering(answer: Value) -> Server {
    let server = Server::with_token().await;
    let answer = ResponseTemplate::new(200).set_body_json(answer);
    Mock::given(path(PATH)).respond_with(answer).mount(&server.0).await;
    server
}

#[rstest]
#[case(ArticleType::News, CardType::Large, json!({"article_type": "news", "card_type": 0}))]
#[case(ArticleType::News, CardType::Small, json!({"article_type": "news", "card_type": 1}))]
#[case(ArticleType::NewsPic, CardType::TextLink, json!({"article_type": "newspic", "card_type": 2}))]
#[case(ArticleType::NewsPic, CardType::Strip, json!({"article_type": "newspic", "card_type": 3}))]
#[tokio::test]
async fn a_card_is_asked_for(#[case] article: ArticleType, #[case] card: CardType, #[case] mut sent: Value) {
    let server =
        answering(json!({"errcode": 0, "errmsg": "ok", "product_key": "K1", "DOM": "<mp-common-product>"}))
            .await;

    let answer =
        server.client().draft().product_card(&ProductId::new("1000000000"), article, card).await.unwrap();

    assert_eq!(answer.product_key, Some(ProductKey::new("K1")));
    assert_eq!(answer.dom.as_deref(), Some("<mp-common-product>"));
    sent["product_id"] = json!("1000000000");
    let calls = server.0.received_requests().await.unwrap();
    let call = calls.iter().find(|call| call.url.path() == PATH).unwrap();
    assert_eq!(call.body_json::<Value>().unwrap(), sent);
}

#[rstest]
#[case(json!({"errcode": 0, "product_key": "K1"}), Some("K1"), None)]
#[case(json!({"errcode": 0, "product_key": "", "DOM": "<p>"}), None, Some("<p>"))]
#[tokio::test]
async fn a_card_has_a_key_or_markup(
    #[case] answer: Value,
    #[case] key: Option<&str>,
    #[case] dom: Option<&str>,
) {
    let server = answering(answer).await;
    let client = server.client();

    let card =
        client.draft().product_card(&ProductId::new("1"), ArticleType::News, CardType::Small).await.unwrap();

    assert_eq!((card.product_key, card.dom.as_deref()), (key.map(ProductKey::new), dom));
}

#[tokio::test]
async fn an_unknown_product_is_refused() {
    let server = answering(json!({"errcode": 10_170_001, "errmsg": "不合法的商品ID"})).await;
    let client = server.client();

    let error = client
        .draft()
        .product_card(&ProductId::new("x"), ArticleType::News, CardType::Small)
        .await
        .unwrap_err();

    assert_eq!((error.errcode(), error.endpoint()), (Some(10_170_001), &PATH[1..]));
}

#[tokio::test]
async fn a_draft_shows_its_product() {
    let server = Server::with_token().await;
    server
        .answer(
            "draft/get",
            &json!({"news_item": [
                {"article_type": "newspic", "title": "甲",
                 "product_info": {"footer_product_info": {"product_key": "K1"}}},
                {"article_type": "newspic", "title": "乙", "product_info": {}},
                {"article_type": "newspic", "title": "丙", "product_info": {"footer_product_info": {"product_key": ""}}},
                {"article_type": "news", "title": "丁"}
            ]}),
        )
        .await;

    let news = server.client().draft().fetch(&MediaId::new("D1")).await.unwrap();

    let products: Vec<_> = news.news_item.iter().map(|item| item.footer_product.clone()).collect();
    assert_eq!(products, [Some(ProductKey::new("K1")), None, None, None]);
}
