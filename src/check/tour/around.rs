//! What stands around the interview: welcome, consent, rights, and what is not understood.
use super::album::{Chapter, Guide};
use crate::check::walker::Picks;
use crate::core::chart::view::{Reply, View};
use crate::core::event::{Command, Media};
use crate::core::step::Review;
use crate::script::Say;

const AROUND: Chapter = Chapter::Around;

/// Leads past them.
pub fn tour(guide: &mut Guide) {
    home(guide);
    rights(guide);
    going_on(guide);
    not_understood(guide);
    understood(guide);
}

fn home(guide: &mut Guide) {
    guide.start();
    guide.keep(AROUND, "home", "The patient presses Start, or writes for the first time.");
    guide.act("g.other");
    let when = guide.pressed(Say::SomethingElse);
    guide.keep(AROUND, "other", when);
    guide.command(Command::Help);
    guide.keep(AROUND, "help", "The patient writes /help, or a command that does not exist.");
    guide.command(Command::Language);
    guide.keep(AROUND, "language", "The patient writes /language.");
    guide.start();
    guide.act("g.pain");
    guide.keep(
        AROUND,
        "consent",
        format!("{} It stands before the first health question.", guide.pressed(Say::BackPain)),
    );
    guide.walker.facts.reviewed = Review::Missing;
    guide.on(&Picks::new(), |view| *view == View::Unreviewed);
    guide.keep(
        AROUND,
        "unreviewed",
        "clinic.toml names no reviewer: after the safety lists this stands instead of a plan.",
    );
}

fn rights(guide: &mut Guide) {
    guide.start();
    guide.command(Command::Privacy);
    guide.keep(
        AROUND,
        "privacy",
        format!("The patient writes /privacy, or presses “{}”.", guide.label(Say::ConsentMore)),
    );
    guide.command(Command::MyData);
    guide.keep(
        AROUND,
        "mydata",
        "The patient writes /mydata: everything that is stored. Here, of somebody who has told nothing yet.",
    );
    guide.command(Command::Requests);
    guide.keep(AROUND, "requests_none", "The patient writes /requests, and nothing is open at the clinic.");
    guide.command(Command::Forget);
    guide.keep(AROUND, "forget", "The patient writes /forget.");
    guide.act("g.erase");
    let when = guide.pressed(Say::ForgetYes);
    guide.keep(AROUND, "erased", when);
}

fn going_on(guide: &mut Guide) {
    guide.begin();
    guide.command(Command::Cancel);
    guide.keep(AROUND, "stopped", "The patient writes /cancel within the interview.");
    answered(guide);
    guide.command(Command::Start);
    guide.keep(AROUND, "resume", "The patient presses Start again, with an interview half done.");
    answered(guide);
    guide.later(3 * 60);
    guide.keep_rung(AROUND, "nudge", "nudge", "The interview stands still for a while, by day. Once.");
    let script = guide.script;
    let last = script.questions.iter().rfind(|question| question.safety && question.when.is_none());
    let last = last.map(|question| question.id.clone()).unwrap_or_default();
    guide.until(&Picks::new(), |view| matches!(view, View::Question(id) if *id == last));
    let hours = guide.script.clinic.limits.stale_hours;
    guide.later(hours * 60 + 60);
    guide.words("?");
    let when = format!("The patient comes back after {hours} hours or more: the safety checks are asked again.");
    guide.keep(AROUND, "stale", when);
}

/// A new patient with one answer given.
fn answered(guide: &mut Guide) {
    guide.start();
    guide.act("g.pain");
    let first = guide.script.questions.first().map(|question| question.id.clone()).unwrap_or_default();
    guide.on(&Picks::new(), |view| matches!(view, View::Question(id) if *id != first));
}

/// What was read from words, as the reader of the clinic's own script may find it or not: the screens are laid open.
fn understood(guide: &mut Guide) {
    guide.start();
    guide.babble();
    guide.keep(
        AROUND,
        "opening",
        "The patient begins by writing, without pressing Start: the words are read, and kept for an hour.",
    );
    let script = guide.script;
    let told = script.questions.iter().skip_while(|asked| !asked.safety).find(|asked| !asked.safety && !asked.caution);
    if let Some(asked) = told {
        let option = asked.choices().next().map(|choice| choice.id.clone()).unwrap_or_default();
        guide.begin();
        guide.on(&Picks::new(), |view| matches!(view, View::Question(id) if *id == asked.id));
        let case = guide.walker.chart.case.as_mut();
        if let Some(case) = case {
            case.answer_mut(&asked.id).options.insert(option);
            case.heard.insert(asked.id.clone());
            case.wrote = Some("xyzzy".to_owned().into());
        }
        guide.lay(None);
        guide.keep(AROUND, "understood", "What was read from words, before the first question that it answers.");
        guide.command(Command::MyData);
        guide.keep(AROUND, "mydata_words", "The patient writes /mydata then.");
    }
    let replies = [
        (Reply::Help, "help", "for help at once"),
        (Reply::Price, "price", "what a visit costs"),
        (Reply::Hours, "hours", "when the clinic is open"),
        (Reply::Address, "address", "where it is"),
        (Reply::Languages, "languages", "for a language that there is not"),
        (Reply::OtherComplaint, "complaint", "for help with a neck, a knee"),
        (Reply::Thanks, "thanks", "nothing: these are thanks"),
        (Reply::Greeting, "greeting", "nothing: this is a greeting"),
        (Reply::Insult, "insult", "nothing: this is an insult"),
    ];
    let strange = script.others.say.each().find(|(lang, ..)| !script.clinic.languages.contains(lang));
    let foreign = strange.map(|(lang, ..)| (Reply::Foreign(lang.clone()), "foreign", "in a language of others.toml"));
    for (reply, key, what) in replies.into_iter().chain(foreign) {
        answered(guide);
        guide.lay(Some(View::Reply(reply)));
        guide.keep(
            AROUND,
            &format!("reply_{key}"),
            format!("The patient types words that ask {what}.").replace("ask in", "are in"),
        );
    }
}

fn not_understood(guide: &mut Guide) {
    let kinds = [
        (Media::Voice, "voice", "a voice message"),
        (Media::Picture, "picture", "a photo, a video or a file"),
        (Media::Sticker, "sticker", "a sticker"),
        (Media::Contact, "contact", "somebody else's number"),
        (Media::Location, "location", "a place"),
    ];
    for (kind, key, what) in kinds {
        guide.start();
        guide.media(kind);
        guide.keep(AROUND, &format!("unheard_{key}"), format!("The patient sends {what}."));
    }
    answered(guide);
    guide.babble();
    guide.keep(AROUND, "unheard_words", "The patient types words to a question that are none of its answers.");
    guide.babble();
    guide.keep(AROUND, "unheard_again", "The same, twice in a row.");
    let crisis = guide.script.crisis.get(guide.lang).and_then(|words| words.first()).cloned().unwrap_or_default();
    guide.words(&crisis);
    guide.keep(AROUND, "crisis", "The patient types words of despair, at any moment.");
    guide.act("g.pass");
    let when = guide.pressed(Say::CrisisCall);
    guide.keep(AROUND, "note_despair", when);
}
