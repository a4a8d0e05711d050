//! The phrases that the program needs, for patients and for staff.
use super::phrase::phrases;

phrases! {
    /// What is said to a patient: phrases.toml.
    Say in "phrases.toml":
    Welcome "welcome" [];
}

phrases! {
    /// What is said to staff: staff.toml.
    DeskSay in "staff.toml":
    Taken "taken" ["name"];
}
