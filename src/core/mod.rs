//! The pure core: what a front desk does, without a clock, chance, waiting or errors.
//!
//! [`chart`] moves one patient's chart by one event, [`desk`] moves one handoff. Both return a step: the new state, what must be
//! said, what must be won, and what the other side must hear. [`understand`] reads typed words for both.
pub mod attachment;
pub mod chart;
pub mod clockwords;
pub mod counted;
pub mod desk;
pub mod event;
pub mod handoff;
pub mod paper;
pub mod private;
pub mod screen;
pub mod step;
pub mod understand;
