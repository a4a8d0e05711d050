//! What typed words may do to answers: fill ticks of questions that are not about safety, until the patient confirms them.
use std::collections::{BTreeMap, BTreeSet};

use backdesk::core::chart::Chart;
use backdesk::core::chart::case::{Answer, Phase};
use backdesk::core::chart::judge::Verdict;
use backdesk::core::chart::view::View;
use backdesk::core::event::{Event, Tell};
use backdesk::core::step::Review;
use backdesk::script::{Script, Tier};

use crate::moves::{Patient, script};

fn answers(chart: &Chart) -> BTreeMap<&str, &Answer> {
    chart.case.iter().flat_map(|case| &case.answers).map(|answer| (answer.question.as_str(), answer)).collect()
}

fn tier(script: &Script, chart: &Chart) -> Option<Tier> {
    let case = chart.case.as_ref()?;
    let advised = match &case.phase {
        Phase::Advised(advice) => Some(advice.tier),
        _ => None,
    };
    advised.max(Verdict::of(script, case).tier())
}

/// After a message: no safety question was filled but by a yes to it, nothing but the question asked counts, and no tier is lower.
pub fn words_decide_nothing(script: &Script, before: &Chart, after: &Chart) {
    let same_case = before.case.as_ref().map(|case| case.started) == after.case.as_ref().map(|case| case.started);
    let (was, is) = (answers(before), answers(after));
    let waits: BTreeSet<&str> = after.case.iter().flat_map(|case| &case.heard).map(String::as_str).collect();
    for (id, answer) in is {
        let question = script.question(id).expect("a question of the script");
        let old = same_case.then(|| was.get(id).copied()).flatten();
        let new = old.is_none_or(|old| old.options != answer.options);
        // A typed yes is the button of the one question about it.
        let explained = matches!(&before.shown, View::Explain(asked, _) if asked == id);
        assert!(explained || !(question.safety && new && !answer.options.is_empty()), "words filled {id}");
        assert!(!(answer.done && waits.contains(id)), "{id} counts and waits");
        let asked = asks(before, id) || before.shown == View::Understood;
        assert!(!answer.done || old.is_some_and(|old| old.done) || asked, "words answered {id}, which was not asked");
    }
    assert!(!same_case || tier(script, after) >= tier(script, before), "words lowered the tier");
}

/// Whether this question is asked, on the screen or below one that passes.
fn asks(chart: &Chart, id: &str) -> bool {
    matches!(&chart.shown, View::Question(shown) | View::Explain(shown, _) if shown == id)
        || matches!(chart.shown, View::Unheard(_) | View::Reply(_) | View::Why(_))
}

fn press(patient: &mut Patient, act: &str) {
    patient.facts.now += jiff::SignedDuration::from_secs(2);
    let event = Event::Press { data: format!("{}.{act}", patient.chart.turn), message: 1 };
    let step = patient.peek(&patient.chart, &event);
    patient.take(step);
}

fn says(patient: &mut Patient, words: &str) {
    patient.facts.now += jiff::SignedDuration::from_secs(2);
    let step = patient.peek(&patient.chart, &Event::Text(words.to_owned().into()));
    patient.take(step);
}

const OPENING: &str = "My lower left back hurts for two weeks. It is a dull ache, worse when I lean over the sink.";

/// Everything that names an option, said at the very beginning, fills no safety question.
#[test]
fn no_words_of_the_script_fill_a_safety_question() {
    let script = script();
    let phrases = script.questions.iter().flat_map(|question| {
        question.choices().flat_map(|choice| choice.say.each().map(|(_, say, _)| say.forms()[0].to_owned()))
    });
    for words in phrases.collect::<BTreeSet<_>>() {
        let mut patient = Patient::new(script, Review::Named);
        says(&mut patient, &words);
        press(&mut patient, "g.yes");
        let filled = answers(&patient.chart);
        let safety = |id: &&&str| script.question(id).is_some_and(|question| question.safety);
        assert_eq!(filled.keys().find(safety), None, "{words}");
        assert!(filled.values().all(|answer| !answer.done), "{words}");
    }
}

#[test]
fn what_was_read_counts_once_it_is_confirmed_and_not_before() {
    let script = script();
    let mut patient = Patient::new(script, Review::Named);
    says(&mut patient, OPENING);
    assert_eq!((&patient.chart.shown, patient.chart.opening), (&View::Consent, true));
    assert!(patient.chart.case.as_ref().unwrap().answers.is_empty(), "nothing is read before the consent");
    press(&mut patient, "g.yes");
    assert_eq!((patient.chart.opening, &patient.chart.unheard), (false, &None));
    assert_eq!(patient.chart.shown, View::Question("who".to_owned()));
    for act in ["m.who.me_18_54", "m.e1.none", "m.e2.none", "m.e3.none", "m.u1.none"] {
        press(&mut patient, act);
    }
    assert_eq!(patient.chart.shown, View::Understood, "{:?}", patient.chart.case);
    let case = patient.chart.case.as_ref().unwrap();
    assert!(!case.answers(script).has("where", "low_left"), "it does not count yet");
    let (confirmed, mut own) = (patient.peek(&patient.chart, &right(&patient.chart)), patient);
    let case = confirmed.state.case.as_ref().unwrap();
    assert!(case.answers(script).has("where", "low_left") && case.answers(script).has("sets_off", "sink"));
    press(&mut own, "g.myself");
    assert_eq!(own.chart.shown, View::Question("where".to_owned()));
    assert!(answers(&own.chart)["where"].options.contains("low_left"), "the tick is kept");
}

fn right(chart: &Chart) -> Event {
    Event::Press { data: format!("{}.g.right", chart.turn), message: 1 }
}

/// The clinic learns nothing of words that nobody agreed to, and a refusal deletes them.
#[test]
fn a_refusal_deletes_the_first_words() {
    let script = script();
    for refusal in ["g.human", "/human", "/cancel", "person"] {
        let mut patient = Patient::new(script, Review::Named);
        says(&mut patient, OPENING);
        let event = match refusal {
            "/human" => Event::Command(backdesk::core::event::Command::Human),
            "/cancel" => Event::Command(backdesk::core::event::Command::Cancel),
            "person" => Event::Text("can I talk to a person?".to_owned().into()),
            press => Event::Press { data: format!("{}.{press}", patient.chart.turn), message: 1 },
        };
        let step = patient.peek(&patient.chart, &event);
        assert_eq!((&step.state.unheard, step.state.opening), (&None, false), "{refusal}");
        let told = format!("{:?}", step.tell);
        let wrote = |tell: &Tell| matches!(tell, Tell::Desk { .. });
        assert!(!step.tell.iter().any(wrote) && !told.contains("sink"), "{refusal}");
    }
}

/// Words kept for longer than an hour are not used, even if nothing woke the chart in between.
#[test]
fn first_words_are_used_for_an_hour() {
    let script = script();
    let mut patient = Patient::new(script, Review::Named);
    says(&mut patient, OPENING);
    patient.facts.now += jiff::SignedDuration::from_hours(1);
    press(&mut patient, "g.yes");
    assert!(patient.chart.unheard.is_none() && patient.chart.case.as_ref().unwrap().heard.is_empty());
}

/// An illness named in words is ticked in its list, and the list is asked all the same.
#[test]
fn an_illness_is_ticked_and_asked() {
    let script = script();
    let mut patient = Patient::new(script, Review::Named);
    says(&mut patient, "my lower left back hurts, and I take blood thinners");
    press(&mut patient, "g.yes");
    let listed = answers(&patient.chart)["h1"];
    assert!(listed.options.contains("blood") && !listed.done);
    assert!(!patient.chart.case.as_ref().unwrap().heard.contains("h1"), "no screen confirms it in its list's place");
}
