//! The program as it is run: a process of its own, killed and ended.
use std::process::Stdio;

use backdesk::clock::Clock;
use backdesk::sandbox::{Act, Rules, Sandbox, World};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};

use crate::clinic::TOKEN;

struct Street {
    sandbox: Sandbox,
    url: String,
    folder: TempDir,
    bot: i64,
}

impl Street {
    async fn new() -> Self {
        let sandbox = Sandbox::new(Clock::system());
        let bot = sandbox.add_bot(TOKEN, "desk_bot", "Desk");
        sandbox.faults().rules(Rules { limits: true, resend_presses: false });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(sandbox.clone().serve(listener, std::future::pending()));
        Self { sandbox, url, folder: TempDir::new().unwrap(), bot }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backdesk"));
        command.current_dir(self.folder.path()).env_clear().arg("run").kill_on_drop(true);
        command.env("TELOXIDE_TOKEN", TOKEN).env("TELOXIDE_API_URL", &self.url);
        // Not used, or nothing would arrive.
        command.env("HTTP_PROXY", "http://127.0.0.1:1").env("http_proxy", "http://127.0.0.1:1");
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// A running program: it has said that it is at work.
    async fn run(&self) -> Child {
        let mut child = self.command().spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap();
        assert!(line.unwrap_or_default().contains("is at work"));
        child
    }

    async fn until<T>(&self, find: impl FnMut(&World) -> Option<T>) -> T {
        self.sandbox.until(find).await.expect("it does not come")
    }

    async fn reads(&self, person: i64, words: &str) {
        self.until(|world| {
            let chat = world.chats.values().find(|chat| chat.key.id == person)?;
            let says = |stored: &backdesk::sandbox::world::Stored| {
                stored.message["from"]["id"] == self.bot
                    && stored.message["text"].as_str().is_some_and(|text| text.contains(words))
            };
            chat.messages.values().any(says).then_some(())
        })
        .await;
    }
}

#[tokio::test]
async fn it_is_killed_and_goes_on_and_ends_in_order() {
    let street = Street::new().await;
    let mut first = street.run().await;
    let ana = street.sandbox.add_person("CANARYNAME", "en");
    street.sandbox.act(ana, Act::start()).unwrap();
    street.reads(ana, "automatic helper").await;
    first.kill().await.unwrap();

    let welcome = street.sandbox.messages(ana).pop().unwrap();
    let buttons = welcome["reply_markup"]["inline_keyboard"].as_array().unwrap();
    let data = buttons[0][0]["callback_data"].as_str().unwrap();
    street.sandbox.act(ana, Act::press(welcome["message_id"].as_i64().unwrap(), data)).unwrap();
    let second = street.run().await;
    street.reads(ana, "May I ask").await;

    let pid = second.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().await.unwrap().success());
    let output = second.wait_with_output().await.unwrap();
    assert_eq!(output.status.code(), Some(0));
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(!log.contains("CANARY"), "{log}");
    assert!(log.contains("no staff chat yet"), "{log}");
}

#[tokio::test]
async fn what_is_wrong_is_said_in_one_line() {
    let street = Street::new().await;
    for (name, value, words) in [
        ("TELOXIDE_TOKEN", "", "the token is missing"),
        ("TELOXIDE_TOKEN", "77:another", "Telegram refuses the token"),
        ("TELOXIDE_API_URL", "telegram", "TELOXIDE_API_URL"),
        ("DATABASE_URL", "mysql://x", "sqlite://"),
        ("DATABASE_URL", "sqlite:///proc/none/desk.db", "database"),
        ("BACKDESK_DIALOGUES", "nowhere", "nowhere"),
        ("BACKDESK_UNREVIEWED", "perhaps", "BACKDESK_UNREVIEWED"),
        ("LOG", "loud", "LOG is one of"),
    ] {
        let mut child = street.command().env(name, value).spawn().unwrap();
        let status = child.wait().await.unwrap();
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).await.unwrap();
        assert_eq!(status.code(), Some(1), "{name}={value}: {said}");
        assert!(said.lines().last().unwrap_or_default().contains(words), "{name}={value}: {said}");
        assert!(!said.contains("CANARY"));
    }
    let wrong = street.command().env("STAFF_CHAT_ID", "77").output().await.unwrap();
    assert_eq!(wrong.status.code(), Some(2));
}
