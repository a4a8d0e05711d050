//! What is wanted of a visit: only where a visit is spoken of do days, hours and wishes count.
use std::collections::BTreeSet;

use super::hearing::Hearing;
use super::matching::{Mention, nearest};
use super::scope::Scope;
use super::{At, How, IntentHeard, Reading, Span, Tick, Time, Who, daytimes};
use crate::script::heard::Intent;
use crate::script::heard::tokens::Break;
use crate::script::{Script, Stage};

/// One message wants one thing of a visit; "hi" before a complaint is no greeting to answer.
pub fn intents(hearing: &Hearing, reading: &mut Reading) {
    let [cancel, change] = [Intent::Cancel, Intent::Change].map(|intent| reading.wants(intent));
    let more = hearing.tokens.len() > 5 || reading.intents.len() > 1 || !reading.signs.is_empty();
    reading.intents.retain(|heard| match heard.intent {
        Intent::Book => !cancel && !change,
        // "I can't make Friday. Could we do Monday?"
        Intent::Cancel => !change,
        Intent::Greeting => !more,
        _ => true,
    });
}

/// "My boy has a fever, so I must cancel": where a visit is called off for somebody else and no pain is spoken of, a sign is asked for.
pub fn excuses(hearing: &Hearing, scope: &Scope, reading: &mut Reading) {
    let called_off = reading.wants(Intent::Cancel) || reading.wants(Intent::Change);
    if called_off && scope.about == Who::Other && hearing.list(scope.tongue, "time.of").is_empty() {
        reading.signs.iter_mut().for_each(|sign| sign.how = How::Doubtful);
    }
}

/// "I can't make Friday, the week after please": a visit that is called off beside another time is to be moved.
pub fn moves(script: &Script, reading: &mut Reading) {
    let days: BTreeSet<At> = reading
        .times
        .iter()
        .map(|time| time.at)
        .filter(|at| !matches!(at, At::Hour(..) | At::After(..) | At::Before(..)))
        .collect();
    let booking = |tick: &Tick| script.question(&tick.question).is_some_and(|asked| asked.stage == Stage::Booking);
    if days.len() + reading.ticks.iter().filter(|tick| booking(tick)).count() > 1
        && let Some(cancel) = reading.intents.iter_mut().find(|heard| heard.intent == Intent::Cancel)
    {
        cancel.intent = Intent::Change;
    }
}

/// Whether a visit is spoken of, or hardly anything else is said.
fn visit(hearing: &Hearing, reading: &Reading) -> bool {
    let wanted = [Intent::Book, Intent::Cancel, Intent::Change].into_iter().any(|intent| reading.wants(intent));
    wanted || (reading.signs.is_empty() && hearing.tokens.len() <= 7)
}

/// "In the mornings" is a wish where a visit is spoken of; "stiff in the mornings" is none.
pub fn wishes(script: &Script, hearing: &Hearing, reading: &mut Reading) {
    let booking = |id: &str| script.question(id).is_some_and(|question| question.stage == Stage::Booking);
    // "In the morning" and nothing else may be the one or the other: the question asked decides.
    let whole = hearing.tokens.span(0, hearing.tokens.len().saturating_sub(1));
    let all = |tick: &Tick| tick.spans.len() == 1 && tick.spans[0] == whole;
    let pain = reading.ticks.iter().any(|tick| !booking(&tick.question) && !all(tick));
    let wanted = [Intent::Book, Intent::Cancel, Intent::Change].into_iter().any(|intent| reading.wants(intent));
    if !visit(hearing, reading) || (pain && !wanted) {
        reading.ticks.retain(|tick| !booking(&tick.question));
    }
}

/// Days and hours count where a visit is spoken of, or where they are all that is said. "Saturday arvo?" asks for a visit.
pub fn times(hearing: &Hearing, tongue: usize, words: &str, reading: &mut Reading) {
    let asks = reading.wants(Intent::Hours) && !reading.wants(Intent::Book);
    let visit = visit(hearing, reading) && !asks;
    // In a message of several sentences, those in the one that speaks of the visit.
    let clause = |place: u32| hearing.layouts[tongue].clause[place as usize];
    let spoken: Vec<u32> = {
        let visits = reading
            .intents
            .iter()
            .filter(|heard| matches!(heard.intent, Intent::Book | Intent::Cancel | Intent::Change));
        let place =
            |span: &Span| (0..hearing.tokens.len()).find(|place| hearing.tokens.span(*place, *place).end > span.start);
        visits.flat_map(|heard| &heard.spans).filter_map(place).map(|place| clause(place as u32)).collect()
    };
    let near = |at: Mention| spoken.is_empty() || spoken.iter().any(|other| other.abs_diff(clause(at.first)) <= 1);
    let lasts = &hearing.lasts[tongue];
    let began = |at: Mention| {
        nearest(lasts, at, |length| length.at).any(|length| length.at.contains(at) || at.contains(length.at))
    };
    let past = |at: Mention| {
        let wished = |cue: Mention| hearing.list(tongue, "time.on").binary_search(&cue).is_ok();
        let list = nearest(hearing.list(tongue, "time.lasts"), at, |cue| *cue).copied();
        { list }.any(|cue| cue.last < at.first && cue.last + 3 >= at.first && !wished(cue) || cue.contains(at))
    };
    let mut times = daytimes::times(hearing, tongue, words);
    times.retain(|(at, _)| !began(*at) && !past(*at));
    let questions = if visit || asks { BTreeSet::new() } else { questions(hearing, tongue) };
    let asked = |at: Mention| questions.contains(&at.first);
    let spans = |at: Mention| std::iter::once(hearing.tokens.span(at.first as usize, at.last as usize)).collect();
    if let Some((at, _)) = times.iter().find(|(at, _)| asked(*at)) {
        reading.intents.push(IntentHeard { intent: Intent::Book, language: None, spans: spans(*at) });
    }
    let wished = |(at, time): &(Mention, At)| {
        let after = matches!(time, At::After(..)) && !asks;
        visit && near(*at) || asked(*at) || after
    };
    let time = |(at, time)| Time { at: time, spans: spans(at) };
    reading.times = times.into_iter().filter(wished).map(time).collect();
}

/// The words of questions, but for what stands between two commas and speaks of pain.
fn questions(hearing: &Hearing, tongue: usize) -> BTreeSet<u32> {
    let tokens = &hearing.tokens;
    let mut part = 0;
    let parts: Vec<u32> = (0..tokens.len())
        .map(|place| {
            part += u32::from(tokens.before(place) > Break::None);
            part
        })
        .collect();
    let pain: BTreeSet<u32> = hearing.list(tongue, "time.of").iter().map(|at| parts[at.first as usize]).collect();
    let (mut asked, mut words) = (false, BTreeSet::new());
    for place in (0..tokens.len()).rev() {
        asked = match tokens.before(place + 1) {
            Break::Asked => true,
            Break::Sentence => false,
            Break::None | Break::Comma => asked,
        };
        if asked && !pain.contains(&parts[place]) {
            words.insert(place as u32);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use crate::core::understand::{At, read};
    use crate::script::heard::Intent;
    use crate::script::{Script, Source};

    #[test]
    fn a_day_in_a_question_asks_for_a_visit() {
        let script = Script::load(&Source::BuiltIn).unwrap();
        let days = |words: &str| {
            let reading = read(&script, words);
            let days: Vec<At> = reading.times.iter().map(|time| time.at).collect();
            (reading.wants(Intent::Book), days)
        };
        let rub = "thought you could rub it out along with the rest of my poor old back, ";
        assert_eq!(days(&format!("{rub}sat pm?")), (true, vec![At::Weekday(5)]));
        assert_eq!(days(&format!("{rub}it was sat pm")), (false, vec![]));
        assert_eq!(days("why is the pain in my back so bad every sunday after lunch?"), (false, vec![]));
        assert!(!days("hello there everybody, it is me again, are you open on sunday?").0);
    }
}
