//! What staff do and see.
use backdesk::sandbox::{Act, Deed};
use serde_json::json;

use crate::clinic::Clinic;

/// Ana asks for a person: her card stands in the group.
async fn asked() -> (Clinic, i64) {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    clinic.press(ana, ana, "Talk to a person").await;
    clinic.drain().await;
    assert!(clinic.last(clinic.group).contains("H-1001"), "{:#?}", clinic.texts(clinic.group));
    (clinic, ana)
}

#[tokio::test]
async fn a_member_is_looked_at_first_and_acts_then() {
    let (clinic, _) = asked().await;
    let looked = clinic.calls("getChatMember");
    clinic.press(clinic.boris, clinic.group, "Take").await;
    assert_eq!(clinic.calls("getChatMember"), looked + 1);
    assert!(clinic.last(clinic.group).contains("Boris"), "{:#?}", clinic.texts(clinic.group));
    assert_eq!(clinic.texts(clinic.group).len(), 1, "the card is edited in place");
    clinic.sandbox.advance(jiff::SignedDuration::from_mins(11));
    clinic.press(clinic.boris, clinic.group, "Message").await;
    assert_eq!(clinic.calls("getChatMember"), looked + 2, "ten minutes are over");
    assert!(clinic.texts(clinic.group).iter().any(|text| text.contains("answer this message")), "and it counts");
    clinic.close().await;
}

#[tokio::test]
async fn a_stranger_and_whoever_left_do_nothing() {
    let (clinic, ana) = asked().await;
    let card = clinic.sandbox.messages(clinic.group).pop().unwrap();
    let before = clinic.texts(clinic.group);
    clinic.does(clinic.anna, Act::kick(clinic.boris).in_chat(clinic.group)).await;
    let eve = clinic.sandbox.add_person("Eve", "en");
    for (n, person) in [clinic.boris, eve, eve].into_iter().enumerate() {
        let from = json!({ "id": person, "is_bot": false, "first_name": "Eve" });
        let press = json!({ "id": format!("forged{n}"), "from": from, "chat_instance": "1", "data": "d.1001.take",
            "message": card });
        clinic.sandbox.faults().update("callback_query", press);
        clinic.settle().await;
    }
    // A button of the desk is none in a private chat.
    clinic.does(ana, Act::forge(clinic.message(ana, "H-1001"), "d.1001.take")).await;
    clinic.drain().await;
    assert_eq!(clinic.texts(clinic.group), before);
    let answers: Vec<_> = clinic.sandbox.calls_of("answerCallbackQuery");
    let words = |call: &backdesk::sandbox::Call| call.params["text"].as_str().unwrap_or_default().to_owned();
    assert_eq!(answers.iter().filter(|call| words(call).contains("Only people of the clinic")).count(), 3);
    clinic.close().await;
}

#[tokio::test]
async fn a_reply_to_the_card_reaches_the_patient_whoever_is_known_yet() {
    let (clinic, ana) = asked().await;
    let card = clinic.message(clinic.group, "H-1001");
    clinic.does(clinic.boris, Act::reply(card, "Please come at nine").in_chat(clinic.group)).await;
    clinic.drain().await;
    assert!(clinic.texts(ana).iter().any(|text| text.contains("Please come at nine")), "{:#?}", clinic.texts(ana));
    clinic.does(ana, Act::text("thank you")).await;
    clinic.drain().await;
    assert!(clinic.texts(clinic.group).iter().any(|text| text.contains("thank you")));
    clinic.close().await;
}

#[tokio::test]
async fn nobody_is_known_behind_an_anonymous_message() {
    let (clinic, ana) = asked().await;
    let card = clinic.message(clinic.group, "H-1001");
    let said = Deed::Text { text: "Come at nine".to_owned(), reply_to: Some(card), anonymous: true };
    clinic.does(clinic.anna, Act::new(said).in_chat(clinic.group)).await;
    clinic.drain().await;
    assert!(!clinic.texts(ana).iter().any(|text| text.contains("Come at nine")));
    clinic.close().await;
}

#[tokio::test]
async fn queue_lists_what_waits() {
    let (clinic, _) = asked().await;
    clinic.does(clinic.anna, Act::text("/queue").in_chat(clinic.group)).await;
    clinic.drain().await;
    let last = clinic.last(clinic.group);
    assert!(last.contains("H-1001") && !last.contains("Ana"), "{last}");
    clinic.close().await;
}

#[tokio::test]
async fn an_untaken_card_rings_again() {
    let (clinic, _) = asked().await;
    let before = clinic.texts(clinic.group).len();
    clinic.sandbox.advance(jiff::SignedDuration::from_mins(6));
    clinic.drain().await;
    assert!(clinic.texts(clinic.group).len() > before, "{:#?}", clinic.texts(clinic.group));
    clinic.close().await;
}

#[tokio::test]
async fn a_group_that_becomes_a_supergroup_is_followed() {
    let (clinic, ana) = asked().await;
    let moved = clinic.does(clinic.anna, Act::new(Deed::Migrate).in_chat(clinic.group)).await.chat.unwrap();
    clinic.does(ana, Act::text("one more thing")).await;
    clinic.drain().await;
    assert!(clinic.texts(moved).iter().any(|text| text.contains("one more thing")), "{:#?}", clinic.texts(moved));
    clinic.close().await;
}

#[tokio::test]
async fn a_group_that_moved_without_a_word_is_followed_too() {
    let (mut clinic, ana) = asked().await;
    clinic.kill().await;
    let moved = clinic.sandbox.act(clinic.anna, Act::new(Deed::Migrate).in_chat(clinic.group)).unwrap().chat.unwrap();
    // The messages that tell of it never come: only errors do.
    clinic.lose_updates().await;
    clinic.start().await.unwrap();
    clinic.does(ana, Act::text("one more thing")).await;
    clinic.drain().await;
    assert!(clinic.texts(moved).iter().any(|text| text.contains("one more thing")), "{:#?}", clinic.texts(moved));
    clinic.close().await;
}

#[tokio::test]
async fn a_patient_who_blocks_the_bot_is_told_to_staff() {
    let (clinic, ana) = asked().await;
    clinic.does(ana, Act::new(Deed::Block)).await;
    clinic.drain().await;
    assert!(
        clinic.texts(clinic.group).iter().any(|text| text.contains("NOT REACHED")),
        "{:#?}",
        clinic.texts(clinic.group)
    );
    clinic.close().await;
}
