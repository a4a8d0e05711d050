//! Backdesk: the front desk of a massage and chiropractic clinic, on Telegram.
pub mod clock;
pub mod demo;
pub mod sandbox;
