//! The safety oracle, tests/safety-cases.toml: written from the clinical notes, not from the rules; it judges the rules.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use backdesk::check::{Outcome, Picks, Walker};
use backdesk::core::chart::judge::Verdict;
use backdesk::script::{CautionEffect, Limit, Script, Source, Tier};
use serde::Deserialize;

#[derive(Deserialize)]
struct Oracle {
    case: Vec<Case>,
    caution: Vec<CautionCases>,
    default: Picks,
}

#[derive(Clone, Debug, Deserialize)]
struct Case {
    code: String,
    tier: Tier,
    must: bool,
    ends: Option<String>,
    answers: Picks,
}

/// What must be said of one caution, with the answers under which it applies, and under which it does not.
#[derive(Deserialize)]
struct CautionCases {
    code: String,
    effect: CautionEffect,
    limits: Vec<Limit>,
    must: Vec<Picks>,
    near: Vec<Picks>,
}

fn oracle() -> Oracle {
    toml::from_str(include_str!("safety-cases.toml")).unwrap()
}

fn script() -> &'static Script {
    static SCRIPT: LazyLock<Script> = LazyLock::new(|| Script::load(&Source::BuiltIn).unwrap());
    &SCRIPT
}

/// What is wrong with a case under a script, if anything.
fn judge(script: &Script, default: &Picks, case: &Case) -> Option<String> {
    let mut picks = default.clone();
    picks.extend(case.answers.clone());
    let mut walker = Walker::new(script, "en", false);
    let end = walker.walk(&picks);
    let applies = walker.applied().contains(&case.code);
    let tier = match end {
        Some(Outcome::Emergency) => Some(Tier::Emergency),
        Some(Outcome::SameDay) => Some(Tier::SameDay),
        Some(Outcome::Person) => Some(Tier::Person),
        Some(Outcome::DoctorAndVisit) => Some(Tier::Routine),
        Some(_) => None,
        None => return Some(format!("no end: {:?}", walker.wrong)),
    };
    let name = match tier {
        Some(Tier::Emergency) => "emergency",
        Some(Tier::SameDay) => "same_day",
        Some(Tier::Person) => "person",
        _ => "plan",
    };
    if case.ends.as_ref().is_some_and(|ends| ends != name) {
        return Some(format!("ends in {name}"));
    }
    if tier > Some(Tier::Routine) && walker.planned {
        return Some("a plan was shown before the sign".to_owned());
    }
    // Routine signs stand beside each other: a near miss of one may still be another.
    let below = tier < Some(case.tier) || case.tier == Tier::Routine;
    let right = if case.must { applies && tier >= Some(case.tier) } else { !applies && below };
    let exact = !case.must || case.tier == Tier::Routine || tier == Some(case.tier);
    let said = format!("{} {}, ends in {name}", case.code, if applies { "applies" } else { "does not apply" });
    (!right || !exact).then_some(said)
}

#[test]
fn every_case_of_the_oracle_ends_as_it_must() {
    let (script, oracle) = (script(), oracle());
    let wrong = oracle.case.iter().filter_map(|case| judge(script, &oracle.default, case).map(|wrong| (case, wrong)));
    let wrong: Vec<String> = wrong.map(|(case, wrong)| format!("{case:?}: {wrong}")).collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), oracle.case.len(), wrong.join("\n"));
}

#[test]
fn every_code_has_three_cases_that_must_and_two_near_misses() {
    let (script, oracle) = (script(), oracle());
    for sign in &script.signs {
        let of = |must| oracle.case.iter().filter(move |case| case.code == sign.code && case.must == must);
        assert!(of(true).count() >= 3, "{} has {} cases that must end in it", sign.code, of(true).count());
        assert!(of(false).count() >= 2, "{} has {} near misses", sign.code, of(false).count());
    }
    let known: BTreeSet<&str> = script.signs.iter().map(|sign| sign.code.as_str()).collect();
    for case in &oracle.case {
        assert!(known.contains(case.code.as_str()), "{} is no sign of the dialogues", case.code);
    }
    for caution in &script.cautions {
        let of = oracle.caution.iter().find(|cases| cases.code == caution.code);
        let enough = of.is_some_and(|cases| cases.must.len() >= 3 && cases.near.len() >= 2);
        assert!(enough, "{} needs three cases that must and two near misses", caution.code);
    }
}

/// What is wrong with the cases of a caution under a script.
fn judge_caution(script: &Script, default: &Picks, cases: &CautionCases) -> Vec<String> {
    let applies = |answers: &Picks| {
        let mut picks = default.clone();
        picks.extend(answers.clone());
        let mut walker = Walker::new(script, "en", false);
        walker.walk(&picks);
        assert!(walker.wrong.is_empty(), "{answers:?}: {:?}", walker.wrong);
        let cases_of_chart = walker.chart.case.iter().chain(&walker.chart.earlier);
        let verdicts = cases_of_chart.map(|case| Verdict::of(script, case));
        { verdicts }.flat_map(|verdict| verdict.cautions).any(|caution| {
            let limits = cases.limits.iter().all(|limit| caution.limits.contains(limit));
            caution.code == cases.code && caution.effect >= cases.effect && limits
        })
    };
    let named = |answers: &&Picks| format!("{} under {answers:?}", cases.code);
    let missing = cases.must.iter().filter(|answers| !applies(answers)).map(|answers| named(&answers) + " is missing");
    missing.chain(cases.near.iter().filter(|answers| applies(answers)).map(|answers| named(&answers))).collect()
}

#[test]
fn every_caution_applies_where_it_must_and_only_there() {
    let (script, oracle) = (script(), oracle());
    let wrong = oracle.caution.iter().flat_map(|cases| judge_caution(script, &oracle.default, cases));
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn deleting_or_weakening_any_one_caution_turns_the_oracle_red() {
    let (whole, oracle) = (script(), oracle());
    for (index, caution) in whole.cautions.iter().enumerate() {
        let cases = oracle.caution.iter().find(|cases| cases.code == caution.code);
        let noticed =
            |script: &Script| cases.is_some_and(|cases| !judge_caution(script, &oracle.default, cases).is_empty());
        let mut less = whole.clone();
        less.cautions.remove(index);
        assert!(noticed(&less), "{} can be deleted and no case notices", caution.code);
        let mut milder = whole.clone();
        milder.cautions[index].item.get_mut().effect = CautionEffect::Adapt;
        assert!(caution.effect == CautionEffect::Adapt || noticed(&milder), "{} can be lowered", caution.code);
        for limit in &caution.limits {
            let mut freer = whole.clone();
            freer.cautions[index].item.get_mut().limits.retain(|other| other != limit);
            assert!(noticed(&freer), "{} can lose {limit:?} and no case notices", caution.code);
        }
    }
}

#[test]
fn deleting_or_lowering_any_one_sign_turns_the_oracle_red() {
    let oracle = oracle();
    let mut cases: BTreeMap<&str, Vec<&Case>> = BTreeMap::new();
    for case in oracle.case.iter().filter(|case| case.must) {
        cases.entry(&case.code).or_default().push(case);
    }
    let whole = script();
    for (index, sign) in whole.signs.iter().enumerate() {
        let mut less = whole.clone();
        less.signs.remove(index);
        let mut lower = whole.clone();
        lower.signs[index].item.get_mut().tier = match sign.tier {
            Tier::Emergency => Tier::SameDay,
            Tier::SameDay => Tier::Person,
            _ => Tier::Routine,
        };
        for (script, how) in [(&less, "deleted"), (&lower, "lowered")] {
            if sign.tier == Tier::Routine && how == "lowered" {
                continue;
            }
            let of = cases.get(sign.code.as_str()).into_iter().flatten();
            let seen = { of }.any(|case| judge(script, &oracle.default, case).is_some());
            assert!(seen, "{} can be {how} and no case notices", sign.code);
        }
    }
}

/// As people type them in Russian: without `ё` and signs, in slang; and what only sounds like it.
#[test]
fn a_grave_sign_typed_in_russian_is_heard_and_its_double_is_not() {
    use backdesk::core::understand::{How, read};
    let script = script();
    let heard = |words: &str| {
        let reading = read(script, words);
        let doubt = |how| if how == How::Doubtful { "?" } else { "" };
        match (&reading.crisis, reading.gravest()) {
            (Some(_), _) => "crisis".to_owned(),
            (None, sign) => sign.map(|sign| format!("{}{}", sign.code, doubt(sign.how))).unwrap_or_default(),
        }
    };
    let table = [
        ("помогите, не могу пописать", "E-BLADDER"),
        ("Со вчера НЕ МОГУ СХОДИТЬ ПО-МАЛЕНЬКОМУ!!", "E-BLADDER"),
        ("ничего не чувствую между ног", "E-SADDLE"),
        ("обкакалась в машине", "E-BOWEL"),
        ("обе ноги онемели", "E-BILEG"),
        ("у меня ноги подкашиваются", "E-WEAK2"),
        ("в груди болит и тяжело дышать", "E-CHEST"),
        ("беременна и идет кровь", "E-PREG"),
        ("меня знобит с утра", "U-FEVER"),
        ("жжет когда писаю", "U-KIDNEY"),
        ("стопа шлепает при ходьбе", "U-FOOT"),
        ("все, жить не хочу", "crisis"),
        // Somebody near is the patient; what is denied or plainly no fever is nothing, and the closed questions come.
        ("у мамы болит в груди", "E-CHEST"),
        ("боли в груди нет", ""),
        ("у меня температура 36,6", ""),
        // "Не могу писать" is also "I cannot write"; «икра» is also caviar; «нет мочи» is no strength.
        ("не могу писать, руки заняты", ""),
        ("красная икра у вас есть?", ""),
        ("нет мочи терпеть эту спину", ""),
        ("онемело внизу спины", ""),
        ("болит грудной отдел", ""),
        ("можно в четверг?", ""),
    ];
    for (words, code) in table {
        assert_eq!(heard(words), code, "{words}");
    }
}
