//! What can go wrong, each in one line that says how to mend it.
use std::path::PathBuf;

/// What the database, the key or a saved value said no to. No variant holds a word of a patient, and none holds a password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The URL names no database that we know.
    #[error("the database URL must begin with sqlite:// or postgres://")]
    Url,
    /// The folder or the file of the database cannot be made or written.
    #[error("cannot make or write the database file {path}: {why}; check the folder's owner and rights")]
    Folder {
        /// Where.
        path: PathBuf,
        /// What the system said.
        why: std::io::Error,
    },
    /// The database can be read but not written.
    #[error(
        "the database cannot be written: {why}; check the rights of its file and folder, and that the disk is not full"
    )]
    NotWritable {
        /// What the database said.
        why: sqlx::Error,
    },
    /// Another process did not let go of the database in 5 s.
    #[error("another process holds the database: stop it, or wait for it to end")]
    Busy,
    /// SQLite did not switch to its write-ahead log.
    #[error("SQLite's journal_mode is {found} and must be wal; keep the database on a local disk")]
    Journal {
        /// What it is.
        found: String,
    },
    /// SQLite would not wait for the disk.
    #[error("SQLite's synchronous is {found} and must be 2 (FULL)")]
    Synchronous {
        /// What it is.
        found: i64,
    },
    /// SQLite is older than the version that mended its write-ahead log.
    #[error("SQLite is {found} and must be 3.51.3 or later: older ones can damage a database in WAL mode")]
    SqliteVersion {
        /// What it is.
        found: String,
    },
    /// PostgreSQL does not answer.
    #[error("PostgreSQL cannot be reached: {why}; check the host, port, name and password in the database URL")]
    Unreachable {
        /// What the attempt said.
        why: String,
    },
    /// PostgreSQL would acknowledge what a crash can lose.
    #[error("PostgreSQL's {setting} is off and must be on: what it has acknowledged could be lost")]
    NotDurable {
        /// The setting.
        setting: &'static str,
    },
    /// The database was written by a newer Backdesk.
    #[error("the database has schema {found}, this program knows {known}: run the newer Backdesk, or restore a backup")]
    SchemaNewer {
        /// What it has.
        found: i64,
        /// What we know.
        known: i64,
    },
    /// There is sealed data, but no key.
    #[error("the key file {path} is missing, and the database holds data sealed with it: put the key file back")]
    KeyMissing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The key is not the one that the data is sealed with.
    #[error("this is not the key that the database is sealed with: put back the key file that was made with it")]
    WrongKey,
    /// The key file could be read by others.
    #[error("the key file {path} can be used by others (mode {mode:03o}): run chmod 600 on it")]
    KeyOpen {
        /// Which file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// The key file cannot be read or made.
    #[error("the key file {path} cannot be read or made: {why}")]
    KeyFile {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        why: std::io::Error,
    },
    /// The key file holds no key.
    #[error("the key file {path} must hold 32 bytes, written as 64 hex digits or as base64")]
    KeyText {
        /// Which file.
        path: PathBuf,
    },
    /// The list of erased patients cannot be read or written.
    #[error("the erasure list {path} cannot be read or written: {why}; it must stay beside the key file")]
    Erasures {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        why: std::io::Error,
    },
    /// A sealed value does not open: altered, moved from another row, or its patient was erased.
    #[error("a sealed value of {table} row {row} does not open: altered, moved, or its key erased")]
    Sealed {
        /// The table.
        table: &'static str,
        /// The row.
        row: i64,
    },
    /// A saved value has a form that this program does not know.
    #[error("a value of {table} row {row} is saved in a form that this program does not know: run a newer Backdesk")]
    Form {
        /// The table.
        table: &'static str,
        /// The row.
        row: i64,
    },
    /// The system gave no randomness.
    #[error("the system gave no random bytes")]
    Random,
    /// A column holds what none of our verbs writes.
    #[error("the column {column} holds a value that this program did not write")]
    Column {
        /// Table and column.
        column: &'static str,
    },
    /// A statement of this transaction failed before and was not rolled back to a savepoint.
    #[error("a statement of this transaction failed: nothing of it was saved")]
    Spoiled,
    /// The commit failed: what was decided may or may not be saved. Stop, and start again from the database.
    #[error("the commit failed ({why}): stop and start again")]
    Commit {
        /// What the database said.
        why: String,
    },
    /// The store was closed, or a commit failed before.
    #[error("the database is closed")]
    Closed,
    /// The database said no.
    #[error("the database said: {0}")]
    Database(#[from] sqlx::Error),
}
