//! A `.chat` file: who talks, what they do, and what is shown to whom.
use std::collections::BTreeSet;

use backdesk::script::{Room, Script};
use jiff::{SignedDuration, Timestamp, civil::DateTime};

use super::act::{self, Act};
use super::world::{Seen, Shown, World};

/// How a line begins that says why somebody cannot do what the file says.
pub const IMPOSSIBLE: &str = "  ! ";

/// How long people take between two things that they do.
const THINKING: SignedDuration = SignedDuration::from_secs(20);

/// A patient of the file.
#[derive(Clone, Debug)]
pub struct Patient {
    pub name: String,
    pub lang: String,
    pub phone: String,
}

/// A member of staff of the file.
#[derive(Clone, Debug)]
pub struct Colleague {
    pub name: String,
    pub room: Room,
}

/// What a file begins with.
#[derive(Clone, Debug)]
pub struct Head {
    pub start: DateTime,
    pub patients: Vec<Patient>,
    pub staff: Vec<Colleague>,
    /// Whether a clinician stands behind the rules.
    pub reviewed: bool,
}

/// A file, read: what stands in it besides what is shown.
#[derive(Debug)]
pub struct Transcript {
    pub head: Head,
    /// The lines before the first act, as they stand.
    preamble: Vec<String>,
    /// Each act, with the comments before it.
    acts: Vec<(Vec<String>, String)>,
}

impl Transcript {
    /// Reads a file.
    pub fn read(text: &str) -> Self {
        let mut head = Head { start: DateTime::default(), patients: vec![], staff: vec![], reviewed: true };
        let (mut preamble, mut acts, mut comments) = (vec![], vec![], vec![]);
        for line in text.lines() {
            if line.starts_with(' ') || line.is_empty() {
                continue;
            }
            if line.starts_with('#') {
                comments.push(line.to_owned());
            } else if head.take(line) {
                preamble.append(&mut comments);
                preamble.push(line.to_owned());
            } else {
                acts.push((std::mem::take(&mut comments), line.to_owned()));
            }
        }
        Self { head, preamble, acts }
    }

    /// Plays the file in a world: the file as that world would have it.
    pub fn play(&self, script: &Script, world: &mut dyn World) -> String {
        let mut out = self.preamble.join("\n");
        out.push('\n');
        let mut opened = BTreeSet::new();
        let names: Vec<String> = self.head.names();
        for (comments, line) in &self.acts {
            out.push('\n');
            comments.iter().for_each(|comment| out.push_str(&format!("{comment}\n")));
            out.push_str(&format!("{line}\n"));
            let (until, deed) = match act::read(line, &names) {
                Act::Wait(minutes) => (world.now() + SignedDuration::from_mins(minutes), None),
                Act::WaitUntil(moment) => (script.clinic.moment(moment).expect("a moment"), None),
                Act::Do { who, deed, at_once } => {
                    let thinking = if at_once { SignedDuration::ZERO } else { THINKING };
                    (world.now() + thinking, Some((who, deed)))
                }
            };
            let waits = deed.is_none();
            while world.now() < until {
                world.pass(until);
                let shown = world.shown();
                if waits || !shown.is_empty() {
                    out.push_str(&clock(script, world.now()));
                }
                self.write(&mut out, shown, &mut opened);
            }
            if let Some((who, deed)) = deed {
                if let Err(why) = world.act(&who, &deed) {
                    out.push_str(&format!("{IMPOSSIBLE}{why}\n"));
                }
                self.write(&mut out, world.shown(), &mut opened);
            }
        }
        out
    }

    /// What opens on a tap is written out once.
    fn write(&self, out: &mut String, shown: Vec<Shown>, opened: &mut BTreeSet<String>) {
        let places: Vec<String> = self
            .head
            .patients
            .iter()
            .map(|patient| patient.name.clone())
            .chain(["reception", "doctors"].map(str::to_owned))
            .collect();
        for item in shown.iter().filter(|item| matches!(item.seen, Seen::Toast(_))) {
            let Seen::Toast(words) = &item.seen else { continue };
            out.push_str(&format!("  ▹ {} reads over the screen: {words}\n", item.to));
        }
        for place in places {
            let mut here: Vec<&Shown> = shown.iter().filter(|item| item.to == place).collect();
            // An emergency overtakes: what is about different handoffs may come in any order.
            here.sort_by_key(|item| handoff(item));
            for item in here {
                let Seen::Message { look, silent } = &item.seen else { continue };
                out.push_str(&format!("  ▹ to {}{}\n", place, if *silent { ", silently" } else { "" }));
                let quote = match &look.quote {
                    quote if quote.is_empty() => vec![],
                    quote if !opened.insert(quote.clone()) => vec!["▸ (all answers, as before)".to_owned()],
                    quote => quote.lines().map(|line| format!("▸ {line}")).collect(),
                };
                for line in look.text.lines().map(str::to_owned).chain(quote).chain(look.keyboard.clone()) {
                    out.push_str(format!("    {line}").trim_end());
                    out.push('\n');
                }
            }
        }
    }
}

/// The handoff that a message to staff is about, by its number; patients read everything in the order sent.
fn handoff(item: &Shown) -> Option<String> {
    let Seen::Message { look, .. } = &item.seen else { return None };
    let staff = ["reception", "doctors"].contains(&item.to.as_str());
    let (_, rest) = look.text.split_once("H-").filter(|_| staff)?;
    Some(rest.chars().take_while(char::is_ascii_digit).collect())
}

fn clock(script: &Script, now: Timestamp) -> String {
    format!("  — {}\n", script.clinic.local(now).strftime("%a %-d %b %-H:%M"))
}

impl Head {
    fn take(&mut self, line: &str) -> bool {
        let Some((key, value)) = line.split_once(": ") else { return false };
        let parts: Vec<&str> = value.split(", ").collect();
        match (key, &parts[..]) {
            ("clock", [moment]) => self.start = moment.replace(' ', "T").parse().expect("a moment"),
            ("patient", [name, lang, phone]) => self.patients.push(Patient {
                name: (*name).to_owned(),
                lang: (*lang).to_owned(),
                phone: (*phone).to_owned(),
            }),
            ("staff", [name, room]) => self.staff.push(Colleague {
                name: (*name).to_owned(),
                room: if *room == "doctors" { Room::Doctors } else { Room::Reception },
            }),
            ("rules", ["unreviewed"]) => self.reviewed = false,
            _ => return false,
        }
        true
    }

    fn names(&self) -> Vec<String> {
        let patients = self.patients.iter().map(|patient| patient.name.clone());
        patients.chain(self.staff.iter().map(|colleague| colleague.name.clone())).collect()
    }
}
