//! What a clinician reads: the book of every screen, and what changed between two folders.
use std::collections::BTreeMap;

use backdesk::check;
use backdesk::clinician::{book, diff};
use backdesk::script::{PhraseKey, Say, Script, Source};

fn built_in() -> Script {
    Script::load(&Source::BuiltIn).unwrap()
}

/// The built-in script with one file changed: each pair is a text and what stands in its place.
fn changed(file: &str, edits: &[(&str, &str)]) -> Script {
    let mut files = built_in().files;
    let text = files.get_mut(file).unwrap();
    for (find, replace) in edits {
        assert!(text.contains(find), "{file} does not read «{find}»");
        *text = text.replacen(find, replace, 1);
    }
    Script::load(&Source::Texts(files)).unwrap()
}

fn said(before: &Script, after: &Script) -> String {
    diff::diff(before, after).to_string()
}

// ─── The book ───

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[test]
fn the_book_shows_every_screen_in_every_language() {
    let script = built_in();
    let album = check::album(&script);
    assert_eq!(album.wrong, Vec::<String>::new());
    let languages = script.clinic.languages.len();
    for page in &album.pages {
        let wanted = if page.chapter == check::Chapter::Card { 1 } else { languages };
        assert!(page.screens.len() >= wanted, "{} in {} languages", page.key, page.screens.len());
    }
    for question in &script.questions {
        assert!(album.page(&format!("q.{}", question.id)).is_some(), "{}", question.id);
    }
    for sign in &script.signs {
        assert!(album.page(&format!("s.{}", sign.code)).is_some(), "{}", sign.code);
    }
    for caution in &script.cautions {
        assert!(album.page(&format!("c.{}", caution.code)).is_some(), "{}", caution.code);
    }
    for muscle in &script.muscles {
        let page = album.page(&format!("m.{}", muscle.id)).unwrap_or_else(|| panic!("{}", muscle.id));
        for (lang, screen) in &page.screens {
            let name = muscle.name.plain(lang, &[]);
            assert!(screen.text.plain().contains(&name), "{name} is not on its page: {}", screen.text.plain());
        }
    }
}

#[test]
fn the_book_is_one_page_that_needs_nothing() {
    let script = built_in();
    let report = check::Report::default();
    let page = book::book(&script, &report);
    for outside in ["http://", "https://", "<script", "src=", "url(", "@import"] {
        assert!(!page.contains(outside), "the book needs {outside}");
    }
    assert!(page.contains(&script.hash) && page.contains("Signature"));
    // Every word of every question and sign, in every language, as it stands.
    for lang in &script.clinic.languages {
        for question in &script.questions {
            for words in question.choices().map(|choice| &choice.say) {
                let label = escaped(&script.fill(Some(words), lang, &[]).plain());
                assert!(page.contains(&label), "[{lang}] {label}");
            }
            let ask = script.fill(Some(&question.ask), lang, &[("n", "".into())]);
            let first = ask.as_str().lines().last().unwrap_or_default().to_owned();
            assert!(page.contains(&first), "[{lang}] {first}");
        }
    }
    // A hole that is a phrase's own stands open only where phrases are listed.
    let screens = page.split("<h2 id=\"phrases\">").next().unwrap();
    assert!(!screens.contains('{') || !screens[screens.find("</style>").unwrap()..].contains("{clinic}"));
}

#[test]
fn nearly_every_phrase_to_a_patient_stands_on_a_screen_of_the_book() {
    let script = built_in();
    let page = book::book(&script, &check::Report::default());
    let chapter = page.split("<h2 id=\"phrases\">").nth(1).unwrap();
    let patients = chapter.split("<h3 ").nth(1).unwrap();
    let rows: BTreeMap<&str, bool> = patients
        .split("<tr>")
        .filter_map(|row| row.strip_prefix("<td>")?.split_once("</td>"))
        .map(|(name, rest)| (name, !rest.contains("<td></td></tr>")))
        .collect();
    let unseen: Vec<&str> = Say::ALL.iter().map(|say| say.name()).filter(|name| !rows[name]).collect();
    // Words over a screen, and what takes several things at once.
    // Words over a screen; outcomes, which /mydata names of earlier requests; and the letter that only typed presses can ask for.
    let known = [
        "old_button",
        "hasty",
        "tap_one",
        "ticked_beside",
        "data_words",
        "letter_advised_emergency",
        "press_light",
        "noted_for_later",
        "which_one",
        "please_tap",
        "offer_waits",
    ];
    // Words in a drawing, and a picture's words about a side that the walked plan does not have.
    let drawn = |name: &str| name.starts_with("drawn_") || name.starts_with("picture_");
    let known = |name: &str| known.contains(&name) || name.starts_with("outcome_") || drawn(name);
    let strange: Vec<&&str> = unseen.iter().filter(|name| !known(name)).collect();
    assert!(strange.len() * 50 <= Say::ALL.len(), "no screen of the book says {strange:?}");
}

// ─── What changed ───

#[test]
fn nothing_differs_from_itself_and_formatting_is_nothing() {
    let mut files = built_in().files;
    for text in files.values_mut() {
        *text = text.replace(" = ", "   =  ").replace("\n[", "\n\n# a remark\n[");
    }
    let other = Script::load(&Source::Texts(files)).unwrap();
    assert_eq!(said(&built_in(), &other), "Nothing differs for a patient.\n");
}

#[test]
fn a_lowered_sign_stands_first_and_loud() {
    let lowered = changed(
        "safety.toml",
        &[("code   = \"U-FEVER\"\ntier   = \"same_day\"", "code   = \"U-FEVER\"\ntier   = \"routine\"")],
    );
    let read = said(&built_in(), &lowered);
    assert!(
        read.starts_with("LOOK HERE FIRST: 1 change that can make somebody less safe\n  !!! LOWERED: U-FEVER"),
        "{read}"
    );
    assert!(read.contains("led to a doctor TODAY, and leads to a doctor offered beside the visit now"), "{read}");
    assert!(read.contains("`rules` is still “1”: raise it in clinic.toml"), "{read}");
    let raised = said(&lowered, &built_in());
    assert!(!raised.contains("!!!") && raised.contains("raised: U-FEVER"), "{raised}");
}

#[test]
fn a_condition_that_finds_fewer_is_loud_and_one_that_finds_more_is_not() {
    let narrower =
        changed("safety.toml", &[("mscc = [\"band\", \"unsteady\", \"numb\"]", "mscc = [\"band\", \"numb\"]")]);
    let read = said(&built_in(), &narrower);
    assert!(read.contains("!!! E-MSCC") && read.contains("applies no longer if"), "{read}");
    let wider = said(&narrower, &built_in());
    assert!(!wider.contains("!!!") && wider.contains("applies now if"), "{wider}");
}

#[test]
fn words_numbers_and_weights_are_told_in_the_language_that_changed() {
    let clinic = changed("clinic.toml", &[("emergency = \"112\"", "emergency = \"911\"")]);
    let read = said(&built_in(), &clinic);
    assert!(read.contains("!!! {emergency} was: 112\n      and is: 911"), "{read}");
    let spanish = changed("intake.toml", &[("es = \"Lugar\"", "es = \"Sitio\"")]);
    let read = said(&built_in(), &spanish);
    assert!(
        read.contains("Place: the short name [es] was: Lugar\n      and is: Sitio") && !read.contains("[en]"),
        "{read}"
    );
    let weight = changed("muscles/quadratus_lumborum.toml", &[("weight = 4", "weight = 3")]);
    let read = said(&built_in(), &weight);
    assert!(
        read.contains("QL (quadratus lumborum): the weight of “") && read.contains("was: 4\n      and is: 3"),
        "{read}"
    );
}

#[test]
fn what_a_grammar_no_longer_knows_is_loud() {
    let poorer = changed("words/en.toml", &[("\"pins and needles\", ", "")]);
    let read = said(&built_in(), &poorer);
    assert!(read.contains("!!! words/en.toml concepts numb no longer has “pins and needles”"), "{read}");
    let richer = changed("others.toml", &[("  \"ich\", ", "  \"ich\", \"wir\", ")]);
    assert!(said(&built_in(), &richer).contains("- others.toml words de now has “wir”"));
}

#[test]
fn a_question_that_moves_is_told_once() {
    let moved = changed(
        "intake.toml",
        &[("\"kind\", \"nerve\", \"hip\", \"sets_off\"", "\"sets_off\", \"kind\", \"nerve\", \"hip\"")],
    );
    let read = said(&built_in(), &moved);
    assert_eq!(read.matches("is asked elsewhere").count(), 1, "{read}");
    assert!(read.contains("Sets off is asked elsewhere: now after"), "{read}");
}

#[test]
fn what_is_gone_is_loud_where_it_kept_somebody_safe() {
    let mut less = built_in();
    less.signs.retain(|sign| sign.code != "E-MSCC");
    less.cautions.retain(|caution| caution.code != "C-PREG");
    let read = said(&built_in(), &less);
    assert!(read.contains("!!! REMOVED: E-MSCC") && read.contains("which led to EMERGENCY ADVICE"), "{read}");
    assert!(read.contains("!!! REMOVED: C-PREG"), "{read}");
}
