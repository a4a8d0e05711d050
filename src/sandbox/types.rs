//! The types that a request may hold, as data, in the manner of [`super::methods`].
use super::methods::Lines;

/// Every such type with its fields.
pub const TYPES: Lines = &[
    ("BotCommand", "command:String! description:String!"),
    ("BotCommandScopeAllChatAdministrators", "type:String!"),
    ("BotCommandScopeAllGroupChats", "type:String!"),
    ("BotCommandScopeAllPrivateChats", "type:String!"),
    ("BotCommandScopeChat", "type:String! chat_id:Integer|String!"),
    ("BotCommandScopeChatAdministrators", "type:String! chat_id:Integer|String!"),
    ("BotCommandScopeChatMember", "type:String! chat_id:Integer|String! user_id:Integer!"),
    ("BotCommandScopeDefault", "type:String!"),
    ("CallbackGame", ""),
    (
        "ChatAdministratorRights",
        "is_anonymous:Boolean! can_manage_chat:Boolean! can_delete_messages:Boolean! can_manage_video_chats:Boolean! \
         can_restrict_members:Boolean! can_promote_members:Boolean! can_change_info:Boolean! \
         can_invite_users:Boolean! can_post_stories:Boolean! can_edit_stories:Boolean! can_delete_stories:Boolean! \
         can_post_messages:Boolean can_edit_messages:Boolean can_pin_messages:Boolean can_manage_topics:Boolean \
         can_manage_direct_messages:Boolean can_manage_tags:Boolean",
    ),
    ("CopyTextButton", "text:String!"),
    ("ForceReply", "force_reply:Boolean! input_field_placeholder:String selective:Boolean"),
    (
        "InlineKeyboardButton",
        "text:String! icon_custom_emoji_id:String style:String url:String callback_data:String web_app:WebAppInfo \
         login_url:LoginUrl switch_inline_query:String switch_inline_query_current_chat:String \
         switch_inline_query_chosen_chat:SwitchInlineQueryChosenChat copy_text:CopyTextButton \
         callback_game:CallbackGame pay:Boolean",
    ),
    ("InlineKeyboardMarkup", "inline_keyboard:[[InlineKeyboardButton]]!"),
    (
        "KeyboardButton",
        "text:String! icon_custom_emoji_id:String style:String request_users:KeyboardButtonRequestUsers \
         request_chat:KeyboardButtonRequestChat request_managed_bot:KeyboardButtonRequestManagedBot \
         request_contact:Boolean request_location:Boolean request_poll:KeyboardButtonPollType web_app:WebAppInfo",
    ),
    ("KeyboardButtonPollType", "type:String"),
    (
        "KeyboardButtonRequestChat",
        "request_id:Integer! chat_is_channel:Boolean! chat_is_forum:Boolean chat_has_username:Boolean \
         chat_is_created:Boolean user_administrator_rights:ChatAdministratorRights \
         bot_administrator_rights:ChatAdministratorRights bot_is_member:Boolean request_title:Boolean \
         request_username:Boolean request_photo:Boolean",
    ),
    ("KeyboardButtonRequestManagedBot", "request_id:Integer! suggested_name:String suggested_username:String"),
    (
        "KeyboardButtonRequestUsers",
        "request_id:Integer! user_is_bot:Boolean user_is_premium:Boolean max_quantity:Integer request_name:Boolean \
         request_username:Boolean request_photo:Boolean",
    ),
    (
        "LinkPreviewOptions",
        "is_disabled:Boolean url:String prefer_small_media:Boolean prefer_large_media:Boolean \
         show_above_text:Boolean",
    ),
    ("LoginUrl", "url:String! forward_text:String bot_username:String request_write_access:Boolean"),
    (
        "MessageEntity",
        "type:String! offset:Integer! length:Integer! url:String user:User language:String custom_emoji_id:String \
         unix_time:Integer date_time_format:String",
    ),
    ("ReactionTypeCustomEmoji", "type:String! custom_emoji_id:String!"),
    ("ReactionTypeEmoji", "type:String! emoji:String!"),
    ("ReactionTypePaid", "type:String!"),
    (
        "ReplyKeyboardMarkup",
        "keyboard:[[KeyboardButton]]! is_persistent:Boolean resize_keyboard:Boolean one_time_keyboard:Boolean \
         input_field_placeholder:String selective:Boolean",
    ),
    ("ReplyKeyboardRemove", "remove_keyboard:Boolean! selective:Boolean"),
    (
        "ReplyParameters",
        "message_id:Integer! chat_id:Integer|String allow_sending_without_reply:Boolean quote:String \
         quote_parse_mode:String quote_entities:[MessageEntity] quote_position:Integer checklist_task_id:Integer \
         poll_option_id:String",
    ),
    ("SuggestedPostParameters", "price:SuggestedPostPrice send_date:Integer"),
    ("SuggestedPostPrice", "currency:String! amount:Integer!"),
    (
        "SwitchInlineQueryChosenChat",
        "query:String allow_user_chats:Boolean allow_bot_chats:Boolean allow_group_chats:Boolean \
         allow_channel_chats:Boolean",
    ),
    (
        "User",
        "id:Integer! is_bot:Boolean! first_name:String! last_name:String username:String language_code:String \
         is_premium:Boolean added_to_attachment_menu:Boolean can_join_groups:Boolean \
         can_read_all_group_messages:Boolean supports_guest_queries:Boolean supports_inline_queries:Boolean \
         can_connect_to_business:Boolean has_main_web_app:Boolean has_topics_enabled:Boolean \
         allows_users_to_create_topics:Boolean can_manage_bots:Boolean supports_join_request_queries:Boolean",
    ),
    ("WebAppInfo", "url:String!"),
];

/// Types that are one of several others, told apart by their `type`.
pub const UNIONS: Lines = &[
    (
        "BotCommandScope",
        "BotCommandScopeDefault BotCommandScopeAllPrivateChats BotCommandScopeAllGroupChats \
         BotCommandScopeAllChatAdministrators BotCommandScopeChat BotCommandScopeChatAdministrators \
         BotCommandScopeChatMember",
    ),
    ("ReactionType", "ReactionTypeEmoji ReactionTypeCustomEmoji ReactionTypePaid"),
];

/// Types that the sandbox takes note of but does not look into.
pub const OPAQUE: &[&str] = &["InputFile", "InputRichMessage"];
