//! The Bot API over HTTP: the only part of the sandbox that waits.
use axum::{
    Router,
    body::to_bytes,
    extract::{ConnectInfo, DefaultBodyLimit, Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{any, get},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{Sandbox, control, faults::What, methods, refusal::Refusal, request::Params, updates::Poll, wire::Line};

/// The longest that getUpdates waits.
const POLL_LONGEST: i64 = 50;
/// The largest request that is read.
const BODY_MOST: usize = 60 * 1024 * 1024;

/// All routes.
pub fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .route("/{bot}/{method}", any(bot_call))
        .route("/file/{bot}/{*path}", get(file))
        .merge(control::router())
        .layer(DefaultBodyLimit::max(BODY_MOST))
        .with_state(sandbox)
}

/// What becomes of a call.
enum Outcome {
    /// The status and the body.
    Answer(u16, String),
    /// The connection is cut.
    Cut,
}

impl Outcome {
    fn refused(refusal: &Refusal) -> Self {
        Self::Answer(refusal.code, refusal.to_json().to_string())
    }
}

async fn bot_call(
    State(sandbox): State<Sandbox>,
    Path((bot, method)): Path<(String, String)>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_MOST).await else {
        return respond(Outcome::refused(&Refusal::new(413, "Request Entity Too Large")));
    };
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let params = Params::read(parts.uri.query().unwrap_or_default(), kind, &body);
    let outcome = match bot.strip_prefix("bot") {
        Some(token) => answer(&sandbox, token, &method, params).await,
        None => Outcome::refused(&Refusal::new(404, "Not Found")),
    };
    if let (Outcome::Cut, Some(ConnectInfo(line))) = (&outcome, parts.extensions.get::<ConnectInfo<Line>>()) {
        line.cut();
    }
    respond(outcome)
}

fn respond(outcome: Outcome) -> Response {
    let (status, body) = match outcome {
        Outcome::Answer(status, body) => (status, body),
        // Seen only by a server that is not the sandbox's own, which cannot cut.
        Outcome::Cut => (502, Refusal::new(502, "Bad Gateway").to_json().to_string()),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

async fn answer(sandbox: &Sandbox, token: &str, asked: &str, params: Result<Params, String>) -> Outcome {
    let bot = match sandbox.change(|world, _| world.bot_of(token)) {
        Ok(bot) => bot,
        Err(refusal) => return Outcome::refused(&refusal),
    };
    let Some(method) = methods::method(asked) else {
        return Outcome::refused(&sandbox.change(|world, now| world.unknown_method(asked, now)));
    };
    let mut params = match params {
        Ok(params) => params,
        Err(words) => return Outcome::refused(&Refusal::bad(words)),
    };
    let (come, fault) = sandbox.change(|world, now| {
        let sent = Value::Object(params.fields.clone());
        let checked = world.check(method, &mut params, now);
        let chat = params.number("chat_id");
        let n = world.log(bot, method, chat, sent, now);
        (Come { n, at: now }, checked.map(|()| world.faults.take(method, chat)))
    });
    let fault = match fault {
        Ok(fault) => fault,
        Err(refusal) => return finish(sandbox, come.n, false, Some(refusal.to_json()), Outcome::refused(&refusal)),
    };
    if let Some(outcome) = before(sandbox, come, fault.as_ref()).await {
        return outcome;
    }
    let result = match method {
        "getUpdates" => poll(sandbox, bot, &params).await,
        _ => sandbox.change(|world, now| world.call(bot, method, &params, now)).map(Done::from),
    };
    match result {
        Ok(done) => after(sandbox, come, fault.as_ref(), done).await,
        Err(refusal) => finish(sandbox, come.n, false, Some(refusal.to_json()), Outcome::refused(&refusal)),
    }
}

/// The result of a call: as JSON, and as the log keeps it.
struct Done {
    text: String,
    note: Value,
}

impl From<Value> for Done {
    fn from(note: Value) -> Self {
        Self { text: note.to_string(), note }
    }
}

/// A call that has come: its number and when.
#[derive(Clone, Copy)]
struct Come {
    n: u64,
    at: Timestamp,
}

fn after_seconds(at: Timestamp, seconds: u64) -> Timestamp {
    let span = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
    at.checked_add(span).unwrap_or(Timestamp::MAX)
}

fn finish(sandbox: &Sandbox, n: u64, applied: bool, answer: Option<Value>, outcome: Outcome) -> Outcome {
    sandbox.change(|world, _| world.logged(n, applied, answer));
    outcome
}

/// What a fault does before the method runs.
async fn before(sandbox: &Sandbox, Come { n, at }: Come, fault: Option<&What>) -> Option<Outcome> {
    let fault = fault?;
    if let Some(refusal) = fault.refusal() {
        return Some(finish(sandbox, n, false, Some(refusal.to_json()), Outcome::refused(&refusal)));
    }
    match fault {
        What::DropBefore => return Some(finish(sandbox, n, false, None, Outcome::Cut)),
        What::Slow { seconds, applied: false } => sandbox.pause(after_seconds(at, *seconds)).await,
        What::Hold { applied: false } => sandbox.held().await,
        _ => {}
    }
    None
}

/// What a fault does to the answer of a method that has run.
async fn after(sandbox: &Sandbox, Come { n, at }: Come, fault: Option<&What>, mut done: Done) -> Outcome {
    if let Some(refusal) = fault.and_then(What::refusal_after) {
        return finish(sandbox, n, true, Some(refusal.to_json()), Outcome::refused(&refusal));
    }
    sandbox.change(|world, _| world.logged(n, true, None));
    match fault {
        Some(What::DropAfter) => return Outcome::Cut,
        Some(What::Garbage) => {
            let odd = json!({ "message_id": done.note["message_id"], "chat": "garbage", "date": "garbage" });
            done = Done::from(if done.note.is_array() { json!([odd]) } else { odd });
        }
        Some(What::Slow { seconds, applied: true }) => sandbox.pause(after_seconds(at, *seconds)).await,
        Some(What::Hold { applied: true }) => sandbox.held().await,
        _ => {}
    }
    let note = json!({ "ok": true, "result": done.note });
    let body = format!("{{\"ok\":true,\"result\":{}}}", done.text);
    finish(sandbox, n, true, Some(note), Outcome::Answer(200, body))
}

/// getUpdates: answers when there is something, when the time is over, or when another one asks. The log keeps the ids.
async fn poll(sandbox: &Sandbox, bot: i64, params: &Params) -> Result<Done, Refusal> {
    let timeout = params.number("timeout").unwrap_or(0).clamp(0, POLL_LONGEST);
    let limit = params.number("limit").unwrap_or(100);
    let deadline = sandbox.now() + SignedDuration::from_secs(timeout);
    let mut watch = sandbox.watch();
    let asked = sandbox.change(|world, _| world.ask(bot, params));
    let _here = Here::new(sandbox, bot);
    loop {
        watch.borrow_and_update();
        match sandbox.change(|world, now| world.poll(bot, asked, limit, now)) {
            Poll::Ready { text, ids } => return Ok(Done { text, note: json!(ids) }),
            Poll::Over(refusal) => return Err(refusal),
            Poll::Empty => {}
        }
        if sandbox.now() >= deadline || !sandbox.change_or(&mut watch, deadline).await {
            return Ok(Done::from(json!([])));
        }
    }
}

/// Counts a waiting getUpdates, until it ends or its client goes away.
struct Here<'a>(&'a Sandbox, i64);

impl<'a> Here<'a> {
    fn new(sandbox: &'a Sandbox, bot: i64) -> Self {
        sandbox.change(|world, _| {
            world.bots.entry(bot).and_modify(|bot| bot.queue.pollers += 1);
            world.touch();
        });
        Self(sandbox, bot)
    }
}

impl Drop for Here<'_> {
    fn drop(&mut self) {
        self.0.change(|world, _| {
            world.bots.entry(self.1).and_modify(|bot| bot.queue.pollers -= 1);
            world.touch();
        });
    }
}

async fn file(State(sandbox): State<Sandbox>, Path((bot, path)): Path<(String, String)>) -> Response {
    let token = bot.strip_prefix("bot").unwrap_or_default();
    if let Err(refusal) = sandbox.look(|world| world.bot_of(token)) {
        return respond(Outcome::refused(&refusal));
    }
    let id = path.split('/').next_back().unwrap_or_default();
    match sandbox.look(|world| world.files.get(id).map(|file| file.bytes.clone())) {
        Some(bytes) => ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response(),
        None => respond(Outcome::refused(&Refusal::new(404, "Not Found"))),
    }
}
