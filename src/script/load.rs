//! dialogues/ -> [`Script`]: reads every file, and names file, line and column of whatever is wrong.
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

pub use super::fault::Fault;
use super::fault::fault;
use super::files;
use super::heard::grammar::Grammar;
use super::heard::{Ear, compile};
use super::others::{self, Others};
use super::phrase::{PhraseKey, Phrases};
use super::words::Lang;
use super::{Calendar, Caution, Clinic, Muscle, Page, Placed, PlanRules, Question, Roles, Script, Sign, Words};
use super::{numbers, settings};

/// Where a script comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// The example clinic in the program.
    BuiltIn,
    /// A folder, which replaces it whole.
    Folder(PathBuf),
    /// Texts by file name: for tests.
    Texts(BTreeMap<String, String>),
}

/// The folder of the grammars, one file a language.
const WORDS: &str = "words/";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SafetyFile {
    #[serde(default)]
    words: TypedWords,
    #[serde(default)]
    question: Vec<Spanned<Question>>,
    #[serde(default)]
    sign: Vec<Spanned<Sign>>,
}

/// Typed words that concern safety, by language.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TypedWords {
    doubt: BTreeMap<Lang, Vec<String>>,
    crisis: BTreeMap<Lang, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IntakeFile {
    order: Vec<Spanned<String>>,
    plan: PlanRules,
    roles: Roles,
    #[serde(default)]
    question: Vec<Spanned<Question>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CautionsFile {
    #[serde(default)]
    question: Vec<Spanned<Question>>,
    #[serde(default)]
    caution: Vec<Spanned<Caution>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AboutFile {
    #[serde(default)]
    page: Vec<Spanned<Page>>,
}

impl Script {
    /// Loads a script, or says everything that keeps it from loading. It is not yet proven: that is `check`'s part.
    pub fn load(source: &Source) -> Result<Script, Vec<Fault>> {
        let mut script = Self::parse(source.texts()?, false)?;
        files::keep_languages(source, &mut script);
        Ok(script)
    }

    /// The same from its files. `kept`: it was loaded before, perhaps by an older program, whose phrases and files were others.
    pub(super) fn parse(files: BTreeMap<String, String>, kept: bool) -> Result<Script, Vec<Fault>> {
        let mut reader = Reader { files, faults: Vec::new(), kept };
        let clinic = reader.parse::<Clinic>("clinic.toml");
        let calendar = reader.parse::<Calendar>("calendar.toml");
        let safety = reader.parse::<SafetyFile>("safety.toml");
        let intake = reader.parse::<IntakeFile>("intake.toml");
        let cautions = reader.parse::<CautionsFile>("cautions.toml");
        let about = reader.optional::<AboutFile>("about.toml");
        let others = reader.optional::<Others>(others::FILE);
        let say = reader.phrases();
        let card = reader.phrases();
        let desk = reader.phrases();
        let shell = reader.phrases();
        let paper = reader.phrases();
        let muscles = reader.muscles();
        let grammars = reader.grammars();
        reader.strangers();
        let (Some(clinic), Some(calendar), Some(safety), Some(intake), Some(cautions), Some(about), Some(others)) =
            (clinic, calendar, safety, intake, cautions, about, others)
        else {
            return Err(reader.faults);
        };
        let mut questions = placed("safety.toml", safety.question);
        questions.iter_mut().for_each(|question| question.item.get_mut().safety = true);
        questions.extend(placed("intake.toml", intake.question));
        let mut listed = placed("cautions.toml", cautions.question);
        listed.iter_mut().for_each(|question| question.item.get_mut().caution = true);
        questions.extend(listed);
        let questions = reader.in_order(questions, &intake.order);
        if !reader.faults.is_empty() {
            return Err(reader.faults);
        }
        let mut signs = placed("safety.toml", safety.sign);
        let refused = settings::raise(&clinic.raise, &mut signs, &questions);
        signs.sort_by_key(|sign| std::cmp::Reverse((sign.tier, sign.care)));
        let mut script = Script {
            hash: files::hash(&reader.files),
            calendar,
            questions,
            signs,
            cautions: placed("cautions.toml", cautions.caution),
            plan: intake.plan,
            roles: intake.roles,
            muscles,
            pages: placed("about.toml", about.page),
            others: others.without(&clinic.languages),
            say,
            card,
            desk,
            shell,
            paper,
            clinic,
            doubt: safety.words.doubt,
            crisis: safety.words.crisis,
            ear: Arc::new(Ear::default()),
            files: reader.files,
        };
        let idle = numbers::settle(&mut script);
        let (ear, wrong) = compile(&script, &grammars);
        script.ear = Arc::new(ear);
        let refused = refused.into_iter().chain(idle).map(|(span, message)| script.fault("clinic.toml", span, message));
        let strange = script.others.faults(|name| script.clinic.hole(name).is_some());
        let strange = strange.into_iter().map(|(span, message)| script.fault(others::FILE, span, message));
        let wrong = wrong.into_iter().map(|(file, span, message)| script.fault(&file, span, message));
        let faults: Vec<Fault> = wrong.chain(strange).chain(refused).collect();
        if faults.is_empty() || kept { Ok(script) } else { Err(faults) }
    }

    /// The place of `span` in `file`, with what is wrong there.
    pub fn fault(&self, file: &str, span: Range<usize>, message: impl Into<String>) -> Fault {
        fault(&self.files, file, span.start, message.into())
    }
}

struct Reader {
    files: BTreeMap<String, String>,
    faults: Vec<Fault>,
    /// Phrases that are missing or too many, and files that are not read, are no fault.
    kept: bool,
}

impl Reader {
    fn parse<T: DeserializeOwned>(&mut self, file: &str) -> Option<T> {
        let Some(text) = self.files.get(file) else {
            self.faults.push(fault(&self.files, file, 0, "this file is missing".to_owned()));
            return None;
        };
        let wrong = match toml::from_str(text) {
            Ok(value) => return Some(value),
            Err(wrong) => wrong,
        };
        let start = wrong.span().map_or(0, |span| span.start);
        self.faults.push(fault(&self.files, file, start, wrong.message().replace('\n', " ")));
        None
    }

    fn phrases<K: PhraseKey>(&mut self) -> Phrases<K> {
        let said = self.parse::<BTreeMap<Spanned<String>, Words>>(K::FILE);
        let absent = said.is_none();
        let (phrases, faults) = Phrases::sort(said.unwrap_or_default());
        for (span, message) in faults.into_iter().filter(|_| !absent && !self.kept) {
            self.faults.push(fault(&self.files, K::FILE, span.start, message));
        }
        phrases
    }

    /// A file that a script may lack.
    fn optional<T: DeserializeOwned + Default>(&mut self, file: &str) -> Option<T> {
        if self.files.contains_key(file) { self.parse(file) } else { Some(T::default()) }
    }

    fn muscles(&mut self) -> Vec<Placed<Muscle>> {
        let names: Vec<String> = self.files.keys().filter(|name| name.starts_with("muscles/")).cloned().collect();
        let mut muscles: Vec<Placed<Muscle>> = Vec::new();
        for file in names {
            // A file is one muscle: the whole of it is the item.
            if let Some(muscle) = self.parse::<Muscle>(&file) {
                muscles.push(Placed { file, item: Spanned::new(0..0, muscle) });
            }
        }
        muscles.sort_by_key(|muscle| muscle.rank);
        muscles
    }

    fn grammars(&mut self) -> BTreeMap<Lang, Grammar> {
        let names: Vec<String> = self.files.keys().filter(|name| name.starts_with(WORDS)).cloned().collect();
        let lang = |name: &str| name.trim_start_matches(WORDS).trim_end_matches(".toml").to_owned();
        names.into_iter().filter_map(|name| Some((lang(&name), self.parse(&name)?))).collect()
    }

    fn strangers(&mut self) {
        const KNOWN: [&str; 13] = [
            "clinic.toml",
            "calendar.toml",
            "safety.toml",
            "intake.toml",
            "cautions.toml",
            "about.toml",
            "facts.toml",
            others::FILE,
            "phrases.toml",
            "card.toml",
            "staff.toml",
            "shell.toml",
            "paper.toml",
        ];
        let strange: Vec<String> = self
            .files
            .keys()
            .filter(|name| {
                let folders = ["muscles/", "art/", WORDS];
                let known = KNOWN.contains(&name.as_str()) || folders.iter().any(|of| name.starts_with(of));
                !self.kept && !known
            })
            .cloned()
            .collect();
        for file in strange {
            self.faults.push(fault(
                &self.files,
                &file,
                0,
                "no file of this name is read: rename or remove it".to_owned(),
            ));
        }
    }

    fn in_order(&mut self, mut questions: Vec<Placed<Question>>, order: &[Spanned<String>]) -> Vec<Placed<Question>> {
        let mut sorted = Vec::with_capacity(questions.len());
        for id in order {
            match questions.iter().position(|question| &question.id == id.get_ref()) {
                Some(index) => sorted.push(questions.remove(index)),
                None => {
                    let message = format!("`{}` is named twice in `order`, or is no question", id.get_ref());
                    self.faults.push(fault(&self.files, "intake.toml", id.span().start, message));
                }
            }
        }
        for left in questions {
            let message =
                format!("the question `{}` has no place in `order` of intake.toml, or its id is used twice", left.id);
            self.faults.push(fault(&self.files, &left.file, left.item.span().start, message));
        }
        sorted
    }
}

fn placed<T>(file: &str, items: Vec<Spanned<T>>) -> Vec<Placed<T>> {
    items.into_iter().map(|item| Placed { file: file.to_owned(), item }).collect()
}
