//! The safety oracle and the cohort against dialogues/. The interview is walked here by its bare rules, apart from core.
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use backdesk::script::{AnswerKind, Choice, DeskSay, PhraseKey, Question, Say, Script, Sign, Source, Stage, Tier};
use serde::Deserialize;

type Answers = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Oracle {
    default: Answers,
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    code: String,
    tier: Tier,
    must: bool,
    ends: Option<String>,
    answers: Answers,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cohort {
    healthy: BTreeMap<String, String>,
    share: BTreeMap<String, BTreeMap<String, f64>>,
}

struct End {
    tier: Option<Tier>,
    codes: BTreeSet<String>,
    answers: Answers,
}

impl End {
    fn name(&self) -> &'static str {
        match self.tier {
            None | Some(Tier::Routine) => "plan",
            Some(Tier::Person) => "person",
            Some(Tier::SameDay) => "same_day",
            Some(Tier::Emergency) => "emergency",
        }
    }
}

/// dialogues/ as it stands; phrases that are not written yet are stubs, for they decide nothing.
fn script() -> Script {
    let mut texts = BTreeMap::new();
    for folder in ["dialogues", "dialogues/muscles"] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ext| ext == "toml") {
                let name = path.strip_prefix("dialogues").unwrap().display().to_string();
                texts.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    texts.entry(Say::FILE.into()).or_insert_with(|| Say::ALL.iter().map(|key| stub(key.name())).collect());
    texts.entry(DeskSay::FILE.into()).or_insert_with(|| DeskSay::ALL.iter().map(|key| stub(key.name())).collect());
    Script::load(&Source::Texts(texts))
        .unwrap_or_else(|faults| panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

fn stub(name: &str) -> String {
    format!("{name}.en = \"…\"\n")
}

fn read<T: for<'de> Deserialize<'de>>(name: &str) -> T {
    toml::from_str(&std::fs::read_to_string(Path::new("tests").join(name)).unwrap()).unwrap()
}

/// Asks as the interview does, until a sign ends it or nothing is left to ask.
fn walk(script: &Script, mut answer: impl FnMut(&Question, &Answers) -> Vec<String>) -> End {
    let mut answers = Answers::new();
    loop {
        let next = script.questions.iter().find(|question| {
            let asked = answers.contains_key(&question.id) || question.stage != Stage::Interview;
            !asked && question.when.as_ref().is_none_or(|when| when.holds(&has(&answers)))
        });
        if let Some(question) = next {
            let given = answer(question, &answers);
            answers.insert(question.id.clone(), given);
        }
        let holding: Vec<&Sign> =
            script.signs.iter().map(|sign| sign.item.get_ref()).filter(|s| holds(s, &answers)).collect();
        let tier = holding.iter().map(|sign| sign.tier).max();
        if next.is_none() || tier > Some(Tier::Routine) {
            return End { tier, codes: holding.iter().map(|sign| sign.code.clone()).collect(), answers };
        }
    }
}

fn holds(sign: &Sign, answers: &Answers) -> bool {
    sign.after.as_ref().is_none_or(|after| answers.contains_key(after)) && sign.holds(&has(answers))
}

fn has(answers: &Answers) -> impl Fn(&str, &str) -> bool {
    |question, option| answers.get(question).is_some_and(|given| given.iter().any(|one| one == option))
}

fn right(script: &Script, oracle: &Oracle, case: &Case) -> bool {
    let end =
        walk(script, |question, _| case.answers.get(&question.id).unwrap_or(&oracle.default[&question.id]).clone());
    let fired = end.codes.contains(&case.code);
    let met = if case.must { fired && end.tier == Some(case.tier) } else { !fired && end.tier < Some(case.tier) };
    met && case.ends.as_ref().is_none_or(|ends| ends == end.name())
}

#[test]
fn every_case_of_the_oracle_ends_where_it_must() {
    let (script, oracle) = (script(), read::<Oracle>("safety-cases.toml"));
    let wrong: Vec<&Case> = oracle.case.iter().filter(|case| !right(&script, &oracle, case)).collect();
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
    for code in script.signs.iter().map(|sign| &sign.code) {
        let of = |must| oracle.case.iter().filter(|case| case.code == *code && case.must == must).count();
        assert!(of(true) >= 3 && of(false) >= 2, "{code} needs three cases that must, and two near misses");
    }
}

#[test]
fn no_sign_can_be_deleted_or_lowered_unseen() {
    let (whole, oracle) = (script(), read::<Oracle>("safety-cases.toml"));
    for index in 0..whole.signs.len() {
        let code = &whole.signs[index].code;
        let cases: Vec<&Case> = oracle.case.iter().filter(|case| case.code == *code).collect();
        let seen = |script: &Script| cases.iter().any(|case| !right(script, &oracle, case));
        let mut without = whole.clone();
        without.signs.remove(index);
        assert!(seen(&without), "{code} deleted");
        let mut lower = whole.clone();
        let tier = &mut lower.signs[index].item.get_mut().tier;
        *tier = match tier {
            Tier::Emergency => Tier::SameDay,
            Tier::SameDay | Tier::Person => Tier::Routine,
            Tier::Routine => continue,
        };
        assert!(seen(&lower), "{code} lowered");
    }
}

#[test]
fn most_of_a_plausible_cohort_gets_a_plan() {
    let (script, cohort) = (script(), read::<Cohort>("cohort.toml"));
    let mut chance = Chance(20_260_502);
    let (mut ends, people) = (BTreeMap::<&str, u32>::new(), 20_000);
    for _ in 0..people {
        let end = walk(&script, |question, answers| draw(&cohort, &mut chance, question, answers));
        assert!(end.answers.values().all(|given| !given.is_empty()));
        *ends.entry(end.name()).or_default() += 1;
    }
    let share = |name| f64::from(ends.get(name).copied().unwrap_or_default()) / f64::from(people);
    assert!(share("emergency") <= 0.02 && share("same_day") <= 0.08 && share("plan") >= 0.80, "{ends:?}");
}

fn draw(cohort: &Cohort, chance: &mut Chance, question: &Question, answers: &Answers) -> Vec<String> {
    let none = BTreeMap::new();
    let shown = |option: &str| {
        let unless = question.choice(option.trim_end_matches('?')).map(|choice: &Choice| &choice.unless);
        !unless.expect("an option of the question").holds(&has(answers))
    };
    let share = cohort.share.get(&question.id).unwrap_or(&none).iter().filter(|(option, _)| shown(option));
    let mut drawn: Vec<String> = Vec::new();
    if question.answer == AnswerKind::Many {
        drawn.extend(share.filter(|(_, part)| chance.next() < **part).map(|(option, _)| option.clone()));
        if let Some(alone) = drawn.iter().find(|option| question.choice(option).is_some_and(|choice| choice.alone)) {
            drawn = vec![alone.clone()];
        }
    } else {
        let mut left = chance.next();
        drawn.extend(
            share
                .filter(|(_, part)| {
                    let before = left;
                    left -= **part;
                    before >= 0.0 && left < 0.0
                })
                .map(|(option, _)| option.clone()),
        );
    }
    if drawn.is_empty() { vec![cohort.healthy[&question.id].clone()] } else { drawn }
}

/// Numbers from 0 to 1 that look like chance and are the same each time (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}
