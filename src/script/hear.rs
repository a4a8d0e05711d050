//! Words made comparable, to tell whether somebody typed a label.

/// Words made comparable: small letters, no punctuation, one blank around each word.
pub fn plain(words: &str) -> String {
    let kept: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let kept = kept.to_lowercase();
    let words: Vec<&str> = kept.split_whitespace().collect();
    format!(" {} ", words.join(" "))
}
