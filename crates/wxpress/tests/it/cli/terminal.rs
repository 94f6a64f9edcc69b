//! What only somebody at a terminal meets.

use std::process::Stdio;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;
use wxpress_testkit::picture;

use super::desk::{Desk, typing};
use crate::scene::{APPID, SECRET, bin};

/// A command at a terminal of 60 columns, as `script` makes one; what it shows comes with `\r\n` on stdout.
fn at_terminal(desk: &Desk, arguments: &str) -> Command {
    let line = format!("stty rows 24 cols 60; exec {} {arguments}", bin().display());
    let plain = desk.command(&[]);
    let mut script = Command::new("/usr/bin/script");
    script.args(["--quiet", "--return", "--echo", "always", "--command", &line, "/dev/null"]);
    script.env_clear().envs(plain.as_std().get_envs().filter_map(|(name, value)| Some((name, value?))));
    script.env("PATH", "/usr/bin:/bin").env("TERM", "xterm").env("SHELL", "/bin/sh").kill_on_drop(true);
    script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    script
}

#[tokio::test]
async fn a_secret_that_is_typed_is_not_shown() {
    let desk = Desk::start().await;
    let mut add = at_terminal(&desk, &format!("account add --name typed --appid {APPID}"));
    let mut child = add.env_remove("WECHAT_APP_SECRET").spawn().unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut shown = String::new();
    while !shown.contains("AppSecret") {
        let mut chunk = [0; 256];
        let count = stdout.read(&mut chunk).await.unwrap();
        assert_ne!(count, 0, "{shown}");
        shown.push_str(std::str::from_utf8(&chunk[..count]).unwrap());
    }
    // The terminal stops to echo right after the question.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    stdin.write_all(format!("{SECRET}\n").as_bytes()).await.unwrap();
    stdout.read_to_string(&mut shown).await.unwrap();
    assert!(child.wait().await.unwrap().success(), "{shown}");
    assert!(shown.contains("name:       typed") && !shown.contains(SECRET), "{shown}");
    assert_eq!(desk.data(&["account", "show", "typed", "--reveal"]).await["realSecret"], SECRET);
}

#[tokio::test]
async fn lines_end_where_the_terminal_does() {
    let desk = Desk::start().await;
    let id = desk.draft("一个很长很长很长很长很长很长很长很长很长很长的标题").await;
    for command in ["draft list".to_owned(), format!("draft show {id}")] {
        let shown = typing(at_terminal(&desk, &command), "").await;
        assert_eq!(shown.code, Some(0), "{shown:?}");
        assert!(shown.stdout.contains(&id) && shown.stdout.contains('…'), "{}", shown.stdout);
        for line in shown.stdout.lines() {
            assert!(console::measure_text_width(line.trim_end()) <= 60, "{line}");
        }
    }
}

#[tokio::test]
async fn a_file_is_not_printed_to_a_terminal() {
    let desk = Desk::start().await;
    let file = desk.file("a.png", picture::png(9, 9));
    let id = desk.data(&["material", "upload", &file]).await["mediaId"].as_str().unwrap().to_owned();
    let shown = typing(at_terminal(&desk, &format!("material get {id}")), "").await;
    assert_eq!(shown.code, Some(2), "{shown:?}");
    assert!(shown.stdout.contains("[binary_to_terminal]"), "{}", shown.stdout);
}

#[tokio::test]
async fn a_bar_shows_how_far_a_video_is() {
    let desk = Desk::start().await;
    desk.be_a_partner().await;
    let file = desk.file("v.mp4", vec![7; 3 << 20]);
    let shown = typing(at_terminal(&desk, &format!("video upload {file} --title t")), "").await;
    assert_eq!(shown.code, Some(0), "{shown:?}");
    assert!(shown.stdout.contains("hashing ") && shown.stdout.contains("/3.00 MiB"), "{}", shown.stdout);
    assert!(shown.stdout.contains("state:      saved"), "{}", shown.stdout);
}
