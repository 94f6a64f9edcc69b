//! Odd bodies: whatever JSON comes, or nearly JSON, the answer is ours and the platform is not bothered.

use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};
use reqwest::Method;
use rstest::rstest;
use serde_json::{Map, Value, json};

use crate::calls::{Answer, Calls as _};
use crate::scene::{Database, SECRET, Scene};

const BODIES: u64 = 250;
/// Fields that every route reads.
const ACCOUNT: [&str; 3] = ["appid", "secret", "account"];
const TEXTS: [&str; 14] = [
    "",
    " ",
    "0",
    "-1",
    "true",
    "是",
    "a,b，c",
    "中文",
    "<p>x</p>",
    "\u{0}\n\u{1b}",
    "../..",
    "99999999999999999999",
    "voice",
    "text",
];

/// One of the route's fields, often enough of a form that suits nobody.
fn value(dice: &mut SmallRng, depth: u32) -> Value {
    match dice.random_range(0..if depth == 0 { 7 } else { 9 }) {
        0 => Value::Null,
        1 => dice.random::<bool>().into(),
        2 => dice.random_range(-2..4).into(),
        3 => dice.random::<u64>().into(),
        4 => dice.random::<f64>().into(),
        5 => TEXTS[dice.random_range(0..TEXTS.len())].into(),
        6 => "长".repeat(dice.random_range(0..5000)).into(),
        7 => (0..dice.random_range(0..4)).map(|_| value(dice, depth - 1)).collect(),
        _ => json!({ "a": value(dice, depth - 1), "title": value(dice, depth - 1) }),
    }
}

/// A body of some of the fields, in which none of `wanted` has a value that the route could take.
fn body(dice: &mut SmallRng, fields: &[&str], wanted: &[&str]) -> Vec<u8> {
    let mut body = Map::new();
    for name in fields.iter().chain(&ACCOUNT[..usize::from(dice.random_ratio(1, 8)) * 3]) {
        if dice.random_ratio(2, 3) {
            body.insert((*name).to_owned(), value(dice, 2));
        }
    }
    for name in wanted {
        let unfit = [Value::Null, json!({}), json!([]), json!(" "), json!([[]]), json!(true)];
        body.insert((*name).to_owned(), unfit[dice.random_range(0..unfit.len())].clone());
    }
    let mut text = match dice.random_range(0..20) {
        0 => value(dice, 2).to_string().into_bytes(),
        _ => Value::Object(body).to_string().into_bytes(),
    };
    if dice.random_ratio(1, 10) {
        // Cut off, or with a byte that is out of place.
        let at = dice.random_range(0..text.len());
        if dice.random() { text.truncate(at) } else { text[at] = dice.random() }
    }
    text
}

#[rstest]
#[case("/mass/send", &["toAll", "tagId", "openids", "clientMsgId", "type", "sendIgnoreReprint", "needOpenComment"],
    &["mediaId", "mediaIds", "text"])]
#[case("/mass/preview", &["openid", "wechatId", "type", "onlyFansCanComment"], &["mediaId", "mediaIds", "text"])]
#[case("/mass/delete", &["articleIndex"], &["msgId", "url"])]
#[case("/comment/reply", &["msgDataId", "index", "content"], &["commentId"])]
#[case("/partner/article", &["content", "author", "digest", "contentSourceUrl", "thumbMediaId", "showCoverPic"],
    &["title"])]
#[case("/material/news", &["title", "content"], &["articles"])]
#[tokio::test]
async fn an_odd_body_is_refused_and_nothing_is_called(
    #[case] route: &str,
    #[case] fields: &[&str],
    #[case] wanted: &[&str],
) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let before = scene.holdings().await;
    for seed in 0..BODIES {
        let body = body(&mut SmallRng::seed_from_u64(seed), fields, wanted);
        let request = scene.gateway.request(Method::POST, route).header("content-type", "application/json");
        let answer = Answer::to(request.body(body.clone())).await;
        let (status, _) = answer.failure();
        assert!((400..500).contains(&status), "{route} {}: {answer:?}", String::from_utf8_lossy(&body));
        assert!(!answer.text().contains(SECRET));
    }
    let calls = scene.journal().await;
    assert!(calls.iter().all(|call| call == "stable_token"), "{route}: {calls:?}");
    assert_eq!(scene.holdings().await, before);
}
