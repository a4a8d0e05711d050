//! The sandbox's own HTTP interface, under `/sandbox/`: what the demo page is built on. JSON in, JSON out, no token.
//!
//! A mistake in a request answers 400 `{"error": "..."}`; what a person's client cannot do answers 409 `{"error": "..."}`.
//!
//! # `GET /sandbox/state`: the whole world
//! ```json
//! { "version": 17, "now": "2026-03-02T09:00:00Z",
//!   "bots":   [{"id": 1, "username": "desk_bot", "first_name": "Desk", "name": {"": "", "es": ""}, "description": {"": "…"},
//!               "short_description": {"": "…"}, "commands": {"": [{"command": "help", "description": "…"}], "es": []},
//!               "scopes": {"{\"type\":\"default\"}": {"": []}}, "polling": true, "pending": 0}],
//!   "people": [{"id": 101, "first_name": "Ana", "language_code": "es", "username": "ana101", "deactivated": false}],
//!   "chats":  [ Chat, … ],
//!   "toasts": [{"n": 1, "person": 101, "text": "…", "show_alert": false, "url": null, "at": "…"}] }
//! ```
//! `commands` holds what a private chat's menu shows; `scopes` everything that was set. The toasts are the last 50.
//!
//! A private Chat: `{"id": 101, "type": "private", "bot": 1, "person": 101, "started": true, "blocked": false, …}`.
//! A group: `{"id": -4001, "type": "group" | "supergroup", "title": "Reception", "migrated_to": null, "members":
//! [{"user": 101, "status": "creator" | "administrator" | "member" | "restricted" | "left" | "kicked"}], …}`. Both have
//! - `messages`: Bot API `Message` objects, oldest first, each with `"edit_count": n`, and where it has them
//!   `"sent_markup"` (a reply keyboard, its removal or a forced reply that it was sent with: `reply_markup` holds inline
//!   keyboards only, as in the Bot API) and `"reactions"`; `"silent": true` where it
//!   was sent without a sound;
//! - `reply_keyboard`: `{"101": ReplyKeyboardMarkup | null}`, what stands below each person's input field now;
//! - `force_reply`: `{"101": {"message_id": 7, "input_field_placeholder": "…"} | null}`, a reply that the client has opened;
//! - `action`: `{"bot": 1, "action": "typing", "until": "…"}` or null; `pinned`: message ids, newest last.
//!
//! # `GET /sandbox/events`: server-sent events
//! At once and after each change (several changes may share one event): `data: {"version": 18, "toasts": [Toast, …]}` with
//! the toasts that are new since the event before. Ask for the state again when `version` is not the one you have.
//!
//! # `POST /sandbox/act`: what a person's client does
//! `{"person": 101, "chat": -4001, "act": {"do": "text", "text": "hello"}}`. Without `chat` (or with a bot's id) it happens
//! in the private chat with the (first) bot. Answers `{"chat": -4001, "message_id": 12, "query": "…"}` with what there is.
//!
//! | act | fields | |
//! | --- | --- | --- |
//! | `start` | `payload`? | presses Start (and unblocks first) |
//! | `text` | `text`, `reply_to`?, `anonymous`? | types and sends; over 4096 units, in parts; anonymous: as the group itself |
//! | `press` | `message_id`, `data`, `forged`? | presses an inline button; `forged` skips the test that it is there |
//! | `keyboard` | `text` | presses a button of the reply keyboard that is up (a contact button shares the contact) |
//! | `media` | `kind`, `caption`?, `reply_to`? | photo, voice, video, audio, document, sticker, contact, location, animation, video_note, dice, poll, unknown |
//! | `contact` | `phone`? | shares one's own contact |
//! | `edit` | `message_id`, `text` | edits one's own message |
//! | `block`, `unblock`, `deactivate` | | blocks the bot, lets it in again, deletes one's own account |
//! | `create_group` | `title` | answers the new `chat` |
//! | `invite`, `kick` | `user` | adds, removes a person or a bot, by id |
//! | `promote`, `demote` | `user` | to administrator, to member |
//! | `join`, `leave` | | oneself |
//! | `migrate` | | the group becomes a supergroup: answers the new `chat` |
//! | `reply_off` | | closes the forced reply without answering |
//!
//! # The rest
//! - `POST /sandbox/time` `{"advance_s": 60}` → `{"now": "…"}`: lets time pass at once.
//! - `POST /sandbox/people` `{"first_name": "Ana", "language_code": "es"}` → `{"id": 101}`; with `"id": 101` also given, changes
//!   that person.
//! - `POST /sandbox/groups` `{"title": "Reception", "owner": 101}` → `{"id": -4001}`.
//! - `POST /sandbox/faults` one of, or a list of, [`super::faults::Order`]s, such as
//!   `{"order": "add", "what": {"kind": "too_many_requests", "retry_after": 5}, "method": "sendMessage", "chat": 101, "times": 1}`.
//!   Other kinds: `drop_before`, `drop_after`, `server_error` (`code`, `applied`), `slow` (`seconds`, `applied`), `hold`
//!   (`applied`), `garbage`, `unauthorized`, `refuse` (`code`, `description`). Other orders: `clear`, `release`,
//!   `repeat_last_batch`, `duplicate` (`times`), `hold_lane` (`lane`: `texts` or `presses`), `open_lanes`, `update` (`kind`,
//!   `body`), `rules` (`limits`, `resend_presses`).
//! - `GET /sandbox/calls` → `[{"at", "bot", "method", "chat", "params", "applied", "answer"}]`; `GET /sandbox/violations` likewise.
//! - `GET /sandbox/file/{file_id}`: the bytes, with their content type.
use std::convert::Infallible;

use axum::{
    Json, Router,
    extract::{Path, State, rejection::JsonRejection},
    http::{StatusCode, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::{get, post},
};
use futures::{Stream, stream};
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Sandbox,
    act::{Act, Deed},
    faults::Order,
};

/// The routes under `/sandbox/`.
pub fn router() -> Router<Sandbox> {
    Router::new()
        .route("/sandbox/state", get(state))
        .route("/sandbox/events", get(events))
        .route("/sandbox/act", post(act))
        .route("/sandbox/time", post(time))
        .route("/sandbox/people", post(people))
        .route("/sandbox/groups", post(groups))
        .route("/sandbox/faults", post(faults))
        .route("/sandbox/calls", get(calls))
        .route("/sandbox/violations", get(violations))
        .route("/sandbox/file/{file_id}", get(file))
}

type Body<T> = Result<Json<T>, JsonRejection>;
type Answer = Result<Response, Mistake>;

/// Why a request is not answered.
enum Mistake {
    /// It is not what the interface asks for.
    Request(String),
    /// It is, but cannot be done in the world as it stands.
    World(String),
}

impl From<JsonRejection> for Mistake {
    fn from(why: JsonRejection) -> Self {
        Self::Request(why.body_text())
    }
}

impl IntoResponse for Mistake {
    fn into_response(self) -> Response {
        let (status, words) = match self {
            Self::Request(words) => (StatusCode::BAD_REQUEST, words),
            Self::World(words) => (StatusCode::CONFLICT, words),
        };
        (status, Json(json!({ "error": words }))).into_response()
    }
}

async fn state(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(sandbox.state())
}

async fn calls(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!(sandbox.calls()))
}

async fn violations(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!(sandbox.violations()))
}

async fn events(State(sandbox): State<Sandbox>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let seen = sandbox.look(|world| world.toasts.len());
    let start = (sandbox.watch(), sandbox, seen, true);
    let changes = stream::unfold(start, |(mut watch, sandbox, seen, first)| async move {
        if !first && !sandbox.next_change(&mut watch).await {
            return None;
        }
        let version = *watch.borrow_and_update();
        let (toasts, now_seen) = sandbox.look(|world| (json!(world.toasts.get(seen..)), world.toasts.len()));
        let event = Event::default().data(json!({ "version": version, "toasts": toasts }).to_string());
        Some((Ok(event), (watch, sandbox, now_seen, false)))
    });
    Sse::new(changes).keep_alive(KeepAlive::default())
}

#[derive(Deserialize)]
struct Acting {
    person: i64,
    #[serde(default)]
    chat: Option<i64>,
    act: Deed,
}

async fn act(State(sandbox): State<Sandbox>, body: Body<Acting>) -> Answer {
    let Json(acting) = body?;
    let done = sandbox.act(acting.person, Act { chat: acting.chat, deed: acting.act });
    Ok(Json(done.map_err(|why| Mistake::World(why.to_string()))?).into_response())
}

#[derive(Deserialize)]
struct Passing {
    advance_s: i64,
}

async fn time(State(sandbox): State<Sandbox>, body: Body<Passing>) -> Answer {
    let Json(Passing { advance_s }) = body?;
    if !(0..=31_536_000).contains(&advance_s) {
        return Err(Mistake::Request("advance_s must be from 0 to a year".into()));
    }
    sandbox.advance(SignedDuration::from_secs(advance_s));
    Ok(Json(json!({ "now": sandbox.now() })).into_response())
}

#[derive(Deserialize)]
struct Newcomer {
    #[serde(default)]
    id: Option<i64>,
    first_name: String,
    language_code: String,
}

async fn people(State(sandbox): State<Sandbox>, body: Body<Newcomer>) -> Answer {
    let Json(Newcomer { id, first_name, language_code }) = body?;
    let id = match id {
        None => sandbox.add_person(&first_name, &language_code),
        Some(id) if sandbox.change_person(id, &first_name, &language_code) => id,
        Some(_) => return Err(Mistake::World("there is no such person".into())),
    };
    Ok(Json(json!({ "id": id })).into_response())
}

#[derive(Deserialize)]
struct NewGroup {
    title: String,
    owner: i64,
}

async fn groups(State(sandbox): State<Sandbox>, body: Body<NewGroup>) -> Answer {
    let Json(NewGroup { title, owner }) = body?;
    Ok(Json(json!({ "id": sandbox.add_group(&title, owner) })).into_response())
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Orders {
    Many(Vec<Order>),
    One(Order),
}

async fn faults(State(sandbox): State<Sandbox>, body: Body<Orders>) -> Answer {
    let orders = match body? {
        Json(Orders::Many(orders)) => orders,
        Json(Orders::One(order)) => vec![order],
    };
    orders.into_iter().for_each(|order| sandbox.faults().order(order));
    Ok(Json(json!({ "left": sandbox.look(|world| world.faults.left()) })).into_response())
}

async fn file(State(sandbox): State<Sandbox>, Path(id): Path<String>) -> Response {
    match sandbox.look(|world| world.files.get(&id).map(|file| (file.mime.clone(), file.bytes.clone()))) {
        Some((mime, bytes)) => ([(header::CONTENT_TYPE, mime)], bytes).into_response(),
        None => (StatusCode::NOT_FOUND, Json(json!({ "error": "there is no such file" }))).into_response(),
    }
}
