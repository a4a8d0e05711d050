//! Where the demo starts the bot, and how the page learns how it is.
use std::panic::AssertUnwindSafe;

use futures::FutureExt;
use secrecy::SecretString;
use serde::Serialize;
use std::sync::Arc;
use tokio::sync::{oneshot, watch};

use super::folder::Folder;
use super::stage::{Groups, TOKEN};
use crate::clock::Clock;
use crate::core::step::Review;
use crate::script::Script;
use crate::shell::{App, AppConfig};
use crate::store::{MasterKey, Store};

/// What the bot is given: what `run` takes from the environment.
#[derive(Debug)]
pub struct Setup {
    /// The Telegram to call, as TELOXIDE_API_URL.
    pub api_url: String,
    /// What the clinic says.
    pub script: Arc<Script>,
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
    let words = match AssertUnwindSafe(run(setup, &told, stopped)).catch_unwind().await {
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

/// The program that `run` starts, over real HTTP, with an embedded database in the demo's folder.
async fn run(setup: Setup, told: &watch::Sender<BotState>, stopped: oneshot::Receiver<()>) -> anyhow::Result<()> {
    let folder = setup.folder.path();
    let master = MasterKey::load_or_create(&folder.join("backdesk.key"))?;
    let store = Store::open(&format!("sqlite://{}", folder.join("backdesk.db").display()), master).await?;
    let config = AppConfig {
        api_url: setup.api_url.clone(),
        token: SecretString::from(TOKEN),
        proxy: None,
        store: store.clone(),
        script: setup.script.clone(),
        clock: setup.clock.clone(),
        review: if setup.script.clinic.reviewer.is_some() { Review::Named } else { Review::TryingOut },
        rules: None,
        reception: Some(setup.groups.reception),
        doctors: Some(setup.groups.doctors),
        trap: None,
    };
    let mut app = App::start(config).await?;
    told.send_replace(BotState::Running);
    let by_itself = tokio::select! {
        ended = app.ended() => ended,
        _ = stopped => Ok(()),
    };
    let in_order = app.shutdown().await;
    store.close().await?;
    Ok(by_itself.and(in_order)?)
}
