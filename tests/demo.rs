//! The demo over HTTP, as a browser meets it: the page with nothing from outside, and the world behind it.
use backdesk::clock::Clock;
use backdesk::demo::Demo;
use backdesk::script::{Script, Source};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::{sync::oneshot, task::JoinHandle};

fn script() -> Script {
    Script::load(&Source::BuiltIn).unwrap()
}

/// A demo that runs, and a client of it.
struct Running {
    address: String,
    client: reqwest::Client,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<anyhow::Result<()>>,
}

impl Running {
    /// On a Monday at 10:00 in the clinic's zone.
    async fn start() -> Self {
        let monday: Timestamp = "2026-03-02T10:00:00Z".parse().unwrap();
        let demo = Demo::bind(0, script(), Clock::manual(monday)).await.unwrap();
        let address = demo.address().to_owned();
        let (stop, stopped) = oneshot::channel::<()>();
        let ended = tokio::spawn(demo.serve(async { drop(stopped.await) }));
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { address, client, stop, ended }
    }

    async fn get(&self, path: &str) -> reqwest::Response {
        self.client.get(format!("{}{path}", self.address)).send().await.unwrap()
    }

    async fn json(&self, path: &str) -> Value {
        self.get(path).await.json().await.unwrap()
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let answer = self.client.post(format!("{}{path}", self.address)).json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    async fn end(self) {
        self.stop.send(()).unwrap();
        self.ended.await.unwrap().unwrap();
    }
}

/// The paths that a page or module asks for: `src="…"`, `href="…"`, `from '…'`.
fn asked_for(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (before, end) in [("src=\"", '"'), ("href=\"", '"'), ("from './", '\'')] {
        for part in text.split(before).skip(1) {
            found.extend(part.split(end).next().map(str::to_owned));
        }
    }
    found
}

/// Addresses that name a host, other than the name of SVG's own namespace.
fn outside(text: &str) -> Vec<&str> {
    let named = text.match_indices("//").filter(|(at, _)| {
        let before = &text[..*at];
        before.ends_with("http:") || before.ends_with("https:") || before.ends_with(['"', '\'', '('])
    });
    let addresses = named.map(|(at, _)| text[at..].split(['"', '\'', ' ', ')', '`', '>']).next().unwrap_or_default());
    addresses.filter(|address| !["//www.w3.org/2000/svg", "//${words}"].contains(address)).collect()
}

#[tokio::test]
async fn the_page_is_whole_and_takes_nothing_from_outside() {
    let demo = Running::start().await;
    let mut waiting = vec![String::new()];
    let mut seen = Vec::<String>::new();
    while let Some(path) = waiting.pop() {
        if seen.contains(&path) {
            continue;
        }
        let answer = demo.get(&format!("/{path}")).await;
        assert_eq!(answer.status(), 200, "/{path}");
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        let kind = match path.rsplit_once('.').map(|(_, kind)| kind) {
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("svg") => "image/svg+xml",
            _ => "text/html; charset=utf-8",
        };
        assert_eq!(header("content-type"), kind, "/{path}");
        assert!(header("content-security-policy").starts_with("default-src 'self';"), "/{path}");
        let text = answer.text().await.unwrap();
        assert_eq!(outside(&text), [""; 0], "/{path}");
        for dangerous in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "@import"] {
            assert!(!text.contains(dangerous), "/{path} has {dangerous}");
        }
        waiting.extend(asked_for(&text));
        seen.push(path);
    }
    assert_eq!(seen.len(), backdesk::demo::page::ASSETS.len(), "each file is used: {seen:?}");
    demo.end().await;
}

#[tokio::test]
async fn the_stage_is_set_and_the_visitor_can_act() {
    let demo = Running::start().await;
    let info = demo.json("/demo/info").await;
    assert_eq!(info["zone"], "Europe/London");
    let state = demo.json("/sandbox/state").await;
    let id = |name: &str| {
        let people = state["people"].as_array().unwrap();
        people.iter().find(|person| person["first_name"] == name).map(|person| person["id"].as_i64().unwrap()).unwrap()
    };
    let bot = state["bots"][0]["id"].as_i64().unwrap();
    for (title, members) in [("Reception", 4), ("Doctors", 2)] {
        let group = state["chats"].as_array().unwrap().iter().find(|chat| chat["title"] == title).unwrap();
        let all = group["members"].as_array().unwrap();
        assert_eq!(all.len(), members, "{title}");
        let status = all.iter().find(|member| member["user"] == bot).map(|member| &member["status"]);
        assert_eq!(status, Some(&json!("administrator")), "{title}");
    }
    let act = json!({ "person": id("Ana"), "act": { "do": "start" } });
    assert_eq!(demo.post("/sandbox/act", act).await.0, 200);
    let stranger = id("Max, a stranger");
    let reception = state["chats"].as_array().unwrap().iter().find(|chat| chat["title"] == "Reception").unwrap();
    let act = json!({ "person": stranger, "chat": reception["id"], "act": { "do": "text", "text": "hello" } });
    let (status, refusal) = demo.post("/sandbox/act", act).await;
    assert_eq!((status, &refusal["error"]), (409, &json!("this person is not in that chat")));
    demo.end().await;
}

#[tokio::test]
async fn time_can_be_let_pass() {
    let demo = Running::start().await;
    assert_eq!(demo.json("/sandbox/state").await["now"], "2026-03-02T10:00:00Z");
    let (status, answer) = demo.post("/sandbox/time", json!({ "advance_s": 1200 })).await;
    assert_eq!((status, &answer["now"]), (200, &json!("2026-03-02T10:20:00Z")));
    demo.end().await;
}

#[tokio::test]
async fn a_taken_port_is_named_with_the_way_out() {
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = taken.local_addr().unwrap().port();
    let why = Demo::bind(port, script(), Clock::system()).await.unwrap_err().to_string();
    assert_eq!(why, format!("Port {port} is in use. Try: backdesk demo --port {}", port + 1));
}

#[tokio::test]
async fn told_to_end_it_ends_in_order_and_removes_its_folder() {
    let temporary = tempfile::TempDir::new().unwrap();
    let left = || std::fs::read_dir(temporary.path()).unwrap().count();
    for signal in ["TERM", "INT"] {
        let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_backdesk"));
        command.args(["demo", "--port", "0"]).env("TMPDIR", temporary.path()).current_dir(temporary.path());
        command.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut demo = command.spawn().unwrap();
        let mut lines = BufReader::new(demo.stdout.take().unwrap()).lines();
        let address = loop {
            let line = lines.next_line().await.unwrap().expect("it says where it is");
            if let Some((_, rest)) = line.split_once("The demo is at ") {
                break rest.split_whitespace().next().unwrap().to_owned();
            }
        };
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        assert_eq!(client.get(&address).send().await.unwrap().status(), 200);
        assert_eq!(left(), 1, "its folder");
        let id = demo.id().unwrap().to_string();
        let told = tokio::process::Command::new("kill").args(["-s", signal, &id]).status().await.unwrap();
        assert!(told.success());
        let ended = tokio::time::timeout(Duration::from_secs(20), demo.wait()).await;
        let status = ended.expect("it does not end").unwrap();
        assert!(status.success(), "{signal}: {status}");
        assert_eq!(left(), 0, "{signal}: nothing is left of it");
    }
}
