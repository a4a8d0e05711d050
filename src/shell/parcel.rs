//! Files on their way: drawn, uploaded, and remembered by the id that Telegram gives them.
use std::sync::Arc;

use serde_json::Value;

use super::delivery::Next;
use super::house::House;
use super::plan::{Call, Errand, Parcel};
use super::render::{self, Undrawable};
use super::send::Sender;
use super::telegram::{Outcome, Refusal};
use super::turn::Turn;
use crate::store::StoreError;

type Result<T> = std::result::Result<T, StoreError>;

/// Draws what an errand hands over, and uploads it. What cannot be drawn is refused, like what Telegram does not take.
pub async fn upload(house: &Arc<House>, errand: &Errand) -> Outcome {
    let refused = || Outcome::Final(Refusal::Other { code: 0, why: String::new() });
    let Some(hand) = errand.row.row.body.hand.clone() else { return refused() };
    let script = house.shelf.present();
    let drawn = tokio::task::spawn_blocking(move || render::render(&hand.attachment, &script)).await;
    match drawn.unwrap_or(Err(Undrawable::Panicked)) {
        Ok(file) => house.telegram.upload(errand.call.method(), &errand.json, errand.call.part(), file).await,
        Err(why) => {
            tracing::error!(row = errand.row.id, %why, "a file cannot be made");
            refused()
        }
    }
}

impl Sender {
    /// Keeps the id of a picture that was just uploaded.
    pub(super) async fn keep_file_id(&self, turn: &mut Turn<'_>, errand: &Errand, outcome: &Outcome) -> Result<()> {
        let (Parcel::Fresh(Some(hash)), Outcome::Done(result)) = (&errand.parcel, outcome) else { return Ok(()) };
        match file_id(errand.call, result) {
            Some(file_id) => turn.tx.keep_file_id(turn.house.bot, hash, file_id).await,
            None => Ok(()),
        }
    }

    /// Forgets the id of a picture that Telegram does not take any more. Whether it did: then the picture is uploaded anew.
    pub(super) async fn upload_anew(&self, turn: &mut Turn<'_>, errand: &Errand, next: &Next) -> Result<bool> {
        let (Parcel::Known(hash), Next::Dead) = (&errand.parcel, next) else { return Ok(false) };
        turn.tx.drop_file_id(turn.house.bot, hash).await?;
        Ok(true)
    }
}

/// The id that a result gives: of a picture's sizes, the largest one's.
fn file_id(call: Call, result: &Value) -> Option<&str> {
    let file = &result[call.part()];
    file.as_array().and_then(|sizes| sizes.last()).unwrap_or(file)["file_id"].as_str()
}
