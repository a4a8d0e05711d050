//! A date in a script: `2026-05-02`, as TOML writes dates, or the same in quotes.
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de};

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Plain(toml::value::Datetime),
    Quoted(String),
}

/// A date.
pub fn date<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    read(Written::deserialize(from).map_err(|_| de::Error::custom(WRONG))?)
}

/// Dates.
pub fn dates<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Date>, D::Error> {
    let all = Vec::<Written>::deserialize(from).map_err(|_| de::Error::custom(WRONG))?;
    all.into_iter().map(read).collect()
}

const WRONG: &str = "a date is written as 2026-05-02";

fn read<E: de::Error>(written: Written) -> Result<Date, E> {
    let text = match written {
        Written::Plain(date) => date.to_string(),
        Written::Quoted(text) => text,
    };
    text.parse().map_err(|_| E::custom(WRONG))
}
