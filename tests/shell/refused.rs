//! A screen that Telegram refuses: nobody is left in silence.
use backdesk::core::screen::{Button, Screen, Slot};
use backdesk::sandbox::{Act, Call, What};
use backdesk::script::Html;
use backdesk::shell::say::Body;
use backdesk::store::{NewRow, RowKind};

use crate::clinic::Clinic;

fn refuse() -> What {
    let description = "Bad Request: can't parse entities: unsupported start tag at byte offset 7".to_owned();
    What::Refuse { code: 400, description, parameters: None }
}

/// The last call that showed something in a chat.
fn shown(clinic: &Clinic, chat: i64) -> Call {
    let words = |call: &Call| ["sendMessage", "editMessageText"].contains(&call.method.as_str());
    clinic
        .sandbox
        .calls()
        .into_iter()
        .rev()
        .find(|call| words(call) && call.applied && call.chat == Some(chat))
        .unwrap()
}

fn alarms(clinic: &Clinic) -> usize {
    clinic.texts(clinic.group).iter().filter(|text| text.contains("refused a message")).count()
}

fn labels(clinic: &Clinic, chat: i64) -> Vec<String> {
    let markup = &shown(clinic, chat).params["reply_markup"]["inline_keyboard"];
    let rows = markup.as_array().into_iter().flatten().filter_map(|row| row.as_array());
    rows.flatten().filter_map(|button| button["text"].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn a_question_that_is_refused_comes_in_plain_words_with_its_buttons() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    clinic.press(ana, ana, "I have back pain").await;
    clinic.press(ana, ana, "Yes, I agree").await;
    clinic.sandbox.faults().add_in_chat(refuse(), "editMessageText", ana, 1);
    clinic.press(ana, ana, "Me, 18 to 54").await;
    clinic.drain().await;
    let call = shown(&clinic, ana);
    assert!(clinic.last(ana).contains("1 of 3"), "{:#?}", clinic.texts(ana));
    assert!(call.params["parse_mode"].is_null(), "{}", call.params);
    assert!(!call.params["text"].to_string().contains("<b>"), "{}", call.params);
    clinic.press(ana, ana, "No, none of these").await;
    assert!(clinic.last(ana).contains("2 of 3"), "it goes on: {:#?}", clinic.texts(ana));
    assert_eq!(alarms(&clinic), 1);
    clinic.close().await;
}

#[tokio::test]
async fn refused_again_a_person_is_offered_and_then_a_notice_with_the_emergency_line() {
    for (times, words, buttons) in [(2, "1 of 3", &["Talk to a person"][..]), (3, "/human", &[]), (4, "nothing", &[])] {
        let clinic = Clinic::open().await;
        let ana = clinic.patient("Ana").await;
        clinic.press(ana, ana, "I have back pain").await;
        clinic.press(ana, ana, "Yes, I agree").await;
        for method in ["editMessageText", "sendMessage"] {
            let times = if method == "editMessageText" { 2 } else { times - 2 };
            clinic.sandbox.faults().add_in_chat(refuse(), method, ana, times);
        }
        clinic.press(ana, ana, "Me, 18 to 54").await;
        clinic.drain().await;
        if times < 4 {
            assert!(clinic.last(ana).contains(words), "{times}: {:#?}", clinic.texts(ana));
            assert_eq!(labels(&clinic, ana), buttons);
            assert_eq!(alarms(&clinic), 1, "told once");
        } else {
            assert!(clinic.last(clinic.group).contains("somebody did not get it"), "{:#?}", clinic.texts(clinic.group));
        }
        if times == 2 {
            clinic.press(ana, ana, "Talk to a person").await;
            clinic.drain().await;
            assert!(clinic.texts(clinic.group).iter().any(|text| text.contains("H-1001")));
        }
        if times == 3 {
            assert!(clinic.last(ana).contains("Call 112"), "{:#?}", clinic.texts(ana));
        }
        clinic.close().await;
    }
}

#[tokio::test]
async fn emergency_advice_that_is_refused_still_says_whom_to_call() {
    for times in [1, 2, 3] {
        let clinic = Clinic::open().await;
        let ana = clinic.patient("Ana").await;
        clinic.sandbox.faults().add_in_chat(refuse(), "sendMessage", ana, times);
        clinic.does(ana, Act::text("I am numb between my legs and cannot pee")).await;
        clinic.drain().await;
        let said = clinic.last(ana);
        assert!(said.contains("112"), "{times}: {:#?}", clinic.texts(ana));
        assert_eq!(times == 3, !said.contains("hospital"), "{times}: {said}");
        assert_eq!(alarms(&clinic), 1);
        clinic.close().await;
    }
}

/// Telegram's own limits: too long for one message, and a button with too much behind it.
#[tokio::test]
async fn what_is_too_long_is_cut_and_keeps_the_emergency_line() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    let long = format!("<first> {} Call 112 now.", "many words & more ".repeat(400));
    let buttons = vec![Button::new("Go on", "g.resume"), Button::new("Too much", "x".repeat(65))];
    let screen = Screen::with(Html::escape(&long), buttons);
    let at = clinic.clock.now();
    let row = NewRow {
        chat: ana,
        lane: 1,
        kind: RowKind::Ring,
        slot: Some(Slot::named("n", 1)),
        for_chart: Some(ana),
        handoff: None,
        body: Body { screen: Some(screen), ..Body::default() },
        reply_to: None,
        not_after: None,
        at,
    };
    let mut tx = clinic.store.begin().await.unwrap();
    tx.put_row(row).await.unwrap();
    tx.commit().await.unwrap();
    // Whatever is committed wakes the sender.
    clinic.does(clinic.boris, Act::text("/help").in_chat(clinic.group)).await;
    clinic.drain().await;
    let said = clinic.last(ana);
    assert!(said.starts_with("<first> many words & more"), "{said:.80}");
    assert!(said.encode_utf16().count() <= 4096 && said.contains("Call 112"), "{said}");
    assert_eq!(labels(&clinic, ana), ["Talk to a person"]);
    assert_eq!(alarms(&clinic), 1);
}

#[tokio::test]
async fn a_card_that_is_refused_stands_in_plain_words() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    clinic.sandbox.faults().add_in_chat(refuse(), "sendMessage", clinic.group, 2);
    clinic.press(ana, ana, "Talk to a person").await;
    clinic.drain().await;
    let card = clinic.message(clinic.group, "H-1001");
    clinic.does(clinic.boris, Act::reply(card, "Please come at nine").in_chat(clinic.group)).await;
    clinic.drain().await;
    assert!(clinic.texts(ana).iter().any(|text| text.contains("Please come at nine")), "{:#?}", clinic.texts(ana));
    clinic.close().await;
}
