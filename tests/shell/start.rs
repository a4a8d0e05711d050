//! Starting: what is refused, pairing, strange groups, the profile.
use backdesk::sandbox::{Act, What};
use backdesk::script::{Script, Source};
use backdesk::shell::startup::Refused;
use jiff::SignedDuration;

use crate::clinic::Clinic;

#[tokio::test]
async fn a_refused_token_says_what_to_do() {
    let mut clinic = Clinic::closed().await;
    clinic.sandbox.faults().add(What::Unauthorized, "getMe", 1);
    let refused = clinic.start().await.unwrap_err();
    assert!(matches!(refused, Refused::Token) && refused.to_string().contains("@BotFather"));
}

#[tokio::test]
async fn it_goes_on_trying_until_telegram_is_reached() {
    let mut clinic = Clinic::closed().await;
    clinic.sandbox.faults().add(What::ServerError { code: 502, applied: false }, "getMe", 3);
    let clock = clinic.clock.clone();
    let passing = async {
        loop {
            clock.advance(jiff::SignedDuration::from_secs(1));
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        started = clinic.start() => started.unwrap(),
        () = passing => {}
    }
    clinic.settle().await;
    clinic.close().await;
}

#[tokio::test]
async fn another_poller_ends_it() {
    let mut clinic = Clinic::open().await;
    let conflict = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    let what = What::Refuse { code: 409, description: conflict.to_owned(), parameters: None };
    clinic.sandbox.faults().add(what, "getUpdates", 100);
    // The poll under way ends with the next update; those after it meet the other one.
    let ana = clinic.sandbox.add_person("Ana", "en");
    clinic.sandbox.act(ana, Act::start()).unwrap();
    let clock = clinic.clock.clone();
    let passing = async {
        loop {
            clock.advance(jiff::SignedDuration::from_secs(1));
            tokio::task::yield_now().await;
        }
    };
    let ended = tokio::select! {
        ended = clinic.app().ended() => ended,
        () = passing => unreachable!(),
    };
    assert!(ended.unwrap_err().to_string().contains("409"));
}

#[tokio::test]
async fn commands_and_descriptions_are_set_in_each_language() {
    let clinic = Clinic::open().await;
    let state = clinic.sandbox.state();
    let bot = &state["bots"][0];
    assert!(bot["description"][""].as_str().unwrap().contains("112"), "{bot:#}");
    assert!(bot["description"]["es"].as_str().unwrap().contains("112"));
    assert!(bot["short_description"]["es"].is_string());
    assert!(bot["commands"][""].as_array().unwrap().iter().any(|command| command["command"] == "forget"));
    clinic.close().await;
}

#[tokio::test]
async fn a_group_is_paired_by_an_administrator_who_knows_the_code() {
    let mut clinic = Clinic::closed().await;
    clinic.start_with(None).await.unwrap();
    let code = clinic.app().pairing_code().unwrap().to_owned();
    let (group, anna, boris) = (clinic.group, clinic.anna, clinic.boris);
    let ana = clinic.patient("Ana").await;
    clinic.press(ana, ana, "Talk to a person").await;
    assert!(clinic.texts(group).is_empty(), "nothing is sent anywhere before a group is paired");
    clinic.does(boris, Act::text(&format!("/pair {code}")).in_chat(group)).await;
    assert!(clinic.last(group).contains("Only an administrator"), "{:#?}", clinic.texts(group));
    clinic.does(anna, Act::text("/pair WRONG").in_chat(group)).await;
    assert!(clinic.last(group).contains("not the code"));
    clinic.does(anna, Act::text(&format!("/pair {code}")).in_chat(group)).await;
    clinic.drain().await;
    let texts = clinic.texts(group);
    assert!(texts.iter().any(|text| text.contains("reception now")), "{texts:#?}");
    assert!(texts.iter().any(|text| text.contains("H-1001")), "what waited follows: {texts:#?}");
    clinic.kill().await;
    clinic.start_with(None).await.unwrap();
    assert_eq!(clinic.app().pairing_code(), None, "it is remembered");
    clinic.settle().await;
    clinic.close().await;
}

#[tokio::test]
async fn a_strange_group_is_left_without_a_word() {
    let clinic = Clinic::open().await;
    let eve = clinic.sandbox.add_person("Eve", "en");
    let strange = clinic.sandbox.add_group("Strange", eve);
    clinic.does(eve, Act::invite(clinic.bot).in_chat(strange)).await;
    assert!(clinic.calls("leaveChat") > 0);
    assert!(clinic.texts(strange).is_empty());
    clinic.close().await;
}

#[tokio::test]
async fn an_overdue_review_is_told_once_a_day_at_most() {
    let mut clinic = Clinic::closed().await;
    // A year before tomorrow.
    let mut files = clinic.script.files.clone();
    let text = files.get_mut("clinic.toml").unwrap();
    *text = text.replace(
        "# reviewer = { name = \"Dr …\", date = 2026-05-02",
        "reviewer = { name = \"Dr Vega\", date = 2025-03-03",
    );
    clinic.script = Script::load(&Source::Texts(files)).unwrap();
    clinic.start().await.unwrap();
    clinic.settle().await;
    let told = |clinic: &Clinic| clinic.texts(clinic.group).iter().filter(|text| text.contains("Dr Vega")).count();
    assert_eq!(told(&clinic), 0, "not due yet");
    for _ in 0..48 {
        clinic.sandbox.advance(SignedDuration::from_hours(1));
        clinic.settle().await;
    }
    assert_eq!(told(&clinic), 1, "{:#?}", clinic.texts(clinic.group));
    assert!(clinic.last(clinic.group).contains("more than 12 months ago"), "{}", clinic.last(clinic.group));
    // It fell due a day and some hours ago: a start tells again, the next one soon after does not.
    for _ in 0..2 {
        clinic.kill().await;
        clinic.start().await.unwrap();
        clinic.settle().await;
    }
    assert_eq!(told(&clinic), 2);
    clinic.close().await;
}
