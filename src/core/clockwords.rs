//! Days and times in words.
use jiff::Timestamp;

use crate::script::{Html, Script};

/// A day and a time.
pub fn day_and_time(script: &Script, at: Timestamp, _now: Timestamp, _lang: &str) -> String {
    script.clinic.local(at).to_string()
}

/// The opening hours.
pub fn opening_hours(_script: &Script, _lang: &str) -> Html {
    Html::new()
}
