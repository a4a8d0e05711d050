//! Compiles what is listened for, and says what is wrong with an entry.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;

use super::asks::Ask;
use super::grammar::{Entries, Grammar};
use super::keys::Keys;
use super::pattern::{self, Part, Piece, Word};
use super::{Atom, Concept, Ear, Rule, RulePart, Seek, Target, Tongue, Tongues};
use crate::script::hear::plain;
use crate::script::words::Lang;
use crate::script::{Say, Script};

/// Something wrong: file, span, message.
pub type Wrong = (String, Range<usize>, String);

/// Makes ready everything that `script` listens for. What is wrong is left out and told.
pub fn compile(script: &Script, grammars: &BTreeMap<Lang, Grammar>) -> (Ear, Vec<Wrong>) {
    let mut compiler = Compiler::default();
    for lang in &script.clinic.languages {
        match grammars.get(lang) {
            Some(grammar) => compiler.grammar(lang, grammar),
            None => compiler.bare(script, lang),
        }
    }
    for (index, sign) in script.signs.iter().enumerate() {
        let place = (sign.file.as_str(), sign.item.span().start);
        compiler.heard(script, place, &sign.heard, &Target::Sign(index));
    }
    for (index, question) in script.questions.iter().enumerate() {
        for (option, choice) in question.options.iter().enumerate() {
            let place = (question.file.as_str(), choice.span().start);
            compiler.heard(script, place, &choice.get_ref().heard, &Target::Option(index, option));
            compiler.heard(script, place, &choice.get_ref().answered, &Target::Answer(index, option));
        }
        for (group, narrow) in question.narrow.iter().enumerate() {
            let place = (question.file.as_str(), narrow.span().start);
            compiler.heard(script, place, &narrow.get_ref().heard, &Target::Narrow(index, group));
        }
    }
    compiler.heard(script, ("safety.toml", 0), &script.crisis, &Target::Crisis);
    compiler.order();
    compiler.ear.atoms = compiler.atoms.len();
    compiler.ear.concepts = compiler.names.len();
    compiler.ear.spelling.sort();
    // What leaves room for doubt comes first: it can take a plain reading back.
    compiler.ear.rules.sort_by_key(|rule| !rule.doubtful);
    compiler.ear.concept_keys = Keys::of(&compiler.ear.concept_rules);
    compiler.ear.rule_keys = Keys::of(&compiler.ear.rules);
    (compiler.ear, compiler.wrong)
}

#[derive(Default)]
struct Compiler {
    ear: Ear,
    /// Each word with its number, and whose it is.
    atoms: BTreeMap<Word, (Atom, Tongues)>,
    names: BTreeMap<(usize, String), Concept>,
    /// The patterns of concepts, before they are in order.
    concepts: Vec<(Concept, Rule, String, Range<usize>)>,
    wrong: Vec<Wrong>,
}

impl Compiler {
    fn grammar(&mut self, lang: &Lang, grammar: &Grammar) {
        let tongue = self.ear.tongues.len();
        let file = format!("words/{lang}.toml");
        let mut small: Vec<Atom> = grammar.small.iter().map(|word| self.single(tongue, word.get_ref())).collect();
        small.sort_unstable();
        for atom in &small {
            let of = &mut self.ear.small;
            of.resize(of.len().max(*atom as usize + 1), Tongues::default());
            of[*atom as usize].insert(tongue);
        }
        grammar.correct.iter().for_each(|word| _ = self.single(tongue, word.get_ref()));
        let no = grammar.replies.no.iter().map(|no| no.get_ref()).filter(|no| !no.contains(' '));
        let no = no.map(|no| self.single(tongue, no)).collect();
        let lists = BTreeMap::new();
        self.ear.tongues.push(Tongue { lang: lang.clone(), grammar: true, small, no, lists, lengths: Vec::new() });
        let mut all: Vec<(String, &Entries)> = grammar.concepts.iter().map(|(n, e)| (n.get_ref().clone(), e)).collect();
        all.extend(grammar.scope.lists().into_iter().map(|(name, entries)| (format!("scope.{name}"), entries)));
        all.extend(grammar.replies.lists().into_iter().map(|(name, entries)| (format!("reply.{name}"), entries)));
        all.extend(grammar.advised.lists().into_iter().map(|(name, entries)| (format!("advised.{name}"), entries)));
        all.extend(grammar.time.lists().into_iter().map(|(name, entries)| (format!("time.{name}"), entries)));
        // Names first: entries may name concepts that stand below them.
        for (name, _) in &all {
            let concept = self.name(tongue, name);
            self.ear.tongues[tongue].lists.insert(name.clone(), concept);
        }
        for (name, entries) in all {
            let concept = self.name(tongue, &name);
            for entry in entries {
                if name == "scope.idioms" {
                    self.idiom(&file, tongue, entry);
                } else {
                    self.concept(&file, tongue, concept, entry.get_ref(), entry.span());
                }
            }
        }
        for (phrase, days) in &grammar.time.lengths {
            let concept = self.name(tongue, &format!("length {phrase}"));
            self.concept(&file, tongue, concept, phrase, days.span());
            self.ear.tongues[tongue].lengths.push((concept, u32::from(*days.get_ref())));
        }
        let joint = grammar.number_joint.iter().map(|word| self.single(tongue, word)).collect::<Vec<Atom>>();
        self.ear.joints.extend(joint);
        for (word, value) in &grammar.numbers {
            let atom = self.single(tongue, word);
            self.ear.numbers.insert(atom, u32::from(*value.get_ref()) * 10);
        }
        let intents = grammar.intents.iter().map(|(name, entries)| (Ask::Intent(*name), entries));
        let languages = grammar.languages.iter().map(|(code, entries)| (Ask::Language(code.clone()), entries));
        for (ask, entries) in intents.chain(languages) {
            for entry in entries {
                if let Err(message) = self.rule(tongue, entry.get_ref(), Target::Ask(ask.clone())) {
                    self.wrong.push((file.clone(), entry.span(), message));
                }
            }
        }
    }

    /// A language without a grammar: whole phrases, words of doubt, and what stands on the buttons for yes and no.
    fn bare(&mut self, script: &Script, lang: &Lang) {
        let tongue = self.ear.tongues.len();
        let label = |say: Say| plain(&script.label(say, lang)).trim().to_owned();
        let replies = [("reply.yes_alone", Say::Yes), ("reply.no", Say::No), ("reply.unsure", Say::NotSure)];
        let doubt = script.doubt.get(lang).into_iter().flatten().map(|phrase| ("doubt", phrase.clone()));
        let entries: Vec<(&str, String)> = doubt.chain(replies.map(|(name, say)| (name, label(say)))).collect();
        let lists = entries.iter().map(|(name, _)| ((*name).to_owned(), self.name(tongue, name))).collect();
        let small = Vec::new();
        self.ear.tongues.push(Tongue { lang: lang.clone(), grammar: false, small, no: vec![], lists, lengths: vec![] });
        for (name, phrase) in entries {
            let concept = self.name(tongue, name);
            self.concept("safety.toml", tongue, concept, &phrase, 0..0);
        }
    }

    /// What stands in `heard`, in the file and from the place given on.
    fn heard(&mut self, script: &Script, place: (&str, usize), heard: &BTreeMap<Lang, Vec<String>>, target: &Target) {
        let (file, start) = place;
        let text = || script.files.get(file).and_then(|text| text.get(start..)).unwrap_or_default();
        for (lang, entries) in heard {
            let Some(tongue) = self.ear.tongues.iter().position(|tongue| &tongue.lang == lang) else { continue };
            for entry in entries {
                if let Err(message) = self.rule(tongue, entry, target.clone()) {
                    let at = start + text().find(&format!("\"{entry}\"")).unwrap_or(0);
                    self.wrong.push((file.to_owned(), at..at, message));
                }
            }
        }
    }

    fn rule(&mut self, tongue: usize, entry: &str, target: Target) -> Result<(), String> {
        let rule = self.compiled(tongue, entry, target)?;
        self.ear.rules.push(rule);
        Ok(())
    }

    fn concept(&mut self, file: &str, tongue: usize, concept: Concept, entry: &str, span: Range<usize>) {
        let compiled = self.compiled(tongue, entry, Target::Concept(concept));
        let whole = |rule: &Rule| rule.parts.len() == 1 && rule.nowhere.is_empty() && !rule.doubtful;
        match compiled {
            Ok(rule) if whole(&rule) => self.concepts.push((concept, rule, file.to_owned(), span)),
            Ok(_) => self.wrong.push((file.to_owned(), span, "a list knows no `&` and no `?`".to_owned())),
            Err(message) => self.wrong.push((file.to_owned(), span, message)),
        }
    }

    fn idiom(&mut self, file: &str, tongue: usize, entry: &Spanned<String>) {
        let pattern = pattern::parse(entry.get_ref());
        match pattern.as_ref().map(|pattern| pattern.parts[0].pieces.as_slice()) {
            Ok([Piece::Words(words)]) => {
                let atoms: Vec<Atom> = words.iter().map(|word| self.atom(tongue, word)).collect();
                self.ear.idioms.add(&atoms, 0);
            }
            _ => self.wrong.push((file.to_owned(), entry.span(), "an idiom is words next to each other".to_owned())),
        }
    }

    fn compiled(&mut self, tongue: usize, entry: &str, target: Target) -> Result<Rule, String> {
        let pattern = pattern::parse(entry)?;
        let parts = pattern.parts.iter().map(|part| self.part(tongue, part)).collect::<Result<_, String>>()?;
        let nowhere = pattern.nowhere.iter().map(|piece| self.seek(tongue, piece)).collect::<Result<_, String>>()?;
        Ok(Rule { tongue, target, doubtful: pattern.doubtful, parts, nowhere })
    }

    fn part(&mut self, tongue: usize, part: &Part) -> Result<RulePart, String> {
        let mut seek = |pieces: &[Piece]| pieces.iter().map(|piece| self.seek(tongue, piece)).collect();
        let (pieces, unless): (Result<_, String>, Result<_, String>) = (seek(&part.pieces), seek(&part.unless));
        Ok(RulePart { pieces: pieces?, unless: unless?, ordered: part.ordered, reach: 2 * part.reach })
    }

    fn seek(&mut self, tongue: usize, piece: &Piece) -> Result<Seek, String> {
        Ok(match piece {
            Piece::Words(words) => Seek::Words(words.iter().map(|word| self.atom(tongue, word)).collect()),
            Piece::Patient(other) => Seek::Patient(*other),
            Piece::Number(measure, low, high) => Seek::Number(*measure, *low, *high),
            Piece::Concept(name) => match self.names.get(&(tongue, name.clone())) {
                Some(concept) => Seek::Concept(*concept),
                None => {
                    let lang = &self.ear.tongues[tongue].lang;
                    return Err(format!("`{{{name}}}` is no concept of words/{lang}.toml"));
                }
            },
        })
    }

    fn name(&mut self, tongue: usize, name: &str) -> Concept {
        let next = self.names.len() as Concept;
        *self.names.entry((tongue, name.to_owned())).or_insert(next)
    }

    fn single(&mut self, tongue: usize, word: &str) -> Atom {
        let open = word.len() > 1 && word.ends_with('*');
        let letters = super::tokens::folded(word).concat();
        self.atom(tongue, &Word { letters, open })
    }

    fn atom(&mut self, tongue: usize, word: &Word) -> Atom {
        let next = self.atoms.len() as Atom;
        if let Some((atom, tongues)) = self.atoms.get_mut(word) {
            if tongues.insert(tongue) {
                self.ear.spelling.add(&word.letters, tongue);
            }
            return *atom;
        }
        self.ear.trie.add(word, next);
        self.ear.spelling.add(&word.letters, tongue);
        self.atoms.insert(word.clone(), (next, Tongues::of(tongue)));
        next
    }

    /// Puts the concepts in an order in which each needs only those before it.
    fn order(&mut self) {
        let mut left = std::mem::take(&mut self.concepts);
        while !left.is_empty() {
            let open: BTreeSet<Concept> = left.iter().map(|(concept, ..)| *concept).collect();
            let waits = |rule: &Rule| {
                let seeks = rule.parts.iter().flat_map(|part| part.pieces.iter().chain(&part.unless));
                { seeks }.any(|seek| matches!(seek, Seek::Concept(concept) if open.contains(concept)))
            };
            // A concept is ready when none of its entries waits for another.
            let waiting: BTreeSet<Concept> =
                left.iter().filter(|(_, rule, ..)| waits(rule)).map(|(c, ..)| *c).collect();
            let (stay, ready): (Vec<_>, Vec<_>) = left.into_iter().partition(|(concept, ..)| waiting.contains(concept));
            if ready.is_empty() {
                let message = "this concept needs itself, by way of others".to_owned();
                self.wrong.extend(stay.into_iter().take(1).map(|(_, _, file, span)| (file, span, message.clone())));
                return;
            }
            for (concept, rule, ..) in ready {
                match rule.phrase() {
                    Some(words) => self.ear.phrases.add(words, concept),
                    None => self.ear.concept_rules.push(rule),
                }
            }
            left = stay;
        }
    }
}
