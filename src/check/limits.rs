//! What Telegram and a phone take: a screen within these limits can be sent and read.
use crate::core::screen::{Keyboard, Screen};
use crate::script::Html;

/// Telegram's limit for a text, in UTF-16 units.
const TEXT_MAX: usize = 4096;
/// Telegram's limit for a button's data, in bytes.
const DATA_MAX: usize = 64;
/// The longest label that a phone shows whole, with room for a tick.
const LABEL_MAX: usize = 36;
/// The most buttons on a screen.
const BUTTONS_MAX: usize = 24;

/// Telegram's limit for the words below a picture, in UTF-16 units.
const CAPTION_MAX: usize = 1024;

/// Telegram's limit for the words over a screen, in UTF-16 units.
const TOAST_MAX: usize = 200;

/// What keeps words over a screen from being shown.
pub fn toast(words: &str) -> Option<String> {
    let length = words.encode_utf16().count();
    (length > TOAST_MAX)
        .then(|| format!("the words «{words}» over a screen have {length} characters; Telegram takes {TOAST_MAX}"))
}

/// What keeps the words below a picture from being sent.
pub fn caption(words: &Html) -> Option<String> {
    let (length, head) = (words.utf16_len(), words.plain().chars().take(40).collect::<String>());
    if length == 0 || length > CAPTION_MAX {
        return Some(format!(
            "the words below a picture have {length} characters; Telegram takes {CAPTION_MAX}: «{head}»"
        ));
    }
    words.as_str().contains('{').then(|| format!("a hole stays open in «{head}»"))
}

/// What keeps a screen from being sent, or from being read on a phone.
pub fn faults(screen: &Screen) -> Vec<String> {
    let mut faults = Vec::new();
    let head = || screen.text.plain().chars().take(40).collect::<String>();
    let length = screen.text.utf16_len();
    if length == 0 || length > TEXT_MAX {
        faults.push(format!("a screen has {length} characters; Telegram takes 1 to {TEXT_MAX}: «{}»", head()));
    }
    if screen.text.as_str().contains('{') {
        faults.push(format!("a hole stays open in «{}»", head()));
    }
    if let Keyboard::Inline(rows) = &screen.keyboard {
        let count: usize = rows.iter().map(Vec::len).sum();
        if count > BUTTONS_MAX || rows.iter().any(|row| row.len() > 8) {
            faults.push(format!("{count} buttons are too many below «{}»", head()));
        }
    }
    for button in screen.buttons() {
        if button.data.len() > DATA_MAX {
            faults.push(format!("the button «{}» sends more than {DATA_MAX} bytes: shorten the ids", button.label));
        }
        let length = button.label.chars().count();
        if length == 0 || length > LABEL_MAX {
            faults.push(format!("the label «{}» has {length} characters; a phone shows {LABEL_MAX}", button.label));
        }
    }
    faults
}
