//! Drawings: there, whole, and with a part for everything that is to be shown on them.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::limits;
use super::report::Report;
use crate::core::attachment::{Mark, Strength};
use crate::core::chart::pictures::{self, MUSCLES, WORDS};
use crate::script::art::{self, Part};
use crate::script::words::holes;
use crate::script::{Placed, Question, Say, Script};

/// What else it sets into the drawing of the muscles.
const COMPOSED: [&str; 3] = ["height", "labels", "marks"];

/// How the groups of zones are called.
const ZONE: &str = "zone-";

/// Checks every drawing that something names.
pub fn check(script: &Script, report: &mut Report) {
    let mut check = Check { script, report };
    for question in &script.questions {
        if let Some(drawing) = &question.art {
            check.zones(question, drawing.get_ref(), drawing.span());
        }
    }
    check.muscles();
    check.captions();
}

struct Check<'a> {
    script: &'a Script,
    report: &'a mut Report,
}

impl Check<'_> {
    fn zones(&mut self, question: &Placed<Question>, drawing: &str, at: Range<usize>) {
        let file = art::file(drawing);
        let Some(parts) = self.parts(drawing, &question.file, at) else { return };
        let ids: BTreeSet<&str> = question.choices().map(|choice| choice.id.as_str()).collect();
        for option in &question.options {
            let id = &option.get_ref().id;
            let number = format!("{{{id}}}");
            if !parts.get(&format!("{ZONE}{id}")).is_some_and(|zone| zone.words.contains(&number)) {
                let message =
                    format!("`{id}` is no zone of {file}: draw a group `{ZONE}{id}` with the number `{number}` in it");
                self.fault(&question.file, option.span(), message);
            }
        }
        for zone in parts.keys().filter_map(|part| part.strip_prefix(ZONE)).filter(|zone| !ids.contains(zone)) {
            let at = self.place(drawing, &format!("{ZONE}{zone}"));
            self.fault(&file, at, format!("the zone `{zone}` is no option of `{}`: nobody can choose it", question.id));
        }
        let known: Vec<&str> = ids.into_iter().chain(WORDS.map(|(word, _)| word)).collect();
        self.holes(drawing, &known);
    }

    fn muscles(&mut self) {
        let script = self.script;
        let named = script.muscles.iter().filter_map(|muscle| Some((muscle, muscle.art.as_ref()?)));
        let mut parts = None;
        for (muscle, name) in named {
            if parts.is_none() {
                parts = self.parts(MUSCLES, &muscle.file, name.span());
            }
            let Some(parts) = &parts else { return };
            if parts.get(name.get_ref()).is_none_or(|part| part.at.is_none()) {
                let message = format!(
                    "`{}` is no muscle of {}: draw a group of this id with `data-at`, or remove `art`",
                    name.get_ref(),
                    art::file(MUSCLES)
                );
                self.fault(&muscle.file, name.span(), message);
            }
        }
        if parts.is_some() {
            let known: Vec<&str> = COMPOSED.into_iter().chain(WORDS.map(|(word, _)| word)).collect();
            self.holes(MUSCLES, &known);
        }
    }

    /// The words below the fullest picture that a plan can have, in each language.
    fn captions(&mut self) {
        const FILE: &str = "phrases.toml";
        let script = self.script;
        let mark = |muscle: &str| Mark { muscle: muscle.to_owned(), left: Strength::Soft, right: Strength::Full };
        for lang in &script.clinic.languages {
            let length = |mark: &Mark| pictures::caption(script, lang, std::slice::from_ref(mark)).utf16_len();
            let mut marks: Vec<Mark> = script.muscles.iter().map(|muscle| mark(&muscle.id)).collect();
            marks.sort_by_key(|mark| std::cmp::Reverse(length(mark)));
            marks.truncate(script.plan.at_most);
            let zones = script.say(Say::PictureZones, lang, &[]);
            for words in [pictures::caption(script, lang, &marks), zones] {
                if let Some(message) = limits::caption(&words) {
                    self.fault(FILE, 0..0, message);
                }
            }
        }
    }

    fn parts(&mut self, drawing: &str, named_in: &str, at: Range<usize>) -> Option<BTreeMap<String, Part>> {
        let file = art::file(drawing);
        let Some(svg) = self.script.drawing(drawing) else {
            self.fault(named_in, at, format!("there is no {file}: add it, or remove `art`"));
            return None;
        };
        match art::parts(svg) {
            Ok(parts) => Some(parts),
            Err(why) => {
                self.fault(&file, 0..0, format!("this is no drawing: {why}"));
                None
            }
        }
    }

    fn holes(&mut self, drawing: &str, known: &[&str]) {
        let svg = self.script.drawing(drawing).unwrap_or_default();
        // What stands before the drawing itself is for whoever edits it.
        let body = svg.find("<svg").and_then(|start| svg.get(start..)).unwrap_or_default();
        let strange: BTreeSet<&str> = holes(body).into_iter().filter(|hole| !known.contains(hole)).collect();
        for hole in strange {
            let at = self.place(drawing, &format!("{{{hole}}}"));
            self.fault(&art::file(drawing), at, format!("nothing fills the hole `{{{hole}}}` here"));
        }
    }

    /// Where `text` first stands in a drawing.
    fn place(&self, drawing: &str, text: &str) -> Range<usize> {
        let start = self.script.drawing(drawing).and_then(|svg| svg.find(text)).unwrap_or(0);
        start..start
    }

    fn fault(&mut self, file: &str, at: Range<usize>, message: String) {
        self.report.faults.push(self.script.fault(file, at, message));
    }
}
