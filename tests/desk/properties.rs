//! Whatever staff, patient and time do, in any order.
use std::cell::OnceCell;
use std::collections::BTreeSet;

use backdesk::core::desk;
use backdesk::core::event::{DeskEvent, DeskNews, PatientNews};
use backdesk::core::handoff::{Handoff, Kind, Outcome, Staff, State, Urgency};
use backdesk::core::screen::{Screen, Slot};
use backdesk::core::step::{Effect, Tone};
use backdesk::script::Script;
use proptest::prelude::*;

use crate::presses::ACTIONS;
use crate::world::{self, Desk, at, card, facts, handover, html, staff};

#[derive(Clone, Debug)]
enum Move {
    Press(usize, i64),
    Decide(usize, i64),
    Time(usize, i64),
    Reply(i64),
    Patient(usize),
    Wake,
    Unreachable,
}

const TIMES: [&str; 6] = ["tomorrow 10", "wed 10:00", "fri 15:00", "today 23:59", "sometime", "🙂"];

/// Somebody; most often (0) whoever has it.
fn who() -> impl Strategy<Value = i64> {
    prop_oneof![3 => Just(0i64), 1 => 1i64..4]
}

fn moves() -> impl Strategy<Value = Vec<(Move, i64)>> {
    let press = |action: &str| ACTIONS.iter().position(|known| *known == action).unwrap();
    let (offer, clear, undo) = (press("offer"), press("clear"), press("undo"));
    // A whole offer at once: by single presses it is hardly ever reached.
    let offering = (who(), 0..TIMES.len(), any::<bool>()).prop_map(move |(by, time, cleared)| {
        let first = cleared.then_some(Move::Press(clear, by));
        first.into_iter().chain([Move::Press(offer, by), Move::Time(time, by), Move::Decide(0, by)]).collect()
    });
    let one = prop_oneof![
        8 => (0..ACTIONS.len(), who()).prop_map(|(action, by)| vec![Move::Press(action, by)]),
        2 => who().prop_map(move |by| vec![Move::Press(undo, by)]),
        4 => offering,
        2 => (0usize..5, who()).prop_map(|(what, by)| vec![Move::Decide(what, by)]),
        1 => (0..TIMES.len(), who()).prop_map(|(text, by)| vec![Move::Time(text, by)]),
        1 => who().prop_map(|by| vec![Move::Reply(by)]),
        5 => (0usize..60).prop_map(|which| vec![Move::Patient(which)]),
        2 => Just(vec![Move::Wake]),
        1 => Just(vec![Move::Unreachable]),
    ];
    let seconds = prop_oneof![6 => Just(0i64), 3 => 1i64..90, 2 => 90i64..7200, 1 => 7200i64..200_000];
    let paced = (one, seconds).prop_map(|(moves, seconds): (Vec<Move>, i64)| {
        moves.into_iter().enumerate().map(|(i, one)| (one, if i == 0 { seconds } else { 5 })).collect::<Vec<_>>()
    });
    prop::collection::vec(paced, 1..40).prop_map(|all| all.concat())
}

/// What the patient's side believes from what it was told and from what the patient did.
#[derive(Default)]
struct Chart {
    offer: Option<jiff::Timestamp>,
    cleared: bool,
    closed: bool,
}

impl Chart {
    fn hears(&mut self, news: &DeskNews) {
        match news {
            DeskNews::Offered(at) => self.offer = Some(*at),
            DeskNews::OfferGone => self.offer = None,
            DeskNews::Cleared => self.cleared = true,
            DeskNews::Uncleared => self.cleared = false,
            DeskNews::Closed(_) => (self.closed, self.offer) = (true, None),
            DeskNews::Reopened => self.closed = false,
            DeskNews::Taken | DeskNews::Released | DeskNews::Wrote(_) => {}
        }
    }

    /// Before the desk hears of it.
    fn does(&mut self, news: &PatientNews, handoff: &Handoff) {
        match news {
            PatientNews::Accepts(at) if self.offer == Some(*at) => self.offer = None,
            PatientNews::OtherTime => self.offer = None,
            PatientNews::Cancels if handoff.is_open() => {
                (self.offer, self.closed) = (None, handoff.urgency == Urgency::Green);
            }
            PatientNews::Erased => (self.offer, self.closed, self.cleared) = (None, true, false),
            _ => {}
        }
    }
}

fn member(desk: &Desk, id: i64) -> Staff {
    let id = if id == 0 { desk.holder.unwrap_or(1) } else { id };
    staff(id, ["Anna", "Ben", "Some very long name of a person with titles"][id as usize - 1])
}

fn event(desk: &Desk, chosen: &Move) -> DeskEvent {
    let reply = |text: &str, by: &i64, to_time_prompt| DeskEvent::Reply {
        text: text.to_owned().into(),
        by: member(desk, *by),
        to_time_prompt,
    };
    match chosen {
        Move::Press(action, by) => DeskEvent::Press { action: ACTIONS[*action].to_owned(), by: member(desk, *by) },
        Move::Decide(what, by) => {
            let ask = desk.handoff.draft.as_ref().map_or(1, |draft| draft.ask);
            let action = format!("{}-{ask}", ["send", "send", "send", "other", "never"][*what]);
            DeskEvent::Press { action, by: member(desk, *by) }
        }
        Move::Time(text, by) => reply(TIMES[*text], by, true),
        Move::Reply(by) => reply("words", by, false),
        Move::Patient(which) => DeskEvent::Patient(news(desk, *which)),
        Move::Wake => DeskEvent::Wake,
        Move::Unreachable => DeskEvent::PatientUnreachable,
    }
}

fn news(desk: &Desk, which: usize) -> PatientNews {
    match which {
        0..20 => match desk.handoff.state {
            State::Offered { at } => PatientNews::Accepts(at),
            _ => PatientNews::Accepts(at("2026-11-24T10:00")),
        },
        20..28 => PatientNews::Accepts(at("2026-11-25T10:00")),
        28..36 => PatientNews::OtherTime,
        36..40 => PatientNews::Wrote("long words & <b> ".repeat(250).into()),
        40..46 => PatientNews::Says { words: html("on the way"), worse: false },
        46..52 => PatientNews::Says { words: html("feels worse"), worse: true },
        52..56 => PatientNews::Card(card()),
        56..59 => PatientNews::Cancels,
        _ => PatientNews::Erased,
    }
}

fn fits(screen: &Screen, label: usize) {
    assert!(!screen.text.is_empty() && screen.text.utf16_len() <= 4096, "{}", screen.text.utf16_len());
    assert!(screen.buttons().count() <= 12);
    for button in screen.buttons() {
        assert!(!button.label.is_empty() && button.label.encode_utf16().count() <= label, "{}", button.label);
        assert!(!button.data.is_empty() && button.data.len() <= 64, "{}", button.data);
    }
}

/// What holds for each single step, and for the handoff after it.
fn judge(was: &Handoff, event: &DeskEvent, desk: &Desk, used: &mut BTreeSet<Slot>) {
    let (is, open) = (&desk.handoff, desk.script.clinic.is_open(desk.now));
    for effect in &desk.last.effects {
        match effect {
            Effect::Show { slot, screen, .. } => {
                fits(screen, 32);
                assert!(used.contains(slot), "only what was rung is shown anew: {slot:?}");
            }
            Effect::Ring { slot, screen, tone, .. } => {
                fits(screen, 32);
                assert!(used.insert(slot.clone()), "{slot:?} was used before");
                assert!(*tone != Tone::Emergency, "it would drop the others' cards");
                assert!(open || *tone == Tone::Silent || matches!(event, DeskEvent::Press { .. }), "loud at night");
            }
            Effect::Toast(words) => assert!(!words.is_empty() && words.encode_utf16().count() <= 200),
            Effect::Strip(_) | Effect::Delete(_) | Effect::Retire(_) | Effect::Hand { .. } => {}
            Effect::Erase => panic!("only a patient erases"),
        }
    }
    for news in desk.told() {
        assert!(!matches!(news, DeskNews::Offered(_)) || (is.may_offer() && is.is_open()), "offered before Cleared");
    }
    assert_eq!(desk.holder, is.taken.as_ref().map(|by| by.staff.id).filter(|_| !is.is_erased()));
    assert!(is.state != State::Waiting || (is.taken.is_none() && is.ring_at.is_some()), "it would be forgotten");
    assert!(is.ring_at.is_none() || matches!(is.state, State::Waiting | State::Taken));
    assert!(is.draft.is_none() || (is.is_open() && is.taken.is_some()));
    let offering = is.draft.is_some() || matches!(is.state, State::Offered { .. });
    assert!(is.may_offer() || !offering, "an offer stands without Cleared");
    assert!(is.urgency == was.urgency || is.cleared.is_none() || is.urgency < was.urgency, "worse, and still cleared");
    if matches!(event, DeskEvent::Press { action, .. } if action == "over") && was.is_open() && was.taken.is_some() {
        assert!(desk.holder != was.taken.as_ref().map(|by| by.staff.id) || desk.toast().is_some(), "not taken over");
        assert!(!desk.toast().is_some_and(|toast| toast.starts_with("Already")), "the claim was not given up");
    }
    assert!(is.urgency >= was.urgency || matches!(event, DeskEvent::Press { action, .. } if action == "undo"));
    if let State::Booked { at } = is.state {
        let before = matches!(was.state, State::Booked { at: then } if then == at) || was.stands == Some(at);
        let yes = *event == DeskEvent::Patient(PatientNews::Accepts(at)) && was.state == State::Offered { at };
        let undone = was.before.as_ref().is_some_and(|then| then.state == is.state || then.stands == Some(at));
        assert!(before || yes || undone, "booked without a yes to the current offer");
    }
    if *event == DeskEvent::Wake && !was.is_open() {
        assert!(desk.last.effects.is_empty(), "closed, it never rings");
    }
    if was.is_erased() {
        assert!(is.state == State::Closed(Outcome::Erased) && desk.told().is_empty());
    }
    let saved = serde_json::to_string(is).unwrap();
    assert_eq!(&serde_json::from_str::<Handoff>(&saved).unwrap(), is);
}

const LANGUAGES: [&str; 3] = ["en", "es", "ru"];

/// Loaded once a language.
fn script(lang: &str) -> Script {
    thread_local! {
        static SCRIPTS: [OnceCell<Script>; 3] = const { [const { OnceCell::new() }; 3] };
    }
    let place = LANGUAGES.iter().position(|known| *known == lang).unwrap();
    SCRIPTS.with(|scripts| scripts[place].get_or_init(|| world::script(lang)).clone())
}

fn run(kind: Kind, urgency: Urgency, lang: &str, hour: i8, moves: &[(Move, i64)]) {
    let script = script(lang);
    let mut desk = Desk::open_in(script, handover(kind, urgency), at(&format!("2026-11-23T{hour:02}:00")));
    let (mut chart, mut used) = (Chart::default(), BTreeSet::from([Slot::card(1042)]));
    for (chosen, seconds) in moves {
        desk.now += jiff::SignedDuration::from_secs(*seconds);
        let (event, was) = (event(&desk, chosen), desk.handoff.clone());
        let [one, two] = [(); 2].map(|()| desk::step(&desk.script, was.clone(), event.clone(), &facts(desk.now)));
        assert_eq!((&one.state, &one.effects, &one.tell), (&two.state, &two.effects, &two.tell), "deterministic");
        if let DeskEvent::Patient(news) = &event {
            chart.does(news, &was);
        }
        desk.event(event.clone());
        judge(&was, &event, &desk, &mut used);
        desk.told().iter().for_each(|news| chart.hears(news));
        let offer = match desk.handoff.state {
            State::Offered { at } => Some(at),
            _ => None,
        };
        assert_eq!(chart.offer, offer, "after {chosen:?} both sides know the same offer");
        assert_eq!(chart.cleared, desk.handoff.cleared.is_some(), "after {chosen:?}");
        assert_eq!(chart.closed, !desk.handoff.is_open(), "after {chosen:?}");
        let queue = desk::queue(&desk.script, std::slice::from_ref(&desk.handoff), &facts(desk.now));
        fits(&queue, 32);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn nothing_is_lost_doubled_or_offered_too_early(
        kind in prop::sample::select(vec![Kind::Booking, Kind::Doctor, Kind::Person, Kind::Emergency]),
        urgency in prop::sample::select(vec![Urgency::Green, Urgency::Yellow, Urgency::Orange, Urgency::Red]),
        lang in prop::sample::select(LANGUAGES.to_vec()),
        hour in 0i8..24,
        moves in moves(),
    ) {
        run(kind, urgency, lang, hour, &moves);
    }

    #[test]
    fn any_words_are_a_time_or_a_reason(
        text in ".{0,40}",
        figures in "[0-9:./ a-zñ-]{0,24}",
        russian in "[0-9:./ а-яё-]{0,24}",
        lang in prop::sample::select(LANGUAGES.to_vec()),
    ) {
        let script = script(lang);
        let now = at("2026-11-23T10:00");
        for text in [text, figures, russian] {
            if let Ok(time) = desk::when::read(&script, &text, now, lang) {
                prop_assert!(time > now);
            }
        }
    }
}
