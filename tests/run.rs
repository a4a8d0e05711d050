//! The real program, as a process, against the sandbox over HTTP, on the real clock: what an outsider sees who knows only
//! Telegram and the words on the screens. `run/together.rs` says why the tests share their waiting.
#[path = "run/clinic.rs"]
mod clinic;
#[path = "run/database.rs"]
mod database;
#[path = "run/paths.rs"]
mod paths;
#[path = "run/phone.rs"]
mod phone;
#[path = "run/program.rs"]
mod program;
#[path = "run/relay.rs"]
mod relay;
#[path = "run/together.rs"]
mod together;

#[path = "run/commit.rs"]
mod commit;
#[path = "run/conversations.rs"]
mod conversations;
#[path = "run/junk.rs"]
mod junk;
#[path = "run/kills.rs"]
mod kills;
#[path = "run/refusals.rs"]
mod refusals;
#[path = "run/reload.rs"]
mod reload;
#[path = "run/secrets.rs"]
mod secrets;
#[path = "run/staff.rs"]
mod staff;
#[path = "run/storm.rs"]
mod storm;

// The long ones first: they share their waiting.
together::scenarios! {
    killed_at_any_moment_it_goes_on_where_it_was = kills::booking, Sqlite;
    killed_at_any_moment_on_postgres = kills::booking, Postgres;
    a_booking_becomes_a_visit_in_two_calls_a_tap = conversations::booking, Sqlite;
    a_booking_becomes_a_visit_on_postgres = conversations::booking, Postgres;
    massage_helped_little_doctor_and_visit = conversations::routine, Sqlite;
    a_storm_of_duplicates_changes_nothing = storm::storm, Sqlite;
    a_storm_of_duplicates_on_postgres = storm::storm, Postgres;
    junk_of_every_kind = junk::junk, Sqlite;
    a_same_day_sign_ends_with_a_letter = conversations::same_day, Sqlite;
    an_emergency_by_a_tapped_sign_and_by_the_red_button = conversations::emergencies, Sqlite;
    two_at_once_have_one_winner = staff::two_at_once, Sqlite;
    two_at_once_on_postgres = staff::two_at_once, Postgres;
    a_reply_may_be_quicker_than_telegrams_answer = staff::quick_replies, Sqlite;
    strangers_can_do_nothing = staff::strangers, Sqlite;
    changed_dialogues_are_taken_up = reload::taken_up, Sqlite;
    wrong_dialogues_are_told_once_and_new_signs_are_asked = reload::wrong_and_mended, Sqlite;
    a_patient_who_blocks_the_bot_is_told_to_staff = staff::blocked, Sqlite;
    a_group_that_migrates_is_followed = staff::migrated, Sqlite;
    a_batch_of_a_hundred_is_one_commit = commit::one_commit, Sqlite;
    nothing_secret_is_logged_or_stands_in_the_clear = secrets::nothing_in_the_clear, Sqlite;
    refused_before_it_starts = refusals::settings, Sqlite;
    refused_for_its_key_or_database = refusals::keys_and_files, Sqlite;
    refused_by_telegram = refusals::telegram, Sqlite;
    out_of_reach_it_keeps_trying = refusals::out_of_reach, Sqlite;
    a_wrong_staff_chat_is_named = refusals::staff_chats, Sqlite;
    sigterm_ends_it_in_order = refusals::in_order, Sqlite;
}
