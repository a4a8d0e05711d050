//! /mydata: everything that is stored of a patient, in their language.
use super::letter::answer_lines;
use super::moving::Moving;
use super::screens::{self, Draw};
use super::{Request, RequestState};
use crate::core::clockwords;
use crate::core::desk::fit;
use crate::core::handoff::spoken;
use crate::core::screen::{Screen, Slot};
use crate::core::step::Tone;
use crate::script::{Html, Say};

/// Telegram's limit for one message is 4,096; the rest of the answer goes into further messages.
const PART_MAX: usize = 3500;

/// Sends everything, in as many messages as it takes.
pub fn give(moving: &mut Moving) {
    let lines = lines(moving).into_iter().flat_map(short);
    let mut parts: Vec<Html> = vec![Html::new()];
    for line in lines {
        let full = parts.last().is_some_and(|part| part.utf16_len() + line.utf16_len() > PART_MAX);
        if full {
            parts.push(Html::new());
        }
        if let Some(part) = parts.last_mut() {
            part.line(&line);
        }
    }
    let now = moving.now().as_millisecond();
    for (index, part) in parts.into_iter().enumerate() {
        moving.ring(Slot::named("d", format!("{now}.{index}")), Screen::of(part), Tone::Silent);
    }
}

/// A line that alone is too long, in pieces.
fn short(line: Html) -> Vec<Html> {
    if line.utf16_len() <= PART_MAX {
        return vec![line];
    }
    fit::pieces(&line.plain(), PART_MAX).into_iter().map(Html::from).collect()
}

fn lines(moving: &Moving) -> Vec<Html> {
    let (script, chart) = (moving.script, &moving.chart);
    let draw = Draw { script, chart, facts: moving.facts };
    let none = || draw.say(Say::DataNone);
    let private = |value: &Option<crate::core::private::Private<String>>| {
        value.as_ref().map_or_else(none, |value| Html::escape(value.reveal()))
    };
    let time = |at| Html::from(clockwords::day_and_time(script, at, moving.now(), &chart.lang));
    let consent = chart.consent.as_ref().map_or_else(none, |consent| time(consent.at));
    let mut lines = vec![draw.fill(
        Say::DataHead,
        &[
            ("name", Html::escape(chart.name.reveal())),
            ("called", private(&chart.called)),
            ("mobile", private(&chart.phone)),
            ("wish", private(&chart.wish)),
            ("consent", consent),
        ],
    )];
    if let Some(words) = &chart.unheard {
        lines.push(draw.fill(Say::DataWords, &[("words", Html::escape(words.reveal()))]));
    }
    for case in chart.earlier.iter().chain(&chart.case) {
        let script = moving.scripts.of(case).unwrap_or(script);
        lines.push(draw.fill(Say::DataCase, &[("time", time(case.started))]));
        lines.extend(answer_lines(script, case, &chart.lang));
        if let Some(words) = &case.wrote {
            lines.push(draw.fill(Say::InYourWords, &[("words", Html::escape(words.reveal()))]));
        }
        let signs = case.raised.iter().map(|raised| {
            let name = screens::advice::named(script, case, raised, &chart.lang);
            draw.fill(Say::DataSign, &[("sign", name), ("time", time(raised.at))])
        });
        lines.extend(signs);
    }
    lines.extend(chart.requests.iter().map(|request| self::request(draw, request)));
    lines
}

fn request(draw: Draw, request: &Request) -> Html {
    let state = match request.state {
        RequestState::Closed(outcome) => draw.say(screens::outcome(outcome)),
        _ => draw.say(Say::OutcomeOpen),
    };
    let holes = [("number", spoken(request.number).into()), ("time", draw.time(request.since)), ("state", state)];
    draw.fill(Say::DataRequest, &holes)
}
