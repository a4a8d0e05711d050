//! Who × what → what to do: a dptree, walked once for each update. It looks up nothing and changes nothing.
use std::ops::ControlFlow;
use std::sync::Arc;

use dptree::Handler;

use super::parse::{Incoming, Place, Replied, User, What};
pub use super::rooms::Rooms;
use crate::core::event::{Command, Event};
use crate::core::handoff::Staff;
use crate::core::private::Private;
use crate::script::Room;

/// A patient, as the update tells of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Patient {
    /// The private chat.
    pub chat: i64,
    /// The name on Telegram.
    pub name: Private<String>,
    /// What the client says its language is.
    pub language: Option<String>,
}

/// Somebody in a staff chat. Whether they may act is not known yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Colleague {
    /// Which chat, by what it is for.
    pub room: Room,
    /// Its id.
    pub chat: i64,
    /// Who.
    pub staff: Staff,
}

/// What to do with an update.
#[derive(Clone, Debug, PartialEq)]
pub enum Todo {
    /// Move this patient's chart.
    Chart(Patient, Event),
    /// The patient blocked the bot: the chart and the open handoffs must learn it.
    Unreachable(i64),
    /// Somebody pressed a button about a handoff.
    DeskPress {
        /// Who.
        by: Colleague,
        /// Which handoff.
        number: i64,
        /// What they want.
        action: String,
    },
    /// Somebody replied to a message; it may be one of ours.
    DeskReply {
        /// Who.
        by: Colleague,
        /// The message replied to.
        to: Replied,
        /// What they wrote; nothing, if it was none of words.
        text: Private<String>,
        /// Whether it came with, or was, something that is not passed on.
        media: bool,
    },
    /// Somebody asks what waits.
    Queue(Colleague),
    /// Somebody asks how often each rule applied.
    Stats(Colleague),
    /// Somebody asks what a staff chat is for.
    StaffHelp(Colleague),
    /// Somebody wants this group to be a staff chat.
    Pair {
        /// The group.
        chat: i64,
        /// Who.
        by: Staff,
        /// The code that they know.
        code: String,
        /// What it shall be for.
        room: Room,
    },
    /// Somebody's place in a staff chat has changed.
    Member {
        /// The chat.
        chat: i64,
        /// Who.
        user: User,
        /// Their place now.
        place: Place,
    },
    /// The bot was put out of a staff chat, or let in again.
    OwnPlace {
        /// The chat.
        room: Room,
        /// Its place now.
        place: Place,
    },
    /// A group goes on under another id.
    Migrated {
        /// The old one.
        from: i64,
        /// The new one.
        to: i64,
    },
    /// A group that is not the clinic's.
    Leave(i64),
    /// A button that is none of ours, or that nobody can be known to have pressed.
    Stray,
    /// Nothing.
    Nothing,
}

/// The tree. Build it once.
pub fn tree() -> Handler<'static, Todo> {
    dptree::entry()
        .branch(dptree::filter_map(migrated).endpoint(as_it_is))
        .branch(
            dptree::filter_map(patient)
                .branch(dptree::filter_map(reachable).endpoint(as_it_is))
                .branch(dptree::filter_map(patient_event).endpoint(to_chart)),
        )
        .branch(
            dptree::filter_map(staff_chat).branch(dptree::filter_map(place).endpoint(as_it_is)).branch(
                dptree::filter_map(colleague)
                    .branch(dptree::filter_map(desk_press).endpoint(as_it_is))
                    .branch(dptree::filter_map(staff_command).endpoint(as_it_is))
                    .branch(dptree::filter_map(desk_reply).endpoint(as_it_is)),
            ),
        )
        .branch(dptree::filter_map(pair).endpoint(as_it_is))
        .branch(dptree::filter_map(stranger).endpoint(as_it_is))
}

/// What to do with `incoming`.
pub async fn route(tree: &Handler<'static, Todo>, incoming: &Arc<Incoming>, rooms: &Arc<Rooms>) -> Todo {
    match tree.dispatch(dptree::deps![incoming.clone(), rooms.clone()]).await {
        ControlFlow::Break(todo) => todo,
        ControlFlow::Continue(_) if incoming.query().is_some() => Todo::Stray,
        ControlFlow::Continue(_) => Todo::Nothing,
    }
}

/// The handoff's number and the action in a desk button's data.
pub fn about(data: &str) -> Option<(i64, &str)> {
    let (number, action) = data.strip_prefix("d.")?.split_once('.')?;
    Some((number.parse().ok()?, action))
}

impl Incoming {
    /// The press to answer, if it is one.
    pub fn query(&self) -> Option<&str> {
        match &self.what {
            What::Press { query, .. } | What::StrayPress { query } => Some(query),
            _ => None,
        }
    }
}

async fn as_it_is(todo: Todo) -> Todo {
    todo
}

async fn to_chart(patient: Patient, event: Event) -> Todo {
    Todo::Chart(patient, event)
}

fn migrated(incoming: Arc<Incoming>) -> Option<Todo> {
    match incoming.what {
        What::Migrated { from, to } => Some(Todo::Migrated { from, to }),
        _ => None,
    }
}

/// A private chat is its patient's alone: what else seems to come from it is nobody's.
fn patient(incoming: Arc<Incoming>) -> Option<Patient> {
    let User { id, name, language } = incoming.from.clone()?;
    let own = incoming.chat.private && incoming.chat.id == id;
    own.then_some(Patient { chat: id, name, language })
}

fn reachable(incoming: Arc<Incoming>, patient: Patient) -> Option<Todo> {
    match &incoming.what {
        What::Member { ours: true, place: Place::Out, .. } => Some(Todo::Unreachable(patient.chat)),
        What::Member { .. } => Some(Todo::Nothing),
        _ => None,
    }
}

fn patient_event(incoming: Arc<Incoming>, rooms: Arc<Rooms>, patient: Patient) -> Option<Event> {
    match &incoming.what {
        What::Words { text, edited, .. } => match rooms.command(text.reveal()) {
            Some(_) if *edited => None,
            Some((name, _)) => Some(Event::Command(Command::named(name))),
            // A photo's caption counts as words: a sign in it must be read.
            None => Some(Event::Text(text.clone())),
        },
        What::Content(media, _) => Some(Event::Media(*media)),
        What::Contact { number, owner } => {
            Some(Event::Phone { number: number.clone(), own: *owner == Some(patient.chat) })
        }
        What::Press { data, .. } => Some(Event::Press { data: data.clone(), message: incoming.message? }),
        _ => None,
    }
}

fn staff_chat(incoming: Arc<Incoming>, rooms: Arc<Rooms>) -> Option<Room> {
    rooms.room(incoming.chat.id)
}

fn place(incoming: Arc<Incoming>, room: Room) -> Option<Todo> {
    match &incoming.what {
        What::Member { ours: true, place, .. } => Some(Todo::OwnPlace { room, place: *place }),
        What::Member { user, place, .. } => {
            Some(Todo::Member { chat: incoming.chat.id, user: user.clone(), place: *place })
        }
        _ => None,
    }
}

fn colleague(incoming: Arc<Incoming>, room: Room) -> Option<Colleague> {
    let staff = staff(&incoming)?;
    Some(Colleague { room, chat: incoming.chat.id, staff })
}

fn staff(incoming: &Incoming) -> Option<Staff> {
    incoming.from.as_ref().map(|user| Staff { id: user.id, name: user.name.clone() })
}

fn desk_press(incoming: Arc<Incoming>, by: Colleague) -> Option<Todo> {
    let What::Press { data, .. } = &incoming.what else { return None };
    let (number, action) = about(data)?;
    Some(Todo::DeskPress { by, number, action: action.to_owned() })
}

fn staff_command(incoming: Arc<Incoming>, rooms: Arc<Rooms>, by: Colleague) -> Option<Todo> {
    let What::Words { text, edited: false, .. } = &incoming.what else { return None };
    let (name, rest) = rooms.command(text.reveal())?;
    Some(match name.to_ascii_lowercase().as_str() {
        "queue" => Todo::Queue(by),
        "stats" => Todo::Stats(by),
        "help" | "start" => Todo::StaffHelp(by),
        "pair" => pairing(by.chat, by.staff, rest),
        _ => return None,
    })
}

fn desk_reply(incoming: Arc<Incoming>, by: Colleague) -> Option<Todo> {
    let (to, text, media) = match &incoming.what {
        What::Words { text, reply_to: Some(to), media, edited: false } => (to, text.clone(), media.is_some()),
        What::Content(_, Some(to)) => (to, Private::new(String::new()), true),
        _ => return None,
    };
    Some(Todo::DeskReply { by, to: to.clone(), text, media })
}

fn pair(incoming: Arc<Incoming>, rooms: Arc<Rooms>) -> Option<Todo> {
    let group = !incoming.chat.private && !incoming.chat.channel && rooms.pairing;
    let What::Words { text, edited: false, .. } = &incoming.what else { return None };
    let (name, rest) = rooms.command(text.reveal()).filter(|_| group)?;
    let by = staff(&incoming)?;
    name.eq_ignore_ascii_case("pair").then(|| pairing(incoming.chat.id, by, rest))
}

fn pairing(chat: i64, by: Staff, rest: &str) -> Todo {
    let (code, room) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let room = if room.trim().eq_ignore_ascii_case("doctors") { Room::Doctors } else { Room::Reception };
    Todo::Pair { chat, by, code: code.to_owned(), room }
}

/// A chat that is not the clinic's is left without a word; while a group is still to be paired, it may be that one.
fn stranger(incoming: Arc<Incoming>, rooms: Arc<Rooms>) -> Option<Todo> {
    let elsewhere = incoming.chat.id < 0 && rooms.room(incoming.chat.id).is_none();
    let gone = matches!(incoming.what, What::Member { ours: true, place: Place::Out, .. });
    let may_pair = rooms.pairing && !incoming.chat.channel;
    (elsewhere && !gone && !may_pair).then_some(Todo::Leave(incoming.chat.id))
}

#[cfg(test)]
#[path = "route_tests.rs"]
mod tests;
