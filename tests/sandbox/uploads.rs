//! Files that a bot uploads, and the ids by which it sends them again.
use backdesk::sandbox::Act;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::stage::{Stage, TOKEN};

/// The head of a PNG of this size: as much of it as Telegram looks at first.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes
}

impl Stage {
    async fn upload(&self, method: &str, part: &str, bytes: Vec<u8>, caption: &str) -> Value {
        let file = Part::bytes(bytes).file_name("a.png").mime_str("image/png").unwrap();
        let form = Form::new().text("chat_id", self.ana.to_string()).text("caption", caption.to_owned());
        let url = format!("{}/bot{TOKEN}/{method}", self.root);
        self.http.post(url).multipart(form.part(part.to_owned(), file)).send().await.unwrap().json().await.unwrap()
    }

    async fn why_refused(&self, method: &str, part: &str, bytes: Vec<u8>, caption: &str) -> String {
        let body = self.upload(method, part, bytes, caption).await;
        assert_eq!(body["ok"], false, "{body}");
        body["description"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn an_upload_gives_an_id_that_sends_it_again() {
    let stage = Stage::new().await;
    let sent = stage.upload("sendPhoto", "photo", png(900, 600), "a map").await;
    let size = sent["result"]["photo"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&size["width"], &size["height"]), (&json!(900), &json!(600)));
    assert_eq!(sent["result"]["caption"], "a map");
    let again = stage.ok("sendPhoto", json!({ "chat_id": stage.ana, "photo": size["file_id"] })).await;
    assert_eq!(again["photo"], sent["result"]["photo"]);
    assert!(stage.sandbox.violations().is_empty(), "{:?}", stage.sandbox.violations());
}

#[tokio::test]
async fn only_an_id_that_was_given_for_this_kind_is_taken() {
    let stage = Stage::new().await;
    let photo = |id: Value| json!({ "chat_id": stage.ana, "photo": id });
    assert!(stage.refused("sendPhoto", photo(json!("sandbox-photo-99"))).await.contains("wrong file identifier"));
    let paper = stage.upload("sendDocument", "document", b"%PDF-1.7".to_vec(), "").await;
    let id = paper["result"]["document"]["file_id"].clone();
    assert_eq!(stage.refused("sendPhoto", photo(id)).await, "Bad Request: can't use file of type Document as Photo");
}

#[tokio::test]
async fn the_id_of_another_bot_is_not_taken() {
    let stage = Stage::new().await;
    let sent = stage.upload("sendPhoto", "photo", png(900, 600), "").await;
    let id = sent["result"]["photo"][0]["file_id"].clone();
    let other = stage.sandbox.add_bot("7001:other", "other_bot", "Other");
    let group = stage.group().await;
    stage.sandbox.act(stage.ana, Act::invite(other).in_chat(group)).unwrap();
    let url = format!("{}/bot7001:other/sendPhoto", stage.root);
    let body = json!({ "chat_id": group, "photo": id });
    let refused: Value = stage.http.post(url).json(&body).send().await.unwrap().json().await.unwrap();
    assert_eq!(refused["description"], "Bad Request: wrong file identifier/HTTP URL specified");
}

#[tokio::test]
async fn a_photo_is_an_image_within_bounds() {
    let stage = Stage::new().await;
    let why = async |bytes| stage.why_refused("sendPhoto", "photo", bytes, "").await;
    assert_eq!(why(b"<svg/>".to_vec()).await, "Bad Request: IMAGE_PROCESS_FAILED");
    assert_eq!(why(Vec::new()).await, "Bad Request: file must be non-empty");
    for (width, height) in [(9000, 1001), (2001, 100), (0, 10)] {
        assert_eq!(why(png(width, height)).await, "Bad Request: PHOTO_INVALID_DIMENSIONS", "{width}x{height}");
    }
    for (width, height) in [(9000, 1000), (2000, 100)] {
        assert_eq!(stage.upload("sendPhoto", "photo", png(width, height), "").await["ok"], true, "{width}x{height}");
    }
    let mut large = png(900, 600);
    large.resize(10 * 1024 * 1024 + 1, 0);
    assert_eq!(why(large.clone()).await, "Request Entity Too Large");
    assert_eq!(stage.upload("sendDocument", "document", large, "").await["ok"], true, "a file may be larger");
}

#[tokio::test]
async fn the_caption_of_an_upload_has_1024_units_at_most() {
    let stage = Stage::new().await;
    let long = "é".repeat(1025);
    assert!(stage.why_refused("sendPhoto", "photo", png(9, 9), &long).await.contains("caption is too long"));
    assert_eq!(stage.upload("sendPhoto", "photo", png(9, 9), &long[2..]).await["ok"], true);
}

#[tokio::test]
async fn a_file_belongs_into_the_field_that_asks_for_it() {
    let stage = Stage::new().await;
    let why = stage.why_refused("sendPhoto", "picture", png(9, 9), "").await;
    assert_eq!(why, "Bad Request: there is no photo in the request");
}
