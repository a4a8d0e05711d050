//! The staff group: who may act, who wins, and what is told when something happens to a chat.
use backdesk::sandbox::{Act, Deed, What, World};
use serde_json::json;

use crate::clinic::{Clinic, texts};
use crate::database::Base;
use crate::phone::Phone;

/// Both press at once: one takes it, the other reads by whom it was taken.
pub async fn two_at_once(base: Base) {
    let Some(clinic) = Clinic::open(base).await else { return };
    let (anna, boris) = (clinic.staff(clinic.anna), clinic.staff(clinic.boris));
    for staff in [&anna, &boris] {
        staff.act(Act::text("/queue"));
    }
    clinic
        .until("no answers to /queue", |world| {
            let answers = world.messages(clinic.group).iter().filter(|m| m["text"] == "Nothing waits.").count();
            (answers == 2).then_some(())
        })
        .await;
    for (n, name) in ["Ana", "Ben", "Carl", "Dora"].into_iter().enumerate() {
        clinic.patient(name).await.asks_for_a_person().await;
        let card = format!("H-{}", 1001 + n);
        anna.sees(&card).await;
        clinic.settled().await;
        let button = anna.finds(&card, "Take").await;
        let toasts = clinic.sandbox.toasts().len();
        let order = if n % 2 == 0 { [&anna, &boris] } else { [&boris, &anna] };
        for staff in order {
            clinic.sandbox.act(staff.person, staff.press(&button)).unwrap();
        }
        clinic
            .until("nobody has taken it", |world| {
                let cards = texts(world, clinic.bot, clinic.group);
                cards.iter().any(|text| text.contains(&card) && text.contains("taken by")).then_some(())
            })
            .await;
        clinic.settled().await;
        let shown = clinic.sandbox.toasts().split_off(toasts);
        let lost: Vec<_> = shown.iter().filter(|toast| toast.text.contains("Already taken by")).collect();
        assert_eq!(lost.len(), 1, "{shown:#?}");
        let (winner, loser) = if lost[0].person == clinic.anna { ("Boris", "Anna") } else { ("Anna", "Boris") };
        assert_eq!(lost[0].text, format!("Already taken by {winner}."));
        let cards = clinic.cards();
        let taken = cards.iter().find(|text| text.contains(&card)).unwrap();
        assert!(taken.contains(&format!("taken by {winner}")) && !taken.contains(&format!("by {loser}")), "{taken}");
    }
    clinic.close().await;
}

/// A reply to a message whose number the program has not heard yet: the words count all the same.
pub async fn quick_replies(base: Base) {
    let Some(clinic) = Clinic::open(base).await else { return };
    let ana = clinic.patient("Ana").await;
    ana.asks_for_a_person().await;
    let anna = clinic.staff(clinic.anna);
    let card = anna.sees("H-1001").await;
    anna.tap("H-1001", "Take").await;
    clinic.settled().await;
    for (label, prompt, words, then) in [
        ("Offer a time", "which time for H-1001", "tomorrow 15:00", "Send to Ana?"),
        ("Message", "your words go to the patient", "Please bring your letter", "Please bring your letter"),
    ] {
        clinic.sandbox.faults().add_in_chat(What::Hold { applied: true }, "sendMessage", clinic.group, 1);
        let prompt = anna.tap_for("H-1001", label, prompt).await;
        assert_ne!(prompt, card);
        anna.act(Act::reply(prompt, words));
        let taken = |world: &World| (world.bots[&clinic.bot].queue.pending() == 0).then_some(());
        clinic.until("the reply is not taken", taken).await;
        clinic.sandbox.faults().release();
        let reader = if label == "Message" { &ana } else { &anna };
        reader.sees(then).await;
        clinic.settled().await;
    }
    let lost = clinic.texts(clinic.group).into_iter().find(|text| text.contains("nobody got your words"));
    assert_eq!(lost, None);
    clinic.close().await;
}

/// Forged presses and words of people who do not belong: nothing moves, and nobody learns anything.
pub async fn strangers(base: Base) {
    let Some(clinic) = Clinic::open(base).await else { return };
    let ana = clinic.patient("Ana").await;
    ana.asks_for_a_person().await;
    let anna = clinic.staff(clinic.anna);
    let button = anna.finds("H-1001", "Take").await;
    let card = clinic.cards();
    let patient = ana.texts();
    let eve = clinic.patient("Eve").await;
    let own = eve.finds("How can I help", "I have back pain").await;
    let hers = ana.finds("", "").await;
    // The card's button, pressed from the group by somebody who is not in it, until the bot has looked.
    let outside = clinic.staff(eve.person);
    for _ in 0..3 {
        outside.act(Act::forge(button.message, &button.data));
        clinic.settled().await;
    }
    outside.toasted("Only people of the clinic").await;
    // The card's data from the stranger's own chat, on every message that there is; and another patient's data.
    for message in [own.message, button.message, hers.message, 1, i64::from(i32::MAX)] {
        for data in [button.data.as_str(), "d.1001.take", "d.1001.offer", "d.1001.", "d.9999.take", hers.data.as_str()]
        {
            eve.act(Act::forge(message, data));
        }
    }
    // A press by the stranger that claims to stand in the patient's chat, or in the staff's without any sender's rights.
    for (chat, kind) in [(ana.chat, "private"), (clinic.group, "group"), (-100_999, "channel")] {
        let message =
            json!({ "message_id": hers.message, "date": 0, "chat": { "id": chat, "type": kind, "title": "x" } });
        let from = json!({ "id": eve.person, "is_bot": false, "first_name": "Eve" });
        for (n, data) in [&button.data, &hers.data].into_iter().enumerate() {
            let id = format!("forged{chat}{n}");
            let body = json!({ "id": id, "from": from, "message": message, "chat_instance": "1", "data": data });
            clinic.sandbox.faults().update("callback_query", body);
        }
    }
    clinic.settled().await;
    // A kicked member loses the right, too.
    clinic.sandbox.act(clinic.anna, Act::kick(clinic.boris).in_chat(clinic.group)).unwrap();
    clinic.staff(clinic.boris).act(Act::forge(button.message, &button.data));
    clinic.staff(clinic.boris).toasted("Only people of the clinic").await;
    clinic.settled().await;
    assert_eq!(clinic.cards(), card, "the card has moved");
    assert_eq!(ana.texts(), patient, "the patient's chat has moved");
    let shown = eve.texts().join("\n");
    assert!(!shown.contains("H-1001") && !shown.contains("Ana"), "{shown}");
    // And the one who may, can.
    anna.tap("H-1001", "Take").await;
    anna.sees("taken by Anna").await;
    clinic.sandbox.look(|world| {
        assert!(world.calls.iter().all(|call| call.chat != Some(-100_999) || call.method == "leaveChat"))
    });
    clinic.close_but(&["chat not found", "message to edit not found"]).await;
}

/// Staff learn that the patient cannot be reached, once.
pub async fn blocked(base: Base) {
    let Some(clinic) = Clinic::open(base).await else { return };
    let (ana, ben) = futures::join!(clinic.patient("Ana"), clinic.patient("Ben"));
    ana.asks_for_a_person().await;
    ben.asks_for_a_person().await;
    let anna = clinic.staff(clinic.anna);
    anna.sees("H-1002").await;
    clinic.settled().await;
    // One is noticed by Telegram's own word, the other by the refusal of a message.
    ana.act(Act::new(Deed::Block));
    anna.sees("H-1001 cannot be reached in Telegram").await;
    anna.sees("NOT REACHED IN TELEGRAM: PHONE").await;
    clinic.sandbox.act(ben.person, Act::new(Deed::Deactivate)).unwrap();
    let card = anna.sees("H-1002").await;
    anna.act(Act::reply(card, "We call you at noon"));
    anna.sees("H-1002 cannot be reached in Telegram").await;
    clinic.settled().await;
    let told = |number: &str| {
        clinic.texts(clinic.group).iter().filter(|text| text.contains(&format!("{number} cannot be"))).count()
    };
    assert_eq!((told("H-1001"), told("H-1002")), (1, 1), "{:#?}", clinic.texts(clinic.group));
    clinic.close().await;
}

/// The group becomes a supergroup: what comes after goes there, and what stood before can be acted on there.
pub async fn migrated(base: Base) {
    let Some(clinic) = Clinic::open(base).await else { return };
    let (ana, ben) = futures::join!(clinic.patient("Ana"), clinic.patient("Ben"));
    ana.asks_for_a_person().await;
    let anna = clinic.staff(clinic.anna);
    anna.sees("H-1001").await;
    anna.tap("H-1001", "Take").await;
    let new = clinic.sandbox.act(clinic.anna, Act::new(Deed::Migrate).in_chat(clinic.group)).unwrap().chat.unwrap();
    let before = clinic.texts(clinic.group);
    ben.asks_for_a_person().await;
    let there = Phone { chat: new, ..anna };
    there.sees("H-1002").await;
    // Many messages, so that numbers of the old group come again in the new one.
    let others =
        futures::future::join_all(["Cleo", "Dan", "Elsa", "Finn", "Gita", "Hugo"].map(|name| clinic.patient(name)))
            .await;
    for other in &others {
        other.asks_for_a_person().await;
    }
    there.sees("H-1008").await;
    ana.act(Act::text("Can I bring my dog?"));
    there.sees("Can I bring my dog?").await;
    clinic.settled().await;
    let texts = clinic.texts(new);
    for number in 1002..=1008 {
        let cards = texts.iter().filter(|text| text.lines().next().unwrap().contains(&format!("H-{number} "))).count();
        assert_eq!(cards, 1, "H-{number}: {texts:#?}");
    }
    assert_eq!(clinic.texts(clinic.group), before, "nothing more in the old group");
    there.tap("H-1002", "Take").await;
    there.sees("taken by Anna").await;
    clinic.terminate().await;
    // It is remembered, though the setting still names the old group.
    clinic.start().await;
    others[0].act(Act::text("Hello again"));
    there.sees("Hello again").await;
    clinic.close().await;
}
