//! The thin shell: it waits, calls and retries, and decides nothing.
pub mod body;
pub mod commit;
pub mod delivery;
pub mod house;
pub mod limits;
mod pair;
pub mod parse;
pub mod plan;
pub mod rooms;
pub mod route;
pub mod say;
pub mod send;
mod settle;
pub mod staff;
pub mod suspect;
pub mod telegram;
pub mod turn;
pub mod wake;
