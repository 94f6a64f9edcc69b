//! The binary run to its end, or until it is told to end.

use std::process::{Output, Stdio};
use std::time::Duration;

use tokio::process::{Child, Command};

use crate::scene::bin;

/// How long a run may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The binary with these arguments, speaking English, deaf to the settings around it.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(bin());
    command.args(arguments).env_clear().env("WXPRESS_LANG", "en").kill_on_drop(true);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the binary to its end.
pub(crate) async fn run(arguments: &[&str]) -> Ended {
    end(command(arguments).spawn().unwrap()).await
}

/// Waits until a run has ended by itself.
pub(crate) async fn end(child: Child) -> Ended {
    let output = tokio::time::timeout(PATIENCE, child.wait_with_output()).await;
    output.expect("it ends in time").expect("a child can be waited for").into()
}

/// Tells a run to end (SIGTERM).
pub(crate) async fn terminate(child: &Child) {
    let pid = child.id().expect("it still runs").to_string();
    let told = Command::new("sh").args(["-c", "kill -TERM \"$0\"", &pid]).status().await.unwrap();
    assert!(told.success());
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
