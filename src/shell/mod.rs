//! The thin shell: it waits, calls and retries, and decides nothing.
pub mod body;
pub mod delivery;
pub mod limits;
pub mod parse;
pub mod route;
pub mod telegram;
