//! Everything that dialogues/ says, loaded and checked: the script.
pub mod art;
pub mod calendar;
pub mod card_say;
pub mod clinic;
mod day;
pub mod desk_say;
mod fault;
mod files;
pub mod hear;
pub mod heard;
pub mod html;
mod kept;
pub mod load;
mod marks;
pub mod numbers;
pub mod others;
pub mod paper_say;
pub mod phrase;
mod review;
pub mod rules;
pub mod say;
pub mod settings;
pub mod shell_say;
pub mod types;
pub mod words;

use std::collections::BTreeMap;

use toml::Spanned;

pub use calendar::Calendar;
pub use card_say::CardSay;
pub use clinic::Clinic;
pub use desk_say::DeskSay;
pub use html::Html;
pub use load::{Fault, Source};
pub use marks::Marks;
pub use paper_say::PaperSay;
pub use phrase::{PhraseKey, Phrases};
pub use review::Reviewer;
pub use rules::{Caution, CautionEffect, Limit, Muscle, Page, PlanRules, Reason, Roles, Sign};
pub use say::Say;
pub use shell_say::ShellSay;
pub use types::{
    AnswerKind, AtLeast, Care, Choice, OptionId, Question, QuestionId, Room, Side, Stage, Table, Tier, When, holds,
};
pub use words::{Holes, Lang, Words};

/// What the clinic says: immutable once loaded, known by its hash.
#[derive(Clone, Debug)]
pub struct Script {
    /// SHA-256 over the files, in hexadecimal.
    pub hash: String,
    /// The clinic.
    pub clinic: Clinic,
    /// How days and times are written.
    pub calendar: Calendar,
    /// Every question, in the order asked.
    pub questions: Vec<Placed<Question>>,
    /// Every sign, the gravest first.
    pub signs: Vec<Placed<Sign>>,
    /// Every caution.
    pub cautions: Vec<Placed<Caution>>,
    /// How muscles are chosen.
    pub plan: PlanRules,
    /// Which questions the program itself must know.
    pub roles: Roles,
    /// Every muscle, by rank.
    pub muscles: Vec<Placed<Muscle>>,
    /// Every page beside the plan, in the order shown.
    pub pages: Vec<Placed<Page>>,
    /// Languages that the clinic does not speak.
    pub others: others::Others,
    /// The bot's words to a patient.
    pub say: Phrases<Say>,
    /// The lines of a card that come from the patient's side.
    pub card: Phrases<CardSay>,
    /// The bot's words to staff.
    pub desk: Phrases<DeskSay>,
    /// The program's own words.
    pub shell: Phrases<ShellSay>,
    /// What is printed.
    pub paper: Phrases<PaperSay>,
    /// In a language without a grammar: words beside which a sign that was typed is asked for, not taken as said.
    pub doubt: BTreeMap<Lang, Vec<String>>,
    /// Words of despair.
    pub crisis: BTreeMap<Lang, Vec<String>>,
    /// Everything that typed words are listened for, made ready.
    pub ear: std::sync::Arc<heard::Ear>,
    /// Each file's text, to name line and column.
    pub files: BTreeMap<String, String>,
}

/// Something with the place where it stands.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// The file, from dialogues/.
    pub file: String,
    /// The thing, with its span in the file.
    pub item: Spanned<T>,
}

impl<T> std::ops::Deref for Placed<T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.item.get_ref()
    }
}

impl Script {
    /// Words to a patient.
    pub fn say(&self, key: Say, lang: &str, holes: Holes) -> Html {
        self.fill(self.say.words(key), lang, holes)
    }

    /// Words to a patient where no markup is known: labels and toasts.
    pub fn label(&self, key: Say, lang: &str) -> String {
        self.say(key, lang, &[]).plain()
    }

    /// Words to staff, in the clinic's language.
    pub fn desk(&self, key: DeskSay, holes: Holes) -> Html {
        self.fill(self.desk.words(key), &self.clinic.staff_language, holes)
    }

    /// The program's own words.
    pub fn shell(&self, key: ShellSay, lang: &str, holes: Holes) -> Html {
        self.fill(self.shell.words(key), lang, holes)
    }

    /// Words on a paper.
    pub fn paper(&self, key: PaperSay, lang: &str, holes: Holes) -> Html {
        self.fill(self.paper.words(key), lang, holes)
    }

    /// A line of a card, in the clinic's language.
    pub fn card(&self, key: CardSay, holes: Holes) -> Html {
        self.fill(self.card.words(key), &self.clinic.staff_language, holes)
    }

    /// Any words of the script with their holes and the clinic's filled.
    pub fn fill(&self, words: Option<&Words>, lang: &str, holes: Holes) -> Html {
        words.map(|words| words.html_with(lang, holes, |name| self.clinic.hole(name))).unwrap_or_default()
    }

    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().map(|placed| placed.item.get_ref()).find(|question| question.id == id)
    }

    /// The sign with this code.
    pub fn sign(&self, code: &str) -> Option<&Sign> {
        self.signs.iter().map(|placed| placed.item.get_ref()).find(|sign| sign.code == code)
    }

    /// The language to use for somebody whose client says `code`: one of the clinic's.
    pub fn language(&self, code: Option<&str>) -> Lang {
        let base = code.and_then(|code| code.split(['-', '_']).next()).map(str::to_ascii_lowercase);
        let known = self.clinic.languages.iter().find(|lang| Some(lang.as_str()) == base.as_deref());
        known.or(self.clinic.languages.first()).cloned().unwrap_or_default()
    }
}
