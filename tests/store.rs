//! The store, on a real SQLite file, and on PostgreSQL where BACKDESK_TEST_POSTGRES names a server.
#[path = "store/charts.rs"]
mod charts;
#[path = "store/crash.rs"]
mod crash;
#[path = "store/harness.rs"]
mod harness;
#[path = "store/messages.rs"]
mod messages;
#[path = "store/outbox.rs"]
mod outbox;
#[path = "store/people.rs"]
mod people;
#[path = "store/sealed.rs"]
mod sealed;
#[path = "store/start.rs"]
mod start;
#[path = "store/transactions.rs"]
mod transactions;
