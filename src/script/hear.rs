//! Words made comparable, to tell whether somebody typed a label.

/// Words made comparable: small letters, no punctuation, one blank around each word, and `е` for `ё`, as most people type it.
pub fn plain(words: &str) -> String {
    let kept: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let kept = kept.to_lowercase().replace('ё', "е");
    let words: Vec<&str> = kept.split_whitespace().collect();
    format!(" {} ", words.join(" "))
}
