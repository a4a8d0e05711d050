//! Calls to the Bot API: each ends in one of a few outcomes that say what to do next.
//!
//! A client of our own and not teloxide's: that one sleeps 10 s on every 5xx, drops status, code and parameters of an error,
//! and gives up a long poll after 17 s.
use std::fmt;
use std::time::Duration;

use reqwest::multipart::{Form, Part};
use reqwest::{Client, Proxy, RequestBuilder, redirect};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};

use super::render::File;

/// How long one call may take before its outcome is unknown.
const CALL_TIMEOUT: Duration = Duration::from_secs(17);
/// How long a poll may wait for updates.
const POLL: Duration = Duration::from_secs(50);
/// How long an upload may take: words wait behind it.
const UPLOAD: Duration = Duration::from_secs(10);
/// A call that nothing waits for: a toast, a look at a member.
const QUICK: Duration = Duration::from_secs(2);

/// What receiving asks for. Business, guest and inline updates are left out: they never reach us.
const ALLOWED: [&str; 5] = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"];

/// One bot's way to the Bot API. It prints neither its token nor an address that holds it.
#[derive(Clone)]
pub struct Telegram {
    http: Client,
    base: SecretString,
}

/// What became of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Applied; the result, as far as it could be read.
    Done(Value),
    /// Surely not applied: may be repeated.
    NotSent(NotSent),
    /// Perhaps applied: what to do depends on what it was.
    Unknown,
    /// Refused; repeating it changes nothing.
    Final(Refusal),
    /// Not applied: the group is a supergroup now, under this id.
    Migrated(i64),
}

/// Why a call was not applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// Too much: not before this long.
    RetryAfter(Duration),
    /// The server could not be reached.
    Connect,
}

/// Why a call was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The token is not (or no longer) a bot's.
    Token,
    /// Another process polls with this token.
    Conflict,
    /// The person blocked the bot, deleted the account, or never started it.
    Blocked,
    /// The chat does not exist (any more), or the bot was put out of it.
    Gone,
    /// An edit that changes nothing: it is done.
    NotModified,
    /// The message cannot be edited, or is not there.
    CannotEdit,
    /// The message to reply to is not there.
    ReplyGone,
    /// Anything else.
    Other {
        /// The error's code.
        code: i64,
        /// What Telegram says, without anything that it quotes from the request.
        why: String,
    },
}

#[derive(Deserialize)]
struct Answer {
    ok: bool,
    result: Option<Value>,
    error_code: Option<i64>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Default, Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

impl Telegram {
    /// A way to the server at `api`, as the bot with this token. Proxies of the environment are not used; `proxy` is.
    pub fn new(api: &str, token: &SecretString, proxy: Option<&str>) -> Result<Self, &'static str> {
        let mut http = Client::builder().no_proxy().redirect(redirect::Policy::none()).tcp_nodelay(true);
        if let Some(proxy) = proxy {
            let proxy = Proxy::all(proxy).map_err(|_| "TELOXIDE_PROXY is not the address of a proxy")?;
            http = http.proxy(proxy);
        }
        let http = http.build().map_err(|_| "the HTTP client cannot be made")?;
        let base = format!("{}/bot{}/", api.trim_end_matches('/'), token.expose_secret());
        match reqwest::Url::parse(&base) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(Self { http, base: base.into() }),
            _ => Err("TELOXIDE_API_URL is not an address: it begins with http:// or https://"),
        }
    }

    /// Calls a method. Its outcome is unknown if no answer comes in 17 s.
    pub async fn call(&self, method: &'static str, body: &Value) -> Outcome {
        self.within(CALL_TIMEOUT, method, body).await
    }

    /// Calls a method whose answer is worth nothing after 2 s.
    pub async fn quick(&self, method: &'static str, body: &Value) -> Outcome {
        self.within(QUICK, method, body).await
    }

    /// Waits for updates from `offset` on. Asking forgets all before it: only after their commit.
    pub async fn updates(&self, offset: Option<i64>, at_once: bool) -> Outcome {
        let wait = if at_once { 0 } else { POLL.as_secs() };
        let mut body = json!({ "limit": 100, "timeout": wait, "allowed_updates": ALLOWED });
        if let Some(offset) = offset {
            body["offset"] = offset.into();
        }
        self.within(POLL + CALL_TIMEOUT, "getUpdates", &body).await
    }

    /// Calls a method with a file in the field `part`. A file that Telegram does not take in time is perhaps there.
    pub async fn upload(&self, method: &'static str, body: &Value, part: &'static str, file: File) -> Outcome {
        let bytes = Part::bytes(file.bytes).file_name(file.name).mime_str(file.mime);
        let Ok(bytes) = bytes else { return Outcome::Final(Refusal::Other { code: 0, why: file.mime.to_owned() }) };
        let mut form = Form::new().part(part, bytes);
        for (name, value) in body.as_object().into_iter().flatten() {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            form = form.text(name.clone(), text);
        }
        self.post(UPLOAD, method, |request| request.multipart(form)).await
    }

    async fn within(&self, timeout: Duration, method: &'static str, body: &Value) -> Outcome {
        self.post(timeout, method, |request| request.json(body)).await
    }

    async fn post(
        &self,
        timeout: Duration,
        method: &'static str,
        fill: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Outcome {
        let url = format!("{}{method}", self.base.expose_secret());
        let sent = fill(self.http.post(url).timeout(timeout)).send().await;
        let outcome = match sent {
            Err(error) if error.is_connect() => Outcome::NotSent(NotSent::Connect),
            Err(_) => Outcome::Unknown,
            Ok(answer) => {
                let status = answer.status().as_u16();
                answer.bytes().await.map_or(Outcome::Unknown, |body| read(status, &body))
            }
        };
        tracing::debug!(method, outcome = %outcome.name(), "called");
        outcome
    }
}

impl fmt::Debug for Telegram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Telegram")
    }
}

impl Outcome {
    /// The outcome in a word, for a log.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Done(_) => "done",
            Self::NotSent(NotSent::RetryAfter(_)) => "retry_after",
            Self::NotSent(NotSent::Connect) => "unreachable",
            Self::Unknown => "unknown",
            Self::Final(refusal) => refusal.name(),
            Self::Migrated(_) => "migrated",
        }
    }

    /// The id of the message that was sent, if one was.
    pub fn message_id(&self) -> Option<i64> {
        match self {
            Self::Done(result) => result["message_id"].as_i64(),
            _ => None,
        }
    }
}

impl Refusal {
    /// The refusal in a word, for a log.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Token => "token_refused",
            Self::Conflict => "conflict",
            Self::Blocked => "blocked",
            Self::Gone => "gone",
            Self::NotModified => "not_modified",
            Self::CannotEdit => "cannot_edit",
            Self::ReplyGone => "reply_gone",
            Self::Other { .. } => "refused",
        }
    }
}

/// Reads an answer's status and body.
pub fn read(status: u16, body: &[u8]) -> Outcome {
    let answer = match serde_json::from_slice::<Answer>(body) {
        Ok(answer) => answer,
        Err(_) => return unreadable(status, body),
    };
    if answer.ok {
        return Outcome::Done(answer.result.unwrap_or_default());
    }
    let code = answer.error_code.unwrap_or(status.into());
    let parameters = answer.parameters.unwrap_or_default();
    if let Some(id) = parameters.migrate_to_chat_id {
        return Outcome::Migrated(id);
    }
    match code {
        429 => retry_after(parameters.retry_after),
        500.. => Outcome::Unknown,
        _ => Outcome::Final(refusal(code, &answer.description.unwrap_or_default())),
    }
}

fn retry_after(seconds: Option<u64>) -> Outcome {
    Outcome::NotSent(NotSent::RetryAfter(Duration::from_secs(seconds.unwrap_or(5).clamp(1, 86_400))))
}

/// An answer that is no answer of the Bot API: a proxy's page, or a result cut off. What begins with `"ok":true` was applied.
fn unreadable(status: u16, body: &[u8]) -> Outcome {
    let text: String = String::from_utf8_lossy(body).chars().filter(|c| !c.is_whitespace()).collect();
    if text.starts_with("{\"ok\":true") {
        let digits =
            text.split_once("\"message_id\":").map(|(_, rest)| rest.split(|c: char| !c.is_ascii_digit()).next());
        let id = digits.flatten().and_then(|digits| digits.parse::<i64>().ok());
        return Outcome::Done(id.map_or(Value::Null, |id| json!({ "message_id": id })));
    }
    match status {
        429 => retry_after(None),
        400..500 => Outcome::Final(Refusal::Other { code: status.into(), why: String::new() }),
        _ => Outcome::Unknown,
    }
}

fn refusal(code: i64, description: &str) -> Refusal {
    let words = description.to_ascii_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    match code {
        401 => Refusal::Token,
        409 => Refusal::Conflict,
        403 if says(&["blocked by the user", "user is deactivated", "initiate conversation"]) => Refusal::Blocked,
        403 => Refusal::Gone,
        400 if says(&["message is not modified"]) => Refusal::NotModified,
        400 if says(&[
            "message to edit not found",
            "can't be edited",
            "message_id_invalid",
            "no text in the message",
        ]) =>
        {
            Refusal::CannotEdit
        }
        400 if says(&["message to be replied not found", "replied message not found"]) => Refusal::ReplyGone,
        400 if says(&[
            "chat not found",
            "peer_id_invalid",
            "group chat was deactivated",
            "group chat was deleted",
            "have no rights to send",
            "not enough rights to send",
            "chat_write_forbidden",
            "chat_restricted",
        ]) =>
        {
            Refusal::Gone
        }
        // What stands behind a second colon can quote the request, and so a patient.
        _ => Refusal::Other { code, why: description.splitn(3, ':').take(2).collect::<Vec<_>>().join(":") },
    }
}

#[cfg(test)]
#[path = "telegram_tests.rs"]
mod tests;
