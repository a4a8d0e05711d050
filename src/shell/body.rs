//! A screen -> the JSON of a call. The forms of keyboards and parameters are teloxide's types.
use serde::Serialize;
use serde_json::{Value, json};
use teloxide::types::{
    ButtonRequest, ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, KeyboardMarkup,
    KeyboardRemove, LinkPreviewOptions, MessageId, ParseMode, ReplyMarkup, ReplyParameters,
};

use crate::core::screen::{Keyboard, Screen};
use crate::script::Html;

/// `sendMessage`, silently or not, as a reply to a message if that one still stands.
pub fn send(chat: i64, screen: &Screen, silent: bool, reply_to: Option<i64>) -> Value {
    let mut body = text(chat, screen);
    if silent {
        body["disable_notification"] = true.into();
    }
    reply(&mut body, reply_to);
    let markup = match &screen.keyboard {
        Keyboard::None => return body,
        Keyboard::Inline(_) => plain(inline(screen)),
        Keyboard::SharePhone { share, skip } => plain(share_phone(share, skip)),
        Keyboard::Remove => plain(ReplyMarkup::KeyboardRemove(KeyboardRemove::new())),
        Keyboard::ForceReply { placeholder, .. } => {
            let reply = ForceReply::new().input_field_placeholder(placeholder.clone()).selective();
            plain(ReplyMarkup::ForceReply(reply))
        }
    };
    body["reply_markup"] = markup;
    body
}

/// `sendPhoto` or `sendDocument`, but for the file itself.
pub fn hand(chat: i64, caption: &Html, silent: bool, reply_to: Option<i64>) -> Value {
    let mut body = json!({ "chat_id": chat });
    if !caption.as_str().is_empty() {
        body["caption"] = caption.as_str().into();
        body["parse_mode"] = plain(ParseMode::Html);
    }
    if silent {
        body["disable_notification"] = true.into();
    }
    reply(&mut body, reply_to);
    body
}

/// `editMessageText`; a keyboard that the screen has not is taken away.
pub fn edit(chat: i64, message: i64, screen: &Screen) -> Value {
    let mut body = text(chat, screen);
    body["message_id"] = message.into();
    body["reply_markup"] = plain(inline(screen));
    body
}

/// Without any markup: for words that were made by escaping alone.
pub fn unmarked(body: &mut Value) {
    if let (Some(text), Some(fields)) = (body["text"].as_str().map(Html::unescape), body.as_object_mut()) {
        fields.insert("text".to_owned(), text.into());
        fields.remove("parse_mode");
    }
}

/// `editMessageReplyMarkup` that takes the keyboard away.
pub fn strip(chat: i64, message: i64) -> Value {
    json!({ "chat_id": chat, "message_id": message, "reply_markup": plain(InlineKeyboardMarkup::default()) })
}

/// `deleteMessage`.
pub fn delete(chat: i64, message: i64) -> Value {
    json!({ "chat_id": chat, "message_id": message })
}

/// `answerCallbackQuery`, with a few words or none.
pub fn answer(query: &str, words: Option<&str>) -> Value {
    let mut body = json!({ "callback_query_id": query });
    if let Some(words) = words {
        body["text"] = words.chars().take(200).collect::<String>().into();
    }
    body
}

/// Whether an edit can show this screen: only keyboards below a message can be edited.
pub fn editable(screen: &Screen) -> bool {
    matches!(screen.keyboard, Keyboard::None | Keyboard::Inline(_))
}

fn reply(body: &mut Value, to: Option<i64>) {
    if let Some(message) = to.and_then(|id| i32::try_from(id).ok()) {
        let reply = ReplyParameters::new(MessageId(message)).allow_sending_without_reply();
        body["reply_parameters"] = plain(reply);
    }
}

fn text(chat: i64, screen: &Screen) -> Value {
    let preview = LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    };
    json!({
        "chat_id": chat,
        "text": words(chat, screen).as_str(),
        "parse_mode": plain(ParseMode::Html),
        "link_preview_options": plain(preview),
    })
}

/// In a group a forced reply opens only for those whom the text mentions.
fn words(chat: i64, screen: &Screen) -> String {
    match &screen.keyboard {
        Keyboard::ForceReply { person, .. } if chat < 0 => {
            format!("<a href=\"tg://user?id={person}\">✍</a> {}", screen.text)
        }
        _ => Html::as_str(&screen.text).to_owned(),
    }
}

fn inline(screen: &Screen) -> InlineKeyboardMarkup {
    let Keyboard::Inline(rows) = &screen.keyboard else { return InlineKeyboardMarkup::default() };
    let button = |button: &crate::core::screen::Button| {
        InlineKeyboardButton::callback(button.label.clone(), button.data.clone())
    };
    InlineKeyboardMarkup::new(rows.iter().map(|row| row.iter().map(button).collect::<Vec<_>>()))
}

fn share_phone(share: &str, skip: &str) -> ReplyMarkup {
    let share = KeyboardButton::new(share).request(ButtonRequest::Contact);
    let rows = [vec![share], vec![KeyboardButton::new(skip)]];
    ReplyMarkup::Keyboard(KeyboardMarkup::new(rows).resize_keyboard().one_time_keyboard())
}

/// Teloxide's types have string keys and no failing parts: as JSON they are never an error.
fn plain(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::screen::Button;

    fn screen(keyboard: Keyboard) -> Screen {
        Screen { text: "a < b".into(), keyboard }
    }

    #[test]
    fn a_message_is_what_the_bot_api_describes() {
        let rows = Keyboard::Inline(vec![vec![Button::new("Yes", "y"), Button::new("No", "n")]]);
        assert_eq!(
            send(7, &screen(rows), true, Some(3)),
            json!({ "chat_id": 7, "text": "a &lt; b", "parse_mode": "HTML", "link_preview_options": { "is_disabled": true },
                "disable_notification": true,
                "reply_parameters": { "message_id": 3, "allow_sending_without_reply": true },
                "reply_markup": { "inline_keyboard": [[
                    { "text": "Yes", "callback_data": "y" }, { "text": "No", "callback_data": "n" }]] } })
        );
    }

    #[test]
    fn an_edit_without_buttons_takes_them_away() {
        assert_eq!(edit(7, 9, &screen(Keyboard::None))["reply_markup"], json!({ "inline_keyboard": [] }));
    }

    #[test]
    fn each_kind_of_keyboard_has_its_form() {
        let markup = |chat, keyboard| send(chat, &screen(keyboard), false, None)["reply_markup"].clone();
        let share = Keyboard::SharePhone { share: "Share".into(), skip: "Skip".into() };
        assert_eq!(
            markup(7, share)["keyboard"],
            json!([[{ "text": "Share", "request_contact": true }], [{ "text": "Skip" }]])
        );
        assert_eq!(markup(7, Keyboard::Remove)["remove_keyboard"], true);
        let force = || Keyboard::ForceReply { placeholder: "Tue 9:00".into(), person: 42 };
        let expected = json!({ "force_reply": true, "input_field_placeholder": "Tue 9:00", "selective": true });
        assert_eq!(markup(-7, force()), expected);
        let text = send(-7, &screen(force()), false, None)["text"].clone();
        assert_eq!(text, "<a href=\"tg://user?id=42\">✍</a> a &lt; b");
    }
}
