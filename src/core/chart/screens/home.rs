//! What stands outside the interview: welcome, consent, rights, requests.
use super::Draw;
use crate::core::chart::RequestState;
use crate::core::chart::case::Phase;
use crate::core::event::Media;
use crate::core::handoff::{Kind, Outcome, spoken};
use crate::core::screen::Screen;
use crate::script::{Html, Say};

pub fn home(draw: Draw) -> Screen {
    let buttons = [
        (Say::BackPain, "g.pain"),
        (Say::BookOrChange, "g.visit"),
        (Say::SomethingElse, "g.other"),
        (Say::Person, "g.human"),
    ];
    let mut rows: Vec<_> = buttons.iter().map(|(say, act)| vec![draw.button(*say, act)]).collect();
    rows.push(vec![draw.help_now()]);
    if draw.chart.open_requests().next().is_some() {
        rows.push(vec![draw.button(Say::MyRequests, "g.requests")]);
    }
    rows.push(languages(draw, false));
    Screen::rows(draw.say(Say::Welcome), rows)
}

fn languages(draw: Draw, own: bool) -> Vec<crate::core::screen::Button> {
    let script = draw.script;
    let others = script.clinic.languages.iter().filter(|lang| own || *lang != draw.lang());
    others.map(|lang| draw.labelled(script.label(Say::LanguageName, lang), format!("g.lang.{lang}"))).collect()
}

pub fn language(draw: Draw) -> Screen {
    Screen::with(draw.say(Say::ChooseLanguage), languages(draw, true))
}

pub fn other(draw: Draw) -> Screen {
    let clinic = &draw.script.clinic;
    let prices = draw.script.fill(Some(&clinic.prices), draw.lang(), &[]);
    let hours = crate::core::clockwords::opening_hours(draw.script, draw.lang());
    let text = draw.fill(Say::Other, &[("prices", prices), ("hours", hours)]);
    Screen::with(text, vec![draw.button(Say::Person, "g.human"), draw.back()])
}

pub fn consent(draw: Draw) -> Screen {
    let buttons = vec![
        draw.button(Say::ConsentYes, "g.yes"),
        draw.button(Say::ConsentMore, "g.more"),
        draw.button(Say::ConsentNo, "g.human"),
        draw.help_now(),
    ];
    let mut text = Html::new();
    if draw.chart.opening && draw.chart.unheard.is_some() {
        text = draw.say(Say::ReadWords);
    }
    text.line(&draw.fill(Say::Consent, &[("days", days(draw))]));
    text.line(&draw.say(Say::ConsentNet));
    Screen::with(text, buttons)
}

pub fn privacy(draw: Draw) -> Screen {
    Screen::with(draw.fill(Say::Privacy, &[("days", days(draw))]), vec![draw.back()])
}

fn days(draw: Draw) -> Html {
    draw.script.clinic.limits.keep_days.to_string().into()
}

pub fn forget(draw: Draw) -> Screen {
    let open: Vec<Html> = draw.chart.open_requests().map(|request| spoken(request.number).into()).collect();
    let open = match open.is_empty() {
        true => Html::new(),
        false => draw.fill(Say::ForgetOpen, &[("numbers", Html::join(&open, ", "))]),
    };
    let mut text = draw.say(Say::Forget);
    text.line(&open);
    Screen::with(text, vec![draw.button(Say::ForgetYes, "g.erase"), draw.button(Say::ForgetNo, "b")])
}

pub fn requests(draw: Draw) -> Screen {
    let mut text = Html::new();
    let mut buttons = Vec::new();
    for request in draw.chart.open_requests() {
        let say = match request.state {
            RequestState::Waiting => Say::RequestWaiting,
            RequestState::Offered(_) if request.stands.is_some() => Say::RequestOfferedInstead,
            RequestState::Offered(_) => Say::RequestOffered,
            RequestState::Booked(_) => Say::RequestBooked,
            _ => Say::RequestTaken,
        };
        let time = match request.state {
            RequestState::Offered(at) | RequestState::Booked(at) => draw.time(at),
            _ => draw.time(draw.promised(request.due)),
        };
        let kind = draw.say(kind(request.kind));
        let stands = request.stands.map(|at| draw.time(at)).unwrap_or_default();
        let number = spoken(request.number).into();
        text.line(&draw.fill(say, &[("number", number), ("kind", kind), ("time", time), ("stands", stands)]));
        if request.kind != Kind::Emergency {
            let label = draw.fill(Say::CancelNumber, &[("number", spoken(request.number).into())]);
            buttons.push(draw.labelled(label.plain(), format!("g.cancel.{}", request.number)));
        }
    }
    let mut whole = if text.is_empty() { draw.say(Say::NoRequests) } else { draw.say(Say::RequestsHead) };
    whole.line(&text);
    buttons.push(draw.button(Say::Person, "g.human"));
    buttons.push(draw.button(Say::Back, "b"));
    Screen::with(whole, buttons)
}

fn kind(kind: Kind) -> Say {
    match kind {
        Kind::Booking => Say::KindBooking,
        Kind::Doctor => Say::KindDoctor,
        Kind::Person => Say::KindPerson,
        Kind::Emergency => Say::KindEmergency,
    }
}

/// The outcome of a request, for /mydata.
pub fn outcome(outcome: Outcome) -> Say {
    match outcome {
        Outcome::Kept => Say::OutcomeKept,
        Outcome::Missed => Say::OutcomeMissed,
        Outcome::Withdrawn | Outcome::Erased => Say::OutcomeWithdrawn,
        Outcome::NotReached => Say::OutcomeNotReached,
        Outcome::SawDoctor => Say::OutcomeSawDoctor,
        Outcome::Answered => Say::OutcomeAnswered,
    }
}

pub fn cancel(draw: Draw, number: i64) -> Screen {
    let text = draw.fill(Say::CancelSure, &[("number", spoken(number).into())]);
    let yes = draw.button(Say::CancelYes, format!("g.cancelled.{number}"));
    Screen::with(text, vec![yes, draw.button(Say::CancelNo, "g.requests")])
}

pub fn resume(draw: Draw) -> Screen {
    let buttons = vec![
        draw.button(Say::GoOn, "g.resume"),
        draw.button(Say::StartOver, "g.restart"),
        draw.button(Say::Person, "g.human"),
        draw.help_now(),
    ];
    Screen::rows(draw.say(Say::Resume), {
        let mut rows: Vec<_> = buttons.into_iter().map(|button| vec![button]).collect();
        rows.push(languages(draw, false));
        rows
    })
}

pub fn same_pain(draw: Draw) -> Screen {
    let buttons = vec![
        draw.button(Say::SamePain, "g.same"),
        draw.button(Say::OtherPain, "g.afresh"),
        draw.button(Say::Person, "g.human"),
        draw.help_now(),
    ];
    Screen::with(draw.say(Say::SamePainAsk), buttons)
}

/// After so many messages in a row that were not understood, the buttons and a person are offered in other words.
const MISSED: u8 = 2;

pub fn unheard(draw: Draw, media: Option<Media>) -> Screen {
    let again = media.is_none() && draw.chart.missed >= MISSED;
    let say = match media {
        Some(Media::Voice) => Say::UnheardVoice,
        Some(Media::Picture) => Say::UnheardPicture,
        Some(Media::Contact) => Say::UnheardContact,
        Some(Media::Location) => Say::UnheardLocation,
        Some(_) => Say::UnheardSticker,
        None if again => Say::UnheardAgain,
        None => Say::UnheardWords,
    };
    let in_case = matches!(draw.chart.case.as_ref().map(|case| &case.phase), Some(Phase::Interview));
    let back = if again {
        Say::ShowButtons
    } else if in_case {
        Say::BackToQuestion
    } else {
        Say::ToStart
    };
    let pass = if media.is_none() && !again { Say::PassOn } else { Say::Person };
    let mut text = draw.say(say);
    text.line(&draw.say(Say::Net));
    let act = if in_case { "g.back" } else { "g.home" };
    Screen::with(text, vec![draw.button(pass, "g.pass"), draw.button(back, act), draw.help_now()])
}

pub fn crisis(draw: Draw) -> Screen {
    Screen::with(
        draw.say(Say::Crisis),
        vec![draw.button(Say::CrisisCall, "g.pass"), draw.button(Say::CrisisNotNow, "g.back")],
    )
}
