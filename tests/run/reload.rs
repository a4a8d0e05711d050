//! The clinic's own dialogues, changed while the program runs and while patients are in the middle of a case.
use std::fs;

use backdesk::script::Source;

use crate::clinic::Clinic;
use crate::database::Base;
use crate::paths::{HEALTHY, PAIN, Tap, WISH};

const TAKEN_UP: &str = "changed dialogues are taken up";

/// Open, with a copy of the built-in dialogues as its own.
async fn open(base: Base) -> Option<Clinic> {
    let clinic = Clinic::closed(base).await?;
    for (name, text) in Source::BuiltIn.texts().unwrap() {
        let file = clinic.dialogues().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    clinic.start().await;
    Some(clinic)
}

/// Changes the first place of a file that reads so.
fn change(clinic: &Clinic, file: &str, find: &str, replace: &str) {
    let path = clinic.dialogues().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(find), "{file}: {find}");
    fs::write(path, text.replacen(find, replace, 1)).unwrap();
}

pub async fn taken_up(base: Base) {
    let Some(clinic) = open(base).await else { return };
    let ana = clinic.patient("Ana").await;
    ana.walks(&HEALTHY).await;
    change(&clinic, "intake.toml", "What sets it off?", "Which moves hurt?");
    change(&clinic, "shell.toml", "en = \"What I can do", "en = \"Advice");
    clinic.said.until(TAKEN_UP).await;
    let ben = clinic.patient("Ben").await;
    ben.walks(&[&HEALTHY[..], &PAIN[..2]].concat()).await;
    ben.sees("Which moves hurt?").await;
    ana.walks(&PAIN[..2]).await;
    ana.sees("What sets it off?").await;
    // Over the end of the program, too: it starts with the new ones, and Ana keeps hers.
    clinic.kill().await;
    clinic.start().await;
    ana.walks(&PAIN[2..]).await;
    ana.sees("What would you like to do").await;
    assert!(!ana.texts().iter().any(|text| text.contains("Which moves hurt?")), "{:#?}", ana.texts());
    let set = clinic.sandbox.calls_of("setMyCommands");
    assert!(set.iter().any(|call| call.params["commands"].to_string().contains("Advice")), "{set:#?}");
    clinic.close().await;
}

pub async fn wrong_and_mended(base: Base) {
    const WRONG: &str = "the changed dialogues are wrong";
    let Some(clinic) = open(base).await else { return };
    let (ana, staff) = (clinic.patient("Ana").await, clinic.staff(clinic.anna));
    ana.walks(&[&HEALTHY[..], &PAIN[..2]].concat()).await;
    change(&clinic, "intake.toml", "answer = \"many\"", "answer = \"meny\"");
    staff.sees("The changed dialogues are not used").await;
    let alarm = staff.texts().into_iter().find(|text| text.contains("not used")).unwrap();
    assert!(alarm.contains("intake.toml:") && alarm.contains("meny"), "{alarm}");
    // Saved again with the same fault: nothing new to say; and those before go on.
    change(&clinic, "muscles/general.toml", "rank", "# a word more\nrank");
    clinic.said.until("the same fault as before").await;
    let ben = clinic.patient("Ben").await;
    ben.walks(&HEALTHY).await;
    assert_eq!(staff.texts().iter().filter(|text| text.contains("not used")).count(), 1, "{:#?}", staff.texts());
    assert_eq!(clinic.said.text().matches(WRONG).count(), 1);
    // Mended, with a sign that is new: whoever is in the middle is asked for it before the plan.
    let first = "[[question.options]]\nid    = \"saddle\"";
    let option = "[[question.options]]\nid = \"fit\"\nsay = { en = \"A fit\", es = \"Un ataque\", ru = \"Приступ\" }\n\
                  explain.en = \"Did you have a fit?\"\nexplain.es = \"¿Tuvo un ataque?\"\nexplain.ru = \"Был приступ?\"\n\n";
    let sign = "[[sign]]\ncode = \"E-FIT\"\ntier = \"emergency\"\ncare = \"hospital\"\nwhen = [ { e1 = [\"fit\"] } ]\n\
                heard = { en = [\"i had a fit\"], es = [\"tuve un ataque\"], ru = [\"был приступ\"] }\nsource = [\"R1\"]\n\n[[sign]]";
    change(&clinic, "safety.toml", first, &format!("{option}{first}"));
    change(&clinic, "safety.toml", "[[sign]]", sign);
    change(&clinic, "intake.toml", "answer = \"meny\"", "answer = \"many\"");
    staff.sees("The dialogues are right again").await;
    clinic.said.until(TAKEN_UP).await;
    ana.walks(&PAIN[2..]).await;
    ana.sees("Our safety checks are newer now").await;
    const LISTS: [Tap; 5] = [
        ("1 of 3", "No, none of these"),
        ("2 of 3", "No, none of these"),
        ("3 of 3", "No, none of these"),
        ("Fever", "No, none of these"),
        ("About this pain", "No, none of these"),
    ];
    ana.finds("1 of 3", "A fit").await;
    ana.walks(&LISTS).await;
    ana.walks(&[&[("What would you like to do", "Book a visit")], &WISH[..]].concat()).await;
    ana.sees("This is not a booked visit yet").await;
    assert_eq!(staff.texts().iter().filter(|text| text.contains("right again")).count(), 1);
    clinic.close().await;
}
