//! The commands: each works at any moment, and does what it says.
use super::case::Phase;
use super::moving::Moving;
use super::mydata;
use super::people::person;
use super::view::View;
use crate::core::event::Command;

/// A command.
pub fn command(moving: &mut Moving, command: Command) {
    moving.patient_acts(None);
    match command {
        Command::Start => start(moving),
        Command::Cancel => cancel(moving),
        Command::Help | Command::Unknown => moving.overlay(View::Help),
        Command::Language => moving.overlay(View::Language),
        Command::Human => person(moving),
        Command::Privacy => moving.overlay(View::Privacy),
        Command::MyData => mydata::give(moving),
        Command::Forget => moving.overlay(View::Forget),
        Command::Requests => moving.overlay(View::Requests),
    }
}

fn start(moving: &mut Moving) {
    let case = moving.chart.case.as_ref();
    match case.map(|case| (&case.phase, case.answers.iter().any(|answer| answer.done))) {
        Some((Phase::Advised(_), _)) => moving.uncover(),
        Some((Phase::Interview, true)) => moving.overlay(View::Resume),
        Some((Phase::Interview, false)) => {
            moving.drop_case();
            moving.overlay(View::Home);
        }
        _ => moving.overlay(View::Home),
    }
}

/// Leaves the interview; what was sent stays sent, and can be cancelled by its number. Advice cannot be left.
fn cancel(moving: &mut Moving) {
    let phase = moving.chart.case.as_ref().map(|case| case.phase.clone());
    match phase {
        Some(Phase::Interview) => {
            if moving.chart.consent.is_none() {
                moving.chart.unheard = None;
                moving.chart.opening = false;
            }
            moving.put_away();
            moving.overlay(View::Stopped);
        }
        Some(Phase::Advised(_)) => moving.uncover(),
        _ if moving.chart.open_requests().next().is_some() => moving.overlay(View::Requests),
        _ => moving.overlay(View::Stopped),
    }
}
