//! The whole program, over HTTP, against our own Telegram, on a clock that stands still until it is moved.
use std::collections::BTreeMap;
use std::sync::Arc;

use backdesk::clock::Clock;
use backdesk::core::event::Media;
use backdesk::core::screen::{Button, Keyboard, Screen};
use backdesk::core::step::Review;
use backdesk::sandbox::{Act, Deed as Does, Rules, Sandbox};
use backdesk::script::{Html, Room, Script};
use backdesk::shell::{App, AppConfig};
use backdesk::store::Store;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::act::Deed;
use super::transcript::{Colleague, Head};
use super::world::{Look, Seen, Shown, World, handed, named};

const TOKEN: &str = "77:secret";

/// The whole program.
pub struct HttpWorld {
    runtime: Runtime,
    clock: Clock,
    sandbox: Sandbox,
    store: Store,
    app: Option<App>,
    bot: i64,
    head: Head,
    /// People by name.
    people: BTreeMap<String, i64>,
    /// `reception` and `doctors`.
    groups: BTreeMap<String, i64>,
    /// How many calls and toasts have been looked at.
    seen: (usize, usize),
    /// Every button ever shown: chat, message, label, data.
    buttons: Vec<(i64, i64, String, String)>,
}

impl HttpWorld {
    /// Opens the clinic of a file on this database.
    pub fn new(script: &Script, head: &Head, store: impl Future<Output = Store>) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let start = script.clinic.moment(head.start).expect("a moment of the clinic's clock");
        let clock = Clock::manual(start);
        let sandbox = Sandbox::new(clock.clone());
        sandbox.faults().rules(Rules { limits: true, resend_presses: false });
        let bot = sandbox.add_bot(TOKEN, "desk_bot", "Desk");
        let names = head.patients.iter().map(|patient| (patient.name.clone(), patient.lang.as_str()));
        let names = names.chain(head.staff.iter().map(|colleague| (colleague.name.clone(), "en")));
        let people: BTreeMap<String, i64> =
            names.map(|(name, lang)| (name.clone(), sandbox.add_person(&name, lang))).collect();
        let mut groups = BTreeMap::new();
        for (room, title) in [(Room::Reception, "reception"), (Room::Doctors, "doctors")] {
            let members: Vec<i64> =
                head.staff.iter().filter(|colleague| colleague.room == room).map(|c| people[&c.name]).collect();
            let Some((owner, others)) = members.split_first() else { continue };
            let group = sandbox.add_group(title, *owner);
            let invited = others.iter().map(|other| Act::invite(*other));
            for act in invited.chain([Act::invite(bot), Act::promote(bot)]) {
                sandbox.act(*owner, act.in_chat(group)).expect("the owner may");
            }
            groups.insert(title.to_owned(), group);
        }
        let (store, app) = runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let url = format!("http://{}", listener.local_addr().expect("an address"));
            tokio::spawn(sandbox.clone().serve(listener, std::future::pending()));
            let store = store.await;
            let config = AppConfig {
                api_url: url,
                token: TOKEN.to_owned().into(),
                proxy: None,
                store: store.clone(),
                script: Arc::new(script.clone()),
                clock: clock.clone(),
                review: if head.reviewed { Review::Named } else { Review::Missing },
                rules: None,
                reception: groups.get("reception").copied(),
                doctors: groups.get("doctors").copied(),
                trap: None,
            };
            (store, App::start(config).await.expect("it starts"))
        });
        let (app, head) = (Some(app), head.clone());
        let mut world =
            Self { runtime, clock, sandbox, store, app, bot, head, people, groups, seen: (0, 0), buttons: vec![] };
        world.settle();
        world.shown();
        world
    }

    /// Ends in order, with nothing done that Telegram would not have liked.
    pub fn close(mut self) {
        let app = self.app.take().expect("it runs");
        self.runtime.block_on(async {
            app.shutdown().await.expect("an end in order");
            self.store.close().await.expect("the database closes");
        });
        let violations = self.sandbox.violations();
        assert!(violations.is_empty(), "{violations:#?}");
    }

    /// Until nothing is left to receive, and nothing can be done before time passes.
    fn settle(&self) {
        let app = self.app.as_ref().expect("it runs");
        self.runtime.block_on(async {
            for _ in 0..4 {
                let bot = self.bot;
                let none = self.sandbox.until(|world| (world.bots[&bot].queue.pending() == 0).then_some(())).await;
                none.expect("the program receives");
                app.idle().await;
            }
            let mut tx = self.store.begin().await.expect("a transaction");
            let left = tx.undelivered().await.expect("the outbox");
            tx.rollback().await.expect("an end");
            assert_eq!(left, 0, "people are quicker than what may be sent: let them think longer");
        });
    }

    fn name_of(&self, chat: i64) -> String {
        let all = self.people.iter().chain(&self.groups);
        all.filter(|(_, id)| **id == chat).map(|(name, _)| name.clone()).next().expect("a chat of the file")
    }

    /// Where somebody acts: their room, or the private chat.
    fn chat_of(&self, who: &str) -> i64 {
        match self.head.staff.iter().find(|colleague| colleague.name == who) {
            Some(Colleague { room: Room::Doctors, .. }) => self.groups["doctors"],
            Some(_) => self.groups["reception"],
            None => self.people[who],
        }
    }

    fn button(&self, chat: i64, label: &str, on: Option<&str>) -> Result<Act, String> {
        let same = |known: &str| named(known, label);
        for message in self.sandbox.messages(chat).iter().rev() {
            let text = message["text"].as_str().unwrap_or_default();
            let rows = message["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
            let mut buttons = rows.filter_map(Value::as_array).flatten();
            let found = buttons.find(|button| same(button["text"].as_str().unwrap_or_default()));
            if let (true, Some(button)) = (on.is_none_or(|on| text.contains(on)), found) {
                let id = message["message_id"].as_i64().unwrap_or_default();
                return Ok(Act::press(id, button["callback_data"].as_str().unwrap_or_default()));
            }
        }
        Err(format!("no [{label}] stands in the chat of {}", self.name_of(chat)))
    }

    fn old_button(&self, chat: i64, label: &str) -> Result<Act, String> {
        let same = |known: &str| named(known, label);
        let found = self.buttons.iter().rev().find(|(of, _, known, _)| *of == chat && same(known));
        let (_, message, _, data) = found.ok_or_else(|| format!("[{label}] was never shown"))?;
        Ok(Act::forge(*message, data))
    }

    /// The oldest message of the bot that names a card, or the newest that opened an answer field.
    fn message(&self, chat: i64, card: Option<&str>) -> Result<i64, String> {
        let calls = self.sandbox.calls();
        let mut sent =
            calls.iter().filter(|call| call.applied && call.chat == Some(chat) && call.method == "sendMessage");
        let found = match card {
            Some(card) => sent.find(|call| call.params["text"].as_str().is_some_and(|text| text.contains(card))),
            None => sent.rfind(|call| !call.params["reply_markup"]["force_reply"].is_null()),
        };
        let id = found.and_then(|call| call.answer.as_ref()?["result"]["message_id"].as_i64());
        id.ok_or_else(|| "no such message".to_owned())
    }

    /// Our Telegram's people share their own contact only: somebody else's comes as Telegram would send it.
    fn friends_contact(&self, person: i64) {
        let id = 900_000 + self.sandbox.calls().len();
        let contact = json!({ "phone_number": "+44 7700 900999", "first_name": "Tom", "user_id": 4242 });
        let user = json!({ "id": person, "is_bot": false, "first_name": self.name_of(person) });
        let body = json!({ "message_id": id, "date": self.now().as_second(), "from": user,
            "chat": { "id": person, "type": "private" }, "contact": contact });
        self.sandbox.faults().update("message", body);
    }

    fn does(&self, who: &str, deed: &Deed) -> Result<Act, String> {
        let chat = self.chat_of(who);
        let phone = self.head.patients.iter().find(|patient| patient.name == who).map(|patient| patient.phone.clone());
        let act = match deed {
            Deed::Say(words) if words == "/start" && chat > 0 => Act::start(),
            Deed::Say(words) => Act::text(words),
            Deed::Press { label, on } => self.button(chat, label, on.as_deref())?,
            Deed::PressOld(label) => self.old_button(chat, label)?,
            Deed::Send(Media::Picture) => Act::media("photo"),
            Deed::Send(Media::Voice) => Act::media("voice"),
            Deed::Send(Media::Sticker) => Act::media("sticker"),
            Deed::Send(_) => Act::media("location"),
            Deed::SharePhone => Act::new(Does::Contact { phone }),
            Deed::ShareContact => return Err("it comes as it is".to_owned()),
            Deed::ReplyTo { card, words } => Act::reply(self.message(chat, Some(card))?, words),
            Deed::Answer(words) => Act::reply(self.message(chat, None)?, words),
            Deed::Block => Act::new(Does::Block),
        };
        Ok(if chat < 0 { act.in_chat(chat) } else { act })
    }
}

impl World for HttpWorld {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn pass(&mut self, until: Timestamp) {
        let next = self.runtime.block_on(async {
            let mut tx = self.store.begin().await.expect("a transaction");
            let next = tx.next_wake().await.expect("the next wake");
            tx.rollback().await.expect("an end");
            next
        });
        let next = next.filter(|next| *next <= until).unwrap_or(until);
        self.sandbox.advance(next.duration_since(self.now()).max(SignedDuration::ZERO));
        self.settle();
    }

    fn act(&mut self, who: &str, deed: &Deed) -> Result<(), String> {
        if *deed == Deed::ShareContact {
            self.friends_contact(self.people[who]);
            self.settle();
            return Ok(());
        }
        let act = self.does(who, deed)?;
        self.sandbox.act(self.people[who], act).map_err(|why| why.to_string())?;
        self.settle();
        Ok(())
    }

    fn shown(&mut self) -> Vec<Shown> {
        let (calls, toasts) = (self.sandbox.calls(), self.sandbox.toasts());
        let mut shown: Vec<Shown> = Vec::new();
        for toast in toasts[self.seen.1..].iter().filter(|toast| !toast.text.is_empty()) {
            shown.push(Shown { to: self.name_of(toast.person), seen: Seen::Toast(toast.text.clone()) });
        }
        let mut said: Vec<(i64, i64, Screen, bool)> = Vec::new();
        for call in calls[self.seen.0..].iter().filter(|call| call.applied) {
            let id = match call.method.as_str() {
                "sendMessage" | "sendPhoto" | "sendDocument" => {
                    call.answer.as_ref().and_then(|answer| answer["result"]["message_id"].as_i64())
                }
                "editMessageText" => call.params["message_id"].as_i64(),
                _ => continue,
            };
            let (Some(chat), Some(id)) = (call.chat, id) else { continue };
            let screen = match call.method.as_str() {
                "sendPhoto" => handed("🖼", &html(&call.params["caption"])),
                "sendDocument" => handed("📄", &html(&call.params["caption"])),
                _ => screen(&call.params),
            };
            let buttons = screen.buttons().map(|button| (chat, id, button.label.clone(), button.data.clone()));
            self.buttons.extend(buttons);
            said.retain(|(of, known, ..)| (*of, *known) != (chat, id));
            // A form has words where JSON has values.
            let quiet = &call.params["disable_notification"];
            said.push((chat, id, screen, *quiet == true || *quiet == "true"));
        }
        self.seen = (calls.len(), toasts.len());
        for (chat, _, screen, silent) in said {
            let seen = Seen::Message { look: Look::of(&screen), silent };
            shown.push(Shown { to: self.name_of(chat), seen });
        }
        shown
    }
}

fn html(words: &Value) -> Html {
    serde_json::from_value(words.clone()).unwrap_or_default()
}

/// What a call sends, as the screen that it was made of.
fn screen(params: &Value) -> Screen {
    let markup = &params["reply_markup"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = |key: &str| markup[key].as_array().into_iter().flatten().filter_map(Value::as_array);
    let keyboard = if !markup["force_reply"].is_null() {
        Keyboard::ForceReply { placeholder: text(&markup["input_field_placeholder"]), person: 0 }
    } else if !markup["keyboard"].is_null() {
        let labels: Vec<String> = rows("keyboard").flatten().map(|button| text(&button["text"])).collect();
        Keyboard::SharePhone { share: labels[0].clone(), skip: labels[1].clone() }
    } else {
        let button = |button: &Value| Button::new(text(&button["text"]), text(&button["callback_data"]));
        let rows: Vec<Vec<Button>> = rows("inline_keyboard").map(|row| row.iter().map(button).collect()).collect();
        if rows.is_empty() { Keyboard::None } else { Keyboard::Inline(rows) }
    };
    // The mention that opens the answer field of one person is the sender's.
    let words = text(&params["text"]);
    let words = if words.starts_with("<a href") {
        words.split_once("</a> ").map_or(words.as_str(), |(_, rest)| rest)
    } else {
        &words
    };
    let text: Html = serde_json::from_value(words.into()).expect("a text");
    Screen { text, keyboard }
}
