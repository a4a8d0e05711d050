//! Emergency and same-day advice, and everything that can follow it.
use super::album::{Chapter, Guide};
use crate::check::walker::Picks;
use crate::check::ways;
use crate::core::chart::view::View;
use crate::core::event::Command;
use crate::core::understand::{How, read};
use crate::script::{Care, Question, Say, Sign, Tier};

const ADVICE: Chapter = Chapter::Advice;

/// Leads past them.
pub fn tour(guide: &mut Guide) {
    let script = guide.script;
    let signs = || script.signs.iter().map(|sign| sign.item.get_ref());
    let with =
        |tier, care: Option<Care>| signs().find(|sign| sign.tier == tier && (care.is_none() || sign.care == care));
    let emergency = with(Tier::Emergency, Some(Care::Hospital)).or_else(|| with(Tier::Emergency, None));
    let ambulance = with(Tier::Emergency, Some(Care::Ambulance));
    red_button(guide);
    typed(guide);
    late(guide);
    if let Some(sign) = emergency {
        emergencies(guide, sign);
        mistakes(guide, sign);
    }
    if let Some(sign) = ambulance {
        advised(guide, sign);
        guide.press("em.called");
        guide.keep(ADVICE, "note_called", guide.pressed(Say::ICalled));
    }
    if let Some(sign) = with(Tier::SameDay, None) {
        same_day(guide, sign);
    }
}

/// A new patient who was just shown the advice of this sign.
fn advised(guide: &mut Guide, sign: &Sign) {
    let picks: Picks = ways::to_sign(guide.script, sign).into_iter().next().unwrap_or_default();
    guide.until(&picks, |view| *view == View::Advised);
}

fn red_button(guide: &mut Guide) {
    guide.start();
    guide.press("g.help");
    let when = format!("{} Before consent the clinic does not know of it.", guide.pressed(Say::HelpNow));
    guide.keep_rung(ADVICE, "red_button", "e", when);
    guide.press("em.tell");
    let when = guide.pressed(Say::TellClinic);
    guide.keep(ADVICE, "note_told", when);
    guide.keep_card("card_red_button", "The red button was pressed, and the patient let the clinic know.");
}

fn typed(guide: &mut Guide) {
    let script = guide.script;
    let lang = guide.lang;
    let words = |sign: &Sign| sign.heard.get(lang).and_then(|words| words.first()).cloned();
    let grave = script.signs.iter().filter(|sign| sign.tier > Tier::Person);
    let Some(words) = grave.into_iter().find_map(|sign| words(sign)) else { return };
    guide.start();
    guide.words(&words);
    guide.keep_rung(ADVICE, "typed", "e", "The patient types words that plainly name a sign, at any moment.");
    // A doubt that this language's grammar cannot settle: "years ago", but not "no".
    let doubted = |doubt: &String| format!("{words} {doubt}");
    let asks = |words: &String| read(script, words).gravest().is_some_and(|sign| sign.how == How::Doubtful);
    let doubts = script.doubt.get(lang).into_iter().flatten();
    guide.begin();
    guide.words(&{ doubts }.map(doubted).find(asks).unwrap_or(words.clone()));
    guide.keep(
        ADVICE,
        "closed",
        "The typed words may name a sign, beside words of doubt: the closed question is asked.",
    );
}

/// A sign tapped on a list that was left.
fn late(guide: &mut Guide) {
    let explained = |question: &Question| question.choices().find(|choice| !choice.explain.is_empty()).cloned();
    let mut lists = guide.script.questions.iter().filter(|question| question.safety && question.when.is_none());
    let Some((list, choice)) = lists.find_map(|list| Some((list, explained(list)?))) else { return };
    if !guide.until(&Picks::default(), |view| matches!(view, View::Question(id) if *id == list.id)) {
        return;
    }
    let left = guide.walker.chart.turn;
    guide.act(&format!("m.{}.{}", list.id, ways::harmless(guide.script, list)));
    guide.press(&format!("{left}.m.{}.{}", list.id, choice.id));
    guide.keep(ADVICE, "closed_late", "The patient taps a sign on a list that was left: it is asked once more.");
}

fn emergencies(guide: &mut Guide, sign: &Sign) {
    let help = guide.script.clinic.limits.help_check_minutes;
    advised(guide, sign);
    guide.keep_card("card_emergency", "Emergency advice was shown.");
    guide.command(Command::Requests);
    guide.keep(ADVICE, "requests_emergency", "The patient writes /requests while emergency advice stands.");
    guide.command(Command::MyData);
    guide.keep(ADVICE, "mydata_sign", "The patient writes /mydata then.");
    guide.command(Command::Human);
    guide.keep(ADVICE, "note_advised", "The patient asks for a person while advice stands.");
    guide.command(Command::Start);
    guide.keep(ADVICE, "returning_emergency", "The patient presses Start while emergency advice stands.");
    let presses = [
        ("em.going", "note_going", Say::IAmGoing),
        ("em.cannot", "note_cannot", Say::CannotGetThere),
        ("em.allowed", "note_checking", Say::MassageAllowed),
        ("em.results", "note_waiting", Say::WaitResults),
    ];
    for (press, key, say) in presses {
        advised(guide, sign);
        guide.press(press);
        guide.keep(ADVICE, key, guide.pressed(say));
    }
    let checks = [("chk.there", "note_there", Say::IAmThere), ("chk.notyet", "note_not_yet", Say::NotYet)];
    for (press, key, say) in checks {
        advised(guide, sign);
        guide.later(help + 1);
        guide.keep_rung(ADVICE, "check_help", "c", format!("{help} minutes after emergency advice."));
        guide.press(press);
        guide.keep(ADVICE, key, guide.pressed(say));
    }
}

fn mistakes(guide: &mut Guide, sign: &Sign) {
    for (how, key, say) in [("n", "mistake_noted", Say::No), ("o", "mistake_old", Say::OldAndKnown)] {
        advised(guide, sign);
        guide.press("em.mistake");
        guide.keep(ADVICE, "mistake", guide.pressed(Say::ByMistake));
        if let View::Mistake(question, option) = guide.walker.chart.shown.clone() {
            guide.act(&format!("k.{question}.{option}.{how}"));
            guide.keep(ADVICE, key, format!("{} It was asked once more.", guide.pressed(say)));
        }
    }
}

fn same_day(guide: &mut Guide, sign: &Sign) {
    let minutes = guide.script.clinic.limits.doctor_check_minutes;
    advised(guide, sign);
    guide.keep_card("card_same_day", "Same-day advice was shown.");
    guide.press("sd.letter");
    let when = format!("{} Below same-day advice.", guide.pressed(Say::SendLetter));
    guide.keep_rung(ADVICE, "letter_same_day", "l", when);
    guide.command(Command::Start);
    guide.keep(ADVICE, "returning_same_day", "The patient presses Start while same-day advice stands.");
    for (press, key, say) in
        [("sd.calling", "note_calling", Say::WillCall), ("sd.callme", "note_call_me", Say::CallMeToo)]
    {
        advised(guide, sign);
        guide.press(press);
        guide.keep(ADVICE, key, guide.pressed(say));
    }
    let checks = [
        ("chk.later", "note_reached", Say::TheySeeMe),
        ("chk.unreached", "note_unreached", Say::No),
        ("chk.worse", "feels_worse", Say::FeelWorse),
    ];
    for (press, key, say) in checks {
        advised(guide, sign);
        guide.later(minutes + 1);
        guide.keep_rung(ADVICE, "check_doctor", "c", format!("{minutes} minutes after same-day advice."));
        guide.press(press);
        guide.keep(ADVICE, key, guide.pressed(say));
    }
}
