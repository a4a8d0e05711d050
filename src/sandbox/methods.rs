//! The methods of the Bot API that the sandbox knows, as data: names, fields, types, required or not.
//!
//! A method is one line of words `name:Type`, with `|` between types, `[T]` for an array of T, and `!` where required.
use std::{collections::BTreeMap, sync::LazyLock};

use super::types::{TYPES, UNIONS};

/// Method and fields, as [`METHODS`] has them by name.
pub type Lines = &'static [(&'static str, &'static str)];

/// Every supported method with its parameters.
pub const METHODS: Lines = &[
    ("getMe", ""),
    ("logOut", ""),
    ("close", ""),
    ("getUpdates", "offset:Integer limit:Integer timeout:Integer allowed_updates:[String]"),
    (
        "setWebhook",
        "url:String! certificate:InputFile ip_address:String max_connections:Integer allowed_updates:[String] \
         drop_pending_updates:Boolean secret_token:String",
    ),
    ("deleteWebhook", "drop_pending_updates:Boolean"),
    ("getWebhookInfo", ""),
    (
        "sendMessage",
        "business_connection_id:String chat_id:Integer|String! message_thread_id:Integer \
         direct_messages_topic_id:Integer text:String! parse_mode:String entities:[MessageEntity] \
         link_preview_options:LinkPreviewOptions disable_notification:Boolean protect_content:Boolean \
         allow_paid_broadcast:Boolean message_effect_id:String suggested_post_parameters:SuggestedPostParameters \
         reply_parameters:ReplyParameters \
         reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply",
    ),
    (
        "forwardMessage",
        "chat_id:Integer|String! message_thread_id:Integer direct_messages_topic_id:Integer \
         from_chat_id:Integer|String! video_start_timestamp:Integer disable_notification:Boolean \
         protect_content:Boolean message_effect_id:String suggested_post_parameters:SuggestedPostParameters \
         message_id:Integer!",
    ),
    (
        "copyMessage",
        "chat_id:Integer|String! message_thread_id:Integer direct_messages_topic_id:Integer \
         from_chat_id:Integer|String! message_id:Integer! video_start_timestamp:Integer caption:String \
         parse_mode:String caption_entities:[MessageEntity] show_caption_above_media:Boolean \
         disable_notification:Boolean protect_content:Boolean allow_paid_broadcast:Boolean message_effect_id:String \
         suggested_post_parameters:SuggestedPostParameters reply_parameters:ReplyParameters \
         reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply",
    ),
    (
        "sendPhoto",
        "business_connection_id:String chat_id:Integer|String! message_thread_id:Integer \
         direct_messages_topic_id:Integer photo:InputFile|String! caption:String parse_mode:String \
         caption_entities:[MessageEntity] show_caption_above_media:Boolean has_spoiler:Boolean \
         disable_notification:Boolean protect_content:Boolean allow_paid_broadcast:Boolean message_effect_id:String \
         suggested_post_parameters:SuggestedPostParameters reply_parameters:ReplyParameters \
         reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply",
    ),
    (
        "sendDocument",
        "business_connection_id:String chat_id:Integer|String! message_thread_id:Integer \
         direct_messages_topic_id:Integer document:InputFile|String! thumbnail:InputFile|String caption:String \
         parse_mode:String caption_entities:[MessageEntity] disable_content_type_detection:Boolean \
         disable_notification:Boolean protect_content:Boolean allow_paid_broadcast:Boolean message_effect_id:String \
         suggested_post_parameters:SuggestedPostParameters reply_parameters:ReplyParameters \
         reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply",
    ),
    (
        "sendChatAction",
        "business_connection_id:String chat_id:Integer|String! message_thread_id:Integer action:String!",
    ),
    ("setMessageReaction", "chat_id:Integer|String! message_id:Integer! reaction:[ReactionType] is_big:Boolean"),
    (
        "editMessageText",
        "business_connection_id:String chat_id:Integer|String message_id:Integer inline_message_id:String \
         text:String parse_mode:String entities:[MessageEntity] link_preview_options:LinkPreviewOptions \
         rich_message:InputRichMessage reply_markup:InlineKeyboardMarkup",
    ),
    (
        "editMessageCaption",
        "business_connection_id:String chat_id:Integer|String message_id:Integer inline_message_id:String \
         caption:String parse_mode:String caption_entities:[MessageEntity] show_caption_above_media:Boolean \
         reply_markup:InlineKeyboardMarkup",
    ),
    (
        "editMessageReplyMarkup",
        "business_connection_id:String chat_id:Integer|String message_id:Integer inline_message_id:String \
         reply_markup:InlineKeyboardMarkup",
    ),
    ("deleteMessage", "chat_id:Integer|String! message_id:Integer!"),
    ("answerCallbackQuery", "callback_query_id:String! text:String show_alert:Boolean url:String cache_time:Integer"),
    ("getFile", "file_id:String!"),
    ("getChat", "chat_id:Integer|String!"),
    ("getChatMember", "chat_id:Integer|String! user_id:Integer!"),
    ("getChatAdministrators", "chat_id:Integer|String! return_bots:Boolean"),
    ("getChatMemberCount", "chat_id:Integer|String!"),
    ("leaveChat", "chat_id:Integer|String!"),
    (
        "pinChatMessage",
        "business_connection_id:String chat_id:Integer|String! message_id:Integer! disable_notification:Boolean",
    ),
    ("unpinChatMessage", "business_connection_id:String chat_id:Integer|String! message_id:Integer"),
    ("setMyCommands", "commands:[BotCommand]! scope:BotCommandScope language_code:String"),
    ("getMyCommands", "scope:BotCommandScope language_code:String"),
    ("deleteMyCommands", "scope:BotCommandScope language_code:String"),
    ("setMyName", "name:String language_code:String"),
    ("getMyName", "language_code:String"),
    ("setMyDescription", "description:String language_code:String"),
    ("getMyDescription", "language_code:String"),
    ("setMyShortDescription", "short_description:String language_code:String"),
    ("getMyShortDescription", "language_code:String"),
];

/// What is counted in a [`Limit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// UTF-16 code units, of the text as it reads after its markup is parsed.
    Units,
    /// Bytes of UTF-8.
    Bytes,
    /// Elements of a list.
    Items,
}

/// How long a field may be: (method or type, field, least, most, unit, Telegram's words for a breach).
pub type Limit = (&'static str, &'static str, usize, usize, Unit, &'static str);

/// The lengths that are checked before the method itself runs; texts with markup are measured after parsing instead.
pub const LIMITS: &[Limit] = &[
    ("answerCallbackQuery", "text", 0, 200, Unit::Units, "MESSAGE_TOO_LONG"),
    ("setMyName", "name", 0, 64, Unit::Units, "BOT_TITLE_INVALID"),
    ("setMyDescription", "description", 0, 512, Unit::Units, "BOT_DESCRIPTION_TOO_LONG"),
    ("setMyShortDescription", "short_description", 0, 120, Unit::Units, "BOT_SHORT_DESCRIPTION_TOO_LONG"),
    ("setMyCommands", "commands", 0, 100, Unit::Items, "BOT_COMMANDS_TOO_MUCH"),
    ("BotCommand", "command", 1, 32, Unit::Units, "BOT_COMMAND_INVALID"),
    ("BotCommand", "description", 1, 256, Unit::Units, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("InlineKeyboardButton", "callback_data", 1, 64, Unit::Bytes, "BUTTON_DATA_INVALID"),
    ("CopyTextButton", "text", 1, 256, Unit::Units, "BUTTON_COPY_TEXT_INVALID"),
    ("ReplyKeyboardMarkup", "input_field_placeholder", 1, 64, Unit::Units, "REPLY_MARKUP_PLACEHOLDER_INVALID"),
    ("ForceReply", "input_field_placeholder", 1, 64, Unit::Units, "REPLY_MARKUP_PLACEHOLDER_INVALID"),
];

/// The most UTF-16 units of a message's text, after parsing.
pub const TEXT_MOST: usize = 4096;
/// The most UTF-16 units of a caption, after parsing.
pub const CAPTION_MOST: usize = 1024;

/// One field of a method or of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// The types it may have, in the table's words.
    pub types: Vec<&'static str>,
    /// Whether a request without it is refused.
    pub required: bool,
}

/// The fields of each method, by the method's name.
pub static FIELDS_OF_METHODS: LazyLock<BTreeMap<&'static str, Vec<Field>>> = LazyLock::new(|| read(METHODS));
/// The fields of each type that may be part of a request.
pub static FIELDS_OF_TYPES: LazyLock<BTreeMap<&'static str, Vec<Field>>> = LazyLock::new(|| read(TYPES));

/// The method as the table spells it, whatever case it was asked in.
pub fn method(asked: &str) -> Option<&'static str> {
    METHODS.iter().map(|(name, _)| *name).find(|name| name.eq_ignore_ascii_case(asked))
}

/// The types that `name` stands for, where it is a union.
pub fn union_of(name: &str) -> Option<impl Iterator<Item = &'static str>> {
    UNIONS.iter().find(|(union, _)| *union == name).map(|(_, of)| of.split_whitespace())
}

fn read(lines: Lines) -> BTreeMap<&'static str, Vec<Field>> {
    lines.iter().map(|(name, fields)| (*name, fields.split_whitespace().filter_map(field).collect())).collect()
}

fn field(word: &'static str) -> Option<Field> {
    let (name, types) = word.split_once(':')?;
    let required = types.ends_with('!');
    Some(Field { name, types: types.trim_end_matches('!').split('|').collect(), required })
}
