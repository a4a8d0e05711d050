//! What people do in a `.chat` file, a line each.
use backdesk::core::event::Media;

/// Something that somebody does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Types and sends: words or a command.
    Say(String),
    /// Presses the newest button with this label, on the newest message that names `on`, if it is given.
    Press { label: String, on: Option<String> },
    /// Presses a button that may be gone from the screen by now.
    PressOld(String),
    /// Sends something without words.
    Send(Media),
    /// Shares the own number by Telegram's button.
    SharePhone,
    /// Sends somebody else's contact.
    ShareContact,
    /// Replies to the card of this handoff.
    ReplyTo { card: String, words: String },
    /// Replies to the newest prompt that opened an answer field.
    Answer(String),
    /// Blocks the bot.
    Block,
}

/// A line of a `.chat` file.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Time passes: minutes.
    Wait(i64),
    /// Time passes until this moment of the clinic's wall clock.
    WaitUntil(jiff::civil::DateTime),
    /// Somebody does something; at once: in the same second as what came before.
    Do { who: String, deed: Deed, at_once: bool },
}

/// Reads a line; `people` are the names of the file.
pub fn read(line: &str, people: &[String]) -> Act {
    if let Some(moment) = line.strip_prefix("wait until ") {
        let moment = moment.replace(' ', "T");
        return Act::WaitUntil(moment.parse().unwrap_or_else(|_| panic!("no moment: {line}")));
    }
    if let Some(span) = line.strip_prefix("wait ") {
        let (n, unit) = span.split_once(' ').unwrap_or_else(|| panic!("no span: {line}"));
        let n: i64 = n.parse().unwrap_or_else(|_| panic!("no number: {line}"));
        let minutes = match unit.trim_end_matches('s') {
            "minute" => 1,
            "hour" => 60,
            "day" => 24 * 60,
            _ => panic!("no unit: {line}"),
        };
        return Act::Wait(n * minutes);
    }
    let (at_once, line) = match line.strip_prefix("at once, ") {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let who = people.iter().find(|name| line.starts_with(*name)).unwrap_or_else(|| panic!("who? {line}"));
    let rest = &line[who.len()..];
    let deed = deed(rest).unwrap_or_else(|| panic!("what? {line}"));
    Act::Do { who: who.clone(), deed, at_once }
}

fn deed(rest: &str) -> Option<Deed> {
    if let Some(words) = rest.strip_prefix(": ") {
        let label = |text: &str| text.strip_prefix('[')?.strip_suffix(']').map(str::to_owned);
        if let Some(label) = label(words) {
            return Some(Deed::Press { label, on: None });
        }
        if let Some((button, on)) = words.rsplit_once("] on ") {
            let label = label(&format!("{button}]"))?;
            return Some(Deed::Press { label, on: Some(on.to_owned()) });
        }
        return Some(Deed::Say(words.replace("\\n", "\n")));
    }
    if let Some(label) = rest.strip_prefix(" presses the old [") {
        return Some(Deed::PressOld(label.strip_suffix(']')?.to_owned()));
    }
    if let Some(reply) = rest.strip_prefix(" replies to ") {
        let (card, words) = reply.split_once(": ")?;
        return Some(Deed::ReplyTo { card: card.to_owned(), words: words.to_owned() });
    }
    if let Some(words) = rest.strip_prefix(" answers: ") {
        return Some(Deed::Answer(words.to_owned()));
    }
    Some(match rest {
        " sends a photo" => Deed::Send(Media::Picture),
        " sends a voice message" => Deed::Send(Media::Voice),
        " sends a sticker" => Deed::Send(Media::Sticker),
        " sends a place" => Deed::Send(Media::Location),
        " shares the own phone" => Deed::SharePhone,
        " sends a friend's contact" => Deed::ShareContact,
        " blocks the bot" => Deed::Block,
        _ => return None,
    })
}
