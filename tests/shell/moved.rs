//! The staff chat is changed: nothing that is open is lost, and no group that was the staff's is left.
use backdesk::sandbox::{Act, Deed};

use crate::clinic::{Clinic, POISON};

/// Ana's and Eva's requests stand in the group.
async fn two_open(clinic: &Clinic) -> i64 {
    let ana = clinic.patient("Ana").await;
    clinic.press(ana, ana, "Talk to a person").await;
    let eva = clinic.patient("Eva").await;
    clinic.press(eva, eva, "Talk to a person").await;
    clinic.drain().await;
    assert_eq!(cards(clinic, clinic.group), ["H-1001", "H-1002"]);
    ana
}

/// Another group of the same people, with the bot in it.
fn another_group(clinic: &Clinic) -> i64 {
    let group = clinic.sandbox.add_group("New reception", clinic.anna);
    for act in [Act::invite(clinic.boris), Act::invite(clinic.bot), Act::promote(clinic.bot)] {
        clinic.sandbox.act(clinic.anna, act.in_chat(group)).unwrap();
    }
    group
}

/// The cards that stand in a chat, by number.
fn cards(clinic: &Clinic, chat: i64) -> Vec<String> {
    let cards = clinic
        .texts(chat)
        .into_iter()
        .filter(|text| text.contains("WANTS A PERSON") && text.contains("Ana") | text.contains("Eva"));
    cards
        .map(|text| text.split_whitespace().find(|word| word.starts_with("H-")).unwrap_or_default().to_owned())
        .collect()
}

async fn starts_in(clinic: &mut Clinic, chat: i64) {
    clinic.kill().await;
    clinic.start_with(Some(chat)).await.unwrap();
    clinic.settle().await;
}

#[tokio::test]
async fn a_new_chat_gets_every_open_card_once() {
    Clinic::on_each(async |mut clinic| {
        let ana = two_open(&clinic).await;
        let new = another_group(&clinic);
        starts_in(&mut clinic, new).await;
        clinic.drain().await;
        assert!(clinic.texts(new)[0].contains("2 are open"), "{:#?}", clinic.texts(new));
        assert_eq!(cards(&clinic, new), ["H-1001", "H-1002"]);
        // Once, however often it is started.
        starts_in(&mut clinic, new).await;
        clinic.drain().await;
        assert_eq!(cards(&clinic, new).len(), 2);
        // They work there.
        clinic.press(clinic.boris, new, "Take").await;
        let card = clinic.message(new, "H-1001");
        clinic.does(clinic.boris, Act::reply(card, "Please come at nine").in_chat(new)).await;
        clinic.drain().await;
        assert!(clinic.texts(ana).iter().any(|text| text.contains("Please come at nine")), "{:#?}", clinic.texts(ana));
        clinic.close().await;
    })
    .await;
}

#[tokio::test]
async fn the_old_chat_is_not_left_and_says_that_nobody_hears() {
    Clinic::on_each(async |mut clinic| {
        let ana = two_open(&clinic).await;
        let card = clinic.message(clinic.group, "H-1001");
        let new = another_group(&clinic);
        starts_in(&mut clinic, new).await;
        clinic.does(clinic.boris, Act::text("coffee?").in_chat(clinic.group)).await;
        let silent = clinic.texts(clinic.group).len();
        clinic.does(clinic.boris, Act::text("/queue").in_chat(clinic.group)).await;
        clinic.does(clinic.boris, Act::reply(card, "Please come at nine").in_chat(clinic.group)).await;
        clinic.press(clinic.boris, clinic.group, "Take").await;
        clinic.drain().await;
        assert_eq!(silent, 2, "talk among themselves is not answered");
        let said = clinic.texts(clinic.group);
        assert_eq!(said.iter().filter(|text| text.contains("nobody got your words")).count(), 2, "{said:#?}");
        assert!(!clinic.texts(ana).iter().any(|text| text.contains("Please come at nine")));
        assert_eq!(clinic.calls("leaveChat"), 0);
        let stranger = clinic.sandbox.add_group("Somebody else's", ana);
        clinic.does(ana, Act::invite(clinic.bot).in_chat(stranger)).await;
        let left = clinic.sandbox.calls_of("leaveChat");
        assert!(
            !left.is_empty() && left.iter().all(|call| call.chat == Some(stranger)),
            "a strange group is left as before"
        );
        clinic.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_wrong_id_loses_nothing_and_the_right_one_brings_it_back() {
    Clinic::on_each(async |mut clinic| {
        let ana = two_open(&clinic).await;
        starts_in(&mut clinic, -1_009_999).await;
        clinic.does(clinic.boris, Act::text("/queue").in_chat(clinic.group)).await;
        let ben = clinic.patient("Ana Ben").await;
        clinic.press(ben, ben, "Talk to a person").await;
        clinic.does(ana, Act::text("please hurry")).await;
        // An alarm is about no request.
        clinic.does(ana, Act::text(POISON)).await;
        clinic.settle().await;
        assert_eq!(clinic.calls("leaveChat"), 0);
        let group = clinic.group;
        starts_in(&mut clinic, group).await;
        clinic.drain().await;
        assert_eq!(cards(&clinic, group), ["H-1001", "H-1002", "H-1003"], "{:#?}", clinic.texts(group));
        let said = clinic.texts(group);
        assert_eq!(said.iter().filter(|text| text.contains("please hurry")).count(), 1, "{said:#?}");
        assert_eq!(said.iter().filter(|text| text.contains("3 are open")).count(), 1, "{said:#?}");
        assert_eq!(said.iter().filter(|text| text.contains("put aside")).count(), 1, "{said:#?}");
        assert!(!said.iter().any(|text| text.contains("2 are open")), "what was never read is not said now: {said:#?}");
        clinic.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_supergroup_gets_every_open_card_once() {
    Clinic::on_each(async |clinic| {
        two_open(&clinic).await;
        clinic.sandbox.faults().duplicate(1000);
        let moved = clinic.does(clinic.anna, Act::new(Deed::Migrate).in_chat(clinic.group)).await.chat.unwrap();
        clinic.drain().await;
        assert_eq!(cards(&clinic, moved), ["H-1001", "H-1002"], "{:#?}", clinic.texts(moved));
        clinic.press(clinic.boris, moved, "Take").await;
        clinic.drain().await;
        assert_eq!(cards(&clinic, moved).len(), 2, "edited in place");
        clinic.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_chat_that_is_paired_later_gets_what_the_old_one_had() {
    Clinic::on_each(async |mut clinic| {
        two_open(&clinic).await;
        let new = another_group(&clinic);
        clinic.kill().await;
        clinic.start_with(None).await.unwrap();
        clinic.settle().await;
        let code = clinic.app().pairing_code().unwrap().to_owned();
        clinic.does(clinic.anna, Act::text(&format!("/pair {code}")).in_chat(new)).await;
        clinic.drain().await;
        assert_eq!(cards(&clinic, new), ["H-1001", "H-1002"], "{:#?}", clinic.texts(new));
        clinic.does(clinic.boris, Act::text("/queue").in_chat(clinic.group)).await;
        assert_eq!(clinic.calls("leaveChat"), 0);
        clinic.close().await;
    })
    .await;
}

#[tokio::test]
async fn forgotten_everywhere_a_card_stood() {
    Clinic::on_each(async |mut clinic| {
        let ana = two_open(&clinic).await;
        let new = another_group(&clinic);
        starts_in(&mut clinic, new).await;
        clinic.drain().await;
        clinic.does(ana, Act::text("/forget")).await;
        clinic.press(ana, ana, "Yes, erase it").await;
        clinic.drain().await;
        for chat in [new, clinic.group] {
            assert_eq!(cards(&clinic, chat), ["H-1002"], "{:#?}", clinic.texts(chat));
        }
        clinic.close().await;
    })
    .await;
}
