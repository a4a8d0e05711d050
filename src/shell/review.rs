//! The staff learn that the rules are to be reviewed again: at a start, and when it falls due.
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::house::House;
use super::turn::Turn;
use crate::script::{Html, ShellSay};
use crate::store::StoreError;

/// When the staff were last told, and of which day: `2026-05-02 2026-05-03T09:00:00Z`.
const TOLD: &str = "review_told";
/// Not at every start within this time.
const AGAIN: SignedDuration = SignedDuration::from_hours(24);

/// Looks whether a review is due. `known` is the due day that this run has looked after already.
pub async fn look(house: &House, known: &mut Option<Date>) -> Result<(), StoreError> {
    let mut turn = Turn::begin(house).await?;
    let script = turn.script.clone();
    let Some((reviewer, due)) = script.clinic.overdue_review(turn.now) else { return turn.forgo().await };
    if known.replace(due) == Some(due) {
        return turn.forgo().await;
    }
    let told = turn.tx.setting(TOLD).await?;
    let told = told.as_deref().and_then(|told| told.split_once(' ')).filter(|(of, _)| *of == due.to_string());
    let at = told.and_then(|(_, at)| at.parse::<Timestamp>().ok());
    if at.is_some_and(|at| turn.now < at + AGAIN) {
        return turn.forgo().await;
    }
    tracing::warn!(%due, "clinic.toml: the rules are to be reviewed again");
    turn.tx.put_setting(TOLD, &format!("{due} {}", turn.now)).await?;
    let holes = [
        ("name", Html::escape(&reviewer.name)),
        ("date", reviewer.date.to_string().into()),
        ("n", script.clinic.limits.review_months.to_string().into()),
    ];
    turn.alarm(ShellSay::AlarmReview, turn.now.as_second(), &holes).await?;
    turn.commit().await
}
