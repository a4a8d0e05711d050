//! What hangs on a message: inline keyboards, reply keyboards, forced replies.
use serde_json::{Map, Value, json};

use super::{
    links::good_url,
    refusal::Refusal,
    world::{Chat, ChatKey, Kind, World},
};

/// The most buttons of an inline keyboard.
const BUTTONS_MOST: usize = 100;
/// The most buttons in a row that every client shows whole.
const ROW_SAFE: usize = 8;

/// A `reply_markup`, told apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Markup {
    /// None was sent, or an empty one.
    None,
    /// Inline, as it will be shown in the message.
    Inline(Value),
    /// Anything else, as sent.
    Other(Value),
}

impl Markup {
    /// Reads the parameter; `private` tells whether the chat is one.
    pub fn read(value: Option<&Value>, private: bool, notes: &mut Vec<String>) -> Result<Self, Refusal> {
        let Some(Value::Object(markup)) = value else { return Ok(Self::None) };
        if let Some(Value::Array(rows)) = markup.get("inline_keyboard") {
            return inline(rows, private, notes);
        }
        if let Some(Value::Array(rows)) = markup.get("keyboard") {
            return reply(rows, markup, private);
        }
        for which in ["remove_keyboard", "force_reply"] {
            if let Some(flag) = markup.get(which) {
                if flag == true {
                    return Ok(Self::Other(Value::Object(markup.clone())));
                }
                notes.push(format!("{which} must be true"));
            }
        }
        Ok(Self::None)
    }

    /// The inline keyboard only, as an edit takes it.
    pub fn read_inline(value: Option<&Value>, private: bool, notes: &mut Vec<String>) -> Result<Self, Refusal> {
        match Self::read(value, private, notes)? {
            Self::Other(_) => Err(Refusal::bad("inline keyboard expected")),
            markup => Ok(markup),
        }
    }
}

fn inline(rows: &[Value], private: bool, notes: &mut Vec<String>) -> Result<Markup, Refusal> {
    let mut count = 0;
    let mut kept = Vec::new();
    for row in rows.iter().filter_map(Value::as_array).filter(|row| !row.is_empty()) {
        if row.len() > ROW_SAFE {
            notes.push(format!("a row of {} buttons: {ROW_SAFE} are safe", row.len()));
        }
        for button in row {
            let text = button["text"].as_str().unwrap_or_default();
            if text.trim().is_empty() {
                return Err(Refusal::bad("inline keyboard button text must be non-empty"));
            }
            button_kind(button, private, notes)?;
        }
        count += row.len();
        kept.push(row.clone());
    }
    if count > BUTTONS_MOST {
        return Err(Refusal::bad("reply markup is too long"));
    }
    Ok(if kept.is_empty() { Markup::None } else { Markup::Inline(json!({ "inline_keyboard": kept })) })
}

fn button_kind(button: &Value, private: bool, notes: &mut Vec<String>) -> Result<(), Refusal> {
    const LOOKS: [&str; 3] = ["text", "icon_custom_emoji_id", "style"];
    let kinds: Vec<&String> =
        button.as_object().into_iter().flat_map(Map::keys).filter(|key| !LOOKS.contains(&key.as_str())).collect();
    if kinds.is_empty() {
        let words = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
        return Err(Refusal::bad(words));
    }
    if kinds.len() > 1 {
        notes.push("a button with more than one purpose".into());
    }
    if let Some(style) = button.get("style").and_then(Value::as_str)
        && !["primary", "success", "danger"].contains(&style)
    {
        return Err(Refusal::bad("can't parse inline keyboard button: invalid button style specified"));
    }
    if let Some(url) = button.get("url").and_then(Value::as_str)
        && !good_url(url)
    {
        let words = format!("inline keyboard button URL '{url}' is invalid: Wrong HTTP URL");
        return Err(Refusal::bad(words));
    }
    if button.get("web_app").is_some() && !private {
        return Err(Refusal::bad("BUTTON_TYPE_INVALID"));
    }
    Ok(())
}

fn reply(rows: &[Value], markup: &Map<String, Value>, private: bool) -> Result<Markup, Refusal> {
    let mut kept = Vec::new();
    for row in rows.iter().filter_map(Value::as_array) {
        let mut buttons = Vec::new();
        for button in row {
            // A button may be sent as its bare text; clients get the object.
            let button = if button.is_string() { json!({ "text": button }) } else { button.clone() };
            if button["text"].as_str().is_none_or(str::is_empty) {
                return Err(Refusal::bad("keyboard button text must be non-empty"));
            }
            for (field, what) in [("request_contact", "phone number"), ("request_location", "location")] {
                if button[field] == true && !private {
                    return Err(Refusal::bad(format!("{what} can be requested in private chats only")));
                }
            }
            buttons.push(button);
        }
        if !buttons.is_empty() {
            kept.push(buttons);
        }
    }
    if kept.is_empty() {
        return Ok(Markup::None);
    }
    let mut markup = markup.clone();
    markup.insert("keyboard".into(), json!(kept));
    Ok(Markup::Other(Value::Object(markup)))
}

/// The buttons of an inline keyboard, one by one.
pub fn buttons(markup: &Value) -> impl Iterator<Item = &Value> {
    let key = if markup.get("keyboard").is_some() { "keyboard" } else { "inline_keyboard" };
    markup[key].as_array().into_iter().flatten().filter_map(Value::as_array).flatten()
}

impl World {
    /// Lets a new message's markup show in the clients that it is meant for.
    pub fn show_markup(&mut self, key: ChatKey, message: &Value, markup: &Value) {
        let present: Vec<i64> = self.people.keys().copied().collect();
        let Some(chat) = self.chats.get_mut(&key) else { return };
        let replied = message["reply_to_message"]["from"]["id"].as_i64();
        let text = message["text"].as_str().unwrap_or_default();
        let words = || text.split(|c: char| !c.is_alphanumeric() && !"@_".contains(c));
        let linked = |person: i64| {
            let link = format!("tg://user?id={person}");
            message["entities"].as_array().is_some_and(|all| all.iter().any(|entity| entity["url"] == link))
        };
        let named = |person: i64| {
            let username = self.people.get(&person).map(|person| format!("@{}", person.username));
            replied == Some(person) || linked(person) || username.is_some_and(|name| words().any(|word| word == name))
        };
        let selective = markup["selective"] == true;
        let meant = present.into_iter().filter(|person| match chat.kind {
            Kind::Private => *person == key.id,
            _ => chat.status(*person).is_in() && (!selective || named(*person)),
        });
        let meant: Vec<i64> = meant.collect();
        for person in meant {
            show_to(chat, person, message, markup);
        }
    }
}

fn show_to(chat: &mut Chat, person: i64, message: &Value, markup: &Value) {
    if markup.get("keyboard").is_some() {
        chat.keyboards.insert(person, markup.clone());
    } else if markup["remove_keyboard"] == true {
        chat.keyboards.remove(&person);
    } else if markup["force_reply"] == true {
        let mut open = json!({ "message_id": message["message_id"] });
        if let Some(placeholder) = markup.get("input_field_placeholder") {
            open["input_field_placeholder"] = placeholder.clone();
        }
        chat.force_reply.insert(person, open);
    }
}
