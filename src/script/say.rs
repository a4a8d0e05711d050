//! The phrases that the program says to patients.
use super::phrase::phrases;

phrases! {
    /// What is said to a patient: phrases.toml.
    Say in "phrases.toml":
    Welcome "welcome" [];
}
