//! The thin shell: it waits, calls and retries, and decides nothing.
pub mod body;
pub mod delivery;
pub mod house;
pub mod limits;
pub mod parse;
pub mod rooms;
pub mod route;
pub mod say;
pub mod telegram;
pub mod turn;
