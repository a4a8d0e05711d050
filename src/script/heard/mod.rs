//! What typed words are listened for.
pub mod tokens;
