//! Something between the program and Telegram that delivers updates as often, and in the order, that it likes.
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header::CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// How many old updates come once more with each batch.
const OLD: usize = 3;

/// A relay. Clones are the same one.
#[derive(Clone)]
pub struct Relay {
    inner: Arc<Inner>,
}

struct Inner {
    api: String,
    /// How often each update comes.
    copies: usize,
    client: reqwest::Client,
    state: Mutex<Memory>,
}

struct Memory {
    dice: Dice,
    /// Everything that has come.
    known: Vec<Value>,
    /// What comes with the next batch.
    extra: Vec<Value>,
    delivered: usize,
}

/// Chance that can be repeated.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.roll(last + 1));
        }
    }
}

impl Relay {
    /// Serves it before `api`; its own address comes with it.
    pub async fn before(api: &str, copies: usize, seed: u64) -> (Self, String) {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let state = Memory { dice: Dice::new(seed), known: Vec::new(), extra: Vec::new(), delivered: 0 };
        let relay = Self { inner: Arc::new(Inner { api: api.to_owned(), copies, client, state: Mutex::new(state) }) };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(pass).with_state(relay.clone());
        tokio::spawn(async { axum::serve(listener, router).await });
        (relay, address)
    }

    /// Delivers this with the next batch, whatever it is.
    pub fn slip_in(&self, update: Value) {
        self.inner.state.lock().unwrap().extra.push(update);
    }

    /// How many updates have been delivered that the program had no need of.
    pub fn surplus(&self) -> usize {
        let memory = self.inner.state.lock().unwrap();
        memory.delivered - memory.known.len()
    }

    /// What still waits to be slipped in.
    pub fn waiting(&self) -> usize {
        self.inner.state.lock().unwrap().extra.len()
    }

    fn stir(&self, new: Vec<Value>) -> Vec<Value> {
        let memory = &mut *self.inner.state.lock().unwrap();
        let mut batch = std::mem::take(&mut memory.extra);
        for _ in 0..self.inner.copies {
            batch.extend(new.iter().cloned());
        }
        if self.inner.copies > 1 && !memory.known.is_empty() {
            for _ in 0..OLD {
                batch.push(memory.known[memory.dice.roll(memory.known.len())].clone());
            }
        }
        memory.dice.shuffle(&mut batch);
        memory.delivered += batch.len();
        memory.known.extend(new);
        batch
    }
}

async fn pass(State(relay): State<Relay>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let inner = &relay.inner;
    let mut call = inner.client.post(format!("{}{uri}", inner.api)).body(body);
    if let Some(kind) = headers.get(CONTENT_TYPE) {
        call = call.header(CONTENT_TYPE, kind);
    }
    let Ok(answer) = call.send().await else { return StatusCode::BAD_GATEWAY.into_response() };
    let status = answer.status();
    let Ok(bytes) = answer.bytes().await else { return StatusCode::BAD_GATEWAY.into_response() };
    if !uri.path().to_ascii_lowercase().ends_with("/getupdates") || !status.is_success() {
        return (status, [(CONTENT_TYPE, "application/json")], bytes).into_response();
    }
    let answer: Value = serde_json::from_slice(&bytes).unwrap();
    let new = answer["result"].as_array().unwrap().clone();
    // Nothing is added to a batch without news: the program could not confirm it.
    let batch = if new.is_empty() { new } else { relay.stir(new) };
    axum::Json(json!({ "ok": true, "result": batch })).into_response()
}
