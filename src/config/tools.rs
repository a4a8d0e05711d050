//! Settings of the commands that need no token: for whoever writes the dialogues.
use std::path::PathBuf;

use clap::Args;

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

/// Settings of `understand`.
#[derive(Args, Debug)]
pub struct UnderstandArgs {
    /// What a patient types
    pub words: String,
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
