//! Text that is safe to send with `parse_mode = HTML`.
use std::fmt;

use serde::{Deserialize, Serialize};

/// Markup that Telegram parses: made only by escaping, or from a script's checked text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Html(String);

/// The tags that a script may use in its texts.
pub const TAGS: [&str; 4] = ["<b>", "</b>", "<i>", "</i>"];

impl Html {
    /// Nothing.
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// Words that are shown as they are, whatever they contain.
    ///
    /// Control characters and marks that turn the direction of writing are left out, so that a name cannot move what stands
    /// beside it (CVE-2021-42574). Line ends stay.
    pub fn escape(words: &str) -> Self {
        let mut out = String::with_capacity(words.len());
        for char in words.chars().filter(|c| visible(*c)) {
            match char {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                other => out.push(other),
            }
        }
        Self(out)
    }

    /// A script's text, in which only [`TAGS`] are markup.
    pub fn from_script(text: &str) -> Self {
        let mut out = Self::escape(text).0;
        for tag in TAGS {
            out = out.replace(&Self::escape(tag).0, tag);
        }
        Self(out)
    }

    /// A person's name that notifies them, for a forced reply in a group.
    pub fn mention(person: i64, name: &str) -> Self {
        Self(format!("<a href=\"tg://user?id={person}\">{}</a>", Self::escape(name)))
    }

    /// Puts `self` into a quote that opens on a tap.
    pub fn expandable(self) -> Self {
        Self(format!("<blockquote expandable>{}</blockquote>", self.0))
    }

    /// Puts `self` in bold.
    pub fn bold(self) -> Self {
        Self(format!("<b>{}</b>", self.0))
    }

    /// Adds `more` behind.
    pub fn push(&mut self, more: &Html) -> &mut Self {
        self.0.push_str(&more.0);
        self
    }

    /// Adds `more` on a line of its own, unless it is empty.
    pub fn line(&mut self, more: &Html) -> &mut Self {
        if !self.0.is_empty() && !more.0.is_empty() {
            self.0.push('\n');
        }
        self.push(more)
    }

    /// Joins `parts` with `between`.
    pub fn join<'a>(parts: impl IntoIterator<Item = &'a Html>, between: &str) -> Html {
        let parts: Vec<&str> = parts.into_iter().map(|part| part.0.as_str()).collect();
        Self(parts.join(&Self::escape(between).0))
    }

    /// Puts each value wherever its name stands in braces. A value is never searched for holes: a patient may write `{phone}`.
    pub fn fill(&self, holes: &[(&str, Html)]) -> Html {
        self.fill_with(|name| holes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()))
    }

    /// The same with whatever `value` answers to a hole's name; a hole without an answer stays as it is.
    pub fn fill_with(&self, value: impl Fn(&str) -> Option<Html>) -> Html {
        let mut out = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let hole = after.split_once('}').and_then(|(name, after)| value(name).map(|value| (value, after)));
            match hole {
                Some((value, after)) => {
                    out.push_str(&value.0);
                    rest = after;
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        Self(out)
    }

    /// Whether nothing would be seen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The words without the markup, as a reader sees them.
    pub fn plain(&self) -> String {
        if !self.0.contains(['<', '&']) {
            return self.0.clone();
        }
        let mut out = String::with_capacity(self.0.len());
        let mut in_tag = false;
        for char in self.0.chars() {
            match char {
                '<' => in_tag = true,
                '>' if in_tag => in_tag = false,
                other if !in_tag => out.push(other),
                _ => {}
            }
        }
        Self::unescape(&out)
    }

    /// Words that were made by [`Html::escape`], as they were before it.
    pub fn unescape(words: &str) -> String {
        words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    }

    /// Its length as Telegram counts: UTF-16 units after the markup is parsed.
    pub fn utf16_len(&self) -> usize {
        self.plain().encode_utf16().count()
    }
}

impl From<&str> for Html {
    fn from(words: &str) -> Self {
        Self::escape(words)
    }
}

impl From<String> for Html {
    fn from(words: String) -> Self {
        Self::escape(&words)
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn visible(char: char) -> bool {
    let turns =
        matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    char == '\n' || (!char.is_control() && !turns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_they_were() {
        let words = "a < b & c > d <b>x</b> &amp;";
        assert_eq!(Html::escape(words).plain(), words);
    }

    #[test]
    fn only_the_tags_of_scripts_are_markup() {
        assert_eq!(Html::from_script("<b>Go</b> <a href='x'>").as_str(), "<b>Go</b> &lt;a href='x'&gt;");
    }

    #[test]
    fn a_value_is_not_searched_for_holes() {
        let text = Html::from_script("{a} and {b} and {c}");
        let filled = text.fill(&[("a", "{b}".into()), ("b", "B".into())]);
        assert_eq!(filled.plain(), "{b} and B and {c}");
    }

    #[test]
    fn nothing_turns_the_direction() {
        assert_eq!(Html::escape("H-\u{202e}2401").plain(), "H-2401");
    }
}
