//! What a clinic sets in clinic.toml, and what that does on a patient's path.
use std::collections::BTreeMap;

use backdesk::check::{self, Outcome, Picks, Walker};
use backdesk::clinician::{book, diff, graph};
use backdesk::core::chart::case::{By, Case, Phase};
use backdesk::core::chart::judge::Verdict;
use backdesk::core::chart::view::View;
use backdesk::core::chart::{Chart, step};
use backdesk::core::event::{Command, Event, Tell};
use backdesk::core::private::Private;
use backdesk::core::step::{Effect, Facts, Review};
use backdesk::script::{Script, Source, Tier};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

fn files(clinic: &str) -> BTreeMap<String, String> {
    let mut files = Source::BuiltIn.texts().unwrap();
    // A setting on top stands before the tables.
    let text = files.get_mut("clinic.toml").unwrap();
    *text = if clinic.starts_with('[') { format!("{text}\n{clinic}\n") } else { format!("{clinic}\n{text}") };
    files
}

/// The built-in dialogues with this in clinic.toml.
fn set(clinic: &str) -> Script {
    Script::load(&Source::Texts(files(clinic))).unwrap()
}

fn picks(answers: &[(&str, &str)]) -> Picks {
    let mut picks = Picks::new();
    for (question, option) in answers {
        picks.entry((*question).to_owned()).or_default().insert((*option).to_owned());
    }
    picks
}

/// Where an interview with these answers ends, and whether a plan was seen before.
fn end(script: &Script, answers: &[(&str, &str)]) -> (Outcome, bool) {
    let mut walker = Walker::new(script, "en", false);
    let end = walker.walk(&picks(answers));
    assert!(walker.wrong.is_empty(), "{:?}", walker.wrong);
    (end.unwrap(), walker.planned)
}

/// Somebody who writes, a minute between one thing and the next.
struct Patient<'a> {
    script: &'a Script,
    chart: Chart,
    facts: Facts,
    told: Vec<Effect>,
}

impl<'a> Patient<'a> {
    fn new(script: &'a Script, lang: &str) -> Self {
        let now: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        let chart = Chart::new(lang.to_owned(), Private::new("Ana".to_owned()), now);
        let mut patient =
            Self { script, chart, facts: Facts { now, number: 1042, reviewed: Review::Named }, told: Vec::new() };
        patient.happens(&Event::Command(Command::Start));
        patient
    }

    fn happens(&mut self, event: &Event) -> &mut Self {
        self.facts.now += SignedDuration::from_mins(1);
        let step = step(self.script, self.chart.clone(), event, &self.facts);
        (self.chart, self.told) = (step.state, step.effects);
        self
    }

    fn writes(&mut self, words: &str) -> &mut Self {
        self.happens(&Event::Text(Private::new(words.to_owned())))
    }

    fn presses(&mut self, act: &str) -> &mut Self {
        let data = format!("{}.{act}", self.chart.turn);
        self.happens(&Event::Press { data, message: 1 })
    }

    fn advised(&self) -> Option<(Tier, Vec<&str>)> {
        let case = self.chart.case.as_ref()?;
        let Phase::Advised(advice) = &case.phase else { return None };
        Some((advice.tier, case.raised.iter().map(|raised| raised.code.as_str()).collect()))
    }

    fn case(&self) -> &Case {
        self.chart.case.as_ref().unwrap()
    }

    fn read(&self) -> String {
        let screens = self.told.iter().filter_map(|effect| match effect {
            Effect::Show { screen, .. } | Effect::Ring { screen, .. } => Some(screen),
            _ => None,
        });
        let labels = |screen: &backdesk::core::screen::Screen| {
            screen.buttons().map(|button| format!("[{}]", button.label)).collect::<Vec<_>>().join(" ")
        };
        screens.map(|screen| format!("{}\n{}\n", screen.text.plain(), labels(screen))).collect()
    }
}

#[test]
fn a_raised_sign_that_is_tapped_ends_at_its_new_tier_before_any_plan() {
    let shipped = set("");
    let cough = [("sets_off", "cough")];
    let fever = [("u1", "fever")];
    let upper = [("where", "upper")];
    assert_eq!(end(&shipped, &cough), (Outcome::DoctorAndVisit, true));
    assert_eq!(end(&shipped, &fever), (Outcome::SameDay, false));
    assert_eq!(end(&shipped, &upper), (Outcome::DoctorAndVisit, true));
    let raised = set(
        "[raise]\nR-COUGH = \"same_day\"\nU-FEVER = \"emergency\"\nR-THORAX = { tier = \"emergency\", care = \"ambulance\" }",
    );
    assert_eq!(end(&raised, &cough), (Outcome::SameDay, false));
    assert_eq!(end(&raised, &fever), (Outcome::Emergency, false));
    assert_eq!(end(&raised, &upper), (Outcome::Emergency, false));
    // Said in the words of the new tier.
    let mut walker = Walker::new(&raised, "en", false);
    walker.walk(&picks(&upper));
    assert!(walker.last.contains("Call 112 now"), "{}", walker.last);
    let mut walker = Walker::new(&raised, "en", false);
    walker.walk(&picks(&fever));
    assert!(walker.last.contains("Go to hospital now"), "{}", walker.last);
}

#[test]
fn a_raised_sign_that_is_typed_diverts_at_its_new_tier_wherever_it_is_typed() {
    let words = "i have a fever of 39";
    let shipped = set("");
    let raised = set("[raise]\nU-FEVER = \"emergency\"");
    for (script, tier) in [(&shipped, Tier::SameDay), (&raised, Tier::Emergency)] {
        let states: [&[&str]; 4] = [&[], &["g.pain"], &["g.pain", "g.yes"], &["g.pain", "g.yes", "m.who.me_18_54"]];
        for presses in states {
            let mut ana = Patient::new(script, "en");
            for press in presses {
                ana.presses(press);
            }
            ana.writes(words);
            assert_eq!(ana.advised(), Some((tier, vec!["U-FEVER"])), "after {presses:?}");
            assert_eq!(ana.case().raised[0].by, By::Words);
        }
    }
}

#[test]
fn words_for_an_answer_ask_the_closed_question_of_a_sign_that_was_raised() {
    let shipped = set("");
    let raised = set("[raise]\nR-COUGH = \"same_day\"\nR-AGE = \"emergency\"");
    let mut ana = Patient::new(&shipped, "en");
    ana.writes("my back hurts when i am sneezing");
    assert_eq!(ana.chart.shown, View::Consent, "as shipped it is an answer to a later question");
    let mut ana = Patient::new(&raised, "en");
    ana.writes("my back hurts when i am sneezing");
    assert_eq!(ana.chart.shown, View::Closed("sets_off".to_owned(), "cough".to_owned()));
    ana.presses("c.sets_off.cough.y");
    assert_eq!(ana.advised(), Some((Tier::SameDay, vec!["R-COUGH"])));
    // The answer has no closed question: the words are taken as said.
    let mut ana = Patient::new(&raised, "en");
    ana.writes("first time in my life");
    assert_eq!(ana.advised(), Some((Tier::Emergency, vec!["R-AGE"])));
}

#[derive(Deserialize)]
struct Oracle {
    case: Vec<Judged>,
    default: Picks,
}

#[derive(Deserialize)]
struct Judged {
    code: String,
    must: bool,
    answers: Picks,
}

#[test]
fn whichever_sign_is_raised_the_answers_of_the_oracle_end_there() {
    let oracle: Oracle = toml::from_str(include_str!("safety-cases.toml")).unwrap();
    let shipped = set("");
    for sign in shipped.signs.iter().filter(|sign| sign.tier < Tier::Emergency) {
        let (tier, name) = match sign.tier {
            Tier::Routine => (Tier::SameDay, "same_day"),
            _ => (Tier::Emergency, "emergency"),
        };
        let raised = set(&format!("[raise]\n{} = \"{name}\"", sign.code));
        for case in oracle.case.iter().filter(|case| case.code == sign.code && case.must) {
            let mut answers = oracle.default.clone();
            answers.extend(case.answers.clone());
            let mut walker = Walker::new(&raised, "en", false);
            let end = walker.walk(&answers).unwrap();
            let expected = if tier == Tier::Emergency { Outcome::Emergency } else { Outcome::SameDay };
            assert!(end <= expected && !walker.planned, "{} as {name}: {end} by {:?}", sign.code, case.answers);
        }
    }
}

#[test]
fn dialogues_with_raised_signs_are_proven_like_others() {
    let clinic =
        "[raise]\nR-COUGH = \"emergency\"\nR-THORAX = \"same_day\"\nR-AXSPA = \"same_day\"\nU-FRAG = \"emergency\"";
    let report = check::check(&Source::Texts(files(clinic)));
    assert!(report.faults.is_empty(), "{report}");
}

#[test]
fn a_difference_says_a_raised_tier_and_one_that_is_taken_back() {
    let (shipped, raised) = (set(""), set("[raise]\nU-FRAG = \"emergency\""));
    let said = diff::diff(&shipped, &raised).to_string();
    let words = "raised: U-FRAG (a fall or hit, and this pain) led to a doctor TODAY, and leads to EMERGENCY ADVICE now, by clinic.toml";
    assert!(said.contains(words) && !said.contains("!!!"), "{said}");
    let back = diff::diff(&raised, &shipped).to_string();
    assert!(back.contains("!!! LOWERED: U-FRAG"), "{back}");
    assert!(back.contains("for clinic.toml no longer raises it so far"), "{back}");
    let numbers = diff::diff(&set("[ages]\nold = 65"), &set("")).to_string();
    assert!(numbers.contains("!!! old age begins at was: 65 years"), "{numbers}");
    let safer = diff::diff(&set(""), &set("[limits]\nhelp_check_minutes = 10")).to_string();
    assert!(safer.contains("“Did you get help?” comes after was: 20 minutes") && !safer.contains("!!!"), "{safer}");
}

#[test]
fn the_book_and_the_drawing_show_a_sign_at_the_tier_that_is_set() {
    let raised = set("[raise]\nR-COUGH = \"same_day\"");
    let page = book::book(&raised, &check::Report::default());
    assert!(page.contains("raised by this clinic, shipped as: a doctor offered beside the visit"));
    assert!(page.contains("R-COUGH (worse when you cough or sneeze): a doctor today, shipped as"));
    let drawing = graph::mermaid(&raised);
    let line = drawing.lines().find(|line| line.contains("R-COUGH")).unwrap();
    assert!(line.contains("A doctor today") && line.contains("R-COUGH (raised here)"), "{line}");
    let page = book::book(&set(""), &check::Report::default());
    assert!(page.contains("This clinic raised no sign") && !page.contains("raised by this clinic"));
}

#[test]
fn ages_stand_on_labels_and_cards_and_in_what_is_typed() {
    let script = set("[ages]\nadult = 20\nmiddle = 50\nold = 65");
    for (lang, labels) in [
        ("en", ["Me, 20 to 49", "Me, 50 to 64", "Me, 65 or older", "Me, under 20"]),
        ("es", ["Yo, de 20 a 49", "Yo, de 50 a 64", "Yo, 65 o más", "Yo, menos de 20"]),
        ("ru", ["У меня, от 20 до 49 лет", "У меня, от 50 до 64 лет", "У меня, 65 лет и старше", "У меня, младше 20"]),
    ] {
        let mut ana = Patient::new(&script, lang);
        let read = ana.presses("g.pain").presses("g.yes").read();
        for label in labels {
            assert!(read.contains(&format!("[{label}]")), "{label} in {read}");
        }
    }
    for (age, option) in [(19, "me_minor"), (20, "me_18_54"), (49, "me_18_54"), (50, "me_55_69"), (66, "me_70")] {
        let reading = backdesk::core::understand::read(&script, &format!("i am {age} years old and my back hurts"));
        let ticked: Vec<&str> = reading.ticked("who").map(|tick| tick.option.as_str()).collect();
        assert_eq!(ticked, [option], "{age}");
    }
    // Somebody of 66 who tripped: old age begins at 65 here, and at 70 as shipped.
    let fell = "i am 66 and i tripped at home";
    let grave =
        |script: &Script| backdesk::core::understand::read(script, fell).gravest().map(|sign| sign.code.clone());
    assert_eq!(grave(&script).as_deref(), Some("U-FRAG"));
    assert_ne!(grave(&set("")).as_deref(), Some("U-FRAG"));
    let mut walker = Walker::new(&script, "en", false);
    walker.walk(&picks(&[("who", "me_70")]));
    let case = walker.chart.case.as_ref().unwrap();
    let say = &Verdict::of(&script, case).cautions[0].say;
    assert_eq!(say.plain("en", &[]), "65 or older: light to medium pressure is safer.");
}

#[test]
fn each_time_window_stands_in_what_is_asked_in_every_language() {
    let windows = [
        ("hit_weeks = 6", ["last 6 weeks", "últimas 6 semanas", "последние 6 недель"]),
        ("clot_months = 4", ["last 4 months", "últimos 4 meses", "последние 4 месяца"]),
        ("birth_months = 6", ["birth in 6 months", "(hasta 6 meses)", "роды за 6 месяцев"]),
        ("infection_months = 12", ["inside, last 12 months", "últ. 12 meses", "внутри, за 12 месяцев"]),
        ("fracture_months = 12", ["bone, last 12 months", "roto, últimos 12 meses", "Перелом за последние 12 месяцев"]),
        ("surgery_weeks = 12", ["Operation, last 12 weeks", "últimas 12 semanas", "последние 12 недель"]),
        ("surgery_months = 9", ["Operation, last 9 months", "últimos 9 meses", "последние 9 месяцев"]),
        ("steroid_months = 1", ["for 1 month or more", "desde hace 1 mes o más", "вы 1 месяц и дольше"]),
        ("cancer_years = 10", ["last 10 years", "últimos 10 años", "последние 10 лет"]),
    ];
    for (window, expected) in windows {
        let script = set(&format!("[windows]\n{window}"));
        for (lang, words) in ["en", "es", "ru"].into_iter().zip(expected) {
            let texts = script.questions.iter().flat_map(|question| {
                let choices = question.choices().flat_map(|choice| [&choice.say, &choice.explain]);
                [&question.ask].into_iter().chain(choices)
            });
            let found = { texts }.any(|text| !text.is_empty() && text.plain(lang, &[]).contains(words));
            assert!(found, "{window}: no question says “{words}”");
        }
        let all = format!("{:?}", script.questions);
        assert!(!all.contains("{windows.") && !all.contains("{ages."), "a hole stays open");
    }
}

#[test]
fn a_number_that_no_text_asks_with_is_refused_where_it_stands() {
    let mut files = files("[windows]\nhit_weeks = 2\nsteroid_months = 2");
    let cautions = files.get_mut("cautions.toml").unwrap();
    *cautions = cautions.replace("{windows.steroid_months}", "3 months");
    let line = files["clinic.toml"].lines().position(|line| line.starts_with("steroid_months")).unwrap() + 1;
    let faults = check::check(&Source::Texts(files)).faults;
    let expected = format!(
        "clinic.toml:{line}:1: no text of these dialogues says {{windows.steroid_months}}: to set it would change nothing"
    );
    assert_eq!(faults[0].to_string(), expected);
}

#[test]
fn limits_move_what_is_asked_later() {
    let script =
        set("[limits]\nhelp_check_minutes = 10\ndoctor_check_minutes = 45\nstale_hours = 2\nanswer_minutes = 30");
    let minutes = |script: &Script, words: &str| {
        let mut ana = Patient::new(script, "en");
        ana.presses("g.pain").presses("g.yes").writes(words);
        ana.chart.wake_at().unwrap().duration_since(ana.facts.now).as_mins()
    };
    assert_eq!(minutes(&script, "numb between my legs"), 10);
    assert_eq!(minutes(&script, "i have a fever of 39"), 45);
    assert_eq!(minutes(&set(""), "numb between my legs"), 20);
    assert_eq!(minutes(&set(""), "i have a fever of 39"), 120);
    for (script, asked_again) in [(&script, true), (&set(""), false)] {
        let mut ana = Patient::new(script, "en");
        ana.presses("g.pain").presses("g.yes").presses("m.who.me_18_54").presses("m.e1.none");
        assert_eq!(ana.chart.shown, View::Question("e2".to_owned()));
        ana.facts.now += SignedDuration::from_hours(3);
        ana.presses("m.e2.none");
        assert_eq!(ana.chart.shown == View::Question("e1".to_owned()), asked_again);
    }
    let due = |script: &Script| script.clinic.promise("2026-11-23T10:00:00Z".parse().unwrap()).to_string();
    assert_eq!((due(&script).as_str(), due(&set("")).as_str()), ("2026-11-23T10:30:00Z", "2026-11-23T11:00:00Z"));
}

#[test]
fn a_clinic_without_manipulation_says_so_on_every_card_and_paper() {
    let card = |script: &Script, answers: &[(&str, &str)]| {
        let mut ana = Patient::new(script, "en");
        let mut walker = Walker::new(script, "en", false);
        walker.walk(&picks(answers));
        // The card is made anew when the patient adds to it.
        ana.chart = walker.chart.clone();
        ana.facts.now = ana.chart.shown_at;
        let event = Event::Phone { number: Private::new("+44 1632 960000".to_owned()), own: true };
        let step = step(script, ana.chart.clone(), &event, &ana.facts);
        let news = step.tell.into_iter().find_map(|tell| match tell {
            Tell::Desk { news: backdesk::core::event::PatientNews::Card(card), .. } => Some(card),
            _ => None,
        });
        news.unwrap().more.reveal().iter().map(|line| line.plain()).collect::<Vec<_>>().join("\n")
    };
    let (shipped, never) = (set(""), set("manipulation = \"never\""));
    assert!(card(&shipped, &[]).contains("Manipulation: the clinician decides"));
    assert!(card(&shipped, &[("h1", "blood")]).contains("NO manipulation"));
    assert!(card(&never, &[]).contains("NO manipulation"));
}
