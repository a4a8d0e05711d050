//! Words in lines of a given width.
use super::face::{Faces, Weight};

/// `words` in lines that are at most `width` points wide. A line that goes on keeps its last blank, so that copied words do not
/// run together; a word that is too long alone is parted.
pub fn wrap(words: &str, faces: &Faces, weight: Weight, size: f32, width: f32) -> Vec<String> {
    let wide = |text: &str| faces.width(text.trim_end(), weight, size) > width;
    let mut lines = Vec::new();
    for paragraph in words.trim_end().split('\n') {
        let mut line = String::new();
        for word in paragraph.split_inclusive(' ') {
            if !line.is_empty() && wide(&format!("{line}{word}")) {
                lines.push(std::mem::take(&mut line));
            }
            if !wide(word) {
                line.push_str(word);
                continue;
            }
            for letter in word.chars() {
                if !line.is_empty() && wide(&format!("{line}{letter}")) {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(letter);
            }
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_too_wide_and_no_word_is_lost() {
        let faces = Faces::load().unwrap();
        let words = format!("Мне больно when I lean over {} and stand.\n\nNext line", "sink".repeat(60));
        let lines = wrap(&words, &faces, Weight::Bold, 12.0, 90.0);
        for line in &lines {
            assert!(faces.width(line.trim_end(), Weight::Bold, 12.0) <= 90.0, "{line}");
        }
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(bare(&lines.concat()), bare(&words));
        assert!(lines[0].ends_with(' '), "{:?}", lines[0]);
    }
}
