//! A Telegram of our own for the demo and the tests: it knows the Bot API and nothing of Backdesk.
//!
//! [`Sandbox`] is the whole of it: people act, bots call methods over HTTP, tests look at the world in between. The
//! [`world::World`] is plain data behind one lock, told the time; only [`server`] waits. [`control`] is what the page uses.
use std::{
    future::Future,
    io,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::Router;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tokio::{net::TcpListener, sync::watch};

use crate::clock::Clock;

pub mod act;
pub mod call;
pub mod chat;
pub mod check;
pub mod control;
pub mod doing;
pub mod edit;
pub mod faults;
pub mod files;
pub mod groups;
pub mod html;
pub mod kinds;
pub mod limits;
pub mod links;
pub mod markup;
pub mod methods;
pub mod orders;
pub mod people;
pub mod press;
pub mod profile;
pub mod record;
pub mod refusal;
pub mod request;
pub mod send;
pub mod server;
pub mod state;
pub mod target;
pub mod text;
pub mod types;
pub mod updates;
pub mod wire;
pub mod world;

pub use act::{Act, ActDone, ActError, Deed};
pub use faults::{Fault, Order, What};
pub use orders::Faults;
pub use record::{Call, Press, Toast, Violation};
pub use updates::Lane;
pub use world::{Rules, World};

/// How long [`Sandbox::until`] waits, by the machine's clock, before it gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// A Telegram. Clones are the same one.
#[derive(Clone, Debug)]
pub struct Sandbox {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    clock: Clock,
    world: Mutex<World>,
    version: watch::Sender<u64>,
    closing: watch::Sender<bool>,
}

impl Sandbox {
    /// An empty one, that goes by this clock.
    pub fn new(clock: Clock) -> Self {
        let (version, closing) = (watch::Sender::new(0), watch::Sender::new(false));
        Self { inner: Arc::new(Inner { clock, world: Mutex::default(), version, closing }) }
    }

    /// Registers a bot under its token, `<id>:<secret>`, and answers its id. With a token of another form it gets the id 0
    /// and cannot be called.
    pub fn add_bot(&self, token: &str, username: &str, first_name: &str) -> i64 {
        self.change(|world, _| world.add_bot(token, username, first_name))
    }

    /// A new person, whose client reports this language; answers their id.
    pub fn add_person(&self, first_name: &str, language_code: &str) -> i64 {
        self.change(|world, _| world.add_person(first_name, language_code))
    }

    /// Changes a person's name and language; false: there is no such person.
    pub fn change_person(&self, id: i64, first_name: &str, language_code: &str) -> bool {
        self.change(|world, _| world.change_person(id, first_name, language_code))
    }

    /// A new basic group with its owner; answers its id, below zero.
    pub fn add_group(&self, title: &str, owner: i64) -> i64 {
        self.change(|world, _| world.add_group(title, owner))
    }

    /// Adds to what getChat tells of a group (`username`, `join_by_request`, …); null takes a field away.
    pub fn describe_chat(&self, chat: i64, fields: Value) {
        self.change(|world, _| world.describe(chat, fields));
    }

    /// Lets a person do something.
    pub fn act(&self, person: i64, act: Act) -> Result<ActDone, ActError> {
        self.change(|world, now| world.act(person, act, now))
    }

    /// What is to go wrong.
    pub fn faults(&self) -> Faults {
        Faults::new(self.clone())
    }

    /// Looks at the world. `look` must not ask the sandbox for anything: the world is locked meanwhile.
    pub fn look<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&self.inner.world.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A chat's messages as a client shows them, oldest first: a group by its id, a private chat (with the first bot) by
    /// the person's.
    pub fn messages(&self, chat: i64) -> Vec<Value> {
        self.look(|world| world.messages(chat))
    }

    /// What answered presses showed, oldest first; one without text shows nothing.
    pub fn toasts(&self) -> Vec<Toast> {
        self.look(|world| world.toasts.clone())
    }

    /// How many updates the bot has not confirmed.
    pub fn pending(&self, bot: i64) -> usize {
        self.look(|world| world.bots.get(&bot).map_or(0, |bot| bot.queue.pending()))
    }

    /// Every call of a method, oldest first.
    pub fn calls(&self) -> Vec<Call> {
        self.look(|world| world.calls.iter().cloned().collect())
    }

    /// The calls of one method.
    pub fn calls_of(&self, method: &str) -> Vec<Call> {
        self.look(|world| world.calls.iter().filter(|call| call.method == method).cloned().collect())
    }

    /// What Telegram would let pass and a strict reader would not.
    pub fn violations(&self) -> Vec<Violation> {
        self.look(|world| world.violations.clone())
    }

    /// The whole world as JSON: see [`control`].
    pub fn state(&self) -> Value {
        let now = self.now();
        self.look(|world| world.state(now))
    }

    /// The time here.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// Lets time pass at once.
    pub fn advance(&self, by: SignedDuration) {
        self.inner.clock.advance(by);
        self.change(|world, _| world.touch());
    }

    /// Returns after the next change of the world.
    pub async fn changed(&self) {
        let mut watch = self.watch();
        watch.borrow_and_update();
        let _ = watch.changed().await;
    }

    /// What `find` finds in the world, now or after some change; `None` if it finds nothing for long. Like
    /// [`Sandbox::look`], it must not ask the sandbox for anything.
    pub async fn until<T>(&self, mut find: impl FnMut(&World) -> Option<T>) -> Option<T> {
        let mut watch = self.watch();
        let search = async {
            loop {
                watch.borrow_and_update();
                if let Some(found) = self.look(&mut find) {
                    return Some(found);
                }
                watch.changed().await.ok()?;
            }
        };
        tokio::time::timeout(PATIENCE, search).await.ok().flatten()
    }

    /// The routes of the Bot API (`/bot<token>/<method>`, `/file/…`) and of [`control`].
    pub fn router(&self) -> Router {
        server::router(self.clone())
    }

    /// Serves them until `shutdown` returns.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        self.serve_with(Router::new(), listener, shutdown).await
    }

    /// Serves them and `more`, such as a page, until `shutdown` returns. Faults that cut connections need this server.
    pub async fn serve_with(
        self,
        more: Router,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let service = self.router().merge(more).into_make_service_with_connect_info::<wire::Line>();
        let end = async move {
            shutdown.await;
            self.inner.closing.send_replace(true);
        };
        axum::serve(wire::Wires(listener), service).with_graceful_shutdown(end).await
    }

    /// Changes the world, and wakes whoever waits for a change.
    fn change<T>(&self, change: impl FnOnce(&mut World, Timestamp) -> T) -> T {
        let now = self.now();
        let mut world = self.inner.world.lock().unwrap_or_else(PoisonError::into_inner);
        let result = change(&mut world, now);
        if std::mem::take(&mut world.changed) {
            world.version += 1;
            self.inner.version.send_replace(world.version);
        }
        result
    }

    fn watch(&self) -> watch::Receiver<u64> {
        self.inner.version.subscribe()
    }
}
