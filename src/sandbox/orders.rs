//! Faults by request, and the waits that they and long polls need.
use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::watch;

use super::{
    Sandbox,
    call::unsupported,
    faults::{Fault, Order, What},
    record::Violation,
    refusal::Refusal,
    updates::Lane,
    world::{Bot, Person, Rules, World},
};

/// The way to make things go wrong.
#[derive(Clone, Debug)]
pub struct Faults {
    sandbox: Sandbox,
}

impl Faults {
    /// For this sandbox.
    pub fn new(sandbox: Sandbox) -> Self {
        Self { sandbox }
    }

    /// Follows any order.
    pub fn order(&self, order: Order) {
        self.sandbox.change(|world, now| world.order(order, now));
    }

    /// The next `times` calls of `method` meet this.
    pub fn add(&self, what: What, method: &str, times: u32) {
        self.order(Order::Add(Fault { what, method: Some(method.to_owned()), chat: None, times }));
    }

    /// The next `times` calls of `method` for `chat` meet this.
    pub fn add_in_chat(&self, what: What, method: &str, chat: i64, times: u32) {
        self.order(Order::Add(Fault { what, method: Some(method.to_owned()), chat: Some(chat), times }));
    }

    /// Takes all faults away and lets go of what is held.
    pub fn clear(&self) {
        self.order(Order::Clear);
    }

    /// Lets go of the calls that are held.
    pub fn release(&self) {
        self.order(Order::Release);
    }

    /// Delivers the last batch again.
    pub fn repeat_last_batch(&self) {
        self.order(Order::RepeatLastBatch);
    }

    /// Delivers each of the next so many updates twice.
    pub fn duplicate(&self, times: u32) {
        self.order(Order::Duplicate { times });
    }

    /// Holds back one lane.
    pub fn hold_lane(&self, lane: Lane) {
        self.order(Order::HoldLane { lane });
    }

    /// Lets through what was held back.
    pub fn open_lanes(&self) {
        self.order(Order::OpenLanes);
    }

    /// Puts an update of any shape into the queue.
    pub fn update(&self, kind: &str, body: Value) {
        self.order(Order::Update { kind: kind.to_owned(), body });
    }

    /// Switches what is enforced.
    pub fn rules(&self, rules: Rules) {
        self.sandbox.change(|world, _| world.rules = rules);
    }

    /// How many calls are held right now.
    pub fn held(&self) -> u32 {
        self.sandbox.look(|world| world.faults.held)
    }
}

impl World {
    fn order(&mut self, order: Order, now: Timestamp) {
        match order {
            Order::Add(fault) => self.faults.add(fault),
            Order::Clear => self.faults.clear(),
            Order::Release => self.faults.releases += 1,
            Order::RepeatLastBatch => self.bots.values_mut().for_each(|bot| bot.queue.repeat_last_batch()),
            Order::Duplicate { times } => self.bots.values_mut().for_each(|bot| bot.queue.duplicates += times),
            Order::HoldLane { lane } => {
                for bot in self.bots.values_mut() {
                    bot.queue.closed_lanes.insert(lane);
                }
            }
            Order::OpenLanes => self.bots.values_mut().for_each(|bot| bot.queue.open_lanes(now)),
            Order::Update { kind, body } => {
                if let Some(bot) = self.bots.keys().next().copied() {
                    self.enqueue(bot, &kind, body, now);
                }
            }
            Order::Rules { limits, resend_presses } => {
                self.rules.limits = limits.unwrap_or(self.rules.limits);
                self.rules.resend_presses = resend_presses.unwrap_or(self.rules.resend_presses);
            }
        }
        self.touch();
    }

    /// See [`Sandbox::add_bot`].
    pub fn add_bot(&mut self, token: &str, username: &str, first_name: &str) -> i64 {
        let id = token.split_once(':').and_then(|(id, _)| id.parse().ok()).unwrap_or(0);
        let bot = Bot {
            id,
            token: token.to_owned(),
            username: username.to_owned(),
            first_name: first_name.to_owned(),
            privacy: true,
            logged_out: false,
            queue: Default::default(),
            words: Default::default(),
            commands: Default::default(),
        };
        self.bots.insert(id, bot);
        self.touch();
        id
    }

    /// See [`Sandbox::add_person`].
    pub fn add_person(&mut self, first_name: &str, language_code: &str) -> i64 {
        self.last.person += 1;
        let id = self.last.person;
        let plain: String = first_name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        let username = format!("{}{id}", if plain.is_empty() { "user" } else { &plain });
        let (first_name, language_code) = (first_name.to_owned(), language_code.to_owned());
        self.people.insert(id, Person { id, first_name, language_code, username, deactivated: false });
        self.touch();
        id
    }

    /// See [`Sandbox::change_person`].
    pub fn change_person(&mut self, id: i64, first_name: &str, language_code: &str) -> bool {
        let Some(person) = self.people.get_mut(&id) else { return false };
        first_name.clone_into(&mut person.first_name);
        language_code.clone_into(&mut person.language_code);
        self.touch();
        true
    }

    /// Notes that a method outside of the table was called, and answers the refusal.
    pub fn unknown_method(&mut self, asked: &str, now: Timestamp) -> Refusal {
        let refusal = unsupported(asked);
        self.violations.push(Violation { at: now, method: asked.to_owned(), what: "not supported".into() });
        self.touch();
        refusal
    }
}

impl Sandbox {
    /// Waits for the next change of the world; false: the server is closing.
    pub(super) async fn next_change(&self, watch: &mut watch::Receiver<u64>) -> bool {
        let mut closing = self.inner.closing.subscribe();
        tokio::select! {
            changed = watch.changed() => changed.is_ok(),
            _ = closing.wait_for(|closing| *closing) => false,
        }
    }

    /// Waits for the next change or until `deadline`; false: the server is closing.
    pub(super) async fn change_or(&self, watch: &mut watch::Receiver<u64>, deadline: Timestamp) -> bool {
        tokio::select! {
            go_on = self.next_change(watch) => go_on,
            () = self.inner.clock.sleep_until(deadline) => true,
        }
    }

    /// Waits until this time by the sandbox's clock.
    pub(super) async fn pause(&self, until: Timestamp) {
        let mut watch = self.watch();
        while self.now() < until && self.change_or(&mut watch, until).await {}
    }

    /// Waits until what is held is let go.
    pub(super) async fn held(&self) {
        let mut watch = self.watch();
        let begun = self.look(|world| world.faults.releases);
        let _count = Held::new(self);
        while self.look(|world| world.faults.releases) == begun && self.next_change(&mut watch).await {}
    }
}

/// Counts a held call, until it goes on or its client goes away.
struct Held<'a>(&'a Sandbox);

impl<'a> Held<'a> {
    fn new(sandbox: &'a Sandbox) -> Self {
        sandbox.change(|world, _| {
            world.faults.held += 1;
            world.touch();
        });
        Self(sandbox)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.change(|world, _| {
            world.faults.held -= 1;
            world.touch();
        });
    }
}
