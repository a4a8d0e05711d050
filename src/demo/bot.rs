//! Where the demo starts the bot, and how the page learns how it is.
use std::panic::AssertUnwindSafe;

use futures::FutureExt;
use serde::Serialize;
use tokio::sync::{oneshot, watch};

use super::{folder::Folder, stage::Groups};
use crate::clock::Clock;

/// What the bot is given: what `run` takes from the environment.
#[derive(Debug)]
pub struct Setup {
    /// The Telegram to call, as TELOXIDE_API_URL.
    pub api_url: String,
    /// The clock that the page moves.
    pub clock: Clock,
    /// The staff chats.
    pub groups: Groups,
    /// For the database and the key.
    pub folder: Folder,
}

/// How the bot is, for the page.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum BotState {
    /// Not there yet.
    Starting,
    /// At work.
    Running,
    /// It has stopped by itself.
    Failed {
        /// Why, for the visitor.
        words: String,
    },
}

/// Runs the bot until `stopped`, and tells how it is. It never panics: what goes wrong is told.
pub async fn play(setup: Setup, told: watch::Sender<BotState>, stopped: oneshot::Receiver<()>) {
    told.send_replace(BotState::Running);
    let words = match AssertUnwindSafe(start(&setup, stopped)).catch_unwind().await {
        Ok(Ok(())) => {
            // Asked for, or not: whoever still looks at the page learns that nobody answers.
            told.send_replace(BotState::Failed { words: "it has ended".into() });
            return;
        }
        Ok(Err(why)) => format!("{why:#}"),
        Err(_) => "it panicked; the terminal shows where".into(),
    };
    eprintln!("The bot has stopped: {words}");
    told.send_replace(BotState::Failed { words });
}

/// THE BOT STARTS HERE: `App::start` over real HTTP against `setup.api_url` with [`super::stage::TOKEN`], a SQLite
/// database in `setup.folder`, `setup.clock`, and the two groups as staff chats; it returns when it has ended in order
/// after `stopped`, or at once with what is wrong.
async fn start(setup: &Setup, stopped: oneshot::Receiver<()>) -> anyhow::Result<()> {
    let Setup { api_url, folder, groups, .. } = setup;
    tracing::debug!(%api_url, folder = %folder.path().display(), ?groups, "no bot is built in yet");
    drop(stopped);
    anyhow::bail!("it is not built into this program yet")
}
