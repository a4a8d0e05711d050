//! The staff side: one handoff at a time.
