//! What became of the questions and their answers.
use super::Found;
use super::conditions::{by_name, ways};
use crate::script::{AnswerKind, Choice, Placed, Question, Script, Stage, When};

/// Compares the questions.
pub fn questions(found: &mut Found) {
    found.part("Questions");
    let (before, after) = (found.before, found.after);
    for (id, was, is) in by_name(named(before), named(after)) {
        match (was, is) {
            (Some(was), None) => {
                let words = format!("{} is no longer asked", found.was().question(id));
                if was.safety { found.loud(words) } else { found.note(words) }
            }
            (None, Some(is)) => {
                let asked = is.when.as_ref().map_or("everyone".to_owned(), |when| found.is().when(when).join("; or "));
                found.note(format!("{} is new, {}, asked of: {asked}", found.is().question(id), place(after, id)));
            }
            (Some(was), Some(is)) => question(found, was, is),
            (None, None) => {}
        }
    }
    moved(found);
}

fn named(script: &Script) -> impl Iterator<Item = (&str, &Placed<Question>)> {
    script.questions.iter().map(|question| (question.id.as_str(), question))
}

fn place(script: &Script, id: &str) -> String {
    let index = script.questions.iter().position(|question| question.id == id).unwrap_or(0);
    match index.checked_sub(1).and_then(|index| script.questions.get(index)) {
        Some(earlier) => format!("after {}", crate::clinician::sentence::Sentences::new(script).question(&earlier.id)),
        None => "first of all".to_owned(),
    }
}

/// Questions that stand elsewhere among those that both scripts ask: as few as explain the new order.
fn moved(found: &mut Found) {
    let both = |script: &Script, other: &Script| -> Vec<String> {
        let ids = script.questions.iter().map(|question| question.id.clone());
        ids.filter(|id| other.question(id).is_some()).collect()
    };
    let (was, is) = (both(found.before, found.after), both(found.after, found.before));
    let kept = in_both_orders(&was, &is);
    for id in is.iter().filter(|id| !kept.contains(id)) {
        let place_in = |order: &[String]| order.iter().position(|other| other == id);
        let words = format!("{} is asked elsewhere: now {}", found.is().question(id), place(found.after, id));
        let safety = found.after.question(id).is_some_and(|question| question.safety);
        if safety && place_in(&is) > place_in(&was) {
            found.loud(format!("{words}, LATER than before"));
        } else {
            found.note(words);
        }
    }
}

/// The longest list of names that stands in both orders.
fn in_both_orders(one: &[String], other: &[String]) -> Vec<String> {
    let mut best = vec![vec![0_usize; other.len() + 1]; one.len() + 1];
    for i in (0..one.len()).rev() {
        for j in (0..other.len()).rev() {
            let skipped = best[i + 1][j].max(best[i][j + 1]);
            best[i][j] = if one[i] == other[j] { best[i + 1][j + 1] + 1 } else { skipped };
        }
    }
    let (mut i, mut j, mut kept) = (0, 0, Vec::new());
    while i < one.len() && j < other.len() {
        if one[i] == other[j] {
            kept.push(one[i].clone());
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    kept
}

fn question(found: &mut Found, was: &Placed<Question>, is: &Placed<Question>) {
    let name = found.is().question(&is.id);
    for (what, was, is) in [
        ("the question", &was.ask, &is.ask),
        ("“why”", &was.why, &is.why),
        ("the short name", &was.short, &is.short),
        ("on paper", &was.paper, &is.paper),
    ] {
        found.words(&format!("{name}: {what}"), was, is);
    }
    found.fact(is.safety, &format!("{name}: how it is answered"), kind(was.answer), kind(is.answer));
    found.fact(is.safety, &format!("{name}: its turn"), stage(was.stage), stage(is.stage));
    match (&was.when, &is.when) {
        (None, None) => {}
        (Some(_), None) => found.note(format!("{name} is asked of everyone now")),
        (None, Some(when)) => {
            let words =
                format!("{name} is no longer asked of everyone, only if {}", found.is().when(when).join("; or "));
            if is.safety { found.loud(words) } else { found.note(words) }
        }
        (Some(before), Some(after)) => condition(found, &format!("{name} is asked"), was.safety, before, after),
    }
    let options = |question: &'_ Question| question.choices().map(|choice| choice.id.clone()).collect::<Vec<_>>();
    let (old, new) = (options(was), options(is));
    let kept =
        |ids: &[String], others: &[String]| ids.iter().filter(|id| others.contains(id)).cloned().collect::<Vec<_>>();
    if kept(&old, &new) != kept(&new, &old) {
        found.note(format!("{name}: its answers stand in another order"));
    }
    let choices = |question| Question::choices(question).map(|choice: &Choice| (choice.id.as_str(), choice));
    for (id, before, after) in by_name(choices(was), choices(is)) {
        match (before, after) {
            (Some(_), None) => {
                let words = format!("{name}: the answer {} is gone", found.was().option(&was.id, id));
                if was.safety { found.loud(words) } else { found.note(words) }
            }
            (None, Some(_)) => found.note(format!("{name}: the answer {} is new", found.is().option(&is.id, id))),
            (Some(before), Some(after)) => choice(found, &name, (&is.id, is.safety), before, after),
            (None, None) => {}
        }
    }
}

fn choice(found: &mut Found, name: &str, (question, safety): (&str, bool), was: &Choice, is: &Choice) {
    let name = format!("{name}, {}", found.is().option(question, &is.id));
    for (what, was, is) in [
        ("the answer", &was.say, &is.say),
        ("on the card", &was.card, &is.card),
        ("one by one", &was.explain, &is.explain),
    ] {
        found.words(&format!("{name}: {what}"), was, is);
    }
    found.heard(&name, false, &was.heard, &is.heard);
    let yes = |is: bool| if is { "yes" } else { "no" };
    found.fact(safety, &format!("{name}: excludes the others"), yes(was.alone), yes(is.alone));
    found.fact(safety, &format!("{name}: opens the list one by one"), yes(was.explains), yes(is.explains));
    condition(found, &format!("{name} is hidden"), false, &was.unless, &is.unless);
    let only = |choice: &Choice| choice.only.map(|only| format!("{only:?}")).unwrap_or_default();
    found.fact(false, &format!("{name}: only if open"), &only(was), &only(is));
}

/// The ways of a condition that came and went; a lost way is loud where that makes somebody less safe.
pub fn condition(found: &mut Found, what: &str, lost_is_loud: bool, was: &When, is: &When) {
    let changed = ways(was, is);
    for table in changed.lost {
        let words = format!("{what} no longer if {}", found.was().table(table));
        if lost_is_loud { found.loud(words) } else { found.note(words) }
    }
    for table in changed.gained {
        let words = format!("{what} now if {}", found.is().table(table));
        found.note(words);
    }
}

fn kind(kind: AnswerKind) -> &'static str {
    match kind {
        AnswerKind::One => "one answer",
        AnswerKind::Many => "ticks, then Next",
        AnswerKind::First => "a list of signs, one tap acts at once",
        AnswerKind::Scale => "0 to 10",
    }
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Interview => "before the plan",
        Stage::Booking => "after the plan",
        Stage::After => "after it is sent",
    }
}
