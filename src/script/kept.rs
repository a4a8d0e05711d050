//! Scripts that were loaded before: an open case keeps its own, and may pass to the present one.
use std::collections::{BTreeMap, BTreeSet};

use super::{Clinic, Fault, Script, Table, When};

impl Script {
    /// A script loaded before, from its files, for the cases that are still asked by it.
    ///
    /// What is asked and what follows from it is as it was, and so are who reviewed it and its languages. What is true of the
    /// clinic today, as its hours, telephone and emergency numbers, is the present one's: an old number helps nobody. So are
    /// phrases that this program needs and the script has not.
    ///
    /// # Errors
    /// Its form is not this program's any more.
    pub fn kept(files: BTreeMap<String, String>, present: &Script) -> Result<Script, Vec<Fault>> {
        let mut script = Self::parse(files, true)?;
        script.say.complete(&present.say);
        script.card.complete(&present.card);
        script.desk.complete(&present.desk);
        script.shell.complete(&present.shell);
        let own = script.clinic;
        let known = own.languages.contains(&present.clinic.staff_language);
        let staff_language = if known { present.clinic.staff_language.clone() } else { own.staff_language };
        script.clinic = Clinic {
            languages: own.languages,
            staff_language,
            reviewer: own.reviewer,
            rules: own.rules,
            ..present.clinic.clone()
        };
        Ok(script)
    }

    /// Whether its safety.toml asks for something, or follows something from it, that `before` does not.
    pub fn asks_more_than(&self, before: &Script) -> bool {
        !self.safety().is_subset(&before.safety())
    }

    /// Everything that bears on a warning sign, each as a text of its own: questions, options, signs. Not how it is worded.
    fn safety(&self) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for question in self.questions.iter().filter(|question| question.safety) {
            let when = question.when.as_ref().map(tables);
            all.insert(format!("question {} {when:?}", question.id));
            let options = question.choices().filter(|choice| !choice.alone && !choice.explains);
            all.extend(options.map(|choice| format!("option {} {}", question.id, choice.id)));
        }
        for sign in &self.signs {
            let count = sign.count.as_ref().map(|count| (count.of.get_ref(), count.at_least));
            let when = (tables(&sign.when), count, tables(&sign.unless), &sign.after);
            all.insert(format!("sign {} {:?} {:?} {when:?}", sign.code, sign.tier, sign.care));
        }
        all
    }
}

fn tables(when: &When) -> Vec<&Table> {
    when.0.iter().map(|table| table.get_ref()).collect()
}
