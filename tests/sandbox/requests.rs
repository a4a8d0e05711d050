//! How a request may be put, and how a wrong one is answered.
use backdesk::sandbox::Act;
use serde_json::{Value, json};

use crate::stage::{Stage, TOKEN};

async fn body(response: reqwest::Response) -> Value {
    response.json().await.unwrap()
}

#[tokio::test]
async fn parameters_come_by_query_form_json_or_multipart() {
    let stage = Stage::new().await;
    let url = format!("{}/bot{TOKEN}/sendMessage", stage.root);
    let markup = json!({ "inline_keyboard": [[{ "text": "á & b", "callback_data": "a" }]] });
    let chat = stage.ana;
    let query = reqwest::Url::parse_with_params(
        &url,
        [("chat_id", chat.to_string()), ("text", "á & b".into()), ("reply_markup", markup.to_string())],
    );
    let query = query.unwrap();
    let multipart = format!(
        "--X\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n{chat}\r\n--X\r\n\
         Content-Disposition: form-data; name=\"text\"\r\n\r\ná & b\r\n--X\r\n\
         Content-Disposition: form-data; name=\"reply_markup\"\r\n\r\n{markup}\r\n--X--\r\n"
    );
    let form = query.query().unwrap().to_owned();
    let requests = [
        stage.http.get(query),
        stage.http.post(&url).header("content-type", "application/x-www-form-urlencoded").body(form),
        stage.http.post(&url).json(&json!({ "chat_id": chat, "text": "á & b", "reply_markup": markup })),
        stage.http.post(&url).json(&json!({ "chat_id": chat, "text": "á & b", "reply_markup": markup.to_string() })),
        stage.http.post(&url).header("content-type", "multipart/form-data; boundary=X").body(multipart),
    ];
    for request in requests {
        let answer = body(request.send().await.unwrap()).await;
        let message = &answer["result"];
        assert_eq!((&message["text"], &message["reply_markup"]), (&json!("á & b"), &markup), "{answer}");
    }
    assert!(stage.sandbox.violations().is_empty(), "{:?}", stage.sandbox.violations());
}

#[tokio::test]
async fn a_document_and_a_photo_come_by_multipart_and_again_by_their_id() {
    let stage = Stage::new().await;
    let part = |name: &str, head: &str, content: &[u8]| {
        let head = format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"{head}\r\n\r\n");
        [head.as_bytes(), content, b"\r\n"].concat()
    };
    let upload = |method: &str, name: &str, head: &str, content: &[u8]| {
        let chat = stage.ana.to_string();
        let body = [part("chat_id", "", chat.as_bytes()), part(name, head, content), b"--X--\r\n".to_vec()].concat();
        let url = format!("{}/bot{TOKEN}/{method}", stage.root);
        stage.http.post(url).header("content-type", "multipart/form-data; boundary=X").body(body).send()
    };
    let head = "; filename=\"visit.ics\"\r\nContent-Type: text/calendar";
    let content = b"BEGIN:VCALENDAR\r\n\r\n--Y\r\nEND";
    let sent = body(upload("sendDocument", "document", head, content).await.unwrap()).await;
    let document = &sent["result"]["document"];
    assert_eq!((&document["file_name"], &document["mime_type"]), (&json!("visit.ics"), &json!("text/calendar")));
    let again = stage.ok("sendDocument", json!({ "chat_id": stage.ana, "document": document["file_id"] })).await;
    assert_eq!(&again["document"], document);
    let file = stage.ok("getFile", json!({ "file_id": document["file_id"] })).await;
    let url = format!("{}/file/bot{TOKEN}/{}", stage.root, file["file_path"].as_str().unwrap());
    assert_eq!(stage.http.get(url).send().await.unwrap().bytes().await.unwrap(), content.as_slice());
    let as_photo = json!({ "chat_id": stage.ana, "photo": document["file_id"] });
    let words = stage.refused("sendPhoto", as_photo).await;
    assert_eq!(words, "Bad Request: can't use file of type Document as Photo");
    let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0, 0, 1, 0, 0, 0, 0, 128]].concat();
    let head = "; filename=\"a.png\"\r\nContent-Type: image/png";
    let sent = body(upload("sendPhoto", "photo", head, &png).await.unwrap()).await;
    let size = &sent["result"]["photo"][0];
    assert_eq!((&size["width"], &size["height"]), (&json!(256), &json!(128)), "{sent}");
    let broken = body(upload("sendPhoto", "photo", head, b"not an image").await.unwrap()).await;
    assert_eq!(broken["description"], "Bad Request: IMAGE_PROCESS_FAILED");
    assert!(stage.sandbox.violations().is_empty(), "{:?}", stage.sandbox.violations());
}

#[tokio::test]
async fn a_wrong_token_is_unauthorized_and_no_token_not_found() {
    let stage = Stage::new().await;
    for (token, status, words) in
        [("7000:wrong", 401, "Unauthorized"), ("1:a", 401, "Unauthorized"), ("x", 404, "Not Found")]
    {
        let response = stage.http.get(format!("{}/bot{token}/getMe", stage.root)).send().await.unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(body(response).await["description"], words);
    }
}

#[tokio::test]
async fn a_method_is_found_in_any_case_and_an_unknown_one_is_named() {
    let stage = Stage::new().await;
    for method in ["getMe", "GetMe", "getme"] {
        stage.ok(method, json!({})).await;
    }
    let (status, answer) = stage.call("sendHologram", json!({})).await;
    assert_eq!(status, 404);
    assert!(answer["description"].as_str().unwrap().contains("sendHologram"));
    assert_eq!(stage.sandbox.violations().len(), 1);
}

#[tokio::test]
async fn what_is_unknown_is_noted_and_what_is_of_the_wrong_type_refused_or_noted() {
    let stage = Stage::new().await;
    let noted = || stage.sandbox.violations().len();
    stage.ok("sendMessage", json!({ "chat_id": stage.ana, "text": "x", "colour": "red" })).await;
    assert_eq!(noted(), 1);
    stage.ok("sendMessage", json!({ "chat_id": stage.ana, "text": "x", "disable_notification": "true" })).await;
    assert_eq!(noted(), 2, "Telegram reads it, the description does not have it");
    stage.ok("sendMessage", json!({ "chat_id": stage.ana, "text": "x", "reply_parameters": null })).await;
    assert_eq!(noted(), 2);
    stage.ok("sendMessage", json!({ "chat_id": stage.ana.to_string(), "text": "x" })).await;
    assert_eq!(noted(), 2, "a chat may be named by a string");
    let nested = json!({ "force_reply": "true" });
    stage.ok("sendMessage", json!({ "chat_id": stage.ana, "text": "x", "reply_markup": nested })).await;
    assert!(noted() > 2);
    stage.refused("sendMessage", json!({ "chat_id": stage.ana, "text": { "a": 1 } })).await;
    stage.refused("sendMessage", json!({ "chat_id": stage.ana, "text": "x", "reply_markup": "{" })).await;
    stage.refused("sendMessage", json!({ "chat_id": stage.ana, "text": "x", "reply_markup": { "keys": [] } })).await;
    stage.refused("deleteMessage", json!({ "chat_id": stage.ana, "message_id": "x" })).await;
    assert_eq!(stage.refused("sendMessage", json!({ "text": "x" })).await, "Bad Request: chat_id is empty");
    assert_eq!(
        stage.refused("sendMessage", json!({ "chat_id": stage.ana })).await,
        "Bad Request: message text is empty"
    );
    let secret = "what a patient said";
    stage.ok("sendMessage", json!({ "chat_id": stage.ana, "text": "x", "entities": [{ "type": "bold", "offset": 0, "length": 1, "says": secret }] })).await;
    assert!(stage.sandbox.violations().iter().all(|violation| !violation.what.contains(secret)));
}

#[tokio::test]
async fn a_file_that_a_person_sent_can_be_fetched() {
    let stage = Stage::new().await;
    stage.sandbox.act(stage.ana, Act::media("voice")).unwrap();
    let voice = stage.updates().await[0]["message"]["voice"]["file_id"].clone();
    let file = stage.ok("getFile", json!({ "file_id": voice })).await;
    let url = format!("{}/file/bot{TOKEN}/{}", stage.root, file["file_path"].as_str().unwrap());
    assert!(stage.http.get(url).send().await.unwrap().status().is_success());
    assert_eq!(stage.refused("getFile", json!({ "file_id": "none" })).await, "Bad Request: invalid file_id");
}
