//! Dialogues that change while the program runs: read when they have been still for a moment, proven as at the start, and taken
//! up for new cases. What is wrong is told to the staff once, and the ones before go on.
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::watch;

use super::house::House;
use super::turn::Turn;
use super::{profile, startup};
use crate::check;
use crate::config::Rules;
use crate::core::step::Review;
use crate::script::{Html, Script, ShellSay, Source};
use crate::store::StoreError;

/// How often the folder is looked at; what is as it was the last time is still.
const EVERY: Duration = Duration::from_secs(2);
/// So many characters of a fault are told; the rest stands in the log.
const FAULT_MAX: usize = 600;

type Result<T> = std::result::Result<T, StoreError>;

/// Each file with its size, time and number, or why the folder cannot be read: another content, another print.
type Print = std::result::Result<Vec<Seen>, String>;
type Seen = (PathBuf, u64, Option<SystemTime>, u64);

/// What stands in the folder.
enum Found {
    /// The present script.
    Same,
    /// Another, proven.
    Other(Box<Script>, Review),
    /// Nothing to be used; the first fault, and how many.
    Wrong(String, usize),
}

/// Looks after the folder until it is told to stop. Returns at once if the dialogues are the built-in ones.
pub async fn run(house: Arc<House>, rules: Rules, mut stop: watch::Receiver<bool>) -> Result<()> {
    let Source::Folder(folder) = rules.source() else { return Ok(()) };
    let (mut last, mut seen, mut told) = (None, None, None);
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
            () = house.clock.sleep(EVERY) => {}
        }
        let print = look(&folder).await;
        if seen.as_ref() == Some(&print) {
            continue;
        }
        if last.as_ref() != Some(&print) {
            // Somebody may be in the middle of saving.
            last = Some(print);
            continue;
        }
        let found = read(rules.clone(), house.shelf.present().hash.clone()).await;
        if look(&folder).await == print {
            seen = Some(print);
            found.act(&house, &mut told).await?;
        }
    }
}

impl Found {
    /// Takes it up, or tells what is wrong. `told` is the fault that the staff know of.
    async fn act(self, house: &House, told: &mut Option<String>) -> Result<()> {
        match self {
            Self::Same if told.take().is_some() => {
                let mut turn = Turn::begin(house).await?;
                mended(&mut turn, &house.shelf.present()).await?;
                turn.commit().await
            }
            Self::Same => Ok(()),
            Self::Other(script, review) => take_up(house, Arc::new(*script), review, told.take().is_some()).await,
            Self::Wrong(fault, _) if told.as_ref() == Some(&fault) => {
                tracing::debug!("the changed dialogues have the same fault as before");
                Ok(())
            }
            Self::Wrong(fault, count) => {
                tracing::error!(fault, count, "the changed dialogues are wrong: the ones before go on");
                let mut turn = Turn::begin(house).await?;
                let short: String = fault.chars().take(FAULT_MAX).collect();
                let holes = [("fault", Html::escape(&short)), ("n", Html::from(count.to_string()))];
                turn.alarm(ShellSay::AlarmDialogues, turn.now.as_second(), &holes).await?;
                turn.commit().await?;
                *told = Some(fault);
                Ok(())
            }
        }
    }
}

async fn take_up(house: &House, script: Arc<Script>, review: Review, was_wrong: bool) -> Result<()> {
    let mut turn = Turn::begin(house).await?;
    turn.tx.put_script(&script.hash, &serde_json::to_string(&script.files).unwrap_or_default()).await?;
    if was_wrong {
        mended(&mut turn, &script).await?;
    }
    turn.commit().await?;
    tracing::info!(rules = script.clinic.rules, hash = script.hash, "changed dialogues are taken up");
    startup::advise_review(review);
    let before = house.shelf.replace(script, review);
    profile::change(house, &before).await;
    Ok(())
}

async fn mended(turn: &mut Turn<'_>, script: &Script) -> Result<()> {
    let holes = [("rules", Html::escape(&script.clinic.rules))];
    turn.alarm(ShellSay::DialoguesMended, turn.now.as_second(), &holes).await
}

/// Reads and proves what stands there, off the threads that answer patients.
async fn read(rules: Rules, present: String) -> Found {
    let found = tokio::task::spawn_blocking(move || match Script::load(&rules.source()) {
        Ok(script) if script.hash == present => Found::Same,
        Ok(script) => {
            let faults = check::prove(&script).faults;
            match (faults.first(), rules.review(&script)) {
                (Some(first), _) => Found::Wrong(first.to_string(), faults.len()),
                (None, Ok(review)) => Found::Other(Box::new(script), review),
                (None, Err(wrong)) => Found::Wrong(wrong.to_string(), 1),
            }
        }
        Err(faults) => Found::Wrong(faults.first().map(ToString::to_string).unwrap_or_default(), faults.len()),
    });
    // A proof that panics proves nothing.
    found.await.unwrap_or_else(|_| Found::Wrong("check".to_owned(), 1))
}

async fn look(folder: &Path) -> Print {
    let folder = folder.to_owned();
    let print = tokio::task::spawn_blocking(move || print(&folder).map_err(|why| why.to_string()));
    print.await.unwrap_or_else(|_| Err(String::new()))
}

fn print(folder: &Path) -> std::io::Result<Vec<Seen>> {
    let mut all = Vec::new();
    for folder in ["", "muscles", "words", "art"].map(|name| folder.join(name)) {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "toml" || extension == "svg") {
                let about = std::fs::metadata(&path)?;
                all.push((path, about.len(), about.modified().ok(), number(&about)));
            }
        }
    }
    all.sort_unstable();
    Ok(all)
}

/// A file that took another's place within one tick of its clock has another number.
#[cfg(unix)]
fn number(about: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(about)
}

#[cfg(not(unix))]
fn number(_: &std::fs::Metadata) -> u64 {
    0
}
