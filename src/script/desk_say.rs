//! What is said to staff: staff.toml.
use super::phrase::phrases;

phrases! {
    /// What is said to staff: staff.toml.
    DeskSay in "staff.toml":
    Taken "taken" ["name"];
}
