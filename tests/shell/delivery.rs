//! What goes wrong on the way to Telegram.
use backdesk::sandbox::{Act, Call, What};
use jiff::{SignedDuration, Timestamp};

use crate::clinic::Clinic;

fn most_in(times: &[Timestamp], span: SignedDuration) -> usize {
    let within = |from: &Timestamp| times.iter().filter(|t| (*from..*from + span).contains(t)).count();
    times.iter().map(within).max().unwrap_or(0)
}

fn counted(call: &Call) -> bool {
    call.method.starts_with("send") || call.method.starts_with("edit")
}

async fn started_with(what: What) -> (Clinic, i64) {
    let clinic = Clinic::open().await;
    let ana = clinic.sandbox.add_person("Ana", "en");
    clinic.sandbox.faults().add_in_chat(what, "sendMessage", ana, 1);
    clinic.does(ana, Act::start()).await;
    clinic.drain().await;
    (clinic, ana)
}

#[tokio::test]
async fn what_surely_did_not_arrive_is_sent_again() {
    for what in
        [What::DropBefore, What::TooManyRequests { retry_after: 5 }, What::ServerError { code: 502, applied: false }]
    {
        let (clinic, ana) = started_with(what).await;
        assert_eq!(clinic.texts(ana).len(), 1);
        clinic.press(ana, ana, "I have back pain").await;
        clinic.close().await;
    }
}

#[tokio::test]
async fn retry_after_is_obeyed() {
    let (clinic, ana) = started_with(What::TooManyRequests { retry_after: 5 }).await;
    let calls: Vec<_> = clinic.sandbox.calls_of("sendMessage").into_iter().filter(|c| c.chat == Some(ana)).collect();
    assert_eq!(calls.len(), 2);
    assert!(calls[1].at.duration_since(calls[0].at) >= SignedDuration::from_secs(5));
    clinic.close().await;
}

#[tokio::test]
async fn a_result_that_cannot_be_read_was_sent() {
    let (clinic, ana) = started_with(What::Garbage).await;
    assert_eq!(clinic.texts(ana).len(), 1, "never twice");
    clinic.press(ana, ana, "I have back pain").await;
    assert!(clinic.last(ana).contains("May I ask"), "the message is adopted by its press");
    assert_eq!(clinic.texts(ana).len(), 1);
    clinic.close().await;
}

#[tokio::test]
async fn a_first_screen_that_may_have_arrived_is_sent_again_and_both_work() {
    let (clinic, ana) = started_with(What::DropAfter).await;
    assert_eq!(clinic.texts(ana).len(), 2);
    clinic.press(ana, ana, "I have back pain").await;
    assert!(clinic.last(ana).contains("May I ask"));
    clinic.close().await;
}

#[tokio::test]
async fn a_card_that_may_stand_already_says_so() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    clinic.sandbox.faults().add_in_chat(What::DropAfter, "sendMessage", clinic.group, 1);
    clinic.press(ana, ana, "Talk to a person").await;
    clinic.drain().await;
    let cards: Vec<_> = clinic.texts(clinic.group).into_iter().filter(|text| text.contains("H-1001")).collect();
    assert_eq!(cards.len(), 2, "{cards:#?}");
    assert!(!cards[0].contains("repeat") && cards[1].contains("repeat"), "{cards:#?}");
    clinic.close().await;
}

#[tokio::test]
async fn an_edit_is_repeated_until_it_stands() {
    for what in [What::DropBefore, What::DropAfter, What::ServerError { code: 500, applied: true }] {
        let clinic = Clinic::open().await;
        let ana = clinic.patient("Ana").await;
        clinic.sandbox.faults().add(what, "editMessageText", 2);
        clinic.press(ana, ana, "I have back pain").await;
        clinic.drain().await;
        assert!(clinic.last(ana).contains("May I ask"));
        assert_eq!(clinic.texts(ana).len(), 1);
        clinic.close().await;
    }
}

#[tokio::test]
async fn a_message_that_cannot_be_edited_is_sent_anew() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    let gone = |description: &str| What::Refuse { code: 400, description: description.to_owned(), parameters: None };
    clinic.sandbox.faults().add(gone("Bad Request: message to edit not found"), "editMessageText", 1);
    clinic.press(ana, ana, "I have back pain").await;
    clinic.drain().await;
    assert_eq!(clinic.texts(ana).len(), 2);
    assert!(clinic.last(ana).contains("May I ask"));
    clinic.close().await;
}

#[tokio::test]
async fn what_telegram_refuses_for_good_is_told_to_staff() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    let refused = What::Refuse { code: 400, description: "Bad Request: odd".to_owned(), parameters: None };
    clinic.sandbox.faults().add_in_chat(refused, "sendMessage", ana, 1);
    clinic.does(ana, Act::text("/help")).await;
    clinic.drain().await;
    assert!(clinic.last(clinic.group).contains("refused a message"), "{:#?}", clinic.texts(clinic.group));
    clinic.close().await;
}

#[tokio::test]
async fn no_window_holds_more_than_its_limit() {
    let clinic = Clinic::open().await;
    let patients: Vec<i64> = (0..70).map(|n| clinic.sandbox.add_person(&format!("P{n}"), "en")).collect();
    for patient in &patients {
        clinic.sandbox.act(*patient, Act::start()).unwrap();
    }
    clinic.drain().await;
    for _ in 0..8 {
        // One of them is in a hurry.
        clinic.sandbox.act(patients[0], Act::text("/help")).unwrap();
        clinic.settle().await;
    }
    for patient in &patients[1..46] {
        let press = clinic.button(*patient, "person").unwrap();
        clinic.sandbox.act(*patient, press).unwrap();
    }
    clinic.drain().await;
    let calls: Vec<Call> = clinic.sandbox.calls().into_iter().filter(counted).collect();
    let times = |chat: i64| calls.iter().filter(|c| c.chat == Some(chat)).map(|c| c.at).collect::<Vec<_>>();
    for patient in &patients {
        assert!(most_in(&times(*patient), SignedDuration::from_secs(5)) <= 5);
        assert!(most_in(&times(*patient), SignedDuration::from_secs(60)) <= 60);
    }
    assert!(most_in(&times(clinic.group), SignedDuration::from_secs(60)) <= 20);
    let all: Vec<Timestamp> = calls.iter().map(|c| c.at).collect();
    assert!(all.len() > 60, "too little to try the limits: {}", all.len());
    assert!(most_in(&all, SignedDuration::from_secs(1)) <= 30);
    clinic.close().await;
}
