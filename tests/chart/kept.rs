//! An open case keeps the script that it was begun by; what is new in safety.toml is asked before the hand-over all the same.
use std::collections::BTreeMap;
use std::sync::Arc;

use backdesk::core::chart::scripts::Scripts;
use backdesk::core::chart::{Chart, step_by};
use backdesk::core::event::{Command, Event, HandOver, PatientNews, Tell};
use backdesk::core::screen::Keyboard;
use backdesk::core::step::{Effect, Facts, Review};
use backdesk::script::{Script, Source};
use jiff::SignedDuration;

const QUESTION: &str = "What sets it off?";
const NEW_QUESTION: &str = "Which moves hurt?";

/// The built-in script with some places of some files read otherwise.
fn changed(changes: &[(&str, &str, &str)]) -> Script {
    Script::load(&Source::Texts(files(changes))).unwrap()
}

fn files(changes: &[(&str, &str, &str)]) -> BTreeMap<String, String> {
    let mut files = Source::BuiltIn.texts().unwrap();
    for (file, find, replace) in changes {
        let text = files.get_mut(*file).unwrap();
        assert!(text.contains(find), "{file}: {find}");
        *text = text.replacen(find, replace, 1);
    }
    files
}

/// Other words for one question.
fn other_words() -> Script {
    changed(&[("intake.toml", QUESTION, NEW_QUESTION)])
}

/// A sign more, on an option more of the first list.
fn new_sign() -> Script {
    let option = "[[question.options]]\nid = \"fit\"\nsay = { en = \"A fit\", es = \"Un ataque\" }\n\
                  explain.en = \"A fit?\"\nexplain.es = \"¿Un ataque?\"\n\n";
    let sign = "[[sign]]\ncode = \"E-FIT\"\ntier = \"emergency\"\ncare = \"hospital\"\nwhen = [ { e1 = [\"fit\"] } ]\n\
                source = [\"R1\"]\n\n[[sign]]";
    let first = "[[question.options]]\nid    = \"saddle\"";
    changed(&[("safety.toml", first, &format!("{option}{first}")), ("safety.toml", "[[sign]]", sign)])
}

/// A chart, pressed by the labels of its buttons.
struct Ana {
    chart: Chart,
    facts: Facts,
    /// What was last shown or rung, with each button's label and what it sends.
    read: String,
    buttons: Vec<(String, String)>,
    told: Vec<Tell>,
}

impl Ana {
    fn new() -> Self {
        let now = "2026-11-24T10:00:00Z".parse().unwrap();
        let chart = Chart::new("en".to_owned(), "Ana".to_owned().into(), now);
        let facts = Facts { now, number: 1001, reviewed: Review::Named };
        Self { chart, facts, read: String::new(), buttons: vec![], told: vec![] }
    }

    fn does(&mut self, scripts: Scripts, event: &Event) {
        self.facts.now += SignedDuration::from_secs(2);
        let step = step_by(scripts, self.chart.clone(), event, &self.facts);
        // Saved and read back, as between any two events.
        self.chart = serde_json::from_str(&serde_json::to_string(&step.state).unwrap()).unwrap();
        let screens = step.effects.into_iter().filter_map(|effect| match effect {
            Effect::Show { screen, .. } | Effect::Ring { screen, .. } => Some(screen),
            _ => None,
        });
        for screen in screens {
            self.read = screen.text.plain();
            if let Keyboard::Inline(rows) = screen.keyboard {
                self.buttons = rows.into_iter().flatten().map(|button| (button.label, button.data)).collect();
            }
        }
        self.told.extend(step.tell);
    }

    fn press(&mut self, scripts: Scripts, label: &str) {
        let button = self.buttons.iter().find(|(shown, _)| shown.contains(label));
        let (_, data) = button.unwrap_or_else(|| panic!("no {label} below {}: {:?}", self.read, self.buttons)).clone();
        self.does(scripts, &Event::Press { data, message: 1 });
    }

    fn presses(&mut self, scripts: Scripts, labels: &[&str]) {
        labels.iter().for_each(|label| self.press(scripts, label));
    }

    fn handovers(&self) -> Vec<&HandOver> {
        let handover = |tell: &'_ Tell| matches!(tell, Tell::HandOver(_));
        let told = self.told.iter().filter(|tell| handover(tell));
        told.filter_map(|tell| if let Tell::HandOver(handover) = tell { Some(handover.as_ref()) } else { None })
            .collect()
    }
}

const NO: &str = "No, none of these";
const TO_THE_LISTS: [&str; 3] = ["I have back pain", "Yes, I agree", "Me, 18 to 54"];
const LISTS: [&str; 4] = [NO; 4];
/// With the one about the pain itself, which comes later.
const ALL_LISTS: [&str; 5] = [NO; 5];
const TO_WHAT_SETS_OFF: [&str; 2] = ["Low back, left", "Dull ache"];
const TO_THE_LAST: [&str; 5] = ["Sink, counter", "Next", "3 days to 6 weeks", NO, NO];
const TO_THE_PLAN: [&str; 1] = [NO];
const TO_SEND: [&str; 3] = ["Book a visit", "First free time", "Send to the clinic"];

fn start(scripts: Scripts) -> Ana {
    let mut ana = Ana::new();
    ana.does(scripts, &Event::Command(Command::Start));
    ana
}

fn built_in() -> Script {
    changed(&[])
}

fn kept(old: &Script, present: &Script) -> Vec<Arc<Script>> {
    vec![Arc::new(Script::kept(old.files.clone(), present).unwrap())]
}

#[test]
fn an_open_case_is_asked_in_its_own_words_and_the_next_in_the_new() {
    let (old, present) = (built_in(), other_words());
    let only = Scripts::new(&old, &[]);
    let mut ana = start(only);
    ana.presses(only, &[&TO_THE_LISTS[..], &LISTS].concat());
    let kept = kept(&old, &present);
    let both = Scripts::new(&present, &kept);
    ana.presses(both, &TO_WHAT_SETS_OFF);
    assert!(ana.read.contains(QUESTION), "{}", ana.read);
    ana.presses(both, &[&TO_THE_LAST[..], &TO_THE_PLAN, &TO_SEND].concat());
    assert_eq!(ana.handovers().len(), 1, "sent without a question more: {}", ana.read);
    assert_eq!(ana.chart.case.as_ref().unwrap().script, old.hash);
    // The next case is the present script's from its beginning, though it begins beside the old one.
    ana.does(both, &Event::Command(Command::Start));
    ana.presses(both, &["I have back pain", "New, or it has changed", "Me, 18 to 54"]);
    ana.presses(both, &[&LISTS[..], &TO_WHAT_SETS_OFF].concat());
    assert!(ana.read.contains(NEW_QUESTION), "{}", ana.read);
    assert_eq!(ana.chart.case.as_ref().unwrap().script, present.hash);
}

#[test]
fn a_sign_that_is_new_is_asked_before_the_plan() {
    let (old, present) = (built_in(), new_sign());
    let kept = kept(&old, &present);
    let both = Scripts::new(&present, &kept);
    let only = Scripts::new(&old, &[]);
    let mut ana = start(only);
    ana.presses(only, &[&TO_THE_LISTS[..], &LISTS, &TO_WHAT_SETS_OFF].concat());
    ana.presses(both, &TO_THE_LAST);
    assert!(!ana.read.contains("newer now"), "not disturbed before: {}", ana.read);
    ana.presses(both, &TO_THE_PLAN);
    assert!(ana.read.contains("newer now") && ana.read.contains("Safety check 1"), "{}", ana.read);
    assert_eq!(ana.chart.case.as_ref().unwrap().planned, None, "no plan before the new sign was asked");
    ana.press(both, "A fit");
    assert!(ana.read.contains("112") || ana.read.contains("hospital"), "{}", ana.read);
    assert_eq!(ana.handovers()[0].kind, backdesk::core::handoff::Kind::Emergency);
}

#[test]
fn a_sign_that_is_new_is_asked_of_whoever_is_about_to_send() {
    let (old, present) = (built_in(), new_sign());
    let kept = kept(&old, &present);
    let (only, both) = (Scripts::new(&old, &[]), Scripts::new(&present, &kept));
    let mut ana = start(only);
    ana.presses(only, &[&TO_THE_LISTS[..], &LISTS, &TO_WHAT_SETS_OFF, &TO_THE_LAST, &TO_THE_PLAN].concat());
    ana.presses(only, &TO_SEND[..2]);
    ana.press(both, "Send to the clinic");
    assert!(ana.handovers().is_empty(), "sent without the new sign");
    assert!(ana.read.contains("Safety check 1"), "{}", ana.read);
    // Only the lists are asked again; then the plan stands anew, and it can be sent.
    ana.presses(both, &ALL_LISTS);
    assert!(ana.read.contains("What would you like to do"), "{}", ana.read);
    ana.presses(both, &["Book a visit", "Send to the clinic"]);
    assert_eq!(ana.handovers().len(), 1, "{}", ana.read);
}

#[test]
fn a_sign_that_the_new_script_has_not_stays_on_the_card() {
    let (old, mut present) = (built_in(), new_sign());
    present.signs.retain(|sign| sign.code != "R-6WK");
    let kept = kept(&old, &present);
    let (only, both) = (Scripts::new(&old, &[]), Scripts::new(&present, &kept));
    let mut ana = start(only);
    ana.presses(only, &[&TO_THE_LISTS[..], &LISTS, &TO_WHAT_SETS_OFF].concat());
    ana.presses(both, &["Sink, counter", "Next", "6 weeks to 3 months", NO, NO, NO]);
    ana.presses(both, &ALL_LISTS);
    ana.presses(both, &TO_SEND);
    let card = &ana.handovers()[0].card;
    let lines = card.lines.reveal().iter().map(|line| line.plain()).collect::<Vec<_>>().join("\n");
    assert!(lines.contains("R-6WK"), "{lines}");
}

#[test]
fn a_case_whose_script_cannot_be_read_goes_on_by_the_present_one() {
    let (old, present) = (built_in(), other_words());
    let only = Scripts::new(&old, &[]);
    let lost = Scripts::new(&present, &[]);
    let mut ana = start(only);
    ana.presses(only, &[&TO_THE_LISTS[..], &LISTS, &TO_WHAT_SETS_OFF].concat());
    ana.press(lost, "Sink, counter");
    assert!(ana.read.contains("newer now") && ana.read.contains("Safety check 1"), "{}", ana.read);
    ana.presses(lost, &LISTS);
    assert!(ana.read.contains(NEW_QUESTION), "the other answers stay: {}", ana.read);
}

#[test]
fn advice_stands_though_the_script_that_gave_it_cannot_be_read() {
    let (old, present) = (new_sign(), built_in());
    let only = Scripts::new(&old, &[]);
    let lost = Scripts::new(&present, &[]);
    let mut ana = start(only);
    ana.presses(only, &[&TO_THE_LISTS[..], &["A fit"]].concat());
    let advised = ana.chart.case.clone().unwrap().phase;
    ana.does(lost, &Event::Command(Command::Start));
    ana.does(lost, &Event::Text("hello".to_owned().into()));
    assert_eq!(ana.chart.case.unwrap().phase, advised);
}

#[test]
fn a_card_is_made_anew_by_the_script_of_its_case() {
    let old = built_in();
    let present = changed(&[("intake.toml", "Dull ache", "Dull pain deep inside")]);
    let kept = kept(&old, &present);
    let (only, both) = (Scripts::new(&old, &[]), Scripts::new(&present, &kept));
    let mut ana = start(only);
    ana.presses(only, &[&TO_THE_LISTS[..], &LISTS, &TO_WHAT_SETS_OFF, &TO_THE_LAST, &TO_THE_PLAN, &TO_SEND].concat());
    ana.does(both, &Event::Phone { number: "+44 1".to_owned().into(), own: true });
    let card = ana.told.iter().rev().find_map(|tell| match tell {
        Tell::Desk { news: PatientNews::Card(card), .. } => Some(card.clone()),
        _ => None,
    });
    let lines = card.unwrap().lines.reveal().iter().map(|line| line.plain()).collect::<Vec<_>>().join("\n");
    assert!(lines.contains("ull ache") && !lines.contains("deep inside"), "{lines}");
    ana.does(both, &Event::Command(Command::MyData));
    assert!(ana.read.contains("Dull ache") && !ana.read.contains("deep inside"), "{}", ana.read);
}

#[test]
fn a_kept_script_says_what_is_true_of_the_clinic_today() {
    let old = built_in();
    let present = changed(&[
        ("clinic.toml", "emergency = \"112\"", "emergency = \"999\""),
        ("clinic.toml", "rules   = \"1\"", "rules   = \"2\""),
    ]);
    let kept = Script::kept(old.files.clone(), &present).unwrap();
    assert_eq!(kept.clinic.numbers.emergency, "999", "an old number helps nobody");
    assert_eq!(kept.clinic.rules, "1", "the card says by which rules it was asked");
    assert_eq!(kept.hash, old.hash);
}

#[test]
fn a_script_of_an_older_program_is_read_with_the_phrases_that_it_lacks() {
    let present = built_in();
    let old = files(&[("phrases.toml", "[stale]", "[phrase_of_long_ago]")]);
    assert!(Script::load(&Source::Texts(old.clone())).is_err());
    let kept = Script::kept(old, &present).unwrap();
    let said = |script: &Script| script.say(backdesk::script::Say::Stale, "en", &[]).plain();
    assert_eq!(said(&kept), said(&present));
    let strange = files(&[("clinic.toml", "name    =", "title   =")]);
    assert!(Script::kept(strange, &present).is_err(), "a form that is not known is not guessed at");
}
