//! The chapters of screens: every question, and everything around the questions.
use super::Writer;
use super::page::Page;
use crate::check::Chapter;
use crate::clinician::sentence::Sentences;
use crate::script::{AnswerKind, Choice, Question, Table};

/// Every question, with its options and what reads them.
pub fn questions(page: &mut Page, of: Writer) {
    page.chapter(
        "questions",
        "The questions",
        "Each as the patient sees it, with when it is asked and what follows from its answers.",
    );
    let say = Sentences::new(of.script);
    for question in &of.script.questions {
        let how = match question.answer {
            AnswerKind::One => "one answer",
            AnswerKind::Many => "ticks, then Next",
            AnswerKind::First => "a list of signs: one tap acts at once",
            AnswerKind::Scale => "0 to 10",
        };
        let marks = [("plain", question.id.as_str()), ("plain", how)];
        page.part(&format!("q-{}", question.id), &say.words(&question.short), &marks);
        let asked = question.when.as_ref().map_or(vec!["always".to_owned()], |when| say.when(when));
        page.says("Asked", &asked);
        let key = format!("q.{}", question.id);
        for shown in of.album.pages.iter().filter(|shown| shown.key == key || shown.key.starts_with(&format!("{key}.")))
        {
            page.screens(&shown.when, &shown.screens);
        }
        options(page, of, question);
    }
}

fn options(page: &mut Page, of: Writer, question: &Question) {
    let say = Sentences::new(of.script);
    let row = |choice: &Choice| {
        let heard = choice.heard.iter().map(|(lang, words)| format!("{lang}: {}", words.join(", ")));
        let hidden = say.when(&choice.unless).join("; or ");
        let mut notes = vec![read_by(of, question, choice)];
        notes.push(if hidden.is_empty() { hidden } else { format!("not shown if {hidden}") });
        notes.retain(|note| !note.is_empty());
        vec![say.words(&choice.say), notes.join("\n"), heard.collect::<Vec<_>>().join("\n"), choice.id.clone()]
    };
    let rows: Vec<_> = question.choices().map(row).collect();
    page.table(&["Answer", "Read by", "Typed words that mean it", "Id"], &rows);
}

/// The codes and names of the rules that read an option.
fn read_by(of: Writer, question: &Question, choice: &Choice) -> String {
    let names = |table: &Table| {
        table.get(&question.id).is_some_and(|options| options.iter().any(|id| id.trim_end_matches('?') == choice.id))
    };
    let script = of.script;
    let say = Sentences::new(script);
    let signs = script.signs.iter().filter(|sign| {
        sign.when.0.iter().any(|table| names(table.get_ref()))
            || sign.count.iter().any(|count| names(count.of.get_ref()))
    });
    let cautions = script.cautions.iter().filter(|caution| caution.when.0.iter().any(|table| names(table.get_ref())));
    let muscles = script.muscles.iter().filter(|muscle| {
        muscle.reason.iter().any(|reason| reason.get_ref().when.0.iter().any(|table| names(table.get_ref())))
    });
    let asks = script
        .questions
        .iter()
        .filter(|other| other.when.as_ref().is_some_and(|when| when.0.iter().any(|table| names(table.get_ref()))));
    let mut readers: Vec<String> = signs.map(|sign| sign.code.clone()).collect();
    readers.extend(cautions.map(|caution| caution.code.clone()));
    readers.extend(muscles.map(|muscle| say.words(&muscle.short)));
    readers.extend(asks.map(|asked| format!("asks {}", say.question(&asked.id))));
    readers.join(", ")
}

/// Everything around the questions.
pub fn others(page: &mut Page, of: Writer) {
    let chapters = [
        (
            Chapter::Around,
            "around",
            "Around the questions",
            "Welcome, consent, rights, and whatever is not understood.",
        ),
        (
            Chapter::Plan,
            "plan",
            "From the plan to the request",
            "The plan, the summary, what is sent, and what can be added.",
        ),
        (
            Chapter::Advice,
            "advice",
            "Around advice",
            "What can follow emergency and same-day advice. The advice of each sign stands with the signs.",
        ),
        (Chapter::News, "news", "News from the clinic", "What a patient learns when staff act."),
        (
            Chapter::Card,
            "cards",
            "Cards for staff",
            "What staff read, in the clinic's language. The patient is called Ana here.",
        ),
    ];
    for (chapter, id, title, about) in chapters {
        page.chapter(id, title, about);
        for shown in of.album.pages.iter().filter(|shown| shown.chapter == chapter) {
            page.screens(&shown.when, &shown.screens);
        }
    }
}
