//! Pictures and papers: sent in order, uploaded once, and never in the way of words.
use backdesk::core::attachment::{Attachment, Mark, Picture, Strength};
use backdesk::core::paper::{Body as Text, Form, Paper, Part};
use backdesk::sandbox::{Act, What};
use backdesk::script::{Html, Script, Source};
use backdesk::shell::render;
use backdesk::shell::say::{Body, Hand};
use backdesk::store::{NewRow, RowKind};
use serde_json::Value;

use crate::clinic::Clinic;

fn map() -> Attachment {
    let (question, drawing) = ("where".to_owned(), "body".to_owned());
    Attachment::Picture(Picture::Zones { lang: "en".into(), question, drawing })
}

fn letter() -> Attachment {
    let parts = vec![Part::must("Place".into(), Text::Lines(vec!["a line".into()]))];
    let paper = Paper {
        form: Form::Letter,
        lang: "en".into(),
        clinic: "Harbour Lane".into(),
        address: String::new(),
        date: "2 March".into(),
        number: None,
        title: "Letter".into(),
        under: String::new(),
        parts,
        foot: String::new(),
        other_letters: String::new(),
    };
    Attachment::Paper { file_name: "letter.pdf".into(), paper: Box::new(paper) }
}

impl Clinic {
    /// Puts a file behind all that waits for a patient, as a step would; the next thing that happens sends it.
    async fn hands(&self, chat: i64, attachment: Attachment) {
        let body = Body { hand: Some(Hand { attachment, caption: "what it shows".into() }), ..Body::default() };
        let row = NewRow {
            chat,
            lane: 1,
            kind: RowKind::Hand,
            slot: None,
            for_chart: Some(chat),
            handoff: None,
            body,
            reply_to: None,
            not_after: None,
            at: self.clock.now(),
        };
        let mut tx = self.store.begin().await.unwrap();
        tx.put_row(row).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Hands a file over, with a screen behind it, and waits for both.
    async fn hands_before_help(&self, chat: i64, attachment: Attachment) {
        self.hands(chat, attachment).await;
        self.does(chat, Act::text("/help")).await;
        self.drain().await;
    }

    /// What the bot sent to a chat, by kind, oldest first.
    fn kinds(&self, chat: i64) -> Vec<&'static str> {
        let kind = |m: &Value| ["photo", "document", "text"].into_iter().find(|kind| m.get(kind).is_some());
        let ours = self.sandbox.messages(chat).into_iter().filter(|m| m["from"]["id"] == self.bot);
        ours.filter_map(|m| kind(&m)).collect()
    }

    /// The file ids that calls of a method named; `None` for an upload.
    fn named(&self, method: &str, part: &str) -> Vec<Option<String>> {
        self.sandbox.calls_of(method).iter().map(|call| call.params[part].as_str().map(str::to_owned)).collect()
    }
}

#[tokio::test]
async fn a_picture_is_uploaded_once_and_then_sent_by_its_id() {
    let clinic = Clinic::open().await;
    let (ana, ben) = (clinic.patient("Ana").await, clinic.patient("Ben").await);
    for patient in [ana, ben, ana] {
        clinic.hands_before_help(patient, map()).await;
    }
    let named = clinic.named("sendPhoto", "photo");
    assert_eq!(named.len(), 3);
    assert!(named[0].is_none() && named[1].is_some() && named[1] == named[2], "{named:?}");
    assert_eq!(
        clinic.kinds(ana),
        ["text", "photo", "text", "photo", "text"],
        "in order, and words never edited into it"
    );
    let photos = clinic.sandbox.messages(ben).into_iter().filter(|m| m.get("photo").is_some()).collect::<Vec<_>>();
    assert_eq!(photos[0]["caption"], "what it shows");
    clinic.close().await;
}

#[tokio::test]
async fn an_id_that_telegram_does_not_take_any_more_is_replaced() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    let hash = render::hash(&map(), &Script::load(&Source::BuiltIn).unwrap()).unwrap();
    let mut tx = clinic.store.begin().await.unwrap();
    tx.keep_file_id(clinic.bot, &hash, "of-a-bot-that-was").await.unwrap();
    tx.commit().await.unwrap();
    clinic.hands_before_help(ana, map()).await;
    clinic.hands_before_help(ana, map()).await;
    let named = clinic.named("sendPhoto", "photo");
    assert_eq!(named[0].as_deref(), Some("of-a-bot-that-was"));
    assert!(named[1].is_none() && named[2].is_some() && named.len() == 3, "{named:?}");
    assert_eq!(clinic.kinds(ana).iter().filter(|kind| **kind == "photo").count(), 2);
    clinic.close().await;
}

#[tokio::test]
async fn a_picture_that_fails_holds_no_words_back() {
    let refuse = What::Refuse { code: 400, description: "Bad Request: IMAGE_PROCESS_FAILED".into(), parameters: None };
    for (what, most) in [(refuse, 0), (What::ServerError { code: 502, applied: false }, 0), (What::DropAfter, 2)] {
        let clinic = Clinic::open().await;
        let ana = clinic.patient("Ana").await;
        clinic.sandbox.faults().add(what, "sendPhoto", 100);
        clinic.hands(ana, map()).await;
        clinic.does(ana, Act::text("/help")).await;
        assert!(clinic.last(ana).contains("/privacy"), "at once: {:#?}", clinic.texts(ana));
        assert!(clinic.kinds(ana).iter().filter(|kind| **kind == "photo").count() <= most);
        assert!(clinic.texts(clinic.group).is_empty(), "nobody's loss: {:#?}", clinic.texts(clinic.group));
        clinic.sandbox.faults().clear();
        clinic.close().await;
    }
}

#[tokio::test]
async fn what_cannot_be_drawn_is_left_out() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    let marks = vec![Mark { muscle: "of a fish".into(), left: Strength::Full, right: Strength::Off }];
    clinic.hands_before_help(ana, Attachment::Picture(Picture::Muscles { lang: "en".into(), marks })).await;
    assert_eq!(clinic.kinds(ana), ["text", "text"]);
    assert_eq!(clinic.calls("sendPhoto"), 0);
    clinic.close().await;
}

#[tokio::test]
async fn a_picture_that_surely_did_not_arrive_is_sent_again() {
    for what in [What::DropBefore, What::TooManyRequests { retry_after: 5 }] {
        let clinic = Clinic::open().await;
        let ana = clinic.patient("Ana").await;
        clinic.sandbox.faults().add(what, "sendPhoto", 1);
        clinic.hands_before_help(ana, map()).await;
        assert_eq!(clinic.kinds(ana), ["text", "photo", "text"]);
        clinic.close().await;
    }
}

#[tokio::test]
async fn an_emergency_does_not_wait_behind_pictures() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    clinic.sandbox.faults().add_in_chat(What::Hold { applied: false }, "sendMessage", ana, 1);
    clinic.sandbox.act(ana, Act::text("/help")).unwrap();
    let held = clinic.sandbox.until(|world| (world.faults.held == 1).then_some(())).await;
    held.expect("a call is under way");
    clinic.hands(ana, map()).await;
    clinic.hands(ana, letter()).await;
    clinic.sandbox.act(ana, Act::text("I cannot pee and it is numb between my legs")).unwrap();
    let taken = clinic.sandbox.until(|world| (world.bots[&clinic.bot].queue.pending() == 0).then_some(())).await;
    taken.expect("the emergency is heard");
    clinic.sandbox.faults().clear();
    clinic.drain().await;
    assert!(clinic.last(ana).contains("112"), "{:#?}", clinic.texts(ana));
    assert_eq!((clinic.calls("sendPhoto"), clinic.calls("sendDocument")), (0, 0), "nothing comes after it");
    clinic.close().await;
}

#[tokio::test]
async fn what_was_on_its_way_at_a_crash_is_sent_again() {
    let mut clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    clinic.sandbox.faults().add(What::Hold { applied: true }, "sendPhoto", 1);
    clinic.hands(ana, map()).await;
    clinic.sandbox.act(ana, Act::text("/help")).unwrap();
    let held = clinic.sandbox.until(|world| (world.faults.held == 1).then_some(())).await;
    held.expect("the picture is on its way");
    clinic.kill().await;
    clinic.sandbox.faults().clear();
    clinic.start().await.unwrap();
    clinic.drain().await;
    assert_eq!(clinic.kinds(ana), ["text", "photo", "photo", "text"], "a possible repeat, and the words after it");
    clinic.close().await;
}

#[tokio::test]
async fn a_paper_is_a_document_of_its_own_each_time() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    clinic.hands_before_help(ana, letter()).await;
    clinic.hands_before_help(ana, letter()).await;
    assert_eq!(clinic.named("sendDocument", "document"), [None, None]);
    let messages = clinic.sandbox.messages(ana);
    let papers: Vec<_> = messages.iter().filter(|m| m.get("document").is_some()).collect();
    assert_eq!((papers.len(), &papers[0]["document"]["file_name"]), (2, &"letter.pdf".into()));
    let id = papers[0]["document"]["file_id"].as_str().unwrap();
    let bytes = clinic.sandbox.look(|world| world.files[id].bytes.clone());
    assert!(bytes.starts_with(b"%PDF-"));
    clinic.close().await;
}

#[tokio::test]
async fn a_paper_that_telegram_refuses_is_told_to_staff() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    let refused = What::Refuse { code: 400, description: "Bad Request: odd".into(), parameters: None };
    clinic.sandbox.faults().add(refused, "sendDocument", 1);
    clinic.hands_before_help(ana, letter()).await;
    assert!(clinic.last(clinic.group).contains("refused a message"), "{:#?}", clinic.texts(clinic.group));
    clinic.close().await;
}

#[test]
fn what_is_handed_over_is_not_printed() {
    let hand = Hand { attachment: letter(), caption: Html::from("Quetzalcoatl") };
    let body = Body { hand: Some(hand), ..Body::default() };
    let printed = format!("{body:?}");
    assert!(!printed.contains("Quetzalcoatl") && !printed.contains("line"), "{printed}");
}

#[tokio::test]
async fn the_body_map_stands_above_its_question_once() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("Ana").await;
    for label in ["I have back pain", "Yes, I agree", "Me, 18", "none of these", "none of these", "none of these"] {
        clinic.press(ana, ana, label).await;
    }
    assert_eq!(clinic.kinds(ana), ["text"], "one message up to here");
    clinic.press(ana, ana, "none of these").await;
    clinic.press(ana, ana, "Show me").await;
    clinic.drain().await;
    assert_eq!(clinic.kinds(ana), ["text", "photo", "text"]);
    let buttons = |m: &Value| m["reply_markup"]["inline_keyboard"].is_array();
    let messages = clinic.sandbox.messages(ana);
    let standing: Vec<_> = messages.iter().filter(|m| buttons(m)).collect();
    assert_eq!(standing.len(), 1, "the screen before has no buttons any more");
    assert!(standing[0]["text"].as_str().unwrap().contains("Where is the worst pain"));
    let calls = || clinic.sandbox.calls().iter().filter(|call| call.method != "getUpdates").count();
    let before = calls();
    clinic.press(ana, ana, "1 Low back, left").await;
    assert_eq!(calls() - before, 2, "an answer and an edit");
    clinic.press(ana, ana, "Back").await;
    clinic.does(ana, Act::text("2")).await;
    clinic.drain().await;
    assert_eq!(clinic.calls("sendPhoto"), 1, "once is enough");
    assert!(clinic.last(ana).contains("like most of the time"), "a number of the map, typed: {}", clinic.last(ana));
    clinic.close().await;
}
