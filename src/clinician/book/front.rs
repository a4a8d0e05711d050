//! The front page: whose rules these are, which version, what was proven, and the lines to sign.
use super::Writer;
use super::page::{Page, escape};

/// Writes it.
pub fn write(page: &mut Page, of: Writer) {
    let clinic = &of.script.clinic;
    let reviewer = match &clinic.reviewer {
        Some(reviewer) => format!("{}, {}", reviewer.name, reviewer.date),
        None => "nobody yet: `run` names no muscle before clinic.toml does".to_owned(),
    };
    let proof = match of.report.faults.len() {
        0 => format!(
            "No fault found, in {} interviews and {} screens walked by the real steps.",
            of.report.interviews, of.report.states
        ),
        n => format!("{n} faults: `backdesk check` names them. Do not sign this."),
    };
    let facts = [
        ("Clinic", clinic.name.clone()),
        ("Version of the rules", clinic.rules.clone()),
        ("Languages", clinic.languages.join(", ")),
        ("Reviewed by", reviewer),
        ("Proof", proof),
    ];
    let rows: String = facts
        .iter()
        .map(|(name, fact)| format!("<tr><th>{}</th><td>{}</td></tr>", escape(name), escape(fact)))
        .collect();
    let warning = match clinic.test_only {
        true => "<p class=warn><b>Only to be tried out.</b> clinic.toml says test_only: no patient ever sees this.</p>",
        false => "",
    };
    let each = of.report.proofs.iter().map(|proof| format!("{}, {}: {}", proof.way, proof.what, proof.over));
    let each: String = each.map(|proof| format!("<li>{}</li>", escape(&proof))).collect();
    let proofs = if each.is_empty() { each } else { format!("<p><b>What was proven, and how:</b></p><ul>{each}</ul>") };
    page.front(&format!(
        "<h1>What the front desk asks and says</h1><p>Every screen of the bot in every language, and the rules behind them. The \
         screens were shown by the bot's own steps: what is signed here is what is shown.</p>{warning}\
         <table class=facts><tbody>{rows}<tr><th>Hash of the dialogues</th><td class=hash>{}</td></tr></tbody></table>{proofs}\
         <div class=sign><p>I have read this book and stand behind these rules, in this version and with this hash.</p>\
         <table class=facts><tbody><tr><td></td><td></td><td></td></tr><tr><th>Name and registration</th><th>Signature</th>\
         <th>Date</th></tr></tbody></table></div>",
        escape(&of.script.hash)
    ));
}
