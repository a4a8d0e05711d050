//! No name, word, number or token in what the program says at LOG=trace, nor in the clear on disk.
use std::fs;

use backdesk::sandbox::{Act, Deed, What};

use crate::clinic::{Clinic, TOKEN};
use crate::database::{Base, file};
use crate::paths::booking;

const PHONE: &str = "+34699887766";

pub async fn nothing_in_the_clear(base: Base) {
    let Some(clinic) = Clinic::open(base).await else { return };
    let ana = clinic.patient("CANARYNAME").await;
    ana.act(Act::text("CANARYBEFORE my back hurts"));
    let agree = ana.finds("May I ask", "Yes, I agree").await;
    ana.act(Act::text("/start CANARYPAYLOAD"));
    ana.gone(&agree).await;
    let walk = booking();
    ana.walks(&walk[..9]).await;
    ana.act(Act::text("CANARYWORDS it hurts when I bake"));
    for what in [What::DropAfter, What::ServerError { code: 502, applied: true }, What::Garbage] {
        clinic.sandbox.faults().add_in_chat(what, "sendMessage", ana.chat, 1);
        ana.act(Act::text("/help CANARYHELP"));
    }
    let quoting = "Bad Request: can't parse entities: unsupported start tag \"CANARYTAG\" at byte offset 1";
    let refused = What::Refuse { code: 400, description: quoting.to_owned(), parameters: None };
    clinic.sandbox.faults().add_in_chat(refused, "sendMessage", ana.chat, 1);
    ana.act(Act::text("/help CANARYHELP"));
    clinic.settled().await;
    clinic.sandbox.faults().clear();
    ana.act(Act::start());
    ana.tap("Do you want to go on", "Go on").await;
    ana.walks(&walk[9..]).await;
    ana.sees("This is not a booked visit yet").await;
    ana.act(Act::new(Deed::Contact { phone: Some(PHONE.to_owned()) }));
    ana.act(Act::text("CANARYLATER the pain is in my CANARYBACK"));
    let anna = clinic.staff(clinic.anna);
    anna.sees("CANARYLATER").await;
    let card = anna.sees("Ask: QL").await;
    anna.act(Act::reply(card, "CANARYANSWER bring your striped umbrella"));
    ana.sees("CANARYANSWER").await;
    clinic.settled().await;
    clinic.kill().await;
    let mut disk = fs::read(file(clinic.folder.path())).unwrap();
    disk.extend(fs::read(clinic.folder.path().join("data/desk.db-wal")).unwrap());
    assert!(disk.len() > 50_000, "this is no database");
    let said = clinic.said.text();
    assert!(said.contains("editMessageText"), "nothing was logged");
    let secret = TOKEN.split_once(':').unwrap().1;
    for canary in [
        "CANARY",
        "canary",
        secret,
        PHONE,
        &PHONE[1..],
        "Low back, left; ",
        "bring your striped umbrella",
        "it hurts when",
    ] {
        assert_eq!(clear(&disk, canary), None, "{canary} is on disk");
        let lines: Vec<&str> = said.lines().filter(|line| line.contains(canary)).collect();
        assert!(lines.is_empty(), "{canary} was logged: {lines:#?}");
    }
    clinic.start().await;
    clinic.close_but(&["can't parse entities"]).await;
}

/// Where `words` stand in the clear, in base64 or in hex.
fn clear(disk: &[u8], words: &str) -> Option<usize> {
    let hex: String = words.bytes().map(|byte| format!("{byte:02x}")).collect();
    let forms = [words.as_bytes(), hex.as_bytes()];
    forms.iter().find_map(|form| disk.windows(form.len()).position(|window| window == *form))
}
