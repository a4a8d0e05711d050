//! Texts in HTML, as Telegram's own parser reads them.
use backdesk::sandbox::html::parse;
use serde_json::{Value, json};

fn entities(source: &str) -> Vec<(String, u64, u64)> {
    let entity = |entity: &Value| {
        let number = |name: &str| entity[name].as_u64().unwrap();
        (entity["type"].as_str().unwrap().to_owned(), number("offset"), number("length"))
    };
    parse(source).unwrap().entities.iter().map(entity).collect()
}

fn owned(list: &[(&str, u64, u64)]) -> Vec<(String, u64, u64)> {
    list.iter().map(|(kind, offset, length)| ((*kind).to_owned(), *offset, *length)).collect()
}

#[test]
fn every_tag_becomes_its_entity() {
    let tags = [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("code", "code"),
        ("pre", "pre"),
        ("tg-spoiler", "spoiler"),
        ("blockquote", "blockquote"),
    ];
    for (tag, kind) in tags {
        assert_eq!(entities(&format!("a <{tag}>bc</{tag}> d")), owned(&[(kind, 2, 2)]), "{tag}");
    }
    assert_eq!(entities("<blockquote expandable>x</blockquote>"), owned(&[("expandable_blockquote", 0, 1)]));
    assert_eq!(entities("<span class=\"tg-spoiler\">x</span>"), owned(&[("spoiler", 0, 1)]));
}

#[test]
fn offsets_count_utf16_units() {
    assert_eq!(entities("🚨é <b>🟢</b>"), owned(&[("bold", 4, 2)]));
}

#[test]
fn entities_nest_outer_first() {
    let marked = parse("<b>one <i>two</i></b>").unwrap();
    assert_eq!(marked.text, "one two");
    assert_eq!(entities("<b>one <i>two</i></b>"), owned(&[("bold", 0, 7), ("italic", 4, 3)]));
    assert_eq!(entities("<b><i>x</i></b>"), owned(&[("bold", 0, 1), ("italic", 0, 1)]));
}

#[test]
fn the_four_named_and_all_numeric_entities_are_read_and_no_others() {
    let marked = parse("&lt;a&gt; &amp; &quot;b&quot; &#65;&#x1F6A8; &nbsp; & c").unwrap();
    assert_eq!(marked.text, "<a> & \"b\" A🚨 &nbsp; & c");
    assert_eq!(marked.notes.len(), 2, "a bare ampersand passes and is noted");
}

#[test]
fn a_link_keeps_its_address_and_one_of_another_scheme_is_none() {
    let link = parse("<a href=\"https://example.org/?a=1&amp;b=2\">here</a>").unwrap();
    assert_eq!(
        link.entities,
        [json!({
            "type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/?a=1&b=2",
        })]
    );
    // `webcal:` links are not clickable in bot messages.
    let calendar = parse("<a href=\"webcal://example.org/x.ics\">calendar</a>").unwrap();
    assert_eq!((calendar.text.as_str(), calendar.entities.len(), calendar.notes.len()), ("calendar", 0, 1));
}

#[test]
fn code_in_pre_names_its_language() {
    let marked = parse("<pre><code class=\"language-rust\">x</code></pre>").unwrap();
    assert_eq!(marked.entities, [json!({ "type": "pre", "offset": 0, "length": 1, "language": "rust" })]);
}

#[test]
fn what_does_not_parse_is_refused_in_telegrams_words() {
    let cases = [
        ("a <div>b</div>", "Unsupported start tag \"div\" at byte offset 2"),
        ("1 < 2", "Unsupported start tag \"\" at byte offset 2"),
        ("1 <2> 3", "Unsupported start tag \"2\" at byte offset 2"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\""),
        ("<b>x", "Can't find end tag corresponding to start tag \"b\""),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href=\"x", "Unclosed start tag \"a\" at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
        ("<br/>x", "Unsupported start tag \"br/\" at byte offset 0"),
    ];
    for (source, words) in cases {
        assert_eq!(parse(source).unwrap_err(), words, "{source}");
    }
}
