//! A child process that serves: started, awaited until it listens, listened to, ended.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// How long a process may take to listen, or to end after it was asked to.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running server and how it was started. Dropping it kills the process.
#[derive(Debug)]
pub(crate) struct Service {
    command: Command,
    address_in: fn(&str) -> Option<String>,
    running: Running,
    log: Log,
}

#[derive(Debug)]
struct Running {
    child: Child,
    address: String,
    readers: JoinSet<()>,
}

/// All that a process printed on both streams, over all its restarts.
#[derive(Debug, Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Log {
    fn push(&self, line: &str) {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        text.push_str(line);
        text.push('\n');
    }

    fn text(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Service {
    /// Starts `command` and waits until `address_in` finds an address in a line of its standard output.
    pub(crate) async fn start(mut command: Command, address_in: fn(&str) -> Option<String>) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let log = Log::default();
        let running = Running::start(&mut command, address_in, &log).await;
        Self { command, address_in, running, log }
    }

    /// What `address_in` found.
    pub(crate) fn address(&self) -> &str {
        &self.running.address
    }

    pub(crate) fn log(&self) -> String {
        self.log.text()
    }

    /// The most memory that the process ever held in bytes (Linux's `VmHWM`).
    pub(crate) fn peak_memory_bytes(&self) -> u64 {
        let id = self.running.child.id().expect("it still runs");
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("Linux's /proc");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line VmHWM");
        line.trim_end_matches("kB").trim().parse::<u64>().expect("a number of kB") * 1024
    }

    /// Asks the process to end (SIGTERM) and waits for it.
    pub(crate) async fn stop(&mut self) -> ExitStatus {
        if let Some(pid) = self.running.child.id().and_then(|id| Pid::from_raw(id.try_into().ok()?)) {
            kill_process(pid, Signal::TERM).expect("SIGTERM to our own child");
        }
        let ended = tokio::time::timeout(PATIENCE, self.running.child.wait()).await;
        let Ok(status) = ended else {
            panic!("still running {PATIENCE:?} after SIGTERM; it printed:\n{}", self.log());
        };
        self.running.finish_reading().await;
        status.expect("a child can be waited for")
    }

    /// Ends the process without a warning (SIGKILL), as a crash would.
    pub(crate) async fn kill9(&mut self) {
        self.running.child.kill().await.expect("SIGKILL to our own child");
        self.running.finish_reading().await;
    }

    /// Sets an environment variable of the next start.
    pub(crate) fn set_env(&mut self, name: &str, value: &str) {
        self.command.env(name, value);
    }

    /// Starts the same command again; kills the process first if it still runs.
    pub(crate) async fn restart(&mut self) {
        self.kill9().await;
        self.running = Running::start(&mut self.command, self.address_in, &self.log).await;
    }
}

impl Running {
    async fn start(command: &mut Command, address_in: fn(&str) -> Option<String>, log: &Log) -> Self {
        let program = command.as_std().get_program().to_owned();
        let mut child =
            command.spawn().unwrap_or_else(|error| panic!("cannot run {}: {error}", program.display()));
        let (found, mut address) = mpsc::channel(1);
        let mut readers = JoinSet::new();
        if let Some(stdout) = child.stdout.take() {
            let log = log.clone();
            readers.spawn(read_lines(stdout, move |line| {
                log.push(line);
                if let Some(address) = address_in(line) {
                    // Full or closed once the address is known: later lines do not matter.
                    let _ = found.try_send(address);
                }
            }));
        }
        if let Some(stderr) = child.stderr.take() {
            let log = log.clone();
            readers.spawn(read_lines(stderr, move |line| log.push(line)));
        }
        // The channel closes when standard output does, which is how an early end shows.
        let Ok(address) = tokio::time::timeout(PATIENCE, address.recv()).await else {
            panic!("{} does not listen after {PATIENCE:?}; it printed:\n{}", program.display(), log.text());
        };
        let Some(address) = address else {
            let status = child.wait().await;
            readers.join_all().await;
            panic!("{} ended early ({status:?}); it printed:\n{}", program.display(), log.text());
        };
        Self { child, address, readers }
    }

    /// Waits until all that the ended process printed is in the log.
    async fn finish_reading(&mut self) {
        while self.readers.join_next().await.is_some() {}
    }
}

async fn read_lines(stream: impl AsyncRead + Unpin, mut on_line: impl FnMut(&str)) {
    let mut stream = BufReader::new(stream);
    let mut line = Vec::new();
    while stream.read_until(b'\n', &mut line).await.is_ok_and(|length| length > 0) {
        on_line(String::from_utf8_lossy(&line).trim_end());
        line.clear();
    }
}

/// A command of the `wxpress` binary that ignores the settings and proxies of the surrounding shell.
pub(crate) fn wxpress(bin: &Path, subcommand: &str) -> Command {
    let mut command = Command::new(bin);
    command.arg(subcommand).args(["--listen", "127.0.0.1:0"]);
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_setting(name)) {
        command.env_remove(name);
    }
    command
}

fn is_setting(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_uppercase();
    name.starts_with("WXPRESS_") || name.starts_with("WECHAT_") || name.ends_with("_PROXY")
}

/// The URL in a line such as `sandbox listening on http://127.0.0.1:40001`.
pub(crate) fn url_in(line: &str) -> Option<String> {
    let (_, rest) = line.split_once(" listening on ")?;
    rest.split_whitespace().next().filter(|url| url.starts_with("http://")).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn the_url_ends_at_white_space() {
        let found = url_in("sandbox listening on http://127.0.0.1:40001 (press Ctrl-C to stop)");
        assert_eq!(found.as_deref(), Some("http://127.0.0.1:40001"));
        assert_eq!(url_in("nothing is listening on port 80"), None);
    }

    #[tokio::test]
    async fn a_stopped_process_has_left_all_its_words_in_the_log() {
        let script =
            "trap 'echo bye >&2; exit 3' TERM; echo x listening on http://a; while :; do sleep 0.1; done";
        let mut service = Service::start(shell(script), url_in).await;
        assert_eq!(service.address(), "http://a");
        assert_eq!(service.stop().await.code(), Some(3));
        assert_eq!(service.log(), "x listening on http://a\nbye\n");
    }

    #[tokio::test]
    async fn a_killed_process_can_be_restarted_and_the_log_goes_on() {
        let mut service = Service::start(shell("echo x listening on http://$$; exec sleep 60"), url_in).await;
        let first = service.address().to_owned();
        service.kill9().await;
        service.restart().await;
        assert_ne!(service.address(), first);
        assert_eq!(service.log().lines().count(), 2);
    }

    #[tokio::test]
    #[should_panic(expected = "no such flag")]
    async fn an_early_end_shows_what_was_printed() {
        Service::start(shell("echo no such flag >&2; exit 2"), url_in).await;
    }
}
