//! The answer no, in Telegram's words and shape.
use serde_json::{Value, json};

/// Why a call was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status and `error_code`.
    pub code: u16,
    /// The words, with their prefix ("Bad Request: …").
    pub description: String,
    /// `retry_after` or `migrate_to_chat_id`, where Telegram gives it.
    pub parameters: Option<Value>,
}

impl Refusal {
    /// 400, "Bad Request: " and the words.
    pub fn bad(words: impl AsRef<str>) -> Self {
        Self::new(400, format!("Bad Request: {}", words.as_ref()))
    }

    /// 403, "Forbidden: " and the words.
    pub fn forbidden(words: &str) -> Self {
        Self::new(403, format!("Forbidden: {words}"))
    }

    /// Any code with the whole description.
    pub fn new(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), parameters: None }
    }

    /// 429 with `retry_after`.
    pub fn too_many(seconds: u64) -> Self {
        let words = format!("Too Many Requests: retry after {seconds}");
        Self { parameters: Some(json!({ "retry_after": seconds })), ..Self::new(429, words) }
    }

    /// 400 with `migrate_to_chat_id`.
    pub fn migrated(to: i64) -> Self {
        let parameters = Some(json!({ "migrate_to_chat_id": to }));
        Self { parameters, ..Self::bad("group chat was upgraded to a supergroup chat") }
    }

    /// 401: the token is not, or no longer, valid.
    pub fn unauthorized() -> Self {
        Self::new(401, "Unauthorized")
    }

    /// 409: somebody else asks for updates with this token.
    pub fn conflict() -> Self {
        Self::new(
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        )
    }

    /// The body of the response.
    pub fn to_json(&self) -> Value {
        let mut body = json!({ "ok": false, "error_code": self.code, "description": self.description });
        if let Some(parameters) = &self.parameters {
            body["parameters"] = parameters.clone();
        }
        body
    }
}
