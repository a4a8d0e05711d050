//! The thin shell: it waits, calls and retries, and decides nothing.
//!
//! [`receive`] asks Telegram for updates and [`commit`]s each batch in one transaction: [`parse`], [`route`], and a [`turn`] that
//! moves charts and handoffs and [`say`]s what they decided as rows of the outbox. [`send`] and [`wake`] work that off. What is
//! pure is apart, so that it can be tried without a server: [`limits`], [`delivery`], [`body`].
pub mod after;
pub mod app;
pub mod body;
pub mod commit;
pub mod delivery;
pub mod house;
pub mod limits;
mod moved;
mod pair;
mod parcel;
pub mod parse;
mod plainly;
pub mod plan;
pub mod profile;
pub mod receive;
mod reload;
pub mod render;
mod review;
pub mod rooms;
pub mod route;
pub mod say;
pub mod send;
mod settle;
pub mod shelf;
pub mod staff;
pub mod startup;
pub mod suspect;
pub mod telegram;
pub mod turn;
pub mod wake;

pub use app::{App, AppConfig};
