//! What the answers mean: signs, cautions, plan. Never a diagnosis: rules of dialogues/, applied as they stand.
use super::case::{Answers, Case};
use crate::script::{Caution, CautionEffect, Choice, Limit, Muscle, Reason, Script, Sign, Table, Tier, holds};

/// Everything that the rules say about a case.
pub struct Verdict<'a> {
    /// The signs that apply, the gravest first.
    pub signs: Vec<&'a Sign>,
    /// The cautions that apply.
    pub cautions: Vec<&'a Caution>,
    /// The muscles to mention, the most fitting first. Empty when massage must wait.
    pub targets: Vec<Target<'a>>,
}

/// A muscle to mention, with the reasons from the patient's own answers.
pub struct Target<'a> {
    /// The muscle.
    pub muscle: &'a Muscle,
    /// Why, the weightiest first.
    pub reasons: Vec<&'a Reason>,
}

impl<'a> Verdict<'a> {
    /// Applies the rules, and weighs the muscles.
    pub fn of(script: &'a Script, case: &Case) -> Self {
        let answers = case.answers(script);
        let mut verdict = Self::by(script, &answers);
        if verdict.names_muscles() {
            verdict.targets = targets(script, &answers);
        }
        verdict
    }

    /// The same without muscles, for whoever does not ask for them: each step judges several times, and weighing costs most.
    pub fn unweighed(script: &'a Script, case: &Case) -> Self {
        Self::by(script, &case.answers(script))
    }

    /// The same by answers that are at hand.
    pub fn by(script: &'a Script, answers: &Answers) -> Self {
        let done = |question: &str| answers.each().any(|(asked, _)| asked.id == question);
        let due = |sign: &&Sign| sign.after.as_deref().is_none_or(done) && applies(sign, answers);
        let signs: Vec<&Sign> = script.signs.iter().map(|placed| placed.item.get_ref()).filter(due).collect();
        let cautions = script.cautions.iter().map(|placed| placed.item.get_ref());
        let cautions: Vec<&Caution> =
            cautions.filter(|caution| answers.meet(&caution.when) && !answers.meet(&caution.unless)).collect();
        Self { signs, cautions, targets: Vec::new() }
    }

    /// Whether muscles may be mentioned: massage need not wait, and nothing grave applies.
    pub fn names_muscles(&self) -> bool {
        !self.stopped() && self.tier().is_none_or(|tier| tier <= Tier::Routine)
    }

    /// The signs of one tier.
    pub fn of_tier(&self, tier: Tier) -> impl Iterator<Item = &&'a Sign> {
        self.signs.iter().filter(move |sign| sign.tier == tier)
    }

    /// The gravest tier.
    pub fn tier(&self) -> Option<Tier> {
        self.signs.first().map(|sign| sign.tier)
    }

    /// Whether a massage must keep to `limit`.
    pub fn limited(&self, limit: Limit) -> bool {
        self.cautions.iter().any(|caution| caution.limits.contains(&limit))
    }

    /// Whether massage must wait.
    pub fn stopped(&self) -> bool {
        self.worst() == Some(CautionEffect::Stop)
    }

    /// The gravest effect of the cautions.
    pub fn worst(&self) -> Option<CautionEffect> {
        self.cautions.iter().map(|caution| caution.effect).max()
    }
}

/// Whether the answers make a sign apply.
fn applies(sign: &Sign, answers: &Answers) -> bool {
    let counted = sign.count.as_ref().is_some_and(|count| {
        let of = count.of.get_ref().iter();
        let hits = of.flat_map(|(q, options)| options.iter().filter(move |option| answers.has(q, option)));
        hits.count() >= count.at_least
    });
    (counted || answers.meet(&sign.when)) && !answers.meet(&sign.unless)
}

fn targets<'a>(script: &'a Script, answers: &Answers) -> Vec<Target<'a>> {
    let mut weighed: Vec<(u32, Target)> = Vec::new();
    for muscle in script.muscles.iter().map(|placed| placed.item.get_ref()) {
        if script.roles.is_general(&muscle.id) || answers.meet(&muscle.unless) {
            continue;
        }
        let reasons = muscle.reason.iter().map(|reason| reason.get_ref());
        let mut reasons: Vec<&Reason> = reasons.filter(|reason| answers.meet(&reason.when)).collect();
        let weight = reasons.iter().map(|reason| reason.weight).sum();
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.weight));
        if weight >= script.plan.enough {
            weighed.push((weight, Target { muscle, reasons }));
        }
    }
    weighed.sort_by_key(|(weight, target)| (std::cmp::Reverse(*weight), target.muscle.rank));
    let mut targets: Vec<Target> = weighed.into_iter().take(script.plan.at_most).map(|(_, target)| target).collect();
    if targets.is_empty() {
        let general = script
            .muscles
            .iter()
            .map(|placed| placed.item.get_ref())
            .find(|muscle| script.roles.is_general(&muscle.id));
        targets.extend(general.map(|muscle| Target { muscle, reasons: Vec::new() }));
    }
    targets
}

/// Whether this option is shown to this patient: not what a rule or a limit of the massage excludes.
pub fn offered(script: &Script, case: Option<&Case>, choice: &Choice) -> bool {
    let Some(case) = case.filter(|_| !choice.unless.is_empty() || !choice.not_with.is_empty()) else { return true };
    let answers = case.answers(script);
    let limited = || {
        let verdict = Verdict::unweighed(script, case);
        choice.not_with.iter().any(|limit| verdict.limited(*limit))
    };
    !answers.meet(&choice.unless) && (choice.not_with.is_empty() || !limited())
}

/// The answered options that make `sign` apply: what the patient tapped.
pub fn led_to<'a>(sign: &'a Sign, answers: &Answers) -> Vec<(&'a str, &'a str)> {
    let has = |question: &str, option: &str| answers.has(question, option);
    let met = sign.when.0.iter().map(|table| table.get_ref()).filter(|table| holds(table, &has));
    let counted = sign.count.iter().map(|count| count.of.get_ref());
    let mut led: Vec<(&str, &str)> = Vec::new();
    for (question, options) in met.chain(counted).flat_map(Table::iter) {
        for option in options.iter().filter(|option| has(question, option)) {
            if !led.contains(&(question, option)) {
                led.push((question, option));
            }
        }
    }
    led
}
