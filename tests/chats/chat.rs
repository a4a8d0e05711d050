//! A chat as the core would have it delivered: which messages stand, with which buttons.
use backdesk::core::attachment::Attachment;
use backdesk::core::screen::{Keyboard, Screen, Slot};
use backdesk::core::step::{Effect, Tone};
use backdesk::script::Html;

use super::world::{Look, Seen, Shown, handed, named};

/// A chat and its messages, the oldest first.
pub struct Chat {
    name: String,
    messages: Vec<Message>,
    papers: Vec<(Option<Slot>, Screen)>,
    /// What was said since then: the message's index and how.
    said: Vec<(usize, Screen, bool)>,
    /// Every button ever shown, the newest last.
    buttons: Vec<(i64, String, String)>,
}

struct Message {
    slot: Option<Slot>,
    screen: Screen,
}

impl Chat {
    pub fn new(name: String) -> Self {
        Self { name, messages: vec![], papers: vec![], said: vec![], buttons: vec![] }
    }

    /// Somebody sends a message of their own.
    pub fn person_writes(&mut self) {
        self.messages.push(Message { slot: None, screen: Screen::of(Html::new()) });
    }

    /// Takes what is to be said here.
    pub fn take(&mut self, effect: Effect) {
        match effect {
            Effect::Show { slot, screen, answers } => self.show(slot, screen, answers),
            Effect::Ring { slot, screen, tone, .. } => {
                if let Some(old) = self.find(&slot) {
                    self.messages[old].slot = None;
                }
                if !self.is_staff() {
                    // What still stands, a question or advice, stays usable whoever else writes.
                    let ended = self.messages.iter_mut().filter(|message| message.slot.is_none());
                    ended.for_each(|message| message.screen.keyboard = Keyboard::None);
                }
                self.put(None, slot, screen, tone == Tone::Silent);
            }
            Effect::Hand { attachment: Attachment::Picture(_), caption, .. } => self.hand(handed("🖼", &caption)),
            // As the sender does: after everything else.
            Effect::Hand { attachment: Attachment::Paper { file_name, .. }, caption, slot, .. } => {
                self.papers.push((slot, handed(&format!("📄 {file_name}:"), &caption)));
            }
            Effect::Strip(slot) => {
                if let Some(index) = self.find(&slot) {
                    self.messages[index].screen.keyboard = Keyboard::None;
                }
            }
            Effect::Retire(slot) => {
                self.papers.retain(|(of, _)| of.as_ref() != Some(&slot));
                if let Some(index) = self.find(&slot) {
                    self.messages[index].slot = None;
                }
            }
            // A transcript holds what was written.
            Effect::Toast(_) | Effect::Erase | Effect::Delete(_) => {}
        }
    }

    fn hand(&mut self, screen: Screen) {
        self.messages.push(Message { slot: None, screen: screen.clone() });
        self.said.push((self.messages.len() - 1, screen, true));
    }

    /// Edits where the pressed message or the newest one allows it, else sends anew: as the sender does.
    fn show(&mut self, slot: Slot, screen: Screen, answers: Option<i64>) {
        let pressed = answers.map(|id| usize::try_from(id).expect("an index"));
        let known = self.find(&slot);
        let message = known.max(pressed);
        let newest = self.messages.len().checked_sub(1);
        let reaches = message.is_some() && (self.is_staff() || newest <= message || pressed == message);
        if let Some(known) = known {
            self.messages[known].slot = None;
            if !reaches || Some(known) != message {
                self.messages[known].screen.keyboard = Keyboard::None;
            }
        }
        match message.filter(|_| reaches) {
            Some(index) if Look::of(&self.messages[index].screen) == Look::of(&screen) => {
                self.messages[index] = Message { slot: Some(slot), screen };
            }
            known => self.put(known, slot, screen, false),
        }
    }

    fn is_staff(&self) -> bool {
        matches!(self.name.as_str(), "reception" | "doctors")
    }

    fn find(&self, slot: &Slot) -> Option<usize> {
        self.messages.iter().rposition(|message| message.slot.as_ref() == Some(slot))
    }

    fn put(&mut self, known: Option<usize>, slot: Slot, screen: Screen, silent: bool) {
        let index = match known {
            Some(index) => index,
            None => {
                self.messages.push(Message { slot: None, screen: screen.clone() });
                self.messages.len() - 1
            }
        };
        let id = i64::try_from(index).expect("few messages");
        self.buttons.extend(screen.buttons().map(|button| (id, button.label.clone(), button.data.clone())));
        self.messages[index] = Message { slot: Some(slot), screen: screen.clone() };
        self.said.retain(|(said, ..)| *said != index);
        self.said.push((index, screen, silent));
    }

    /// What a press on the button with this label sends: of the newest message that has it.
    pub fn button(&self, label: &str, on: Option<&str>, old: bool) -> Result<(i64, String), String> {
        let same = |known: &str| named(known, label);
        if old {
            let found = self.buttons.iter().rev().find(|(_, known, _)| same(known));
            let (id, _, data) = found.ok_or_else(|| format!("[{label}] was never shown to {}", self.name))?;
            return Ok((*id, data.clone()));
        }
        let about = |message: &Message| on.is_none_or(|on| message.screen.text.plain().contains(on));
        for (id, message) in self.messages.iter().enumerate().rev().filter(|(_, message)| about(message)) {
            if let Some(button) = message.screen.buttons().find(|button| same(&button.label)) {
                return Ok((i64::try_from(id).expect("few messages"), button.data.clone()));
            }
        }
        Err(format!("no [{label}] stands in the chat of {}", self.name))
    }

    /// The slot of the newest message that opened an answer field.
    pub fn prompt(&self) -> Result<&Slot, String> {
        let opens = |message: &&Message| matches!(message.screen.keyboard, Keyboard::ForceReply { .. });
        let prompt = self.messages.iter().rev().find(opens).and_then(|message| message.slot.as_ref());
        prompt.ok_or_else(|| "nothing asks for an answer".to_owned())
    }

    /// What was said since this was last asked, and changes something for a reader.
    pub fn shown(&mut self) -> Vec<Shown> {
        for (_, screen) in std::mem::take(&mut self.papers) {
            self.hand(screen);
        }
        let said = std::mem::take(&mut self.said);
        let looks = said.iter().map(|(_, screen, silent)| (Look::of(screen), *silent));
        looks.map(|(look, silent)| Shown { to: self.name.clone(), seen: Seen::Message { look, silent } }).collect()
    }
}
