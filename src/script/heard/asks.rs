//! What a writer may want, besides answering.
use serde::Deserialize;

use crate::script::words::Lang;

/// What a writer may ask for, by its name in `[intents]`; a language by its code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ask {
    /// One of `[intents]`.
    Intent(Intent),
    /// Another language.
    Language(Lang),
}

/// Something that a writer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// An ambulance, a doctor at once.
    Help,
    /// Help, where nothing more is said.
    Urgent,
    /// To know what a question means, or why it is asked.
    Explain,
    /// To know who or what writes here.
    About,
    /// To talk to a person.
    Person,
    /// To cancel a visit.
    Cancel,
    /// To move a visit.
    Change,
    /// A visit.
    Book,
    /// To know the price.
    Price,
    /// To know when the clinic is open.
    Hours,
    /// To know where it is.
    Address,
    /// Another language.
    Language,
    /// Help with something that is not the low back.
    OtherComplaint,
    /// To say thank you.
    Thanks,
    /// To say hello.
    Greeting,
    /// To let off steam.
    Insult,
}
