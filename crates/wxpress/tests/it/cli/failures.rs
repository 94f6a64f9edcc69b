//! How failures are told: the exit code, and words in the language of the terminal, or the gateway's envelope.

use rstest::rstest;
use serde_json::{Value, json};

use super::desk::Desk;
use crate::program::end;

#[rstest]
#[case(json!({"errcode": 40164}), 3, "ip_not_allowed")]
#[case(json!({"errcode": 48001}), 3, "not_permitted")]
#[case(json!({"errcode": 45009}), 1, "quota_exhausted")]
#[case(json!({"errcode": 47001}), 2, "refused_by_wechat")]
#[case(json!({"errcode": -1}), 1, "wechat_busy")]
#[tokio::test]
async fn each_kind_of_failure_has_its_exit_code(#[case] fault: Value, #[case] code: i32, #[case] name: &str) {
    let desk = Desk::start().await;
    let mut strike = json!({"path": "/cgi-bin/draft/count", "action": "errcode", "next": 9});
    strike["errcode"] = fault["errcode"].clone();
    desk.sandbox.fault(strike).await;
    let (failure, exit) = desk.failure(&["draft", "count"]).await;
    assert_eq!((&failure["code"], exit), (&name.into(), Some(code)), "{failure}");
    assert_eq!(failure["errcode"], fault["errcode"]);

    for lang in ["en", "zh"] {
        let mut count = desk.command(&["draft", "count"]);
        let told = end(count.env("WXPRESS_LANG", lang).spawn().unwrap()).await;
        assert_eq!((told.code, told.stdout.as_str()), (Some(code), ""));
        let line = told.stderr.lines().next().unwrap();
        assert!(line.starts_with("wxpress: ") && line.ends_with(&format!("[{name}]")), "{line}");
        assert_eq!(line.is_ascii(), lang == "en", "{line}");
    }
}

#[tokio::test]
async fn an_outcome_that_nobody_knows_ends_with_4() {
    let desk = Desk::start().await;
    let id = desk.draft("t").await;
    desk.sandbox.fault(json!({"path": "/cgi-bin/draft/delete", "action": "reset_after"})).await;
    let (failure, code) = desk.failure(&["draft", "delete", &id]).await;
    assert_eq!((&failure["code"], code), (&"outcome_unknown".into(), Some(4)));
}

#[tokio::test]
async fn a_platform_that_is_not_there_and_a_wrong_key_are_told() {
    let desk = Desk::start().await;
    let (failure, code) = desk.failure(&["draft", "count", "--wechat-url", "http://127.0.0.1:9"]).await;
    assert_eq!((&failure["code"], code), (&"wechat_unreachable".into(), Some(1)));
    let (failure, code) = desk.failure(&["draft", "count", "--wechat-url", "nonsense"]).await;
    assert_eq!((&failure["code"], code), (&"misconfigured".into(), Some(2)));
    let mut count = desk.command(&["draft", "count", "--json"]);
    let ended = end(count.env("WXPRESS_MASTER_KEY", "short").spawn().unwrap()).await;
    assert_eq!(ended.code, Some(2));
    assert!(ended.stdout.contains(r#""code":"bad_master_key""#), "{}", ended.stdout);
}
