//! Rules as sentences: what a clinician reads in the book, in the drawing and in a difference.
use crate::script::{AnswerKind, AtLeast, Question, Script, Sign, Table, When, Words};

/// Says rules in words, with the names that the script itself gives in one of its languages.
#[derive(Clone, Copy)]
pub struct Sentences<'a> {
    script: &'a Script,
    lang: &'a str,
}

impl<'a> Sentences<'a> {
    /// Sentences about this script. What is between the script's own names is English, so those are English too, if there is any.
    pub fn new(script: &'a Script) -> Self {
        let clinic = &script.clinic;
        let english = clinic.languages.iter().find(|lang| *lang == "en");
        Self { script, lang: english.unwrap_or(&clinic.staff_language) }
    }

    /// The language of the names.
    pub fn lang(self) -> &'a str {
        self.lang
    }

    /// A text of the script, with the clinic's holes filled.
    pub fn words(self, words: &Words) -> String {
        self.script.fill(Some(words), self.lang, &[]).plain()
    }

    /// A question by its short name; with its id, where two have the same name.
    pub fn question(self, id: &str) -> String {
        let Some(question) = self.script.question(id) else { return format!("`{id}`") };
        let name = self.words(&question.short);
        let same = self.script.questions.iter().filter(|other| self.words(&other.short) == name).count();
        if name.is_empty() || same > 1 { format!("{name} ({id})").trim().to_owned() } else { name }
    }

    /// An option by its label.
    pub fn option(self, question: &str, option: &str) -> String {
        let asked = self.script.question(question);
        match asked.and_then(|asked| asked.choice(option.trim_end_matches('?'))) {
            Some(choice) if option.ends_with('?') => format!("“{}” (not sure)", self.words(&choice.say)),
            Some(choice) => format!("“{}”", self.words(&choice.say)),
            None => option.to_owned(),
        }
    }

    /// "Place is “Low back, left” or “Buttock or hip”, and Sets off includes “Stress”".
    pub fn table(self, table: &Table) -> String {
        let part = |(question, options): (&String, &Vec<String>)| {
            let many = self.script.question(question).is_some_and(ticked);
            let verb = if many { "includes" } else { "is" };
            let options: Vec<String> = options.iter().map(|option| self.option(question, option)).collect();
            format!("{} {verb} {}", self.question(question), listed(&options, "or"))
        };
        self.in_order(table).map(part).collect::<Vec<_>>().join(", and ")
    }

    /// Each way in which a condition holds.
    pub fn when(self, when: &When) -> Vec<String> {
        when.0.iter().map(|table| self.table(table.get_ref())).collect()
    }

    /// "at least 2 of these: …".
    pub fn count(self, count: &AtLeast) -> String {
        let each = |(question, options): (&String, &Vec<String>)| {
            let named =
                options.iter().map(|option| format!("{} {}", self.question(question), self.option(question, option)));
            named.collect::<Vec<_>>()
        };
        let of: Vec<String> = self.in_order(count.of.get_ref()).flat_map(each).collect();
        format!("at least {} of these: {}", count.at_least, of.join(", "))
    }

    /// Each way in which a sign applies.
    pub fn sign(self, sign: &Sign) -> Vec<String> {
        let mut ways = self.when(&sign.when);
        ways.extend(sign.count.as_ref().map(|count| self.count(count)));
        ways
    }

    /// A sign by its code and its own words, else those of what leads to it.
    pub fn sign_name(self, sign: &Sign) -> String {
        let own = self.words(&sign.say);
        let words = if own.is_empty() { self.words(&sign.staff) } else { own };
        if words.is_empty() { sign.code.clone() } else { format!("{} ({words})", sign.code) }
    }

    /// The questions of a table in the order asked.
    fn in_order(self, table: &Table) -> impl Iterator<Item = (&String, &Vec<String>)> {
        let place = move |id: &String| self.script.questions.iter().position(|question| question.id == *id);
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(id, _)| place(id));
        entries.into_iter()
    }
}

/// "a", "a or b", "a, b or c".
pub fn listed(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., end] => format!("{} {last} {end}", most.join(", ")),
    }
}

fn ticked(question: &Question) -> bool {
    matches!(question.answer, AnswerKind::Many | AnswerKind::First)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::Source;

    #[test]
    fn a_rule_reads_as_a_sentence() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialogues/neck");
        let script = Script::load(&Source::Folder(folder)).unwrap();
        let say = Sentences::new(&script);
        let reason = &script.muscles[0].reason[0];
        let read = say.when(&reason.get_ref().when);
        assert_eq!(read, ["Place is “Side of the neck”, and Sets off includes “A bag on one shoulder”"]);
        let count: AtLeast =
            toml::from_str("of = { body = [\"thinner\", \"pregnant\"], spot = [\"nape\"] }\nat_least = 2").unwrap();
        let read = say.count(&count);
        assert_eq!(read, "at least 2 of these: Place “Back of the neck”, Health “Blood thinners”, Health “Pregnant”");
        assert_eq!(say.option("n1", "hit?"), "“Hard hit or fall, then pain” (not sure)");
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()], "or"), "a, b or c");
    }
}
