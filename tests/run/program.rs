//! `backdesk run` as a process, and what it says.
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::process::{Child, Command};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// How long anything may take before a test gives up. Much is going on at once.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// A process.
#[derive(Debug)]
pub struct Program {
    child: Child,
    readers: Vec<JoinHandle<()>>,
}

/// Everything that the processes of a clinic have said, on both streams.
#[derive(Clone, Debug, Default)]
pub struct Said {
    bytes: Arc<Mutex<Vec<u8>>>,
    more: watch::Sender<usize>,
}

impl Program {
    /// Starts it in `folder`, with these settings and nothing else in its environment.
    pub fn start(folder: &Path, settings: &[(String, String)], said: &Said) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backdesk"));
        command.arg("run").env_clear().envs(settings.iter().cloned()).current_dir(folder);
        Self::spawn(command, said)
    }

    /// Starts any command.
    pub fn spawn(mut command: Command, said: &Said) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().unwrap();
        let readers = vec![said.read(child.stdout.take().unwrap()), said.read(child.stderr.take().unwrap())];
        Self { child, readers }
    }

    /// kill -9.
    pub async fn kill(mut self) {
        self.child.start_kill().unwrap();
        self.exit().await;
    }

    /// SIGTERM; how it ended, and after how long.
    pub async fn terminate(self) -> (ExitStatus, Duration) {
        self.signal("TERM").await;
        let begun = Instant::now();
        let status = self.exit().await;
        (status, begun.elapsed())
    }

    /// Waits for it to end by itself.
    pub async fn exit(mut self) -> ExitStatus {
        let ended = timeout(PATIENCE, self.child.wait()).await;
        let status = ended.expect("the program does not end").unwrap();
        for reader in self.readers {
            reader.await.unwrap();
        }
        status
    }

    async fn signal(&self, signal: &str) {
        let id = self.child.id().expect("it runs").to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status().await.unwrap();
        assert!(sent.success());
    }
}

impl Said {
    /// All of it.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes.lock().unwrap()).into_owned()
    }

    /// Returns when it has said these words.
    pub async fn until(&self, words: &str) {
        self.until_times(words, 1).await;
    }

    /// Returns when it has said these words so many times.
    pub async fn until_times(&self, words: &str, times: usize) {
        let mut more = self.more.subscribe();
        let search = more.wait_for(|_| self.text().matches(words).count() >= times);
        let found = timeout(PATIENCE, search).await.is_ok();
        assert!(found, "never said {words:?}:\n{}", self.text());
    }

    fn read(&self, mut stream: impl AsyncRead + Unpin + Send + 'static) -> JoinHandle<()> {
        let said = self.clone();
        tokio::spawn(async move {
            let mut buffer = vec![0; 65536];
            while let Ok(n @ 1..) = stream.read(&mut buffer).await {
                said.bytes.lock().unwrap().extend_from_slice(&buffer[..n]);
                said.more.send_modify(|count| *count += n);
            }
        })
    }
}
