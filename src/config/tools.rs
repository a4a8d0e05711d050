//! Settings of the commands that need no token: for whoever writes the dialogues.
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::source;
use crate::script::Source;

/// Settings of `demo`.
#[derive(Args, Debug)]
pub struct DemoArgs {
    /// The folder of the dialogues; without it, the built-in example clinic
    #[arg(value_name = "FOLDER")]
    pub dialogues: Option<PathBuf>,
    /// The port of the page, which only this machine reaches
    #[arg(long, value_name = "PORT", default_value_t = crate::demo::PORT)]
    pub port: u16,
}

/// Settings of `check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// The folder of the dialogues; without it, the built-in example clinic
    #[arg(env = "BACKDESK_DIALOGUES", value_name = "FOLDER")]
    pub dialogues: Option<PathBuf>,
}

/// Settings of `preview`.
#[derive(Args, Debug)]
pub struct PreviewArgs {
    /// The folder of the dialogues; without it, the built-in example clinic
    #[arg(env = "BACKDESK_DIALOGUES", value_name = "FOLDER")]
    pub dialogues: Option<PathBuf>,
    /// Where the book is written; `-` for the terminal
    #[arg(long, value_name = "FILE", default_value = "backdesk-book.html")]
    pub out: PathBuf,
}

/// Settings of `graph`.
#[derive(Args, Debug)]
pub struct GraphArgs {
    /// The folder of the dialogues; without it, the built-in example clinic
    #[arg(env = "BACKDESK_DIALOGUES", value_name = "FOLDER")]
    pub dialogues: Option<PathBuf>,
    /// What is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Drawn::Svg)]
    pub format: Drawn,
}

/// How a dialogue is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Drawn {
    /// A picture: save it as a file and open it in a browser.
    Svg,
    /// Text that pages such as GitHub's draw themselves.
    Mermaid,
}

impl GraphArgs {
    /// Where the dialogues are.
    pub fn source(&self) -> Source {
        source(self.dialogues.as_ref())
    }
}

/// Settings of `diff`.
#[derive(Args, Debug)]
pub struct DiffArgs {
    /// The folder as it was; `built-in` for the example clinic
    #[arg(value_name = "BEFORE")]
    pub before: PathBuf,
    /// The folder as it is; `built-in` for the example clinic
    #[arg(value_name = "AFTER")]
    pub after: PathBuf,
}

impl PreviewArgs {
    /// Where the dialogues are.
    pub fn source(&self) -> Source {
        source(self.dialogues.as_ref())
    }
}

impl DiffArgs {
    /// The two scripts' places: before, and after.
    pub fn sources(&self) -> [Source; 2] {
        let named = |place: &PathBuf| source(Some(place).filter(|place| place.as_os_str() != "built-in"));
        [named(&self.before), named(&self.after)]
    }
}

/// Settings of `understand`.
#[derive(Args, Debug)]
pub struct UnderstandArgs {
    /// What a patient types
    pub words: String,
    /// The day on which it is typed, for "since Monday"; without it, today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub on: Option<jiff::civil::Date>,
    /// The folder of the dialogues; without it, the built-in example clinic
    #[arg(long, env = "BACKDESK_DIALOGUES", value_name = "FOLDER")]
    pub dialogues: Option<PathBuf>,
}

/// Settings of `words`.
#[derive(Args, Debug)]
pub struct WordsArgs {
    /// The labelled messages, in the form of tests/words/tuned.toml
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Print the counts only, and no message
    #[arg(long)]
    pub counts: bool,
    /// The folder of the dialogues; without it, the built-in example clinic
    #[arg(long, env = "BACKDESK_DIALOGUES", value_name = "FOLDER")]
    pub dialogues: Option<PathBuf>,
}

impl DemoArgs {
    /// Where the dialogues are.
    pub fn source(&self) -> Source {
        source(self.dialogues.as_ref())
    }
}

impl CheckArgs {
    /// Where the dialogues are.
    pub fn source(&self) -> Source {
        source(self.dialogues.as_ref())
    }
}

impl UnderstandArgs {
    /// Where the dialogues are.
    pub fn source(&self) -> Source {
        source(self.dialogues.as_ref())
    }
}

impl WordsArgs {
    /// Where the dialogues are.
    pub fn source(&self) -> Source {
        source(self.dialogues.as_ref())
    }
}
