//! Whole conversations, to their ends.
use crate::clinic::Clinic;
use crate::database::Base;
use crate::paths::{HEALTHY, PAIN, PLAN, WISH};
use crate::phone::Phone;

/// From Start to a visit that stands; at most 2 calls for a tap that moves to the next question.
pub async fn booking(base: Base) {
    let Some(clinic) = Clinic::open(base).await else { return };
    let ana = clinic.patient("Ana").await;
    for (words, label) in [&HEALTHY[..], &PAIN].concat() {
        clinic.settled().await;
        let before = clinic.sandbox.calls().len();
        let taps = ana.tap(words, label).await;
        clinic.settled().await;
        let calls = clinic.sandbox.calls().split_off(before);
        let calls: Vec<_> = calls
            .iter()
            .filter(|call| call.chat == Some(ana.chat) || call.method == "answerCallbackQuery")
            .map(|call| call.method.as_str())
            .collect();
        // One answer to each press, and one call for the screen; the last tap leads to the plan: words, picture, menu.
        let screens = calls.iter().filter(|method| **method != "answerCallbackQuery").count();
        assert_eq!(calls.len() - screens, taps as usize, "{label} on {words}: {calls:?}");
        let most = if words == "And these" { 4 } else { 1 };
        assert!(screens <= most, "{label} on {words}: {calls:?}");
    }
    ana.walks(&[&PLAN[..], &WISH].concat()).await;
    ana.sees("This is not a booked visit yet").await;
    let visit = offered(&ana, "H-1001").await;
    ana.tap("offers you a visit", "Yes").await;
    ana.sees("Booked: ").await;
    let anna = clinic.staff(clinic.anna);
    anna.sees("✅ H-1001: yes").await;
    anna.sees("H-1001 BOOKING\n✅ booked").await;
    assert!(visit.contains("15:00"), "{visit}");
    assert_eq!(clinic.cards().len(), 1, "{:#?}", clinic.cards());
    clinic.close().await;
}

/// Anna takes the card and offers tomorrow at 15:00; the patient's screen with the offer.
pub async fn offered(patient: &Phone<'_>, number: &str) -> String {
    let anna = patient.clinic.staff(patient.clinic.anna);
    let card = format!("{number} BOOKING");
    anna.sees(&card).await;
    let prompt = anna.tap_for(&card, "Offer a time", &format!("which time for {number}")).await;
    anna.act(backdesk::sandbox::Act::reply(prompt, "tomorrow 15:00"));
    anna.tap("15:00", "Send to").await;
    patient.sees("offers you a visit").await;
    patient.texts().into_iter().rev().find(|text| text.contains("offers you a visit")).unwrap()
}

/// A sign on the first list leads to hospital, the red button to the ambulance; staff are told at once.
pub async fn emergencies(base: Base) {
    let Some(clinic) = Clinic::open(base).await else { return };
    let (rosa, ben) = futures::join!(clinic.patient("Rosa"), clinic.patient("Ben"));
    let tapped = async {
        rosa.walks(&HEALTHY[..3]).await;
        rosa.tap("1 of 3", "Numb between my legs").await;
        rosa.sees("Go to hospital now").await;
        rosa.tap_for("Go to hospital now", "I am going", "take this phone with you").await;
    };
    let pressed = async {
        ben.tap("How can I help", "I need help now").await;
        ben.sees("Call 112 now").await;
    };
    futures::join!(tapped, pressed);
    for patient in [&rosa, &ben] {
        let all = patient.texts().join("\n");
        assert!(!all.contains("Gluteus") && !all.contains("Book a visit"), "{all}");
    }
    let anna = clinic.staff(clinic.anna);
    anna.sees("EMERGENCY ADVICE SHOWN").await;
    anna.sees("Rosa").await;
    anna.sees("DO NOT BOOK").await;
    let card = clinic.cards().into_iter().find(|card| card.contains("Rosa")).unwrap();
    assert!(card.contains("nerve sign group") && !card.contains("between my legs"), "{card}");
    anna.tap_for("Rosa", "I am calling", "taken by Anna").await;
    clinic.close().await;
}

/// A hard sign: call a doctor yourself, a letter to show, staff check; no visit.
pub async fn same_day(base: Base) {
    let Some(clinic) = Clinic::open(base).await else { return };
    let ivan = clinic.patient("Ivan").await;
    ivan.walks(&HEALTHY[..6]).await;
    ivan.tap("Fever", "Fever or shivers").await;
    ivan.tap("Fever", "Next").await;
    ivan.sees("See a doctor today").await;
    ivan.tap_for("See a doctor today", "Send me a letter", "To the doctor").await;
    let letter = ivan.texts().into_iter().find(|text| text.contains("To the doctor")).unwrap();
    assert!(letter.contains("fever or shivers") && letter.contains("Ivan"), "{letter}");
    let anna = clinic.staff(clinic.anna);
    anna.sees("DOCTOR TODAY").await;
    anna.tap_for("DOCTOR TODAY", "Reached doctor", "Reached a doctor, says Anna").await;
    clinic.close().await;
}

/// Massage helped little: a doctor beside the visit, with a letter.
pub async fn routine(base: Base) {
    let Some(clinic) = Clinic::open(base).await else { return };
    let eva = clinic.patient("Eva").await;
    eva.walks(&HEALTHY).await;
    eva.walks(&PAIN[..5]).await;
    eva.tap("About this pain", "Massage helped little").await;
    eva.tap("About this pain", "Next").await;
    eva.walks(&PAIN[6..]).await;
    eva.tap("", "Doctor and visit").await;
    eva.tap("How can we help with the doctor", "Give me a letter").await;
    eva.sees("To the doctor").await;
    eva.walks(&WISH).await;
    eva.sees("This is not a booked visit yet").await;
    let anna = clinic.staff(clinic.anna);
    anna.sees("H-1001").await;
    let cards = clinic.cards();
    assert_eq!(cards.len(), 1, "{cards:#?}");
    assert!(cards[0].contains("letter") && cards[0].contains("massage helped little"), "{cards:#?}");
    clinic.close().await;
}
