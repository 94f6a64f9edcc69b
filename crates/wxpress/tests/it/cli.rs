//! The command line.

mod accounts;
mod articles;
mod desk;
mod drafts;
mod failures;
mod files;
mod kills;
mod messages;
mod partner;
mod platform;
mod terminal;
mod videos;

use rstest::rstest;
use tokio::io::{AsyncBufReadExt as _, BufReader};

use crate::program::{command, end, run, terminate};
use crate::scene::{APPID, SECRET};

#[tokio::test]
async fn it_tells_its_version() {
    for flag in ["--version", "-V"] {
        let told = run(&[flag]).await;
        assert_eq!((told.code, told.stdout), (Some(0), format!("wxpress {}\n", env!("CARGO_PKG_VERSION"))));
    }
}

#[rstest]
#[case("help", &["--help"])]
#[case("help_render", &["render", "--help"])]
#[case("help_lint", &["lint", "--help"])]
#[case("help_theme", &["theme", "--help"])]
#[case("help_image", &["image", "--help"])]
#[case("help_image_fit", &["image", "fit", "--help"])]
#[case("help_image_crop", &["image", "crop", "--help"])]
#[case("help_account", &["account", "--help"])]
#[case("help_publish", &["publish", "--help"])]
#[case("help_job", &["job", "--help"])]
#[case("help_webhook", &["webhook", "--help"])]
#[case("help_draft", &["draft", "--help"])]
#[case("help_published", &["published", "--help"])]
#[case("help_material", &["material", "--help"])]
#[case("help_media", &["media", "--help"])]
#[case("help_mass", &["mass", "--help"])]
#[case("help_comment", &["comment", "--help"])]
#[case("help_video", &["video", "--help"])]
#[case("help_product", &["product", "--help"])]
#[case("help_quota", &["quota", "--help"])]
#[case("help_callback", &["callback", "--help"])]
#[case("help_rid", &["rid", "--help"])]
#[case("help_ips", &["ips", "--help"])]
#[case("help_call", &["call", "--help"])]
#[case("help_partner_article", &["partner", "article", "--help"])]
#[case("help_account_add", &["account", "add", "--help"])]
#[case("help_draft_create", &["draft", "create", "--help"])]
#[case("help_material_get", &["material", "get", "--help"])]
#[case("help_mass_send", &["mass", "send", "--help"])]
#[case("help_video_upload", &["video", "upload", "--help"])]
#[case("help_serve", &["serve", "--help"])]
#[case("help_sandbox", &["sandbox", "--help"])]
#[case("help_demo", &["demo", "--help"])]
#[tokio::test]
async fn it_explains_itself(#[case] name: &str, #[case] arguments: &[&str]) {
    let told = run(arguments).await;
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(name, told.stdout);
}

#[rstest]
#[case(&[])]
#[case(&["publish"])]
#[case(&["serve", "--no-such-flag"])]
#[case(&["serve", "--listen"])]
#[case(&["draft"])]
#[case(&["render"])]
#[case(&["render", "a.md", "--profile", "email"])]
#[case(&["render", "a.md", "--page", "--json"])]
#[case(&["render", "a.md", "--justify", "false"])]
#[case(&["lint"])]
#[case(&["theme", "show"])]
#[case(&["image", "fit", "a.png"])]
#[case(&["image", "fit", "a.png", "--for", "poster"])]
#[case(&["image", "cover", "a.md", "--made", "--cover", "a.png"])]
#[case(&["draft", "create", "--json-input", "a", "--title", "t"])]
#[case(&["draft", "list", "--count", "many"])]
#[case(&["draft", "count", "--account", "a", "--appid", "b"])]
#[case(&["account", "add", "--secret", "s3cr3t-w0rd"])]
#[case(&["material", "upload", "--type", "nonsense", "file"])]
#[case(&["sandbox", "--listen", "everywhere"])]
#[case(&["sandbox", "--account", "wx1"])]
#[case(&["sandbox", "--account", "wx1:s3cr3t-w0rd:nobody"])]
#[case(&["sandbox", "--publish-delay", "soon"])]
#[case(&["sandbox", "--profile", "imaginary"])]
#[tokio::test]
async fn bad_arguments_end_with_2(#[case] arguments: &[&str]) {
    let refused = run(arguments).await;
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""), "{refused:?}");
    assert!(!refused.stderr.is_empty());
}

#[tokio::test]
async fn the_sandbox_prints_one_line_and_ends_when_told() {
    let account = format!("--account={APPID}:{SECRET}:personal");
    let arguments = ["sandbox", "--listen", "127.0.0.1:0", &account, "--publish-delay", "2s", "--seed", "7"];
    let mut child = command(&arguments).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).await.unwrap();
    let url = line.trim_end().strip_prefix("sandbox listening on ").unwrap();
    assert!(url.starts_with("http://127.0.0.1:"), "{line}");

    let client = wxpress_testkit::client();
    let accounts: serde_json::Value =
        client.get(format!("{url}/_sandbox/accounts")).send().await.unwrap().json().await.unwrap();
    assert_eq!(accounts.as_array().unwrap().len(), 1);
    assert_eq!((&accounts[0]["appid"], &accounts[0]["kind"]), (&APPID.into(), &"personal".into()));
    assert_eq!(accounts[0]["publish_delay_ms"], 2000);

    terminate(&child).await;
    let ended = end(child).await;
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    line.clear();
    assert_eq!(stdout.read_line(&mut line).await.unwrap(), 0, "a second line: {line}");
}

#[tokio::test]
async fn the_sandbox_keeps_its_state_in_a_file() {
    let folder = tempfile::TempDir::new().unwrap();
    let state = folder.path().join("state");
    let mut sandbox = crate::scene::sandbox().arg("--state").arg(&state).start().await;
    let posted = serde_json::json!({"appid": "wxkept", "secret": "s"});
    sandbox.control(reqwest::Method::POST, "accounts", posted).await;
    sandbox.kill9().await;
    sandbox.restart().await;
    let accounts = sandbox.control(reqwest::Method::GET, "accounts", serde_json::Value::Null).await;
    assert!(accounts.as_array().unwrap().iter().any(|account| account["appid"] == "wxkept"), "{accounts}");
}
