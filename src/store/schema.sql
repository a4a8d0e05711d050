-- One schema for SQLite and PostgreSQL. Every statement can be repeated. Times are microseconds since 1970, yes and no are
-- 1 and 0, BYTEA columns are sealed. No other column holds a word of a patient.

-- Who owns a key: a patient's chat, or 0 for the house. `key_id` is what an erasure list names.
CREATE TABLE IF NOT EXISTS patient_key (
    chat_id     BIGINT NOT NULL,
    key_version BIGINT NOT NULL,
    key_id      TEXT   NOT NULL,
    wrapped     BYTEA  NOT NULL,
    PRIMARY KEY (chat_id, key_version)
);
CREATE TABLE IF NOT EXISTS key_check (id BIGINT PRIMARY KEY, sealed BYTEA NOT NULL);
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS seen (update_id BIGINT PRIMARY KEY, seen_at BIGINT NOT NULL);

CREATE TABLE IF NOT EXISTS chart (
    chat_id BIGINT PRIMARY KEY,
    wake_at BIGINT,
    version BIGINT NOT NULL,
    body    BYTEA  NOT NULL
);
CREATE INDEX IF NOT EXISTS chart_wake ON chart (wake_at);

CREATE TABLE IF NOT EXISTS handoff (
    number   BIGINT PRIMARY KEY,
    chart    BIGINT NOT NULL,
    owner    BIGINT NOT NULL,
    kind     TEXT   NOT NULL,
    urgency  TEXT   NOT NULL,
    state    TEXT   NOT NULL,
    since    BIGINT NOT NULL,
    due_at   BIGINT NOT NULL,
    ring_at  BIGINT,
    taken_by BIGINT,
    version  BIGINT NOT NULL,
    body     BYTEA  NOT NULL
);
CREATE INDEX IF NOT EXISTS handoff_chart ON handoff (chart);
CREATE INDEX IF NOT EXISTS handoff_state ON handoff (state);
CREATE INDEX IF NOT EXISTS handoff_ring ON handoff (ring_at);

CREATE TABLE IF NOT EXISTS outbox (
    id         BIGINT PRIMARY KEY,
    chat       BIGINT NOT NULL,
    lane       BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    slot       TEXT,
    for_chart  BIGINT NOT NULL,
    handoff    BIGINT,
    body       BYTEA  NOT NULL,
    reply_to   TEXT,
    not_after  BIGINT,
    state      TEXT   NOT NULL,
    not_before BIGINT NOT NULL,
    attempts   BIGINT NOT NULL,
    lease      BIGINT,
    reason     TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS outbox_head ON outbox (chat, state, lane, id);
CREATE INDEX IF NOT EXISTS outbox_ready ON outbox (state, lane, id);
CREATE INDEX IF NOT EXISTS outbox_chart ON outbox (for_chart);
CREATE TABLE IF NOT EXISTS pause (chat BIGINT PRIMARY KEY, until_at BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS retired (chat BIGINT NOT NULL, slot TEXT NOT NULL, PRIMARY KEY (chat, slot));

-- Pictures that Telegram has, by the hash of what they show: drawings of the clinic, nothing of a patient.
CREATE TABLE IF NOT EXISTS upload (
    bot     BIGINT NOT NULL,
    hash    TEXT   NOT NULL,
    file_id TEXT   NOT NULL,
    PRIMARY KEY (bot, hash)
);

CREATE TABLE IF NOT EXISTS message (
    chat_id    BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    slot       TEXT,
    kind       TEXT   NOT NULL,
    handoff    BIGINT,
    keyboard   BIGINT NOT NULL,
    sent_at    BIGINT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
);
CREATE INDEX IF NOT EXISTS message_slot ON message (chat_id, slot, message_id);
CREATE TABLE IF NOT EXISTS newest (chat_id BIGINT PRIMARY KEY, message_id BIGINT NOT NULL);

CREATE TABLE IF NOT EXISTS claim (
    resource TEXT   NOT NULL,
    cell     BIGINT NOT NULL,
    holder   BIGINT NOT NULL,
    PRIMARY KEY (resource, cell)
);
CREATE TABLE IF NOT EXISTS member (
    chat    BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    role    TEXT   NOT NULL,
    name    BYTEA  NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (chat, user_id)
);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
-- Every chat that was ever a staff chat.
CREATE TABLE IF NOT EXISTS room (chat BIGINT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS migrated (old_chat BIGINT PRIMARY KEY, new_chat BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS script (hash TEXT PRIMARY KEY, files TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS audit (
    id      BIGINT PRIMARY KEY,
    handoff BIGINT NOT NULL,
    who     BIGINT NOT NULL,
    action  TEXT   NOT NULL,
    done_at BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_handoff ON audit (handoff, id);

-- Bare counts of each day: what happened, and about which code or question.
CREATE TABLE IF NOT EXISTS tally (
    day   TEXT   NOT NULL,
    what  TEXT   NOT NULL,
    about TEXT   NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (day, what, about)
);
-- The calls of the last minutes, and so what Telegram still counts.
CREATE TABLE IF NOT EXISTS called (chat BIGINT NOT NULL, ended_at BIGINT NOT NULL);
CREATE INDEX IF NOT EXISTS called_at ON called (ended_at);

CREATE TABLE IF NOT EXISTS aside (
    update_id BIGINT PRIMARY KEY,
    chat      BIGINT,
    reason    TEXT   NOT NULL,
    put_at    BIGINT NOT NULL,
    body      BYTEA  NOT NULL
);
