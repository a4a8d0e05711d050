//! What a patient does and sees.
use backdesk::sandbox::{Act, What};
use serde_json::json;

use crate::clinic::{Clinic, POISON};

#[tokio::test]
async fn a_tap_that_moves_on_is_one_answer_and_one_edit() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    assert!(clinic.last(ana).contains("automatic helper"));
    let before = clinic.sandbox.calls().iter().filter(|call| call.method != "getUpdates").count();
    clinic.press(ana, ana, "I have back pain").await;
    let after = clinic.sandbox.calls();
    let made: Vec<_> =
        after.iter().filter(|call| call.method != "getUpdates").skip(before).map(|c| &c.method).collect();
    assert_eq!(made.len(), 2, "{made:?}");
    assert_eq!(clinic.texts(ana).len(), 1, "edited in place: {:#?}", clinic.texts(ana));
    assert!(clinic.last(ana).contains("May I ask"));
    clinic.close().await;
}

#[tokio::test]
async fn words_are_answered_below_them_and_the_old_keyboard_goes() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    clinic.does(ana, Act::text("/help")).await;
    clinic.drain().await;
    let with_keyboard = |m: &&serde_json::Value| m["reply_markup"]["inline_keyboard"].is_array();
    assert_eq!(clinic.sandbox.messages(ana).iter().filter(with_keyboard).count(), 1);
    clinic.close().await;
}

#[tokio::test]
async fn an_update_that_comes_twice_counts_once() {
    let clinic = Clinic::open().await;
    clinic.sandbox.faults().duplicate(1000);
    let ana = clinic.patient("Ana").await;
    clinic.press(ana, ana, "Talk to a person").await;
    clinic.does(ana, Act::text("please call me")).await;
    clinic.sandbox.faults().repeat_last_batch();
    clinic.drain().await;
    let texts = clinic.texts(clinic.group);
    assert_eq!(texts.iter().filter(|text| text.contains("please call me")).count(), 1, "{texts:#?}");
    assert_eq!(texts.iter().filter(|text| text.contains("WANTS A PERSON")).count(), 1, "{texts:#?}");
    assert!(!texts.iter().any(|text| text.contains("H-1002")), "{texts:#?}");
    clinic.close().await;
}

#[tokio::test]
async fn a_panic_puts_one_update_aside_and_the_rest_goes_on() {
    let clinic = Clinic::open().await;
    let (ana, eva) = (clinic.patient("Ana").await, clinic.patient("Eva").await);
    clinic.sandbox.act(ana, Act::text(&format!("I say {POISON}"))).unwrap();
    clinic.sandbox.act(eva, Act::text("/help")).unwrap();
    clinic.drain().await;
    assert_eq!(clinic.asides().await, ["panicked"]);
    assert!(clinic.last(clinic.group).contains("put aside"), "{:#?}", clinic.texts(clinic.group));
    assert!(!clinic.last(clinic.group).contains("Ana"));
    assert_ne!(clinic.texts(eva).len(), 1, "Eva is answered");
    clinic.does(ana, Act::text("/help")).await;
    clinic.drain().await;
    assert!(clinic.texts(ana).len() > 1, "Ana is answered again");
    clinic.close().await;
}

#[tokio::test]
async fn junk_of_every_kind_is_put_aside_or_passed_over() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    let faults = clinic.sandbox.faults();
    faults.update("message", json!({ "nothing": "known" }));
    faults.update("hologram", json!({ "x": 1 }));
    faults.update("message", json!([1, 2]));
    for kind in ["voice", "sticker", "photo", "location", "poll", "unknown", "dice"] {
        clinic.sandbox.act(ana, Act::media(kind)).unwrap();
    }
    clinic.drain().await;
    assert_eq!(clinic.asides().await, ["unreadable", "unreadable"]);
    assert!(clinic.texts(ana).len() > 1);
    clinic.close().await;
}

#[tokio::test]
async fn an_emergency_overtakes_and_cannot_be_overwritten() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    // Everything to this chat is held back, and much waits.
    let flood = What::TooManyRequests { retry_after: 30 };
    clinic.sandbox.faults().add_in_chat(flood, "sendMessage", ana, 1);
    clinic.does(ana, Act::text("/help")).await;
    clinic.does(ana, Act::text("/requests")).await;
    clinic.does(ana, Act::text("I am numb between my legs and cannot pee")).await;
    clinic.does(ana, Act::text("/privacy")).await;
    clinic.drain().await;
    let sent = |chat: i64| {
        clinic.sandbox.calls_of("sendMessage").into_iter().filter(move |c| c.applied && c.chat == Some(chat))
    };
    let texts: Vec<String> = sent(ana).map(|call| call.params["text"].to_string()).collect();
    assert!(texts[1].contains('🔴'), "the first after the pause: {texts:#?}");
    assert!(!texts.iter().any(|text| text.contains("/cancel")), "what waited is not worth it any more: {texts:#?}");
    let emergency = clinic.message(ana, "🔴");
    let edited = clinic.sandbox.calls_of("editMessageText").iter().any(|call| call.params["message_id"] == emergency);
    assert!(!edited, "it stands as it was sent");
    clinic.close().await;
}
