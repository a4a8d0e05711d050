//! Every branch of the tree.
use serde_json::{Value, json};

use super::*;
use crate::core::event::Media;

const RECEPTION: i64 = -10;
const ELSEWHERE: i64 = -99;

async fn todo_when(update: Value, pairing: bool) -> Todo {
    let mut whole = json!({ "update_id": 1 });
    whole.as_object_mut().unwrap().extend(update.as_object().unwrap().clone());
    let incoming = Arc::new(super::super::parse::read(&whole).unwrap());
    let rooms = Rooms { reception: Some(RECEPTION), doctors: Some(-20), pairing, bot: "desk_bot".into() };
    route(&tree(), &incoming, &Arc::new(rooms)).await
}

async fn todo(update: Value) -> Todo {
    todo_when(update, false).await
}

fn ana() -> Value {
    json!({ "id": 101, "is_bot": false, "first_name": "Ana", "language_code": "es" })
}

fn message(chat: i64, extra: Value) -> Value {
    let kind = if chat > 0 { "private" } else { "supergroup" };
    let mut message = json!({ "message_id": 5, "date": 1, "chat": { "id": chat, "type": kind }, "from": ana() });
    message.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    json!({ "message": message })
}

fn press(chat: i64, data: &str) -> Value {
    let inner = message(chat, json!({}))["message"].clone();
    json!({ "callback_query": { "id": "q", "from": ana(), "data": data, "message": inner } })
}

fn member(field: &str, chat: i64, user: i64, status: &str) -> Value {
    let kind = if chat > 0 { "private" } else { "supergroup" };
    json!({ field: { "chat": { "id": chat, "type": kind }, "from": ana(), "date": 1,
        "new_chat_member": { "user": { "id": user, "first_name": "X" }, "status": status } } })
}

fn event(todo: Todo) -> Event {
    match todo {
        Todo::Chart(patient, event) => {
            assert_eq!((patient.chat, patient.language.as_deref()), (101, Some("es")));
            event
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_a_patient_does_moves_the_chart() {
    let words = |text: &str| message(101, json!({ "text": text }));
    assert_eq!(event(todo(words("my back")).await), Event::Text("my back".to_owned().into()));
    assert_eq!(event(todo(words("/start b4ck")).await), Event::Command(Command::Start));
    assert_eq!(event(todo(words("/Forget@Desk_Bot now")).await), Event::Command(Command::Forget));
    assert_eq!(event(todo(words("/teleport")).await), Event::Command(Command::Unknown));
    assert_eq!(event(todo(words("/help@other_bot")).await), Event::Text("/help@other_bot".to_owned().into()));
    let caption = message(101, json!({ "photo": [], "caption": "numb" }));
    assert_eq!(event(todo(caption).await), Event::Text("numb".to_owned().into()));
    assert_eq!(event(todo(message(101, json!({ "voice": {} }))).await), Event::Media(Media::Voice));
    assert_eq!(event(todo(press(101, "x")).await), Event::Press { data: "x".into(), message: 5 });
    let number = |owner: i64| message(101, json!({ "contact": { "phone_number": "+34", "user_id": owner } }));
    assert!(matches!(event(todo(number(101)).await), Event::Phone { own: true, .. }));
    assert!(matches!(event(todo(number(7)).await), Event::Phone { own: false, .. }));
}

#[tokio::test]
async fn an_edit_is_words_and_never_a_command() {
    let edited = |text: &str| json!({ "edited_message": message(101, json!({ "text": text }))["message"] });
    assert_eq!(event(todo(edited("numb")).await), Event::Text("numb".to_owned().into()));
    assert_eq!(todo(edited("/forget")).await, Todo::Nothing);
    let caption = message(101, json!({ "video": {}, "caption": "numb" }))["message"].clone();
    assert_eq!(event(todo(json!({ "edited_message": caption })).await), Event::Text("numb".to_owned().into()));
}

#[tokio::test]
async fn a_patients_reply_or_quote_is_words_like_any() {
    let reply = json!({ "text": "numb", "quote": { "text": "how are you?", "position": 0 },
        "reply_to_message": { "message_id": 4, "from": { "id": 1, "is_bot": true, "first_name": "Desk" } } });
    assert_eq!(event(todo(message(101, reply)).await), Event::Text("numb".to_owned().into()));
    let voiced = json!({ "voice": {}, "caption": "numb", "reply_to_message": { "message_id": 4 } });
    assert_eq!(event(todo(message(101, voiced)).await), Event::Text("numb".to_owned().into()));
}

#[tokio::test]
async fn nobody_acts_in_the_private_chat_of_another() {
    let mut foreign = press(101, "x");
    foreign["callback_query"]["from"]["id"] = 7.into();
    assert_eq!(todo(foreign).await, Todo::Stray);
}

#[tokio::test]
async fn a_patient_who_blocks_is_unreachable() {
    assert_eq!(todo(member("my_chat_member", 101, 1, "kicked")).await, Todo::Unreachable(101));
    assert_eq!(todo(member("my_chat_member", 101, 1, "member")).await, Todo::Nothing);
}

#[tokio::test]
async fn staff_act_in_the_staff_chats_only() {
    let Todo::DeskPress { by, number, action } = todo(press(RECEPTION, "d.1042.take")).await else { panic!() };
    assert_eq!((by.room, by.staff.id, number, action.as_str()), (Room::Reception, 101, 1042, "take"));
    assert_eq!(todo(press(RECEPTION, "d.x.take")).await, Todo::Stray);
    assert_eq!(todo(press(ELSEWHERE, "d.1042.take")).await, Todo::Leave(ELSEWHERE));
    assert!(matches!(event(todo(press(101, "d.1042.take")).await), Event::Press { .. }));
    let reply = message(-20, json!({ "text": "yes", "reply_to_message": { "message_id": 4 } }));
    let Todo::DeskReply { by, to, .. } = todo(reply).await else { panic!() };
    assert_eq!((by.room, to.message), (Room::Doctors, 4));
    assert_eq!(todo(message(RECEPTION, json!({ "text": "lunch?" }))).await, Todo::Nothing);
    assert!(matches!(todo(message(RECEPTION, json!({ "text": "/queue@desk_bot" }))).await, Todo::Queue(_)));
    assert!(matches!(todo(message(RECEPTION, json!({ "text": "/help" }))).await, Todo::StaffHelp(_)));
}

#[tokio::test]
async fn whoever_is_anonymous_has_no_authority() {
    let anonymous = json!({ "text": "/queue", "sender_chat": { "id": RECEPTION } });
    assert_eq!(todo(message(RECEPTION, anonymous)).await, Todo::Nothing);
    let pairing = json!({ "text": "/pair 1", "sender_chat": { "id": ELSEWHERE } });
    assert_eq!(todo_when(message(ELSEWHERE, pairing), true).await, Todo::Nothing);
}

#[tokio::test]
async fn places_in_staff_chats_are_kept() {
    let left = todo(member("chat_member", RECEPTION, 7, "left")).await;
    assert!(matches!(left, Todo::Member { chat: RECEPTION, user, place: Place::Out } if user.id == 7));
    let own = Todo::OwnPlace { room: Room::Reception, place: Place::Administrator };
    assert_eq!(todo(member("my_chat_member", RECEPTION, 1, "administrator")).await, own);
}

#[tokio::test]
async fn a_strange_group_is_left_unless_one_is_still_to_be_paired() {
    assert_eq!(todo(member("my_chat_member", ELSEWHERE, 1, "member")).await, Todo::Leave(ELSEWHERE));
    assert_eq!(todo(member("my_chat_member", ELSEWHERE, 1, "kicked")).await, Todo::Nothing);
    assert_eq!(todo_when(member("my_chat_member", ELSEWHERE, 1, "member"), true).await, Todo::Nothing);
    assert_eq!(todo(message(ELSEWHERE, json!({ "text": "/pair 12" }))).await, Todo::Leave(ELSEWHERE));
    let pair = todo_when(message(ELSEWHERE, json!({ "text": "/pair 12 doctors" })), true).await;
    assert!(matches!(pair, Todo::Pair { chat: ELSEWHERE, room: Room::Doctors, code, .. } if code == "12"));
}

#[tokio::test]
async fn a_migration_and_a_press_on_nothing_are_known() {
    let moved = message(RECEPTION, json!({ "migrate_to_chat_id": -1005 }));
    assert_eq!(todo(moved).await, Todo::Migrated { from: RECEPTION, to: -1005 });
    assert_eq!(todo(json!({ "callback_query": { "id": "q", "from": ana() } })).await, Todo::Stray);
}
