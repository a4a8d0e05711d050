//! Keeps words within what Telegram and a phone can show.
use crate::core::handoff::Staff;
use crate::script::Html;

/// The most that a message can hold, in UTF-16 units.
pub const MESSAGE: usize = 4096;
/// The most that a button's label should hold.
pub const LABEL: usize = 32;
/// The most of a name that is shown.
const NAME: usize = 40;

/// `words` in at most `units` UTF-16 units; what is cut ends in an ellipsis.
pub fn cut(words: &str, units: usize) -> String {
    if words.encode_utf16().count() <= units {
        return words.to_owned();
    }
    let mut left = units.saturating_sub(1);
    let mut out: String = words
        .chars()
        .take_while(|char| {
            let fits = char.len_utf16() <= left;
            left = left.saturating_sub(char.len_utf16());
            fits
        })
        .collect();
    if units > 0 {
        out.push('…');
    }
    out
}

/// `words` in pieces of at most `units` UTF-16 units each, with nothing lost.
pub fn pieces(words: &str, units: usize) -> Vec<String> {
    let (mut out, mut piece, mut used) = (Vec::new(), String::new(), 0);
    for char in words.chars() {
        if used + char.len_utf16() > units && !piece.is_empty() {
            out.push(std::mem::take(&mut piece));
            used = 0;
        }
        piece.push(char);
        used += char.len_utf16();
    }
    out.push(piece);
    out
}

/// A name on one line, cut where it would crowd out the rest.
pub fn name(name: &str) -> Html {
    Html::from(cut(&name.replace('\n', " "), NAME))
}

/// The name of a member of staff, for the others to read.
pub fn staff(staff: &Staff) -> Html {
    name(staff.name.reveal())
}
