//! What a clinician reads of a script: the book of every screen ([`book`]), the drawing ([`graph`]), and what changed ([`diff`]).
//!
//! These are for whoever signs the rules, so they show what the program does with them: screens come from the bot's own steps,
//! walked by [`crate::check`], and rules are said in sentences ([`sentence`]).
pub mod book;
pub mod diff;
pub mod graph;
pub mod sentence;
pub mod settings;
