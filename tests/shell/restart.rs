//! Killed at any moment, it goes on where it was.
use backdesk::sandbox::{Act, What};
use backdesk::script::{Script, Source};

use crate::clinic::Clinic;

#[tokio::test]
async fn it_goes_on_where_it_was() {
    let mut clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    for label in ["I have back pain", "Yes, I agree", "Me, 18"] {
        clinic.press(ana, ana, label).await;
        clinic.kill().await;
        clinic.start().await.unwrap();
        clinic.settle().await;
    }
    assert!(clinic.last(ana).contains("1 of 3"), "{:#?}", clinic.texts(ana));
    assert_eq!(clinic.texts(ana).len(), 1, "one message all along");
    clinic.close().await;
}

#[tokio::test]
async fn what_comes_while_it_is_down_is_handled_once() {
    let mut clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    clinic.kill().await;
    let press = clinic.button(ana, "Talk to a person").unwrap();
    clinic.sandbox.act(ana, press).unwrap();
    clinic.start().await.unwrap();
    clinic.drain().await;
    clinic.sandbox.faults().repeat_last_batch();
    clinic.kill().await;
    clinic.start().await.unwrap();
    clinic.drain().await;
    let cards = clinic.texts(clinic.group).into_iter().filter(|text| text.contains("WANTS A PERSON")).count();
    assert_eq!(cards, 1, "{:#?}", clinic.texts(clinic.group));
    clinic.close().await;
}

#[tokio::test]
async fn a_card_under_way_at_the_end_is_sent_as_a_possible_repeat() {
    let mut clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    clinic.sandbox.faults().add_in_chat(What::Hold { applied: true }, "sendMessage", clinic.group, 1);
    clinic.sandbox.advance(jiff::SignedDuration::from_secs(2));
    clinic.sandbox.act(ana, clinic.button(ana, "Talk to a person").unwrap()).unwrap();
    let held = clinic.sandbox.until(|world| (world.faults.held == 1).then_some(())).await;
    held.expect("the card is on its way");
    clinic.kill().await;
    clinic.sandbox.faults().clear();
    clinic.start().await.unwrap();
    clinic.drain().await;
    let cards: Vec<_> = clinic.texts(clinic.group).into_iter().filter(|text| text.contains("H-1001")).collect();
    assert_eq!(cards.len(), 2, "{cards:#?}");
    assert!(cards[1].contains("repeat"));
    // The first copy is not known by its number: a reply to it arrives all the same.
    let first = clinic
        .sandbox
        .messages(clinic.group)
        .iter()
        .find(|m| m["text"].as_str().is_some_and(|t| t.contains("H-1001")))
        .and_then(|m| m["message_id"].as_i64())
        .unwrap();
    clinic.does(clinic.boris, Act::reply(first, "We call you").in_chat(clinic.group)).await;
    clinic.drain().await;
    assert!(clinic.texts(ana).iter().any(|text| text.contains("We call you")));
    clinic.close().await;
}

#[tokio::test]
async fn an_end_in_order_leaves_no_doubt() {
    let mut clinic = Clinic::open().await;
    for _ in 0..5 {
        clinic.kill().await;
        clinic.start().await.unwrap();
    }
    // Taken singly now, after so many ends without progress; and it goes on.
    let ana = clinic.patient("Ana").await;
    assert_eq!(clinic.texts(ana).len(), 1);
    assert!(clinic.asides().await.is_empty());
    clinic.close().await;
}

#[tokio::test]
async fn a_suspect_is_put_aside_at_the_next_start() {
    let mut clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    clinic.kill().await;
    clinic.sandbox.act(ana, Act::text("/help")).unwrap();
    let id = clinic.waiting().await[0];
    let mut tx = clinic.store.begin().await.unwrap();
    tx.set_suspect(Some(id)).await.unwrap();
    tx.commit().await.unwrap();
    clinic.start().await.unwrap();
    clinic.drain().await;
    assert_eq!(clinic.asides().await, ["suspect"]);
    clinic.does(ana, Act::text("/help")).await;
    clinic.drain().await;
    assert!(clinic.texts(ana).len() > 1);
    clinic.close().await;
}

#[tokio::test]
async fn a_case_open_over_a_restart_keeps_its_own_script() {
    let mut clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    clinic.press(ana, ana, "I have back pain").await;
    clinic.press(ana, ana, "Yes, I agree").await;
    clinic.kill().await;
    let mut files = clinic.script.files.clone();
    let intake = files.get_mut("intake.toml").unwrap();
    *intake = intake.replace("Who has the pain?", "Whose pain is it?");
    let safety = files.get_mut("safety.toml").unwrap();
    *safety = safety.replace("Safety check 1 of 3.", "Safety check one.");
    clinic.script = Script::load(&Source::Texts(files)).unwrap();
    clinic.start().await.unwrap();
    clinic.settle().await;
    clinic.press(ana, ana, "Me, 18").await;
    assert!(clinic.last(ana).contains("Safety check 1 of 3."), "{:#?}", clinic.texts(ana));
    let ben = clinic.patient("Ben").await;
    clinic.press(ben, ben, "I have back pain").await;
    clinic.press(ben, ben, "Yes, I agree").await;
    assert!(clinic.last(ben).contains("Whose pain is it?"), "{:#?}", clinic.texts(ben));
    clinic.close().await;
}

#[tokio::test]
async fn telegrams_limits_hold_over_the_end_of_the_program() {
    Clinic::on_each(async |mut clinic| {
        // A group takes 20 messages a minute.
        for _ in 0..20 {
            clinic.does(clinic.anna, Act::text("/queue").in_chat(clinic.group)).await;
        }
        assert_eq!(clinic.texts(clinic.group).len(), 20, "as many as it takes");
        clinic.kill().await;
        clinic.start().await.unwrap();
        clinic.does(clinic.anna, Act::text("/queue").in_chat(clinic.group)).await;
        clinic.drain().await;
        assert_eq!(clinic.texts(clinic.group).len(), 21);
        assert_eq!(too_many(&clinic), 0);
        clinic.close().await;
    })
    .await;
}

#[tokio::test]
async fn an_edit_on_its_way_at_the_end_counts_too() {
    Clinic::on_each(async |mut clinic| {
        let ana = clinic.patient("Ana").await;
        for label in ["Prices", "Back", "Prices"] {
            let press = clinic.button(ana, label).unwrap();
            clinic.sandbox.act(ana, press).unwrap();
            clinic.settle().await;
        }
        // The fifth call of five seconds: done, and not heard of.
        clinic.sandbox.faults().add_in_chat(What::Hold { applied: true }, "editMessageText", ana, 1);
        clinic.sandbox.act(ana, clinic.button(ana, "Back").unwrap()).unwrap();
        let held = clinic.sandbox.until(|world| (world.faults.held == 1).then_some(())).await;
        held.expect("the edit is on its way");
        clinic.kill().await;
        clinic.sandbox.faults().clear();
        clinic.start().await.unwrap();
        clinic.settle().await;
        assert_eq!(clinic.calls("editMessageText"), 4, "five calls in five seconds are enough");
        clinic.drain().await;
        assert_eq!(clinic.calls("editMessageText"), 5);
        assert_eq!(too_many(&clinic), 0);
        clinic.close().await;
    })
    .await;
}

/// How many calls Telegram had to refuse for being too many.
fn too_many(clinic: &Clinic) -> usize {
    let calls = clinic.sandbox.calls();
    calls.iter().filter(|call| call.answer.as_ref().is_some_and(|answer| answer["error_code"] == 429)).count()
}
