//! Papers, from the last press to the words that a reader finds in the file.
use backdesk::sandbox::{Act, What};
use serde_json::Value;

use crate::clinic::Clinic;

const NAME: &str = "Иван Кириллов";

const TO_THE_PLAN: [&str; 13] = [
    "I have back pain",
    "Yes, I agree",
    "Me, 18 to 54",
    "none of these",
    "none of these",
    "none of these",
    "none of these",
    "1 Low back, left",
    "Dull ache",
    "Sink, counter",
    "Next",
    "3 days to 6 weeks",
    "none of these",
];

impl Clinic {
    async fn walks(&self, person: i64, labels: &[&str]) {
        for label in labels {
            self.press(person, person, label).await;
            // A hasty second press on a safety screen does not count.
            self.sandbox.advance(jiff::SignedDuration::from_secs(2));
            self.drain().await;
        }
    }

    async fn passes(&self, seconds: i64) {
        self.sandbox.advance(jiff::SignedDuration::from_secs(seconds));
        self.settle().await;
    }

    async fn planned(&self) -> i64 {
        let ivan = self.patient(NAME).await;
        self.walks(ivan, &TO_THE_PLAN).await;
        while self.button(ivan, "Book a visit").is_none() {
            self.walks(ivan, &["none of these"]).await;
        }
        ivan
    }

    async fn books(&self, patient: i64) {
        self.walks(patient, &["Book a visit", "First free time", "Send to the clinic"]).await;
    }

    /// The documents of a chat: the file's name, its words, and the message.
    fn papers(&self, chat: i64) -> Vec<(String, String, Value)> {
        let messages = self.sandbox.messages(chat).into_iter().filter(|m| m.get("document").is_some());
        let read = |message: Value| {
            let file = &message["document"];
            let id = file["file_id"].as_str().unwrap();
            let bytes = self.sandbox.look(|world| world.files[id].bytes.clone());
            let document = lopdf::Document::load_mem(&bytes).unwrap();
            let pages: Vec<u32> = document.get_pages().into_keys().collect();
            let text = document.extract_text(&pages).unwrap();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            (file["file_name"].as_str().unwrap().to_owned(), text, message.clone())
        };
        messages.map(read).collect()
    }
}

#[tokio::test]
async fn a_booking_brings_the_card_to_the_patient_and_below_the_staffs_card() {
    let clinic = Clinic::open().await;
    let ivan = clinic.planned().await;
    clinic.books(ivan).await;
    clinic.drain().await;
    for chat in [ivan, clinic.group] {
        let papers = clinic.papers(chat);
        assert_eq!(papers.len(), 1, "{papers:#?}");
        let (name, words, message) = &papers[0];
        assert_eq!(name, "H-1001-card-en.pdf");
        assert!(words.contains(NAME) && words.contains("QL (quadratus lumborum)"), "{words}");
        assert!(!message["caption"].as_str().unwrap().is_empty());
        assert_eq!(message["reply_to_message"].is_null(), chat == ivan);
    }
    // Whoever answers the paper writes to the patient.
    let paper = clinic.papers(clinic.group)[0].2["message_id"].as_i64().unwrap();
    clinic.does(clinic.boris, Act::reply(paper, "Please come at nine").in_chat(clinic.group)).await;
    clinic.drain().await;
    assert!(clinic.last(ivan).contains("Please come at nine"), "{:#?}", clinic.texts(ivan));
    clinic.close().await;
}

#[tokio::test]
async fn papers_that_wait_are_sealed_and_forgotten_with_the_patient() {
    let clinic = Clinic::open().await;
    let ivan = clinic.planned().await;
    clinic.sandbox.faults().add(What::TooManyRequests { retry_after: 3 }, "sendDocument", 1000);
    for label in ["Book a visit", "First free time", "Send to the clinic"] {
        clinic.press(ivan, ivan, label).await;
        clinic.passes(4).await;
    }
    assert!(clinic.calls("sendDocument") > 0, "they wait to be sent");
    let disk = clinic.disk();
    assert!(disk.len() > 50_000, "this is no database");
    for words in [NAME, "H-1001-card-en.pdf", "lumborum), 20 minutes", "I agreed on Monday"] {
        assert!(!disk.windows(words.len()).any(|window| window == words.as_bytes()), "{words} is on disk");
    }
    clinic.does(ivan, Act::text("/forget")).await;
    clinic.passes(4).await;
    clinic.press(ivan, ivan, "Yes, erase").await;
    clinic.passes(4).await;
    let tried = clinic.calls("sendDocument");
    clinic.sandbox.faults().clear();
    clinic.passes(60).await;
    clinic.drain().await;
    assert_eq!(clinic.calls("sendDocument"), tried, "nothing of it waits any more");
    assert!(clinic.papers(ivan).is_empty() && clinic.papers(clinic.group).is_empty());
    clinic.close().await;
}

#[tokio::test]
async fn erased_papers_are_deleted_where_telegram_allows_it() {
    for (hours, left) in [(1, 0), (60, 1)] {
        let clinic = Clinic::open().await;
        let ivan = clinic.planned().await;
        clinic.books(ivan).await;
        clinic.drain().await;
        assert_eq!(clinic.papers(clinic.group).len(), 1);
        clinic.sandbox.advance(jiff::SignedDuration::from_hours(hours));
        clinic.drain().await;
        clinic.does(ivan, Act::text("/forget")).await;
        clinic.drain().await;
        clinic.press(ivan, ivan, "Yes, erase").await;
        clinic.drain().await;
        assert_eq!(clinic.papers(clinic.group).len(), left, "after {hours} hours");
        let stub = clinic.texts(clinic.group).into_iter().find(|text| text.contains("erased everything"));
        assert!(stub.is_some_and(|stub| stub.contains("please delete it")), "{:#?}", clinic.texts(clinic.group));
        let alarm = clinic.texts(clinic.group).into_iter().find(|text| text.contains("refuse"));
        assert_eq!(alarm, None, "a message that cannot be deleted is no alarm");
        clinic.close().await;
    }
}

#[tokio::test]
async fn an_emergency_goes_before_papers_and_brings_a_letter() {
    let clinic = Clinic::open().await;
    let ivan = clinic.patient(NAME).await;
    clinic.walks(ivan, &["I have back pain", "Yes, I agree", "Me, 18 to 54", "Numb between my legs"]).await;
    clinic.drain().await;
    let papers = clinic.papers(clinic.group);
    assert_eq!(papers.iter().map(|(name, ..)| name.as_str()).collect::<Vec<_>>(), ["H-1001-letter-en.pdf"]);
    assert!(papers[0].1.contains(NAME), "{}", papers[0].1);
    let messages = clinic.sandbox.messages(clinic.group);
    let card = messages.iter().position(|m| m["text"].as_str().is_some_and(|t| t.contains("H-1001"))).unwrap();
    let paper = messages.iter().position(|m| m.get("document").is_some()).unwrap();
    assert!(card < paper, "the card first");
    assert!(clinic.papers(ivan).is_empty(), "no paper beside the advice");
    clinic.close().await;
}
