//! /stats: counts of what happened, each once, and nobody's words.
use backdesk::sandbox::Act;
use jiff::SignedDuration;

use crate::clinic::Clinic;

const TO_THE_LISTS: [&str; 3] = ["I have back pain", "Yes, I agree", "Me, 18 to 54"];

/// From the first list to the plan, on blood thinners.
const TO_THE_PLAN: [&str; 15] = [
    "No, none of these",
    "No, none of these",
    "No, none of these",
    "No, none of these",
    "Low back, left",
    "Dull ache",
    "Sink, counter, desk",
    "Next",
    "3 days to 6 weeks",
    "No, none of these",
    "Blood thinners",
    "Next",
    "Blood thinner, pills",
    "Next",
    "No, none of these",
];

async fn walks(clinic: &Clinic, person: i64, labels: &[&str]) {
    for label in labels {
        clinic.press(person, person, label).await;
    }
}

/// To the list of same-day signs.
const TO_SAME_DAY: [&str; 3] = ["No, none of these"; 3];

/// What /stats says now, as one text.
async fn stats(clinic: &Clinic) -> String {
    clinic.drain().await;
    let before = clinic.texts(clinic.group).len();
    clinic.does(clinic.boris, Act::text("/stats").in_chat(clinic.group)).await;
    clinic.drain().await;
    clinic.texts(clinic.group)[before..].join("\n")
}

#[track_caller]
fn holds(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.lines().any(|said| said == *line), "no line `{line}` in\n{text}");
    }
}

#[tokio::test]
async fn each_thing_counts_once_whatever_comes_twice() {
    Clinic::on_each(async |mut clinic| {
        clinic.sandbox.faults().duplicate(100_000);
        let (ana, eva) = (clinic.patient("Ana").await, clinic.patient("Eva").await);
        walks(&clinic, ana, &TO_THE_LISTS).await;
        walks(&clinic, ana, &TO_THE_PLAN).await;
        walks(&clinic, eva, &TO_THE_LISTS).await;
        // Tapped, and all that came is handed out once more after kill -9.
        clinic.press(eva, eva, "Numb between my legs").await;
        clinic.sandbox.faults().repeat_last_batch();
        clinic.kill().await;
        clinic.start().await.unwrap();
        clinic.drain().await;
        walks(&clinic, ana, &["Book a visit", "First free time", "Send to the clinic"]).await;
        clinic.sandbox.faults().repeat_last_batch();
        clinic.drain().await;
        let said = stats(&clinic).await;
        let counted = [
            "📊 The last 7 · 28 · 90 days",
            "Counted since 2026-03-02.",
            "Interviews begun: 2 · 2 · 2",
            "Came to a plan: 1 · 1 · 1",
            "Asked for a visit or a doctor: 1 · 1 · 1",
            "Asked for a person: 0 · 0 · 0",
            "Emergency advice: 1 · 1 · 1",
            "Same-day advice: 0 · 0 · 0",
            "Left unfinished: 0 · 0 · 0",
            "Nobody took it yet: 2 · 2 · 2",
            "🔴 E-SADDLE numb between my legs: 1 · 1 · 1",
        ];
        holds(&said, &counted);
        assert!(said.lines().any(|line| line.contains("C-ANTICOAG") && line.ends_with(": 1 · 1 · 1")), "{said}");
        let never = said.lines().find(|line| line.starts_with("Never in 90 days: ")).unwrap();
        assert!(never.contains("E-BLADDER") && !never.contains("E-SADDLE"), "{never}");
        assert!(!said.contains("Ana") && !said.contains("Eva") && !said.contains("H-100"), "{said}");
        clinic.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_left_or_waited_for_is_told() {
    Clinic::on_each(async |clinic| {
        let ana = clinic.patient("Ana").await;
        walks(&clinic, ana, &TO_THE_LISTS).await;
        clinic.press(ana, ana, "Numb between my legs").await;
        clinic.press(ana, ana, "I tapped by mistake").await;
        clinic.press(ana, ana, "No").await;
        // Silent from the list on; one more never agrees, one asks for a person and is answered after two hours.
        let eva = clinic.patient("Eva").await;
        clinic.press(eva, eva, "I have back pain").await;
        let ben = clinic.patient("Ben").await;
        clinic.press(ben, ben, "Talk to a person").await;
        clinic.sandbox.advance(SignedDuration::from_hours(2));
        clinic.drain().await;
        let card = clinic.message(clinic.group, "H-1002 WANTS A PERSON");
        clinic.does(clinic.boris, Act::reply(card, "We call you").in_chat(clinic.group)).await;
        holds(&stats(&clinic).await, &["Left unfinished: 0 · 0 · 0"]);
        for hours in [25, 7 * 24] {
            clinic.sandbox.advance(SignedDuration::from_hours(hours));
            clinic.drain().await;
        }
        let said = stats(&clinic).await;
        let counted = [
            "Interviews begun: 0 · 2 · 2",
            "Asked for a person: 0 · 1 · 1",
            "Left unfinished: 0 · 2 · 2",
            "Most often at: Consent (0 · 1 · 1); Nerve signs (0 · 1 · 1)",
            "Later than promised: 0 · 1 · 1",
            "🔴 E-SADDLE numb between my legs: 0 · 1 · 1",
            "↩ tapped by mistake: 0 · 1 · 1",
        ];
        holds(&said, &counted);
        clinic.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_a_person_cleared_is_told() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    walks(&clinic, ana, &TO_THE_LISTS).await;
    walks(&clinic, ana, &TO_SAME_DAY).await;
    walks(&clinic, ana, &["One foot drags", "Next"]).await;
    clinic.drain().await;
    for label in ["Cleared by", "Undo", "Cleared by"] {
        clinic.press(clinic.boris, clinic.group, label).await;
    }
    let said = stats(&clinic).await;
    let counted = [
        "Same-day advice: 1 · 1 · 1",
        "Within 15 minutes of opening time: 1 · 1 · 1",
        "✓ Cleared by a person: 1 · 1 · 1",
    ];
    holds(&said, &counted);
    assert!(said.lines().any(|line| line.starts_with("🟠 U-FOOT ") && line.ends_with(": 1 · 1 · 1")), "{said}");
    clinic.close().await;
}

#[tokio::test]
async fn the_counts_outlive_forgetting() {
    Clinic::on_each(async |clinic| {
        let ana = clinic.patient("Ana").await;
        walks(&clinic, ana, &TO_THE_LISTS).await;
        clinic.press(ana, ana, "Numb between my legs").await;
        clinic.does(ana, Act::text("/forget")).await;
        clinic.press(ana, ana, "Yes, erase it").await;
        let said = stats(&clinic).await;
        holds(&said, &["Interviews begun: 1 · 1 · 1", "🔴 E-SADDLE numb between my legs: 1 · 1 · 1"]);
        clinic.close().await;
    })
    .await;
}

#[tokio::test]
async fn only_staff_are_told() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    clinic.does(ana, Act::text("/stats")).await;
    clinic.drain().await;
    assert!(!clinic.texts(ana).iter().any(|text| text.contains('📊')), "{:#?}", clinic.texts(ana));
    assert_eq!(stats(&clinic).await, "Nothing was counted in the last 90 days.");
    clinic.close().await;
}
