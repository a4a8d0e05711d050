//! Backdesk: the front desk of a massage and chiropractic clinic, on Telegram.
pub mod check;
pub mod clock;
pub mod config;
pub mod core;
pub mod demo;
pub mod sandbox;
pub mod script;
pub mod shell;
pub mod store;
