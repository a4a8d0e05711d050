//! A clinic for a test: a sandbox Telegram, a database, the program, a staff group and its people.
use std::sync::Arc;

use backdesk::clock::Clock;
use backdesk::core::event::Event;
use backdesk::core::step::Review;
use backdesk::sandbox::{Act, ActDone, Rules, Sandbox};
use backdesk::script::{Script, Source};
use backdesk::shell::house::Trap;
use backdesk::shell::startup::Refused;
use backdesk::shell::telegram::{Outcome, Telegram};
use backdesk::shell::{App, AppConfig};
use backdesk::store::{MasterKey, Store};
use jiff::SignedDuration;
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::database::Base;

pub const TOKEN: &str = "77:CANARY-token_abc";
/// In opening hours.
pub const MONDAY: &str = "2026-03-02T10:00:00Z";
/// A text that makes a chart's step panic.
pub const POISON: &str = "poison";

pub struct Clinic {
    pub clock: Clock,
    pub sandbox: Sandbox,
    pub store: Store,
    pub bot: i64,
    /// The staff group.
    pub group: i64,
    /// Its owner.
    pub anna: i64,
    /// A member.
    pub boris: i64,
    /// What the program is started with.
    pub script: Script,
    app: Option<App>,
    url: String,
    database: String,
    folder: TempDir,
}

impl Clinic {
    /// Open for patients, with a paired reception.
    pub async fn open() -> Self {
        let mut clinic = Self::closed().await;
        clinic.start().await.unwrap();
        clinic.settle().await;
        clinic
    }

    /// The same on each database at hand: SQLite, and PostgreSQL where BACKDESK_TEST_POSTGRES names a server.
    pub async fn on_each(test: impl AsyncFn(Self)) {
        for base in [Base::Sqlite, Base::Postgres] {
            let folder = TempDir::new().unwrap();
            let Some(database) = base.fresh(folder.path()).await else { continue };
            let mut clinic = Self::closed_on(folder, database.url.clone()).await;
            clinic.start().await.unwrap();
            clinic.settle().await;
            test(clinic).await;
            database.drop().await;
        }
    }

    /// Everything but the program.
    pub async fn closed() -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite://{}", folder.path().join("desk.db").display());
        Self::closed_on(folder, url).await
    }

    async fn closed_on(folder: TempDir, database: String) -> Self {
        let clock = Clock::manual(MONDAY.parse().unwrap());
        let sandbox = Sandbox::new(clock.clone());
        let bot = sandbox.add_bot(TOKEN, "desk_bot", "Desk");
        let anna = sandbox.add_person("Anna", "en");
        let boris = sandbox.add_person("Boris", "en");
        let group = sandbox.add_group("Reception", anna);
        for act in [Act::invite(boris), Act::invite(bot), Act::promote(bot)] {
            sandbox.act(anna, act.in_chat(group)).unwrap();
        }
        sandbox.faults().rules(Rules { limits: true, resend_presses: false });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(sandbox.clone().serve(listener, std::future::pending()));
        let store = open_store(&database).await;
        let script = Script::load(&Source::BuiltIn).unwrap();
        Self { clock, sandbox, store, bot, group, anna, boris, script, app: None, url, database, folder }
    }

    /// Starts the program, or starts it again.
    pub async fn start(&mut self) -> Result<(), Refused> {
        self.start_with(Some(self.group)).await
    }

    pub async fn start_with(&mut self, reception: Option<i64>) -> Result<(), Refused> {
        let config = AppConfig {
            api_url: self.url.clone(),
            token: TOKEN.to_owned().into(),
            proxy: None,
            store: self.store.clone(),
            script: Arc::new(self.script.clone()),
            clock: self.clock.clone(),
            review: Review::TryingOut,
            rules: None,
            reception,
            doctors: None,
            trap: Some(trap()),
        };
        self.app = Some(App::start(config).await?);
        Ok(())
    }

    pub fn app(&mut self) -> &mut App {
        self.app.as_mut().unwrap()
    }

    /// Ends it as kill -9 does, and opens the database anew.
    pub async fn kill(&mut self) {
        drop(self.app.take());
        self.store.close().await.unwrap();
        self.store = open_store(&self.database).await;
    }

    /// Waits until nothing is left to receive and nothing can be done before time passes.
    pub async fn settle(&self) {
        for _ in 0..4 {
            let bot = self.bot;
            let received = self.sandbox.until(|world| (world.bots[&bot].queue.pending() == 0).then_some(())).await;
            received.expect("the program does not receive");
            if let Some(app) = &self.app {
                app.idle().await;
            }
        }
    }

    /// Lets time pass until everything is delivered.
    pub async fn drain(&self) {
        for _ in 0..200 {
            self.settle().await;
            let mut tx = self.store.begin().await.unwrap();
            let left = tx.undelivered().await.unwrap();
            tx.rollback().await.unwrap();
            if left == 0 {
                return;
            }
            self.sandbox.advance(SignedDuration::from_secs(1));
        }
        panic!("the outbox does not drain");
    }

    /// Two seconds later, somebody does something, and it is worked off.
    pub async fn does(&self, person: i64, act: Act) -> ActDone {
        self.sandbox.advance(SignedDuration::from_secs(2));
        let done = self.sandbox.act(person, act).unwrap();
        self.settle().await;
        done
    }

    /// A patient who has pressed Start.
    pub async fn patient(&self, name: &str) -> i64 {
        let patient = self.sandbox.add_person(name, "en");
        self.does(patient, Act::start()).await;
        patient
    }

    /// Presses the lowest button whose label holds `label`.
    pub async fn press(&self, person: i64, chat: i64, label: &str) -> ActDone {
        let act = self.button(chat, label).unwrap_or_else(|| panic!("no button {label} in {:#?}", self.texts(chat)));
        self.does(person, if chat < 0 { act.in_chat(chat) } else { act }).await
    }

    /// The press on the lowest button whose label holds `label`.
    pub fn button(&self, chat: i64, label: &str) -> Option<Act> {
        let messages = self.sandbox.messages(chat);
        messages.iter().rev().find_map(|message| {
            let rows = message["reply_markup"]["inline_keyboard"].as_array()?;
            let mut buttons = rows.iter().filter_map(Value::as_array).flatten();
            let button = buttons.find(|button| button["text"].as_str().is_some_and(|text| text.contains(label)))?;
            Some(Act::press(message["message_id"].as_i64()?, button["callback_data"].as_str()?))
        })
    }

    /// What the bot says in a chat, oldest first.
    pub fn texts(&self, chat: i64) -> Vec<String> {
        let ours = |message: &Value| message["from"]["id"] == self.bot;
        let messages = self.sandbox.messages(chat);
        messages.iter().filter(|m| ours(m)).filter_map(|m| m["text"].as_str().map(str::to_owned)).collect()
    }

    pub fn last(&self, chat: i64) -> String {
        self.texts(chat).pop().unwrap_or_default()
    }

    /// The number of the lowest message of the bot that holds `words`.
    pub fn message(&self, chat: i64, words: &str) -> i64 {
        let messages = self.sandbox.messages(chat);
        let holds = |m: &&Value| m["from"]["id"] == self.bot && m["text"].as_str().is_some_and(|t| t.contains(words));
        let found =
            messages.iter().rev().find(holds).unwrap_or_else(|| panic!("no {words} in {:#?}", self.texts(chat)));
        found["message_id"].as_i64().unwrap()
    }

    /// The updates that wait for the program are taken by nobody.
    pub async fn lose_updates(&self) {
        let last = self.waiting_from(None).await.pop().unwrap();
        assert!(self.waiting_from(Some(last + 1)).await.is_empty());
    }

    /// The ids of the updates that wait for the program.
    pub async fn waiting(&self) -> Vec<i64> {
        self.waiting_from(None).await
    }

    async fn waiting_from(&self, offset: Option<i64>) -> Vec<i64> {
        let telegram = Telegram::new(&self.url, &TOKEN.to_owned().into(), None).unwrap();
        let Outcome::Done(updates) = telegram.updates(offset, true).await else { panic!("no updates") };
        updates.as_array().unwrap().iter().filter_map(|update| update["update_id"].as_i64()).collect()
    }

    /// How many calls of a method have been made.
    pub fn calls(&self, method: &str) -> usize {
        self.sandbox.calls_of(method).len()
    }

    /// Ends in order, with nothing left and nothing done that Telegram would not have liked.
    pub async fn close(mut self) {
        self.drain().await;
        self.app.take().unwrap().shutdown().await.unwrap();
        let violations = self.sandbox.violations();
        assert!(violations.is_empty(), "{violations:#?}");
        let unanswered = self.sandbox.look(|world| world.queries.values().filter(|press| !press.answered).count());
        assert_eq!(unanswered, 0, "presses without an answer");
    }

    /// The database as it lies on the disk.
    pub fn disk(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }

    /// What was put aside.
    pub async fn asides(&self) -> Vec<String> {
        let mut tx = self.store.begin().await.unwrap();
        let asides = tx.asides().await.unwrap();
        tx.rollback().await.unwrap();
        asides.into_iter().map(|aside| aside.reason).collect()
    }
}

async fn open_store(url: &str) -> Store {
    Store::open(url, MasterKey::from_bytes([7; 32])).await.unwrap()
}

fn trap() -> Trap {
    Arc::new(|event: &Event| {
        if let Event::Text(words) = event {
            assert!(!words.reveal().contains(POISON), "this test's own panic");
        }
    })
}
