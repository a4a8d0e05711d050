//! The card of a handoff, as staff read it.
use jiff::Timestamp;

use super::{fit, keys};
use crate::core::clockwords::{short_day_and_time, time_beside};
use crate::core::handoff::{By, Contact, Handoff, Kind, Mark, Outcome, State, Urgency};
use crate::core::private::Private;
use crate::core::screen::Screen;
use crate::core::step::{Facts, Review};
use crate::script::{DeskSay, Html, Script};

/// The most of a line about who the patient is, and of what they last let know.
const SHORT: usize = 200;

/// The card as it is now. It fits into one message: what opens on a tap is cut first, then the lines, and it says so.
pub fn screen(script: &Script, handoff: &Handoff, facts: &Facts) -> Screen {
    let mut text = head(script, handoff);
    if handoff.is_erased() {
        text.line(&script.desk(DeskSay::Erased, &[]));
        return Screen::of(text);
    }
    text.line(&state(script, handoff, facts.now, handoff.since));
    for line in about(script, handoff, facts) {
        text.line(&line);
    }
    text.line(&one_line(handoff.card.who.reveal(), SHORT));
    if let Some(guide) = guide(handoff) {
        text.line(&script.desk(guide, &[]));
    }
    let below = news(script, handoff);
    let shortened = script.desk(DeskSay::Shortened, &[]);
    let mut left = fit::MESSAGE.saturating_sub(text.utf16_len() + below.utf16_len() + shortened.utf16_len() + 3);
    let (lines, cut) = fitting(handoff.card.lines.reveal(), &mut left);
    text.line(&Html::join(&lines, "\n"));
    if !cut {
        let (more, cut) = fitting(handoff.card.more.reveal(), &mut left);
        let mut quote = Html::join(&more, "\n");
        if cut {
            quote.line(&shortened);
        }
        text.line(&below);
        if !quote.is_empty() {
            text.line(&quote.expandable());
        }
    } else {
        text.line(&shortened).line(&below);
    }
    Screen::rows(text, keys::buttons(script, handoff, facts.now))
}

/// Colour, number and what is wanted: the first line of a card, and the name of a handoff in notices and lists.
pub fn head(script: &Script, handoff: &Handoff) -> Html {
    let desk = |key| script.desk(key, &[]);
    let lang = &script.clinic.staff_language;
    let since = time_beside(script, handoff.since, handoff.since, lang);
    let kind = match (handoff.kind, handoff.urgency) {
        // What was wanted is the patient's too.
        _ if handoff.is_erased() => desk(DeskSay::OutcomeErased),
        (Kind::Emergency, _) => script.desk(DeskSay::KindEmergency, &[("time", since.into())]),
        (Kind::Doctor, Urgency::Orange | Urgency::Red) => desk(DeskSay::KindDoctorToday),
        (Kind::Doctor, _) => desk(DeskSay::KindDoctor),
        (Kind::Booking, _) => desk(DeskSay::KindBooking),
        (Kind::Person, _) => desk(DeskSay::KindPerson),
    };
    let warning = match handoff.urgency {
        _ if handoff.may_offer() || handoff.is_erased() => None,
        Urgency::Green => None,
        Urgency::Yellow => Some(DeskSay::WarnYellow),
        Urgency::Orange => Some(DeskSay::WarnOrange),
        Urgency::Red => Some(DeskSay::WarnRed),
    };
    let mark = match handoff.urgency {
        _ if !handoff.is_open() => DeskSay::MarkClosed,
        Urgency::Green => DeskSay::MarkGreen,
        Urgency::Yellow => DeskSay::MarkYellow,
        Urgency::Orange => DeskSay::MarkOrange,
        Urgency::Red => DeskSay::MarkRed,
    };
    let what: Vec<Html> = std::iter::once(kind).chain(warning.map(desk)).collect();
    let holes = [("mark", desk(mark)), ("number", Html::from(handoff.spoken())), ("what", Html::join(&what, " · "))];
    script.desk(DeskSay::Head, &holes)
}

/// How far it has come, in one line. Times on the day of `beside` stand without their date.
pub fn state(script: &Script, handoff: &Handoff, now: Timestamp, beside: Timestamp) -> Html {
    let day = |at| Html::from(short_day_and_time(script, at, &script.clinic.staff_language));
    let (name, time) = handoff.taken.as_ref().map(|by| said(script, by, beside)).unwrap_or_default();
    match &handoff.state {
        State::Waiting => {
            let due = time_beside(script, handoff.due, beside, &script.clinic.staff_language);
            let key = match handoff.urgency {
                _ if now >= handoff.due => DeskSay::StateLate,
                Urgency::Orange | Urgency::Red => DeskSay::StateCheck,
                Urgency::Green | Urgency::Yellow => DeskSay::StateWaiting,
            };
            script.desk(key, &[("time", due.into())])
        }
        State::Taken => script.desk(DeskSay::StateTaken, &[("name", name), ("time", time)]),
        State::Offered { at } => match handoff.stands {
            None => script.desk(DeskSay::StateOffered, &[("when", day(*at)), ("name", name)]),
            Some(stands) => {
                let holes = [("when", day(*at)), ("stands", day(stands)), ("name", name)];
                script.desk(DeskSay::StateOfferedInstead, &holes)
            }
        },
        State::Booked { at } => script.desk(DeskSay::StateBooked, &[("when", day(*at)), ("name", name)]),
        State::Closed(outcome) => {
            let outcome = script.desk(outcome_words(*outcome), &[]);
            match handoff.taken.is_some() {
                true => script.desk(DeskSay::StateClosed, &[("outcome", outcome), ("name", name)]),
                false => script.desk(DeskSay::StateClosedByPatient, &[("outcome", outcome)]),
            }
        }
    }
}

/// The words for an outcome.
pub fn outcome_words(outcome: Outcome) -> DeskSay {
    match outcome {
        Outcome::Kept => DeskSay::OutcomeKept,
        Outcome::Missed => DeskSay::OutcomeMissed,
        Outcome::Withdrawn => DeskSay::OutcomeWithdrawn,
        Outcome::NotReached => DeskSay::OutcomeNotReached,
        Outcome::SawDoctor => DeskSay::OutcomeSawDoctor,
        Outcome::Answered => DeskSay::OutcomeAnswered,
        Outcome::Erased => DeskSay::OutcomeErased,
    }
}

/// What people did and found, and what everybody must know first.
fn about(script: &Script, handoff: &Handoff, facts: &Facts) -> Vec<Html> {
    let line = |key, by: &By| {
        let (name, time) = said(script, by, handoff.since);
        script.desk(key, &[("name", name), ("time", time)])
    };
    let mut lines = vec![];
    if facts.reviewed == Review::TryingOut {
        lines.push(script.desk(DeskSay::Trial, &[]));
    }
    if handoff.unreachable {
        lines.push(script.desk(DeskSay::Unreachable, &[]));
    }
    lines.extend(handoff.mark.as_ref().map(|Mark { what, by }| line(found(*what), by)));
    lines.extend(handoff.cleared.as_ref().map(|by| line(DeskSay::Cleared, by)));
    lines.extend(handoff.wrote.as_ref().map(|by| line(DeskSay::Wrote, by)));
    lines
}

fn found(what: Contact) -> DeskSay {
    match what {
        Contact::Calling => DeskSay::Calling,
        Contact::OnTheWay => DeskSay::OnTheWay,
        Contact::NoAnswer => DeskSay::NoAnswer,
        Contact::ReachedDoctor => DeskSay::ReachedDoctor,
        Contact::GotWorse => DeskSay::GotWorse,
        Contact::SaysMistake => DeskSay::SaysMistake,
    }
}

fn guide(handoff: &Handoff) -> Option<DeskSay> {
    match handoff.urgency {
        _ if !handoff.is_open() || handoff.may_offer() => None,
        Urgency::Green => None,
        Urgency::Yellow => Some(DeskSay::GuideYellow),
        Urgency::Orange => Some(DeskSay::GuideOrange),
        Urgency::Red => Some(DeskSay::GuideRed),
    }
}

/// What the patient last let know; on a red card also that they let nothing know.
fn news(script: &Script, handoff: &Handoff) -> Html {
    let name = fit::name(handoff.card.name.reveal());
    let alarm = handoff.alarm.iter().filter(|alarm| handoff.news.as_ref() != Some(alarm));
    let says = |words: &Private<String>| {
        script.desk(DeskSay::Says, &[("name", name.clone()), ("words", one_line(words.reveal(), SHORT))])
    };
    match &handoff.news {
        Some(words) => Html::join(&alarm.chain([words]).map(says).collect::<Vec<_>>(), "\n"),
        None if handoff.urgency == Urgency::Red && handoff.is_open() => {
            script.desk(DeskSay::SaysNothing, &[("name", name)])
        }
        None => Html::new(),
    }
}

fn said(script: &Script, by: &By, beside: Timestamp) -> (Html, Html) {
    let time = time_beside(script, by.at, beside, &script.clinic.staff_language);
    (fit::staff(&by.staff), time.into())
}

fn one_line(words: &str, units: usize) -> Html {
    Html::from(fit::cut(&words.replace('\n', " "), units))
}

/// The lines that fit into what is left, and whether something was cut. A line that does not fit loses its markup and its end.
fn fitting(lines: &[Html], left: &mut usize) -> (Vec<Html>, bool) {
    let mut out = Vec::new();
    for line in lines {
        let long = line.utf16_len() + 1;
        if long > *left {
            if *left > 20 {
                out.push(Html::from(fit::cut(&line.plain(), *left - 1)));
            }
            *left = 0;
            return (out, true);
        }
        *left -= long;
        out.push(line.clone());
    }
    (out, false)
}
