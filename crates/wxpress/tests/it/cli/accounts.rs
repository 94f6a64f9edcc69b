//! `wxpress account`, and the choice of an account for a call.

use rstest::rstest;

use super::desk::{Desk, assert_told, typing};
use crate::program::{Ended, end};
use crate::scene::{APPID, SECRET};

const OTHER: &str = "wx00000000000000bb";

/// Stores two accounts without looking into the environment.
async fn with_accounts() -> Desk {
    let desk = Desk::start().await;
    let secret = desk.file("secret", format!("{SECRET}\n"));
    for (name, appid) in [("测试号", APPID), ("other", OTHER)] {
        let add = ["account", "add", "--name", name, "--appid", appid, "--secret-file", &secret];
        assert_eq!(end(desk.stranger(&add).spawn().unwrap()).await.code, Some(0));
    }
    desk
}

async fn stranger(desk: &Desk, arguments: &[&str]) -> Ended {
    end(desk.stranger(arguments).spawn().unwrap()).await
}

#[tokio::test]
async fn accounts_are_stored_shown_changed_and_forgotten() {
    let desk = with_accounts().await;
    assert_told!("account_list", desk.told(&["account", "list"]).await);
    assert_told!("account_show", desk.told(&["account", "show", OTHER]).await);

    let accounts = desk.data(&["account", "list"]).await;
    let id = accounts[1]["id"].as_str().unwrap();
    let changed = ["account", "update", id, "--name", "shop", "--remark", "a note", "--default"];
    let changed = desk.data(&changed).await;
    assert_eq!((&changed["name"], &changed["isDefault"]), (&"shop".into(), &true.into()));
    assert_eq!(desk.data(&["account", "default", "测试号"]).await["isDefault"], true);
    let checked = desk.data(&["account", "check", APPID]).await;
    assert_eq!((&checked["ok"], &checked["draftCount"]), (&true.into(), &0.into()));
    assert_eq!(desk.told(&["account", "remove", "shop"]).await, "");
    assert_eq!(desk.data(&["account", "list"]).await.as_array().unwrap().len(), 1);
    let (gone, code) = desk.failure(&["account", "show", "shop"]).await;
    assert_eq!((&gone["code"], code), (&"unknown_account".into(), Some(1)));
}

#[tokio::test]
async fn a_secret_is_shown_only_to_who_asks_for_it() {
    let desk = with_accounts().await;
    let shown = desk.data(&["account", "show", "other", "--reveal"]).await;
    assert_eq!(shown["realSecret"], SECRET);
    for arguments in
        [&["account", "list"][..], &["account", "show", "other"], &["draft", "count"], &["draft", "--help"]]
    {
        for json in [&[][..], &["--json"]] {
            let arguments = [arguments, json].concat();
            let ended = end(desk.command(&arguments).env("WXPRESS_LOG", "trace").spawn().unwrap()).await;
            assert_eq!(ended.code, Some(0), "{ended:?}");
            assert!(!ended.stdout.contains(SECRET) && !ended.stderr.contains(SECRET), "{ended:?}");
        }
    }
}

#[tokio::test]
async fn a_new_account_takes_its_secret_from_the_environment_or_the_standard_input() {
    let desk = Desk::start().await;
    assert_eq!(desk.data(&["account", "add", "--name", "one"]).await["appid"], APPID);
    let add = ["account", "add", "--name", "two", "--appid", OTHER, "--secret-file", "-"];
    assert_eq!(typing(desk.stranger(&add), format!("{SECRET}\r\n")).await.code, Some(0));
    assert_eq!(desk.data(&["account", "show", "two", "--reveal"]).await["realSecret"], SECRET);

    let refused = stranger(&desk, &["account", "add", "--name", "three", "--appid", "wx3"]).await;
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
    assert!(refused.stderr.contains("[secret_needed]"), "{}", refused.stderr);
}

/// Both accounts are stored, and the first is the default; the sandbox knows the first alone, so a call for the other
/// fails for its AppID.
#[rstest]
#[case(&[], &[], true)]
#[case(&["--account", "other"], &[], false)]
#[case(&["--appid", OTHER], &[], false)]
#[case(&[], &[("WXPRESS_ACCOUNT", "other")], false)]
#[case(&["--account", "测试号"], &[("WXPRESS_ACCOUNT", "other")], true)]
#[case(&[], &[("WECHAT_APP_ID", OTHER), ("WECHAT_APP_SECRET", SECRET)], false)]
#[case(&["--account", "测试号"], &[("WECHAT_APP_ID", OTHER), ("WECHAT_APP_SECRET", SECRET)], true)]
#[case(&["--appid", APPID], &[("WECHAT_APP_ID", OTHER), ("WECHAT_APP_SECRET", "wrong")], true)]
#[case(&[], &[("WXPRESS_APPID", APPID), ("WXPRESS_ACCOUNT", "other")], true)]
#[case(&[], &[("WECHAT_APP_ID", ""), ("WECHAT_APP_SECRET", "")], true)]
#[tokio::test]
async fn flags_come_before_the_environment_and_that_before_the_default(
    #[case] flags: &[&str],
    #[case] environment: &[(&str, &str)],
    #[case] is_known: bool,
) {
    let desk = with_accounts().await;
    let mut count = desk.stranger(&[&["draft", "count"], flags].concat());
    let ended = end(count.envs(environment.iter().copied()).spawn().unwrap()).await;
    assert_eq!(ended.code, Some(if is_known { 0 } else { 3 }), "{ended:?}");
    assert!(is_known || ended.stderr.contains("[bad_credential]"), "{ended:?}");
}

#[rstest]
#[case(&["draft", "count"], 2, "no_account")]
#[case(&["draft", "count", "--account", "nobody"], 1, "unknown_account")]
#[case(&["draft", "count", "--secret-file", "/no/such/file"], 2, "cannot_read")]
#[case(&["account", "remove", "nobody"], 1, "unknown_account")]
#[tokio::test]
async fn nobody_is_called_for(#[case] arguments: &[&str], #[case] code: i32, #[case] name: &str) {
    let desk = Desk::start().await;
    let ended = stranger(&desk, arguments).await;
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(code), ""));
    assert!(ended.stderr.contains(&format!("[{name}]")), "{}", ended.stderr);
    assert!(desk.sandbox.journal().await.is_empty());
}

#[tokio::test]
async fn a_secret_without_its_appid_is_refused() {
    let desk = Desk::start().await;
    let mut count = desk.stranger(&["draft", "count"]);
    let ended = end(count.env("WECHAT_APP_SECRET", SECRET).spawn().unwrap()).await;
    assert_eq!(ended.code, Some(2));
    assert!(ended.stderr.contains("[secret_without_appid]") && !ended.stderr.contains(SECRET));
}
