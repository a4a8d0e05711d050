//! What staff read about a patient: made here, in the clinic's language, and replaced as the patient adds to it.
use super::case::{Again, Answer, Answers, By, Case, DoctorHelp, Goal, Phase};
use super::judge::Verdict;
use super::moving::Moving;
use super::screens::{advice, answer_words_for_staff, is_none};
use super::{Chart, Request};
use crate::core::event::{PatientNews, Tell};
use crate::core::handoff::{Card, Kind};
use crate::core::private::Private;
use crate::core::step::{Facts, Review};
use crate::script::settings::Manipulation;
use crate::script::{CardSay, CautionEffect, Html, Limit, Question, Say, Script, Sign, Stage, Tier};

/// The card of a handoff of this kind.
pub fn card(script: &Script, chart: &Chart, case: Option<&Case>, facts: &Facts, kind: Kind) -> Card {
    let draw = Draw { script, lang: &script.clinic.staff_language };
    let name = chart.display_name().clone();
    let case = case.filter(|_| chart.consent.is_some());
    let mut lines = Vec::new();
    if let Some(case) = case {
        lines.extend(draw.asked_for(case, kind));
        // On a red card nothing stands between the sign and what was advised.
        if kind != Kind::Emergency {
            lines.extend(draw.warnings(case));
        }
        for earlier in same_card(chart, case) {
            lines.extend(draw.told(earlier));
        }
        lines.extend(draw.told(case));
        lines.extend(draw.pain(case));
        lines.extend(draw.asks(case));
    }
    for words in case.and_then(|case| case.wrote.as_ref()).into_iter().chain(&chart.unheard) {
        lines.push(draw.fill(CardSay::Words, &[("words", Html::escape(words.reveal()))]));
    }
    if let Some(wish) = chart.wish.as_ref().filter(|_| kind != Kind::Emergency) {
        lines.push(draw.fill(CardSay::Wish, &[("words", Html::escape(wish.reveal()))]));
    }
    let more = case.map(|case| draw.more(case, facts, kind)).unwrap_or_default();
    Card { who: who(draw, chart, case), name, lines: lines.into(), more: more.into() }
}

/// The card anew, for the request that the patient is adding to.
pub fn refresh(moving: &mut Moving) {
    let open = moving.chart.latest_open();
    if let Some(number) = open {
        refresh_of(moving, number);
    }
}

/// The card anew, for this request.
pub fn refresh_of(moving: &mut Moving, number: i64) {
    let chart = &moving.chart;
    let Some(request) = chart.requests.iter().find(|request| request.number == number) else { return };
    let case = case_of(chart, request);
    if case.is_some() || request.kind == Kind::Person {
        let script = case.and_then(|case| moving.scripts.of(case)).unwrap_or(moving.script);
        let card = card(script, chart, case, moving.facts, request.kind);
        moving.tell(Tell::Desk { number, news: PatientNews::Card(card) });
    }
}

/// The case that a request came from: not a later one, whose card would hide what the therapist must know.
fn case_of<'a>(chart: &'a Chart, request: &Request) -> Option<&'a Case> {
    let cases = || chart.case.iter().chain(chart.earlier.iter().rev());
    let its_own = |case: &&Case| match &case.phase {
        Phase::HandedOver(number) => *number == request.number,
        Phase::Advised(advice) => advice.number == Some(request.number),
        Phase::Interview | Phase::WithPerson => false,
    };
    cases().find(its_own).or_else(|| cases().find(|case| case.started <= request.since))
}

/// Earlier cases whose signs were told on the same card: it goes on naming them.
fn same_card<'a>(chart: &'a Chart, case: &'a Case) -> impl Iterator<Item = &'a Case> {
    let number = |case: &Case| match &case.phase {
        Phase::Advised(advice) => advice.number,
        _ => None,
    };
    let same =
        move |other: &&Case| number(case).is_some() && number(other) == number(case) && other.started < case.started;
    chart.earlier.iter().filter(same)
}

#[derive(Clone, Copy)]
struct Draw<'a> {
    script: &'a Script,
    lang: &'a str,
}

fn who(draw: Draw, chart: &Chart, case: Option<&Case>) -> Private<String> {
    let id = draw.script.roles.who.get_ref();
    let age = case.and_then(|case| case.answer(id)).and_then(|answer| {
        let question = draw.script.question(id)?;
        Some(answer_words_for_staff(draw.script, question, answer).plain())
    });
    let phone = match &chart.phone {
        Some(phone) => phone.reveal().clone(),
        None => draw.say(CardSay::NoPhone).plain(),
    };
    let language = draw.script.label(Say::LanguageName, &chart.lang);
    let other = (chart.lang != draw.lang).then_some(language);
    let parts = [Some(chart.display_name().reveal().clone()), age, Some(phone), other];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ").into()
}

impl Draw<'_> {
    fn say(self, say: CardSay) -> Html {
        self.script.card(say, &[])
    }

    fn fill(self, say: CardSay, holes: &[(&str, Html)]) -> Html {
        self.script.card(say, holes)
    }

    fn words(self, words: &crate::script::Words) -> Html {
        self.script.fill(Some(words), self.lang, &[])
    }

    /// What the patient wants: times, and help with the doctor.
    fn asked_for(self, case: &Case, kind: Kind) -> Vec<Html> {
        let answers = case.answers(self.script);
        let wishes = answers.each().filter(|(question, _)| question.stage == Stage::Booking);
        let visit = kind == Kind::Booking && case.goal != Some(Goal::Doctor);
        let wants = wishes.filter(|_| visit).map(|(question, answer)| {
            let words = answer_words_for_staff(self.script, question, answer);
            self.fill(CardSay::Wants, &[("wishes", words)])
        });
        let doctor = case.doctor.filter(|_| case.goal != Some(Goal::Visit)).map(|help| match help {
            DoctorHelp::Letter => CardSay::DoctorLetter,
            DoctorHelp::Call => CardSay::DoctorCall,
            DoctorHelp::Own => CardSay::DoctorOwn,
        });
        wants.chain(doctor.map(|say| self.say(say))).collect()
    }

    /// What the therapist must know before laying a hand on anybody.
    fn warnings(self, case: &Case) -> Vec<Html> {
        let verdict = Verdict::unweighed(self.script, case);
        let mut lines = Vec::new();
        for (effect, say) in [
            (CautionEffect::Stop, CardSay::NoMassage),
            (CautionEffect::Doctor, CardSay::DoctorFirst),
            (CautionEffect::Avoid, CardSay::Therapist),
            (CautionEffect::Adapt, CardSay::Therapist),
        ] {
            let cautions = verdict.cautions.iter().filter(|caution| caution.effect == effect);
            lines.extend(cautions.map(|caution| self.fill(say, &[("caution", self.words(&caution.staff))])));
        }
        let raised = |sign: &Sign| case.raised.iter().any(|raised| raised.code == sign.code);
        for (tier, say) in [
            (Tier::SameDay, CardSay::ClearedSign),
            (Tier::Person, CardSay::PersonSign),
            (Tier::Routine, CardSay::Routine),
        ] {
            for sign in verdict.of_tier(tier).filter(|sign| !raised(sign)) {
                let holes = [("sign", self.sign(case, sign)), ("code", sign.code.as_str().into())];
                lines.push(self.fill(say, &holes));
            }
        }
        lines
    }

    /// A sign in words for staff.
    fn sign(self, case: &Case, sign: &Sign) -> Html {
        if sign.staff.is_empty() {
            advice::of_sign(self.script, case, sign, self.lang)
        } else {
            self.words(&sign.staff)
        }
    }

    /// The grave signs, what was advised, and what the patient said when asked again.
    fn told(self, case: &Case) -> Vec<Html> {
        let mut lines = Vec::new();
        for raised in &case.raised {
            let sign = self.script.sign(&raised.code).filter(|sign| !sign.staff.is_empty());
            let words = match sign {
                Some(sign) => self.words(&sign.staff),
                None => advice::named(self.script, case, raised, self.lang),
            };
            let say = match (raised.by, raised.again) {
                (_, Some(Again::No)) => CardSay::TappedThenNo,
                (_, Some(Again::Old)) => CardSay::TappedOld,
                (By::Tap, None) => CardSay::Tapped,
                (By::Words, None) => CardSay::Wrote,
            };
            let line = self.fill(say, &[("sign", words), ("code", raised.code.as_str().into())]);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        let Some(last) = case.standing().map(|raised| raised.at).max() else { return lines };
        let time = crate::core::clockwords::short_day_and_time(self.script, last, self.lang);
        let told = match case.standing().map(|raised| raised.tier).max() {
            Some(Tier::Emergency) => Some(CardSay::ToldEmergency),
            Some(Tier::SameDay) => Some(CardSay::ToldSameDay),
            _ => None,
        };
        lines.extend(told.map(|say| self.fill(say, &[("time", time.into())])));
        lines
    }

    fn pain(self, case: &Case) -> Vec<Html> {
        let answers = case.answers(self.script);
        // What follows from an answer makes no sense without its question: it stands with all answers.
        let pain = answers.each().filter(|(question, answer)| {
            question.stage == Stage::Interview
                && !question.safety
                && !self.script.roles.is_who(&question.id)
                && question.when.is_none()
                && !is_none(question, answer)
                && self.is_intake(&question.id)
        });
        let words: Vec<Html> =
            pain.map(|(question, answer)| answer_words_for_staff(self.script, question, answer)).collect();
        let score = self.score(&answers).into_iter().chain(self.after(&answers));
        let pain = (!words.is_empty()).then(|| self.fill(CardSay::Pain, &[("pain", Html::join(&words, "; "))]));
        pain.into_iter().chain(score).collect()
    }

    fn is_intake(self, id: &str) -> bool {
        self.script.questions.iter().any(|question| question.id == id && question.file == "intake.toml")
    }

    fn score(self, answers: &Answers) -> Option<Html> {
        let (_, answer) = answers.each().find(|(question, _)| self.script.roles.is_score(&question.id))?;
        let score = answer.options.first()?.as_str();
        Some(self.fill(CardSay::Score, &[("score", score.into())]))
    }

    /// What the patient added after Send, beside the score: the activity, and how hard it is.
    fn after(self, answers: &Answers) -> Option<Html> {
        let after = answers.each().filter(|(question, _)| question.stage == Stage::After);
        let after =
            after.filter(|(question, _)| !self.script.roles.is_score(&question.id)).map(|(question, answer)| {
                let words = answer_words_for_staff(self.script, question, answer);
                self.fill(CardSay::AnswerLine, &[("question", self.words(&question.short)), ("answer", words)])
            });
        let after: Vec<Html> = after.collect();
        (!after.is_empty()).then(|| Html::join(&after, "; "))
    }

    /// What the patient was told to ask for.
    fn asks(self, case: &Case) -> Option<Html> {
        if case.next_question(self.script, Stage::Interview).is_some() {
            return None;
        }
        let verdict = Verdict::of(self.script, case);
        let line = |target: &super::judge::Target| {
            let muscle = target.muscle;
            let side = verdict.limited(Limit::SideLying) && !muscle.position_side.is_empty();
            let position = if side { &muscle.position_side } else { &muscle.position };
            let holes = [("muscle", self.words(&muscle.short)), ("position", self.words(position))];
            self.fill(CardSay::Muscle, &holes)
        };
        let muscles: Vec<Html> = verdict.targets.iter().map(line).collect();
        (!muscles.is_empty()).then(|| self.fill(CardSay::Ask, &[("muscles", Html::join(&muscles, ", "))]))
    }

    /// Every answer, what holds of manipulation at a visit, and by which rules.
    fn more(self, case: &Case, facts: &Facts, kind: Kind) -> Vec<Html> {
        let answers = case.answers(self.script);
        let line = |(question, answer): &(&crate::script::Question, &super::case::Answer)| {
            let words = answer_words_for_staff(self.script, question, answer);
            self.fill(CardSay::AnswerLine, &[("question", self.words(&question.short)), ("answer", words)])
        };
        // What concerns bladder, bowel and sex stays in its group: the clinician asks, the group does not read it.
        let grouped = |id: &str| self.script.signs.iter().any(|sign| !sign.staff.is_empty() && rests_on(sign, id));
        let told = |(question, answer): &&(&Question, &Answer)| {
            !self.script.roles.is_who(&question.id) && (!grouped(&question.id) || is_none(question, answer))
        };
        let answered = answers.each().filter(told).map(line);
        let rules = Html::escape(&self.script.clinic.rules);
        let by = match (&self.script.clinic.reviewer, facts.reviewed) {
            (Some(who), _) => {
                let holes =
                    [("rules", rules), ("name", Html::escape(&who.name)), ("date", who.date.to_string().into())];
                self.fill(CardSay::Rules, &holes)
            }
            (None, Review::TryingOut) => self.fill(CardSay::RulesTryOut, &[("rules", rules)]),
            (None, _) => self.fill(CardSay::RulesUnreviewed, &[("rules", rules)]),
        };
        let manipulation = (kind == Kind::Booking).then(|| {
            let never = Verdict::unweighed(self.script, case).limited(Limit::NoManipulation)
                || self.script.clinic.manipulation == Manipulation::Never;
            self.say(if never { CardSay::NoManipulation } else { CardSay::Manipulation })
        });
        answered.chain(manipulation).chain([by]).collect()
    }
}

fn rests_on(sign: &crate::script::Sign, question: &str) -> bool {
    sign.when.0.iter().any(|table| table.get_ref().contains_key(question))
}
