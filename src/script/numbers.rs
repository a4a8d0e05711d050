//! Ages and time windows of the clinic, and where they stand in texts (`{ages.old}`) and in what is listened for
//! (`{age ages.old-110}`): filled in on loading, so that a label reads the same wherever it is compared.
//!
//! Each is as shipped or more careful: a higher age limit for children, a lower one for old age, a longer look back.
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Deserializer, de};

use super::settings::within;
use super::words::Words;
use super::{Calendar, Clinic, Script};

/// Ages in years from which other rules hold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ages {
    /// Books alone: 18, or up to 20 (a judgement of the clinical notes, and local law).
    #[serde(deserialize_with = "within::<18, 20, _>")]
    pub adult: i64,
    /// A first back pain is worth a doctor: 55, or 50 (R17, R18).
    #[serde(deserialize_with = "middle")]
    pub middle: i64,
    /// Bones may be weak, and a massage is light: 70, or 65 or 60 (R20, R21).
    #[serde(deserialize_with = "old")]
    pub old: i64,
}

impl Default for Ages {
    fn default() -> Self {
        Self { adult: 18, middle: 55, old: 70 }
    }
}

/// How far back a question looks. Longer catches more.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Windows {
    /// A crash, high fall or hard hit: 2 to 12 weeks.
    #[serde(deserialize_with = "within::<2, 12, _>")]
    pub hit_weeks: i64,
    /// A blood clot that stops a massage: 3 to 12 months.
    #[serde(deserialize_with = "within::<3, 12, _>")]
    pub clot_months: i64,
    /// A birth: 3 to 12 months.
    #[serde(deserialize_with = "within::<3, 12, _>")]
    pub birth_months: i64,
    /// An infection inside the body: 3 to 12 months.
    #[serde(deserialize_with = "within::<3, 12, _>")]
    pub infection_months: i64,
    /// A broken bone: 6 to 12 months.
    #[serde(deserialize_with = "within::<6, 12, _>")]
    pub fracture_months: i64,
    /// An operation that is fresh: 6 to 12 weeks.
    #[serde(deserialize_with = "within::<6, 12, _>")]
    pub surgery_weeks: i64,
    /// An operation after which a doctor is asked: 6 to 12 months.
    #[serde(deserialize_with = "within::<6, 12, _>")]
    pub surgery_months: i64,
    /// Steroid pills for so long weaken bones: 1 to 3 months. Shorter catches more.
    #[serde(deserialize_with = "within::<1, 3, _>")]
    pub steroid_months: i64,
    /// Cancer of any kind: 5 to 20 years.
    #[serde(deserialize_with = "within::<5, 20, _>")]
    pub cancer_years: i64,
}

impl Default for Windows {
    fn default() -> Self {
        Self {
            hit_weeks: 2,
            clot_months: 3,
            birth_months: 3,
            infection_months: 3,
            fracture_months: 6,
            surgery_weeks: 6,
            surgery_months: 6,
            steroid_months: 3,
            cancer_years: 5,
        }
    }
}

/// A number of the clinic with its name in texts.
type Named = (&'static str, i64);

/// Every age by its name; `under` is the year before it.
pub fn ages(ages: &Ages) -> [Named; 6] {
    [
        ("ages.adult", ages.adult),
        ("ages.under_adult", ages.adult - 1),
        ("ages.middle", ages.middle),
        ("ages.under_middle", ages.middle - 1),
        ("ages.old", ages.old),
        ("ages.under_old", ages.old - 1),
    ]
}

/// Every time window by its name, which ends in its unit.
pub fn windows(windows: &Windows) -> [Named; 9] {
    [
        ("windows.hit_weeks", windows.hit_weeks),
        ("windows.clot_months", windows.clot_months),
        ("windows.birth_months", windows.birth_months),
        ("windows.infection_months", windows.infection_months),
        ("windows.fracture_months", windows.fracture_months),
        ("windows.surgery_weeks", windows.surgery_weeks),
        ("windows.surgery_months", windows.surgery_months),
        ("windows.steroid_months", windows.steroid_months),
        ("windows.cancer_years", windows.cancer_years),
    ]
}

/// Fills the clinic's numbers into questions, signs, cautions, muscles and pages, and into the words that they listen for.
///
/// Numbers that differ from those shipped and stand in no text come back with their place in clinic.toml: setting them would change
/// nothing.
pub fn settle(script: &mut Script) -> Vec<(Range<usize>, String)> {
    let Clinic { ages: own_ages, windows: own_windows, .. } = &script.clinic;
    let all: Vec<Named> = ages(own_ages).into_iter().chain(windows(own_windows)).collect();
    let shipped = ages(&Ages::default()).into_iter().chain(windows(&Windows::default()));
    let changed: Vec<&str> =
        all.iter().zip(shipped).filter(|(own, other)| *own != other).map(|(own, _)| own.0).collect();
    let calendar = script.calendar.clone();
    let asked = RefCell::new(BTreeSet::new());
    let fill = |lang: &str, hole: &str| {
        let (name, number) = all.iter().find(|(name, _)| *name == hole)?;
        asked.borrow_mut().insert(*name);
        said(&calendar, lang, name, *number)
    };
    script.each_words(&mut |words| words.settle(&fill));
    script.each_heard(&mut |entry| {
        for (name, number) in &all {
            if entry.contains(name) {
                *entry = entry.replace(&format!("{{{name}}}"), &number.to_string()).replace(name, &number.to_string());
            }
        }
    });
    let asked = asked.into_inner();
    // An age is asked for by itself or by the year before it.
    let base = |name: &str| name.replace("under_", "");
    let idle = |name: &&str| !name.contains("under_") && !asked.iter().any(|asked| base(asked) == **name);
    changed.into_iter().filter(idle).map(|name| refused(script, name)).collect()
}

/// Where a number that no text says stands in clinic.toml, and what is wrong with it.
fn refused(script: &Script, name: &str) -> (Range<usize>, String) {
    let text = script.files.get("clinic.toml").map(String::as_str).unwrap_or_default();
    let key = name.rsplit('.').next().unwrap_or(name);
    let at = text.match_indices(key).map(|(at, _)| at).find(|at| text[..*at].ends_with(['\n', '{', '.']));
    let at = at.unwrap_or(0);
    (at..at, format!("no text of these dialogues says {{{name}}}: to set it would change nothing"))
}

/// "70"; "2 weeks". Nothing, where calendar.toml has no word for the unit.
fn said(calendar: &Calendar, lang: &str, name: &str, number: i64) -> Option<String> {
    let spans = &calendar.spans;
    let unit = match name.rsplit('_').next() {
        Some("weeks") => &spans.weeks,
        Some("months") => &spans.months,
        Some("years") => &spans.years,
        _ => return Some(number.to_string()),
    };
    (!unit.is_empty()).then(|| unit.plain(lang, &[("n", number.to_string().into())]))
}

impl Script {
    /// Every text of what is asked and of what follows from it.
    fn each_words(&mut self, change: &mut dyn FnMut(&mut Words)) {
        for question in self.questions.iter_mut().map(|placed| placed.item.get_mut()) {
            [&mut question.ask, &mut question.why, &mut question.short, &mut question.paper]
                .into_iter()
                .for_each(&mut *change);
            for choice in question.options.iter_mut().map(toml::Spanned::get_mut) {
                [&mut choice.say, &mut choice.card, &mut choice.explain].into_iter().for_each(&mut *change);
            }
        }
        for sign in self.signs.iter_mut().map(|placed| placed.item.get_mut()) {
            [&mut sign.say, &mut sign.typed, &mut sign.staff, &mut sign.advice].into_iter().for_each(&mut *change);
        }
        for caution in self.cautions.iter_mut().map(|placed| placed.item.get_mut()) {
            [&mut caution.say, &mut caution.ask, &mut caution.staff].into_iter().for_each(&mut *change);
        }
        for muscle in self.muscles.iter_mut().map(|placed| placed.item.get_mut()) {
            [&mut muscle.about, &mut muscle.ask, &mut muscle.ask_light].into_iter().for_each(&mut *change);
            muscle.reason.iter_mut().for_each(|reason| change(&mut reason.get_mut().say));
        }
        for page in self.pages.iter_mut().map(|placed| placed.item.get_mut()) {
            [&mut page.say, &mut page.text].into_iter().for_each(&mut *change);
        }
    }

    /// Every entry that questions and signs listen for.
    fn each_heard(&mut self, change: &mut dyn FnMut(&mut String)) {
        for question in self.questions.iter_mut().map(|placed| placed.item.get_mut()) {
            let options = question.options.iter_mut().flat_map(|choice| {
                let choice = choice.get_mut();
                [&mut choice.heard, &mut choice.answered]
            });
            let narrow = question.narrow.iter_mut().map(|narrow| &mut narrow.get_mut().heard);
            options.chain(narrow).flat_map(|heard| heard.values_mut()).flatten().for_each(&mut *change);
        }
        let signs = self.signs.iter_mut().map(|placed| &mut placed.item.get_mut().heard);
        signs.flat_map(|heard| heard.values_mut()).flatten().for_each(change);
    }
}

fn middle<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    one_of(&[50, 55], i64::deserialize(from)?)
}

fn old<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    one_of(&[60, 65, 70], i64::deserialize(from)?)
}

fn one_of<E: de::Error>(known: &[i64], number: i64) -> Result<i64, E> {
    let list = || known.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    if known.contains(&number) { Ok(number) } else { Err(E::custom(format!("{number} is none of: {}", list()))) }
}
