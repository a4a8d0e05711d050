//! Backdesk: the front desk of a clinic, on Telegram.
fn main() {}
