//! The whole program in one value: started, waited for, stopped.
use std::sync::Arc;
use std::time::Duration;

use chacha20poly1305::aead::OsRng;
use chacha20poly1305::aead::rand_core::RngCore;
use secrecy::SecretString;
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::house::{House, Pulse, Trap};
use super::moved::Change;
use super::receive::{self, Ended};
use super::send::Sender;
use super::shelf::Shelf;
use super::startup::{self, Refused};
use super::telegram::Telegram;
use super::turn::Turn;
use super::{profile, reload, rooms, suspect, wake};
use crate::clock::Clock;
use crate::config::Rules;
use crate::core::step::Review;
use crate::script::{Script, Source};
use crate::store::{Store, StoreError};

/// How long calls under way may take at the end: what comes after them must fit into 5 s, too.
const END: Duration = Duration::from_secs(4);

/// What the program is made of.
pub struct AppConfig {
    /// The Bot API server.
    pub api_url: String,
    /// The bot's token.
    pub token: SecretString,
    /// A proxy to reach the server.
    pub proxy: Option<String>,
    /// The database, open.
    pub store: Store,
    /// What the clinic says.
    pub script: Arc<Script>,
    /// The time.
    pub clock: Clock,
    /// Whether the rules may be used.
    pub review: Review,
    /// Where the script came from, if its changes are to be taken up while the program runs.
    pub rules: Option<Rules>,
    /// Reception's chat; without it, one is paired.
    pub reception: Option<i64>,
    /// The doctors' chat.
    pub doctors: Option<i64>,
    /// Called before each step of a chart: a test makes it panic.
    pub trap: Option<Trap>,
}

/// The running program. Dropped, it ends as by kill -9.
#[derive(Debug)]
pub struct App {
    house: Arc<House>,
    stop: watch::Sender<bool>,
    parts: JoinSet<Result<(), Ended>>,
}

impl App {
    /// Starts everything, once Telegram is reached and nothing forbids it.
    pub async fn start(config: AppConfig) -> Result<Self, Refused> {
        Self::start_until(config, watch::Sender::new(false)).await
    }

    /// [`App::start`], given up as soon as `stop` says so.
    pub async fn start_until(config: AppConfig, stop: watch::Sender<bool>) -> Result<Self, Refused> {
        let telegram =
            Telegram::new(&config.api_url, &config.token, config.proxy.as_deref()).map_err(Refused::Setting)?;
        let rules = config.rules.clone().filter(|rules| matches!(rules.source(), Source::Folder(_)));
        let me = startup::get_me(&telegram, &config.clock, &mut stop.subscribe()).await?;
        let house = Arc::new(house(config, telegram, &me).await.map_err(Ended::from)?);
        let before = suspect::start(&house.store).await.map_err(Ended::from)?;
        let mut sender = Sender::new(house.clone());
        sender.recover().await.map_err(Ended::from)?;
        let mut turn = Turn::begin(&house).await.map_err(Ended::from)?;
        turn.change_rooms(Change::Settings).await.map_err(Ended::from)?;
        turn.commit().await.map_err(Ended::from)?;
        let mut parts = JoinSet::new();
        let aside = house.pulse.aside();
        let advised = house.clone();
        tokio::spawn(async move {
            startup::advise(&advised, &me).await;
            profile::set(&advised).await;
            drop(aside);
        });
        parts.spawn(receive::run(house.clone(), before, stop.subscribe()));
        let stopped = stop.subscribe();
        parts.spawn(async move { Ok(sender.run(stopped).await?) });
        let (woken, stopped) = (house.clone(), stop.subscribe());
        parts.spawn(async move { Ok(wake::run(woken, stopped).await?) });
        if let Some(rules) = rules {
            let (house, stopped) = (house.clone(), stop.subscribe());
            parts.spawn(async move { Ok(reload::run(house, rules, stopped).await?) });
        }
        tracing::info!(bot = house.bot, "the bot is at work");
        Ok(Self { house, stop, parts })
    }

    /// The code that pairs a group, if a staff chat is still missing.
    pub fn pairing_code(&self) -> Option<&str> {
        self.house.code.as_deref()
    }

    /// The bot's name, without the @.
    pub fn username(&self) -> &str {
        &self.house.username
    }

    /// Returns when everything that was committed has been worked off and nothing is under way, before some later time.
    /// That nothing is left to receive is the server's to say.
    pub async fn idle(&self) {
        self.house.pulse.idle(&self.house.clock).await;
    }

    /// Returns when a part of the program has ended: by itself only if it cannot go on.
    pub async fn ended(&mut self) -> Result<(), Ended> {
        match self.parts.join_next().await {
            None => Ok(()),
            Some(Ok(result)) => result,
            Some(Err(_)) => Err(Ended::Panicked),
        }
    }

    /// Ends in order, within 5 s: receives no more, finishes the commit, lets calls under way end.
    pub async fn shutdown(mut self) -> Result<(), Ended> {
        self.stop.send_replace(true);
        let mut result = Ok(());
        let all = async {
            while let Some(part) = self.parts.join_next().await {
                let ended = part.unwrap_or(Err(Ended::Panicked));
                if result.is_ok() {
                    result = ended;
                }
            }
        };
        let in_time = tokio::time::timeout(END, all).await.is_ok();
        if !in_time {
            tracing::warn!("a call did not end in time: it is looked after at the next start");
            self.parts.shutdown().await;
        }
        suspect::end(&self.house.store).await?;
        result
    }
}

async fn house(config: AppConfig, telegram: Telegram, me: &Value) -> Result<House, StoreError> {
    let mut house = House {
        shelf: Shelf::new(config.script, config.review),
        clock: config.clock,
        store: config.store,
        telegram,
        reception: config.reception,
        doctors: config.doctors,
        code: None,
        bot: me["id"].as_i64().unwrap_or_default(),
        username: me["username"].as_str().unwrap_or_default().to_owned(),
        trap: config.trap,
        pulse: Pulse::default(),
    };
    let store = house.store.clone();
    let mut tx = store.begin().await?;
    let script = house.shelf.present();
    tx.put_script(&script.hash, &serde_json::to_string(&script.files).unwrap_or_default()).await?;
    let known = rooms::load(&house, &mut tx).await?;
    if let (None, None) = (known.reception, known.doctors) {
        house.code = Some(code());
    }
    // What waited for a room while none was set goes there now.
    if let Some(chat) = known.chat(crate::script::Room::Reception) {
        tx.migrate_chat(rooms::NO_RECEPTION, chat).await?;
    }
    tx.commit().await?;
    Ok(house)
}

/// Eight letters and digits that cannot be mistaken for each other.
fn code() -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut bytes = [0; 8];
    OsRng.fill_bytes(&mut bytes);
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
}
