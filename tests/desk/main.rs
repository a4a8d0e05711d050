//! The staff side, moved by hand: no database, no Telegram.
mod cards;
mod offers;
mod presses;
mod prompts;
mod properties;
mod rings;
mod stats;
mod undo;
mod when;
mod words;
mod world;
