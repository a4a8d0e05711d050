//! The sandbox answers as Telegram does: each fact about Telegram that it copies is a test here, over real HTTP.
#[path = "sandbox/control.rs"]
mod control;
#[path = "sandbox/editing.rs"]
mod editing;
#[path = "sandbox/faults.rs"]
mod faults;
#[path = "sandbox/foreign.rs"]
mod foreign;
#[path = "sandbox/groups.rs"]
mod groups;
#[path = "sandbox/html.rs"]
mod html;
#[path = "sandbox/keyboards.rs"]
mod keyboards;
#[path = "sandbox/limits.rs"]
mod limits;
#[path = "sandbox/presses.rs"]
mod presses;
#[path = "sandbox/profile.rs"]
mod profile;
#[path = "sandbox/receiving.rs"]
mod receiving;
#[path = "sandbox/requests.rs"]
mod requests;
#[path = "sandbox/sending.rs"]
mod sending;
#[path = "sandbox/shapes.rs"]
mod shapes;
#[path = "sandbox/stage.rs"]
mod stage;
#[path = "sandbox/table.rs"]
mod table;
#[path = "sandbox/uploads.rs"]
mod uploads;
