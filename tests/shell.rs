//! The whole program over HTTP against the sandbox, on a clock that stands still until it is moved.
#[path = "shell/clinic.rs"]
mod clinic;
#[path = "run/database.rs"]
#[expect(dead_code, reason = "what the tests of the process look up there is not needed here")]
mod database;
#[path = "shell/delivery.rs"]
mod delivery;
#[path = "shell/files.rs"]
mod files;
#[path = "shell/moved.rs"]
mod moved;
#[path = "shell/papers.rs"]
mod papers;
#[path = "shell/patient.rs"]
mod patient;
#[path = "shell/process.rs"]
mod process;
#[path = "shell/refused.rs"]
mod refused;
#[path = "shell/restart.rs"]
mod restart;
#[path = "shell/staff.rs"]
mod staff;
#[path = "shell/start.rs"]
mod start;
#[path = "shell/stats.rs"]
mod stats;
