//! The settings: the environment, a .env file, or flags; read once, refused early.
use std::fmt;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use secrecy::SecretString;

mod tools;

pub use tools::{CheckArgs, DemoArgs, DiffArgs, Drawn, GraphArgs, PreviewArgs, UnderstandArgs, WordsArgs};

use crate::core::step::Review;
use crate::script::{Script, Source};

/// The front desk of a massage and chiropractic clinic, on Telegram.
///
/// Patients tell the bot about their back pain in a private chat. It asks about danger signs first, and sends whoever has one to
/// a doctor. Everyone else learns which muscles to mention to the therapist. Then people take over: each request is a card in the
/// clinic's own Telegram group, and staff act on it there.
///
/// Begin with `backdesk demo`: a whole clinic in a browser, without a token.
#[derive(Debug, Parser)]
#[command(name = "backdesk", version, max_term_width = 100, arg_required_else_help = true, after_help = EXITS)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXITS: &str = "\
Exit codes:
  0  it ended in order, or everything is right
  1  something is wrong: the last lines say what, and how to mend it
  2  a flag or a setting cannot be understood

Settings of run and check are read from flags, else from the environment, else from a .env file in
the working folder. .env.example names each with its default.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer patients on Telegram
    ///
    /// Checks itself and the dialogues at start, and says in one line each what is wrong and how to mend it. Runs until Ctrl-C or SIGTERM. It may
    /// be killed at any moment and started again: nothing is lost. Run one at a time for each bot.
    Run(Box<RunArgs>),
    /// Try everything in a browser, without a token
    ///
    /// Starts the real bot against a Telegram of its own, and prints one address. The page there shows the patient's phone and
    /// the clinic's groups side by side. Ctrl-C ends it, and nothing is kept. No setting of `run` is used.
    Demo(DemoArgs),
    /// Prove the dialogues right before they meet a patient
    ///
    /// Reads every text and rule, and plays patients through the real steps: each answer, and each combination that a rule
    /// mentions. Prints the shortest paths in taps, and each fault with file, line and column. Exits with 1 if there is a fault.
    Check(CheckArgs),
    /// Write a book of every screen, to be read and signed
    ///
    /// One HTML page that needs no network: every screen in every language as the bot shows it, when it appears, and the rules
    /// behind it in sentences, with codes and sources. Read it on any device, or print it. Its front page has lines to sign.
    Preview(PreviewArgs),
    /// Draw the order of the questions, and where signs leave
    ///
    /// Prints an SVG picture or mermaid text: each question with its condition, and the signs that leave from it, by tier.
    Graph(GraphArgs),
    /// Say in plain words what changed between two folders
    ///
    /// Questions, answers, conditions, signs, cautions, muscles and texts, language by language. What could make a patient less
    /// safe stands first, after !!!. Exits with 0 if nothing differs, 1 if something does, 2 if one cannot be read.
    Diff(DiffArgs),
    /// Explain what is understood of a typed message
    ///
    /// Prints each sign, each option and each wish that the words name, with the words that led to it.
    Understand(UnderstandArgs),
    /// Measure how well typed messages are understood
    ///
    /// Reads a file of labelled messages and prints, for each language: dangers seen, asked about and missed, false alarms,
    /// precision and recall of each kind of finding, and every miss with the words that led to it. Exits with 1 only if the
    /// file is wrong.
    Words(WordsArgs),
}

/// Settings of `run`.
#[derive(Args, Debug)]
pub struct RunArgs {
    /// The bot's token, from @BotFather
    #[arg(
        long,
        env = "TELOXIDE_TOKEN",
        hide_env_values = true,
        value_name = "TOKEN",
        default_value = "",
        hide_default_value = true
    )]
    pub token: SecretString,
    /// A file that holds the token; used rather than the token itself
    #[arg(long, env = "TELOXIDE_TOKEN_FILE", value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// The address of the Bot API server
    #[arg(long, env = "TELOXIDE_API_URL", value_name = "URL", default_value = "https://api.telegram.org")]
    pub api_url: String,
    /// A proxy on the way to it. The usual HTTPS_PROXY is not used
    #[arg(long, env = "TELOXIDE_PROXY", value_name = "URL", hide_env_values = true)]
    pub proxy: Option<String>,
    /// Where everything is kept: sqlite://FILE or postgres://USER:PASSWORD@HOST/NAME
    #[arg(
        long,
        env = "DATABASE_URL",
        value_name = "URL",
        default_value = "sqlite://data/backdesk.db",
        hide_env_values = true
    )]
    pub database: SecretString,
    /// The file of the key that seals what patients say; made on the first start. Keep a copy, apart from the database's backups
    #[arg(long, env = "BACKDESK_KEY_FILE", value_name = "FILE", default_value = "backdesk.key")]
    pub key_file: PathBuf,
    /// Reception's group. Without one, start-up prints a code: write /pair CODE in the group
    #[arg(
        long,
        env = "STAFF_CHAT_ID",
        value_name = "ID",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    pub staff_chat: ChatId,
    /// The doctors' group. Without one, their cards go to reception
    #[arg(
        long,
        env = "DOCTORS_CHAT_ID",
        value_name = "ID",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    pub doctors_chat: ChatId,
    /// How the rules are used where clinic.toml names no reviewer, and what they say
    #[command(flatten)]
    pub rules: Rules,
    /// What is logged: off, error, warn, info, debug or trace. Never a patient's words, never the token
    #[arg(long, env = "LOG", value_name = "LEVEL", default_value = "info")]
    pub log: String,
}

/// Settings about what the clinic says.
#[derive(Args, Clone, Debug)]
pub struct Rules {
    /// The folder of the dialogues; without it, the built-in example clinic
    #[arg(long, env = "BACKDESK_DIALOGUES", value_name = "FOLDER")]
    pub dialogues: Option<PathBuf>,
    /// `yes`: name muscles although clinic.toml names no reviewer. Only to try it out; every card says so
    #[arg(long, env = "BACKDESK_UNREVIEWED", value_name = "yes", default_value = "", hide_default_value = true)]
    pub unreviewed: String,
}

/// A chat's id, or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChatId(pub Option<i64>);

/// A setting that is wrong, and how to mend it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub struct Wrong(pub String);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for ChatId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            "" => Ok(Self(None)),
            text => match text.parse::<i64>() {
                Ok(id) if id < 0 => Ok(Self(Some(id))),
                _ => Err("a group's id is a number below zero, such as -1001234567890".to_owned()),
            },
        }
    }
}

impl RunArgs {
    /// The token, from the setting or from its file.
    pub fn token(&self) -> Result<SecretString, Wrong> {
        use secrecy::ExposeSecret;
        let from_file =
            match &self.token_file {
                Some(path) if !path.as_os_str().is_empty() => {
                    let text = std::fs::read_to_string(path);
                    Some(text.map_err(|why| {
                        Wrong(format!("TELOXIDE_TOKEN_FILE: {} cannot be read: {why}", path.display()))
                    })?)
                }
                _ => None,
            };
        let token = from_file.unwrap_or_else(|| self.token.expose_secret().to_owned());
        let token = token.trim();
        if token.is_empty() {
            let how = "the token is missing: get one from @BotFather and set TELOXIDE_TOKEN (or try `backdesk demo`)";
            return Err(Wrong(how.to_owned()));
        }
        if !looks_like_a_token(token) {
            let how = "the token is not in a token's form, 123456:ABC…: copy it from @BotFather once more";
            return Err(Wrong(how.to_owned()));
        }
        Ok(token.to_owned().into())
    }
}

impl Rules {
    /// Where the dialogues are.
    pub fn source(&self) -> Source {
        source(self.dialogues.as_ref())
    }

    /// Whether the script's rules may be used.
    pub fn review(&self, script: &Script) -> Result<Review, Wrong> {
        if script.clinic.test_only {
            let how = "clinic.toml says `test_only`: these dialogues never meet a patient. Try them with `backdesk demo FOLDER`";
            return Err(Wrong(how.to_owned()));
        }
        match (&script.clinic.reviewer, self.unreviewed.trim()) {
            (Some(_), _) => Ok(Review::Named),
            (None, "") => Ok(Review::Missing),
            (None, "yes") => Ok(Review::TryingOut),
            _ => Err(Wrong("BACKDESK_UNREVIEWED is `yes` or not set".to_owned())),
        }
    }
}

fn source(folder: Option<&PathBuf>) -> Source {
    match folder {
        Some(folder) if !folder.as_os_str().is_empty() => Source::Folder(folder.clone()),
        _ => Source::BuiltIn,
    }
}

/// What does not look like one would break the address that it is put into.
fn looks_like_a_token(token: &str) -> bool {
    let Some((id, secret)) = token.split_once(':') else { return false };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !id.is_empty() && id.chars().all(|c| c.is_ascii_digit()) && !secret.is_empty() && secret.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn run(args: &[&str]) -> Result<Box<RunArgs>, clap::Error> {
        let cli = Cli::try_parse_from(["backdesk", "run"].iter().chain(args))?;
        match cli.command {
            Command::Run(args) => Ok(args),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_flags_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn each_setting_of_the_example_is_a_flag_and_each_flag_stands_in_the_example() {
        let example = include_str!("../.env.example");
        let command = Cli::command();
        let run = command.find_subcommand("run").unwrap();
        let known: Vec<_> = run.get_arguments().filter_map(|arg| arg.get_env()?.to_str()).collect();
        let named: Vec<_> = example.lines().filter_map(|line| line.trim_start_matches('#').split_once('=')).collect();
        let named: Vec<_> = named.iter().map(|(name, _)| name.trim()).filter(|name| !name.contains(' ')).collect();
        for name in &known {
            assert!(named.contains(name), "{name} is missing in .env.example");
        }
        for name in &named {
            assert!(known.contains(name), "{name} of .env.example is no setting");
        }
    }

    #[test]
    fn a_wrong_token_is_refused_early_and_never_shown() {
        for token in ["CANARY", "1:CANARY/x", ":CANARY", "1:"] {
            let args = run(&["--token", token]).unwrap();
            let wrong = args.token().unwrap_err();
            assert!(!format!("{wrong} {args:?}").contains("CANARY"));
        }
        assert!(run(&["--token", " 1:aB-_9\n"]).unwrap().token().is_ok());
    }

    #[test]
    fn a_chat_is_a_group() {
        assert_eq!(run(&["--staff-chat", "-100"]).unwrap().staff_chat, ChatId(Some(-100)));
        assert!(run(&["--staff-chat", "77"]).is_err());
        assert_eq!(run(&[]).unwrap().doctors_chat, ChatId(None));
    }
}
