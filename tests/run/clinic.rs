//! A clinic for a test: a sandbox Telegram over HTTP, a staff group with its people, a database, the program.
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use backdesk::clock::Clock;
use backdesk::sandbox::{Act, Call, Rules, Sandbox, World};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::database::{Base, Database};
use crate::phone::Phone;
use crate::program::{PATIENCE, Program, Said};

pub const TOKEN: &str = "7700001:CANARYTOKEN-secret_of_the_bot";

pub struct Clinic {
    pub sandbox: Sandbox,
    pub bot: i64,
    /// The staff group.
    pub group: i64,
    /// Its owner.
    pub anna: i64,
    /// A member.
    pub boris: i64,
    /// What the program calls.
    pub api: String,
    pub said: Said,
    pub database: Database,
    pub folder: TempDir,
    program: Mutex<Option<Program>>,
    /// The last call before the last end of the program: those up to it, and presses before it, may never be answered.
    ended: AtomicU64,
}

impl Clinic {
    /// At work; `None`: there is no such database here.
    pub async fn open(base: Base) -> Option<Self> {
        let clinic = Self::closed(base).await?;
        clinic.start().await;
        Some(clinic)
    }

    /// Everything but the program.
    pub async fn closed(base: Base) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let database = base.fresh(folder.path()).await?;
        let sandbox = Sandbox::new(Clock::system());
        let bot = sandbox.add_bot(TOKEN, "desk_bot", "Desk");
        let anna = sandbox.add_person("Anna", "en");
        let boris = sandbox.add_person("Boris", "en");
        let group = sandbox.add_group("Reception", anna);
        for act in [Act::invite(boris), Act::invite(bot), Act::promote(bot)] {
            sandbox.act(anna, act.in_chat(group)).unwrap();
        }
        sandbox.faults().rules(Rules { limits: true, resend_presses: false });
        let api = serve(sandbox.clone(), "127.0.0.1:0").await;
        let (said, program) = (Said::default(), Mutex::new(None));
        let ended = AtomicU64::new(0);
        Some(Self { sandbox, bot, group, anna, boris, api, said, database, folder, program, ended })
    }

    /// The clinic's own dialogues, if it has any.
    pub fn dialogues(&self) -> PathBuf {
        self.folder.path().join("dialogues")
    }

    /// The settings of `run`, as a clinic would have them.
    pub fn settings(&self) -> BTreeMap<String, String> {
        let settings = [
            ("TELOXIDE_TOKEN", TOKEN.to_owned()),
            ("TELOXIDE_API_URL", self.api.clone()),
            ("DATABASE_URL", self.database.url.clone()),
            ("BACKDESK_KEY_FILE", self.folder.path().join("keys/desk.key").display().to_string()),
            ("STAFF_CHAT_ID", self.group.to_string()),
            ("BACKDESK_UNREVIEWED", "yes".to_owned()),
            ("LOG", "trace".to_owned()),
        ];
        let own = self.dialogues().is_dir().then(|| ("BACKDESK_DIALOGUES", self.dialogues().display().to_string()));
        settings.into_iter().chain(own).map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// A program with these settings, whatever becomes of it.
    pub fn run(&self, settings: BTreeMap<String, String>) -> Program {
        let settings: Vec<_> = settings.into_iter().collect();
        Program::start(self.folder.path(), &settings, &self.said)
    }

    /// Starts the program and waits until it polls.
    pub async fn start(&self) {
        let bot = self.bot;
        let begun = self.sandbox.look(|world| world.bots[&bot].queue.asked);
        *self.program.lock().await = Some(self.run(self.settings()));
        self.until("the program does not poll", |world| (world.bots[&bot].queue.asked > begun).then_some(())).await;
    }

    /// kill -9.
    pub async fn kill(&self) {
        self.program.lock().await.take().expect("it runs").kill().await;
        self.note_end();
    }

    fn note_end(&self) {
        let last = self.sandbox.look(|world| world.calls.back().map_or(0, |call| call.n));
        self.ended.store(last, Ordering::Relaxed);
    }

    /// SIGTERM: it must end with 0 within 5 s.
    pub async fn terminate(&self) {
        let program = self.program.lock().await.take().expect("it runs");
        let (status, took) = program.terminate().await;
        assert!(status.success(), "{status}\n{}", self.said.text());
        assert!(took < Duration::from_secs(5), "it took {took:?}");
        self.note_end();
    }

    /// A patient who has pressed Start.
    pub async fn patient(&self, name: &str) -> Phone<'_> {
        let phone = Phone::new(self, self.sandbox.add_person(name, "en"));
        phone.act(Act::start());
        phone.sees("How can I help").await;
        phone
    }

    /// The staff group on somebody's phone.
    pub fn staff(&self, person: i64) -> Phone<'_> {
        Phone { chat: self.group, ..Phone::new(self, person) }
    }

    /// What `find` finds in the world, now or after some change.
    pub async fn until<T>(&self, lacking: &str, mut find: impl FnMut(&World) -> Option<T>) -> T {
        let search = async {
            loop {
                if let Some(found) = self.sandbox.until(&mut find).await {
                    return found;
                }
            }
        };
        match timeout(PATIENCE, search).await {
            Ok(found) => found,
            Err(_) => {
                let chats: Vec<i64> = self.sandbox.look(|world| world.chats.keys().map(|key| key.id).collect());
                let texts: BTreeMap<i64, Vec<String>> =
                    chats.into_iter().map(|chat| (chat, self.texts(chat))).collect();
                panic!("{lacking}; they read {texts:#?}; the program said:\n{}", tail(&self.said.text()));
            }
        }
    }

    /// What the bot says in a chat, oldest first.
    pub fn texts(&self, chat: i64) -> Vec<String> {
        self.sandbox.look(|world| texts(world, self.bot, chat))
    }

    /// The cards and their repeats: each says that the rules are only tried out.
    pub fn cards(&self) -> Vec<String> {
        self.texts(self.group).into_iter().filter(|text| text.contains("no clinician has reviewed")).collect()
    }

    /// The cards as they were sent, whatever became of them since: each says that the rules are only tried out.
    pub fn cards_sent(&self) -> Vec<String> {
        let sent = self.sandbox.calls_of("sendMessage").into_iter();
        let sent = sent.filter(|call| call.applied && call.chat == Some(self.group));
        let texts = sent.filter_map(|call| call.params["text"].as_str().map(str::to_owned));
        texts.filter(|text| text.contains("no clinician has reviewed")).collect()
    }

    /// Returns when everything that came has been taken, each press answered, and no call is under way.
    pub async fn settled(&self) {
        let lacking = |world: &World| {
            let ended = self.ended.load(Ordering::Relaxed);
            let at = world.calls.iter().find(|call| call.n == ended).map(|call| call.at);
            let presses = world.queries.values().filter(|press| !press.answered && at.is_none_or(|at| press.at > at));
            let calls = world.calls.iter().filter(|call| call.n > ended && call.method != "getUpdates");
            let open = calls.filter(|call| call.answer.is_none()).map(|call| call.method.clone());
            let all: Vec<_> = presses.map(|press| press.body["data"].to_string()).chain(open).collect();
            let pending = world.bots[&self.bot].queue.pending();
            (pending > 0 || !all.is_empty()).then(|| format!("{pending} updates, {all:?}"))
        };
        let settled = self.until("it does not settle", |world| lacking(world).is_none().then_some(()));
        if timeout(PATIENCE / 2, settled).await.is_err() {
            panic!("it does not settle: {:?}", self.sandbox.look(lacking));
        }
    }

    /// Ends in order, and nothing was done that Telegram would not have liked.
    pub async fn close(self) {
        self.close_but(&[]).await;
    }

    /// The same, where the test itself has called for some refusals.
    pub async fn close_but(self, called_for: &[&str]) {
        self.settled().await;
        self.terminate().await;
        self.blameless(called_for);
        self.database.drop().await;
    }

    /// No request was wrong, and nothing secret was said.
    pub fn blameless(&self, called_for: &[&str]) {
        let violations = self.sandbox.violations();
        assert!(violations.is_empty(), "{violations:#?}");
        let refused: Vec<Call> = self.sandbox.calls().into_iter().filter(|call| wrong(call, called_for)).collect();
        assert!(refused.is_empty(), "{refused:#?}");
        let said = self.said.text();
        for secret in ["CANARY", "panic", "\u{1b}"] {
            let lines: Vec<&str> = said.lines().filter(|line| line.contains(secret)).collect();
            assert!(lines.is_empty(), "{secret}: {lines:#?}");
        }
    }
}

/// Serves a sandbox and answers its address.
pub async fn serve(sandbox: Sandbox, address: &str) -> String {
    let listener = TcpListener::bind(address).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(sandbox.serve(listener, std::future::pending()));
    url
}

/// What the bot says in a chat, oldest first.
pub fn texts(world: &World, bot: i64, chat: i64) -> Vec<String> {
    let ours = world.messages(chat).into_iter().filter(|message| message["from"]["id"] == bot);
    ours.filter_map(|message| message["text"].as_str().map(str::to_owned)).collect()
}

/// A call that was refused for what stood in it. After a crash, an edit or an answer comes twice.
fn wrong(call: &Call, called_for: &[&str]) -> bool {
    let Some(answer) = &call.answer else { return false };
    let description = answer["description"].as_str().unwrap_or_default();
    let known = ["message is not modified", "query is too old"];
    let fine = known.iter().chain(called_for).any(|words| description.contains(words));
    answer["error_code"] == 400 && !fine
}

/// The last lines.
pub fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(30)..].join("\n")
}
