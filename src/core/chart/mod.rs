//! One patient: what they answered, and what is shown to them.
