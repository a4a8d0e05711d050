//! The sandbox's own HTTP interface, under `/sandbox/`: what the demo page is built on. JSON in, JSON out, no token.
//!
//! A mistake in a request answers 400 `{"error": "..."}`; what a person's client cannot do answers 409 `{"error": "..."}`.
//!
//! # `GET /sandbox/state`: the whole world
//! ```json
//! { "version": 17, "now": "2026-03-02T09:00:00Z",
//!   "bots":   [{"id": 1, "username": "desk_bot", "first_name": "Desk", "name": {"": "", "es": ""}, "description": {"": "…"},
//!               "short_description": {"": "…"}, "commands": {"": [{"command": "help", "description": "…"}], "es": []},
//!               "scopes": {"{\"type\":\"default\"}": {"": []}}, "polling": true, "pending": 0}],
//!   "people": [{"id": 101, "first_name": "Ana", "language_code": "es", "username": "ana101", "deactivated": false}],
//!   "chats":  [ Chat, … ],
//!   "toasts": [{"n": 1, "person": 101, "text": "…", "show_alert": false, "url": null, "at": "…"}] }
//! ```
//! `commands` holds what a private chat's menu shows; `scopes` everything that was set. The toasts are the last 50.
//!
//! A private Chat: `{"id": 101, "type": "private", "bot": 1, "person": 101, "started": true, "blocked": false, …}`.
//! A group: `{"id": -4001, "type": "group" | "supergroup", "title": "Reception", "migrated_to": null, "members":
//! [{"user": 101, "status": "creator" | "administrator" | "member" | "restricted" | "left" | "kicked"}], …}`. Both have
//! - `messages`: Bot API `Message` objects, oldest first, each with `"edit_count": n`, and where it has them
//!   `"sent_markup"` (a reply keyboard, its removal or a forced reply that it was sent with: `reply_markup` holds inline
//!   keyboards only, as in the Bot API) and `"reactions"`;
//! - `reply_keyboard`: `{"101": ReplyKeyboardMarkup | null}`, what stands below each person's input field now;
//! - `force_reply`: `{"101": {"message_id": 7, "input_field_placeholder": "…"} | null}`, a reply that the client has opened;
//! - `action`: `{"bot": 1, "action": "typing", "until": "…"}` or null; `pinned`: message ids, newest last.
//!
//! # `GET /sandbox/events`: server-sent events
//! At once and after each change (several changes may share one event): `data: {"version": 18, "toasts": [Toast, …]}` with
//! the toasts that are new since the event before. Ask for the state again when `version` is not the one you have.
//!
//! # `POST /sandbox/act`: what a person's client does
//! `{"person": 101, "chat": -4001, "act": {"do": "text", "text": "hello"}}`. Without `chat` (or with a bot's id) it happens
//! in the private chat with the (first) bot. Answers `{"chat": -4001, "message_id": 12, "query": "…"}` with what there is.
//!
//! | act | fields | |
//! | --- | --- | --- |
//! | `start` | `payload`? | presses Start (and unblocks first) |
//! | `text` | `text`, `reply_to`?, `anonymous`? | types and sends; over 4096 units, in parts; anonymous: as the group itself |
//! | `press` | `message_id`, `data`, `forged`? | presses an inline button; `forged` skips the test that it is there |
//! | `keyboard` | `text` | presses a button of the reply keyboard that is up (a contact button shares the contact) |
//! | `media` | `kind`, `caption`?, `reply_to`? | photo, voice, video, audio, document, sticker, contact, location, animation, video_note, dice, poll, unknown |
//! | `contact` | `phone`? | shares one's own contact |
//! | `edit` | `message_id`, `text` | edits one's own message |
//! | `block`, `unblock`, `deactivate` | | blocks the bot, lets it in again, deletes one's own account |
//! | `create_group` | `title` | answers the new `chat` |
//! | `invite`, `kick` | `user` | adds, removes a person or a bot, by id |
//! | `promote`, `demote` | `user` | to administrator, to member |
//! | `join`, `leave` | | oneself |
//! | `migrate` | | the group becomes a supergroup: answers the new `chat` |
//! | `reply_off` | | closes the forced reply without answering |
//!
//! # The rest
//! - `POST /sandbox/time` `{"advance_s": 60}` → `{"now": "…"}`: lets time pass at once.
//! - `POST /sandbox/people` `{"first_name": "Ana", "language_code": "es"}` → `{"id": 101}`; with `"id": 101` also given, changes
//!   that person.
//! - `POST /sandbox/groups` `{"title": "Reception", "owner": 101}` → `{"id": -4001}`.
//! - `POST /sandbox/faults` one of, or a list of, [`Order`](super::faults::Order)s, such as
//!   `{"order": "add", "what": {"kind": "too_many_requests", "retry_after": 5}, "method": "sendMessage", "chat": 101, "times": 1}`.
//! - `GET /sandbox/calls` → `[{"at", "bot", "method", "chat", "params", "applied", "answer"}]`; `GET /sandbox/violations` likewise.
//! - `GET /sandbox/file/{file_id}`: the bytes, with their content type.
