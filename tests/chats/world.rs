//! Where a conversation takes place: the core alone, or the whole program.
use backdesk::core::screen::{Keyboard, Screen};
use backdesk::script::Html;
use jiff::Timestamp;

use super::act::Deed;

/// Where a conversation takes place.
pub trait World {
    /// The time.
    fn now(&self) -> Timestamp;
    /// Lets time pass until the next thing that is due has been done, at most until `until`.
    fn pass(&mut self, until: Timestamp);
    /// Lets somebody do something; or says why nobody can.
    fn act(&mut self, who: &str, deed: &Deed) -> Result<(), String>;
    /// What was shown since this was last asked: what changed for a reader, in the order sent.
    fn shown(&mut self) -> Vec<Shown>;
}

/// Something that somebody sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// A patient's or colleague's name, `reception` or `doctors`.
    pub to: String,
    pub seen: Seen,
}

/// What is seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// A message, new or changed.
    Message { look: Look, silent: bool },
    /// A few words over the screen.
    Toast(String),
}

/// What a message looks like.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub text: String,
    /// What opens on a tap.
    pub quote: String,
    /// A row each.
    pub keyboard: Vec<String>,
}

impl Look {
    /// A screen, as it looks.
    pub fn of(screen: &Screen) -> Self {
        const OPENS: &str = "<blockquote expandable>";
        let html = screen.text.as_str();
        let text = html.split(OPENS).next().unwrap_or_default();
        let plain = screen.text.plain();
        // The markup before the quote, without its marks, is as long as the text before it.
        let length = if html.contains(OPENS) { plain_length(text) } else { plain.len() };
        let (text, quote) = plain.split_at(length);
        Self { text: text.trim_end().to_owned(), quote: quote.to_owned(), keyboard: rows(screen) }
    }
}

/// Whether a button says this, its tick and its number on a picture apart.
pub fn named(known: &str, label: &str) -> bool {
    let number = |c: char| c.is_ascii_digit();
    let bare = known.strip_prefix("✅ ").unwrap_or(known);
    bare == label || bare.trim_start_matches(number).strip_prefix(' ') == Some(label)
}

/// What is handed over, as it looks: a sign, and the words below it.
pub fn handed(sign: &str, caption: &Html) -> Screen {
    let mut text = Html::from(sign);
    Screen::of(text.push(&" ".into()).push(caption).clone())
}

fn plain_length(html: &str) -> usize {
    let mut plain = String::new();
    let mut in_tag = false;
    for char in html.chars() {
        match char {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            other if !in_tag => plain.push(other),
            _ => {}
        }
    }
    plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").len()
}

/// A keyboard as lines: a row each.
fn rows(screen: &Screen) -> Vec<String> {
    match &screen.keyboard {
        Keyboard::None | Keyboard::Remove => vec![],
        Keyboard::Inline(rows) => rows
            .iter()
            .map(|row| row.iter().map(|button| format!("[{}]", button.label)).collect::<Vec<_>>().join(" "))
            .collect(),
        Keyboard::SharePhone { share, skip } => vec![format!("⌨ [{share}]"), format!("⌨ [{skip}]")],
        Keyboard::ForceReply { placeholder, .. } => vec![format!("✎ {placeholder}")],
    }
}
