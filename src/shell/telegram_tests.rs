//! Outcomes, and that nothing of a request is kept.
use super::*;

fn error(code: i64, description: &str) -> Outcome {
    let body = json!({ "ok": false, "error_code": code, "description": description });
    read(code as u16, body.to_string().as_bytes())
}

#[test]
fn each_row_of_the_table_has_its_outcome() {
    use Refusal::*;
    let flood = br#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}"#;
    assert_eq!(read(429, flood), Outcome::NotSent(NotSent::RetryAfter(Duration::from_secs(7))));
    let moved = br#"{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1001}}"#;
    assert_eq!(read(400, moved), Outcome::Migrated(-1001));
    assert_eq!(read(502, b"<html>Bad Gateway</html>"), Outcome::Unknown);
    assert_eq!(error(500, "Internal Server Error"), Outcome::Unknown);
    assert_eq!(read(200, b"not json"), Outcome::Unknown);
    for (code, words, expected) in [
        (401, "Unauthorized", Token),
        (409, "Conflict: terminated by other getUpdates request", Conflict),
        (403, "Forbidden: bot was blocked by the user", Blocked),
        (403, "Forbidden: user is deactivated", Blocked),
        (403, "Forbidden: bot can't initiate conversation with a user", Blocked),
        (403, "Forbidden: bot was kicked from the supergroup chat", Gone),
        (400, "Bad Request: chat not found", Gone),
        (400, "Bad Request: message to edit not found", CannotEdit),
        (400, "Bad Request: message can't be edited", CannotEdit),
        (400, "Bad Request: message to be replied not found", ReplyGone),
    ] {
        assert_eq!(error(code, words), Outcome::Final(expected), "{words}");
    }
    let same =
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same";
    assert_eq!(error(400, same), Outcome::Final(NotModified));
}

#[test]
fn a_result_that_does_not_parse_was_sent_all_the_same() {
    let cut = br#"{"ok": true, "result": {"message_id": 42, "text": "a"#;
    assert_eq!(read(200, cut).message_id(), Some(42));
}

#[test]
fn nothing_of_the_request_is_kept_from_an_error() {
    let words = "Bad Request: can't parse entities: unsupported start tag \"Anna\" at byte offset 3";
    assert!(!format!("{:?}", error(400, words)).contains("Anna"));
    let telegram = Telegram::new("http://localhost:1", &"1:CANARY".to_owned().into(), None).unwrap();
    assert!(!format!("{telegram:?}").contains("CANARY"));
}
