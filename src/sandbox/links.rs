//! Which addresses Telegram takes.

/// The address of a link in a text, as Telegram shows it; `None`: it is no link.
pub fn checked_url(url: &str) -> Option<String> {
    let url = url.trim();
    let with_scheme = if url.contains(':') { url.to_owned() } else { format!("http://{url}") };
    let parsed = reqwest::Url::parse(&with_scheme).ok()?;
    let known = matches!(parsed.scheme(), "http" | "https" | "tg" | "ton" | "tonsite");
    (known && (parsed.host().is_none_or(|host| host.to_string().contains(['.', ':', '[']) || parsed.scheme() == "tg")))
        .then(|| parsed.to_string())
}

/// Whether a button may open this address.
pub fn good_url(url: &str) -> bool {
    match reqwest::Url::parse(url) {
        Ok(parsed) if parsed.scheme() == "tg" => true,
        Ok(parsed) => {
            let host = parsed.host_str().unwrap_or_default();
            matches!(parsed.scheme(), "http" | "https") && host.contains('.') && !host.ends_with('.')
        }
        // Telegram adds the scheme to a bare host.
        Err(_) => !url.contains([' ', ':']) && url.split('/').next().is_some_and(|host| host.contains('.')),
    }
}
