//! The page and what belongs to it, all from this program: nothing is fetched from anywhere else.
use axum::{
    Json, Router,
    http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS},
    response::IntoResponse,
    routing::get,
};
use serde_json::{Value, json};
use tokio::sync::watch;

use super::bot::BotState;

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// The browser itself refuses scripts, styles, pictures and connections that are not from here.
const POLICY: &str =
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

/// Path, content type and body of each.
pub const ASSETS: [(&str, &str, &str); 14] = [
    ("/", HTML, include_str!("page/index.html")),
    ("/icon.svg", "image/svg+xml", include_str!("page/icon.svg")),
    ("/style.css", STYLE, include_str!("page/style.css")),
    ("/chat.css", STYLE, include_str!("page/chat.css")),
    ("/acts.js", SCRIPT, include_str!("page/acts.js")),
    ("/app.js", SCRIPT, include_str!("page/app.js")),
    ("/bar.js", SCRIPT, include_str!("page/bar.js")),
    ("/chat.js", SCRIPT, include_str!("page/chat.js")),
    ("/composer.js", SCRIPT, include_str!("page/composer.js")),
    ("/dom.js", SCRIPT, include_str!("page/dom.js")),
    ("/entities.js", SCRIPT, include_str!("page/entities.js")),
    ("/message.js", SCRIPT, include_str!("page/message.js")),
    ("/pane.js", SCRIPT, include_str!("page/pane.js")),
    ("/state.js", SCRIPT, include_str!("page/state.js")),
];

/// The page's routes. `zone` is the clinic's, for the page's clock; `state` tells how the bot is.
pub fn router(zone: String, state: watch::Receiver<BotState>) -> Router {
    let info = move || {
        let body = info(&zone, &state.borrow());
        async { Json(body) }
    };
    ASSETS.into_iter().fold(Router::new().route("/demo/info", get(info)), |router, (path, kind, body)| {
        router.route(path, get(move || async move { asset(kind, body) }))
    })
}

/// What the page asks the demo and not the sandbox: `{"zone": "…", "bot": {"state": "…", "words": "…"}}`.
fn info(zone: &str, state: &BotState) -> Value {
    json!({ "zone": zone, "bot": state })
}

fn asset(kind: &'static str, body: &'static str) -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, kind),
        (CONTENT_SECURITY_POLICY, POLICY),
        // Another version of the program may serve the same address a minute later.
        (CACHE_CONTROL, "no-cache"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
    ];
    (headers, body)
}
