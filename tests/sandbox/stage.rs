//! A sandbox that is being served, with a bot and one person who has pressed Start.
use backdesk::{
    clock::Clock,
    sandbox::{Act, Sandbox},
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::sync::oneshot;

pub const TOKEN: &str = "7000:secret";

pub struct Stage {
    pub sandbox: Sandbox,
    pub http: reqwest::Client,
    pub root: String,
    pub bot: i64,
    pub ana: i64,
    _stop: oneshot::Sender<()>,
}

impl Stage {
    /// On a clock that stands still; Ana's /start has been delivered and confirmed.
    pub async fn new() -> Self {
        let stage = Self::on(Clock::manual("2026-03-02T09:00:00Z".parse().unwrap())).await;
        stage.start(stage.ana).await;
        stage
    }

    /// On any clock; nobody has written yet.
    pub async fn on(clock: Clock) -> Self {
        let sandbox = Sandbox::new(clock);
        let bot = sandbox.add_bot(TOKEN, "desk_bot", "Desk");
        let ana = sandbox.add_person("Ana", "es");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let root = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(sandbox.clone().serve(listener, async { drop(stopped.await) }));
        // A call that hangs is a failure, not a test without an end.
        let http = reqwest::Client::builder().no_proxy().timeout(std::time::Duration::from_secs(30)).build().unwrap();
        Self { sandbox, http, root, bot, ana, _stop: stop }
    }

    pub async fn start(&self, person: i64) {
        self.sandbox.act(person, Act::start()).unwrap();
        self.updates().await;
    }

    pub async fn call(&self, method: &str, params: Value) -> (u16, Value) {
        self.try_call(method, params).await.unwrap()
    }

    pub async fn try_call(&self, method: &str, params: Value) -> reqwest::Result<(u16, Value)> {
        let url = format!("{}/bot{TOKEN}/{method}", self.root);
        let response = self.http.post(url).json(&params).send().await?;
        Ok((response.status().as_u16(), response.json().await?))
    }

    /// The result of a call that must be accepted.
    pub async fn ok(&self, method: &str, params: Value) -> Value {
        let (status, mut body) = self.call(method, params).await;
        assert_eq!((status, &body["ok"]), (200, &json!(true)), "{method}: {body}");
        body["result"].take()
    }

    /// The words of a call that must be refused.
    pub async fn refused(&self, method: &str, params: Value) -> String {
        let (status, body) = self.call(method, params).await;
        assert_eq!(body["ok"], json!(false), "{method}: {body}");
        assert_eq!(body["error_code"], json!(status));
        body["description"].as_str().unwrap().to_owned()
    }

    /// A message of the bot to Ana, with buttons of these data; its id.
    pub async fn ask(&self, text: &str, data: &[&str]) -> i64 {
        let row: Vec<Value> = data.iter().map(|data| json!({ "text": data, "callback_data": data })).collect();
        let markup = json!({ "inline_keyboard": [row] });
        let message =
            self.ok("sendMessage", json!({ "chat_id": self.ana, "text": text, "reply_markup": markup })).await;
        message["message_id"].as_i64().unwrap()
    }

    /// What waits, confirmed at once.
    pub async fn updates(&self) -> Vec<Value> {
        let updates = self.peek(json!({})).await;
        if let Some(last) = updates.last() {
            self.peek(json!({ "offset": last["update_id"].as_i64().unwrap() + 1, "limit": 1 })).await;
        }
        updates
    }

    pub async fn peek(&self, params: Value) -> Vec<Value> {
        self.ok("getUpdates", params).await.as_array().unwrap().clone()
    }

    pub fn pass(&self, seconds: i64) {
        self.sandbox.advance(SignedDuration::from_secs(seconds));
    }

    /// The message of this id as a client shows it now.
    pub fn shown(&self, chat: i64, id: i64) -> Option<Value> {
        self.sandbox.messages(chat).into_iter().find(|message| message["message_id"] == id)
    }

    /// A group of Ana's with the bot in it; everything so far confirmed.
    pub async fn group(&self) -> i64 {
        let group = self.sandbox.add_group("Reception", self.ana);
        self.sandbox.act(self.ana, Act::invite(self.bot).in_chat(group)).unwrap();
        self.updates().await;
        group
    }

    /// The texts of the messages that wait, confirmed at once.
    pub async fn texts(&self) -> Vec<String> {
        let updates = self.updates().await;
        updates.iter().filter_map(|update| update["message"]["text"].as_str().map(str::to_owned)).collect()
    }
}
