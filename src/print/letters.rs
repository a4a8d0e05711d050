//! Words in letters that the font has: nothing that a patient wrote vanishes, and nothing becomes an empty box.
use super::face::Faces;

/// `words` as they can be printed. What is written in other letters is put into Latin ones, with a star behind it; a picture
/// becomes its name.
pub fn printable(words: &str, faces: &Faces) -> Printable {
    let (mut text, mut run, mut foreign) = (String::with_capacity(words.len()), String::new(), false);
    for letter in words.chars().filter(|letter| !is_unseen(*letter)) {
        if letter == '\n' || (!letter.is_control() && faces.has(letter)) {
            foreign |= spell(&mut run, &mut text);
            text.push(letter);
        } else if letter.is_control() || letter.is_whitespace() {
            foreign |= spell(&mut run, &mut text);
            text.push(' ');
        } else {
            run.push(letter);
        }
    }
    foreign |= spell(&mut run, &mut text);
    if foreign {
        text.push('*');
    }
    Printable { text, foreign }
}

/// What can be printed.
pub struct Printable {
    /// The words.
    pub text: String,
    /// Whether some were put into Latin letters.
    pub foreign: bool,
}

/// Puts a run of letters that the font has not behind `text`; says whether it was writing.
fn spell(run: &mut String, text: &mut String) -> bool {
    if run.is_empty() {
        return false;
    }
    let spelled = deunicode::deunicode_with_tofu(run, "?");
    let writing = run.chars().any(char::is_alphabetic);
    let spelled = spelled.trim();
    // Where nothing at all is known of it, its place is kept.
    let spelled = if spelled.is_empty() { "?" } else { spelled };
    if writing || !spelled.chars().any(char::is_alphabetic) {
        text.push_str(spelled);
    } else {
        text.push_str(&format!("({spelled})"));
    }
    run.clear();
    writing
}

/// Joiners, and what only chooses between forms of the letter before it.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e0fff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(words: &str) -> String {
        printable(words, &Faces::load().unwrap()).text
    }

    #[test]
    fn what_the_font_has_stays_as_it_was_written() {
        for words in ["Zoë Müller-Łukasz", "Иван Ёжиков", "Σωκράτης", "Nguyễn Thị", "e\u{301}", "a → b ≥ 3 “x” №5 €"]
        {
            assert_eq!(printed(words), words);
        }
    }

    #[test]
    fn other_letters_are_spelled_and_marked() {
        assert_eq!(printed("王小明 (Ming)"), "Wang Xiao Ming (Ming)*");
        let name = printed("محمد");
        assert!(name.is_ascii() && name.ends_with('*') && name.len() > 2, "{name}");
    }

    #[test]
    fn pictures_become_their_names_and_nothing_is_an_empty_box() {
        assert_eq!(printed("fine 😀 👍🏽"), "fine (grinning) +1");
        assert_eq!(printed("a\u{7}b\tc"), "a b c");
        assert!(!printed("\u{10ffff}").is_empty());
    }
}
