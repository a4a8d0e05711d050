//! Papers, from a patient's answers to the words that a reader finds in the PDF.
#[path = "paper/patient.rs"]
mod patient;
#[path = "paper/reader.rs"]
mod reader;

use backdesk::core::paper::Form;
use patient::Patient;
use reader::Pdf;

const FORMS: [Form; 2] = [Form::Card, Form::Letter];

fn ana() -> Patient {
    let mut ana = Patient::new("Ana García Núñez", "es").ordinary().else_none().sent(1042);
    ana.chart.phone = Some("+34 600 000 000".to_owned().into());
    ana
}

#[track_caller]
fn has(text: &str, words: &str) {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(plain(text).contains(&plain(words)), "«{words}» is not in: {text}");
}

#[test]
fn the_words_can_be_searched_and_copied_in_every_language() {
    let ana = ana();
    for lang in &ana.script.clinic.languages.clone() {
        for form in FORMS {
            let paper = ana.paper(form, lang);
            let pdf = Pdf::of(&paper, &format!("ana-{form:?}-{lang}"));
            let text = pdf.words();
            has(&text, "Ana García Núñez");
            has(&text, &paper.title);
            has(&text, "H-1042");
            has(&text, &ana.script.clinic.phone);
            paper.parts.iter().for_each(|part| has(&text, &part.heading));
            assert_eq!(pdf.lang(), *lang);
            assert!(pdf.is_tagged());
        }
    }
}

#[test]
fn an_ordinary_card_is_a_small_page_with_what_to_ask_for() {
    let pdf = Pdf::of(&ana().paper(Form::Card, "en"), "card");
    assert_eq!((pdf.pages(), pdf.width().round()), (1, 420.0));
    let text = pdf.words();
    for words in [
        "Sink, counter, desk; Sitting slumped",
        "QL (quadratus lumborum), 20 minutes each side",
        "Position: lying on the side.",
        "I agreed on Saturday 21 November 2026, 14:40",
        "It is not a diagnosis.",
        "no clinician has reviewed them",
    ] {
        has(&text, words);
    }
    let es = Pdf::of(&ana().paper(Form::Card, "es"), "ficha").words();
    has(&es, "Presión lenta entre la última costilla y la cadera");
}

#[test]
fn cyrillic_accents_and_every_other_script_are_read_again() {
    let mut ivan = Patient::new("Иван Ёлкин", "es").ordinary().else_none().sent(7);
    ivan.chart.wish = Some("Хочу тихую комнату, ¿señal? Łódź 😀".to_owned().into());
    let text = Pdf::of(&ivan.paper(Form::Card, "es"), "ivan").words();
    has(&text, "Иван Ёлкин");
    has(&text, "Хочу тихую комнату, ¿señal? Łódź (grinning)");
    assert!(!text.contains('*'), "{text}");

    for (name, spelled) in [("王小明", "Wang Xiao Ming*"), ("محمد علي", "*"), ("דוד", "*"), ("สมชาย", "*")]
    {
        let someone = Patient::new(name, "en").ordinary().else_none();
        let text = Pdf::of(&someone.paper(Form::Letter, "en"), "someone").words();
        has(&text, spelled);
        has(&text, "* Written in other letters.");
        assert!(!text.contains('\u{fffd}'), "{text}");
    }
}

#[test]
fn the_fullest_card_is_one_page_and_keeps_every_caution() {
    let mut patient = Patient::new(&"Wolfeschlegelsteinhausenbergerdorff ".repeat(4), "es").says("who", &["me_70"]);
    patient = patient.says("e1", &["none"]).says("e2", &["none"]).says("e3", &["none"]).everything().sent(999_999);
    patient.chart.wish = Some("по-тихому, sin música ".repeat(200).into());
    for lang in ["en", "es"] {
        let paper = patient.paper(Form::Card, lang);
        let pdf = Pdf::of(&paper, &format!("fullest-{lang}"));
        assert_eq!(pdf.pages(), 1);
        let text = pdf.words();
        let verdict = backdesk::core::chart::judge::Verdict::of(&patient.script, &patient.case);
        assert!(verdict.cautions.len() > 15, "{}", verdict.cautions.len());
        for caution in &verdict.cautions {
            has(&text, &caution.ask.plain(lang, &[]));
        }
        let limits = ["NO MASSAGE NOW", "LIGHT PRESSURE, NOTHING DEEP", "NEVER FACE DOWN", "NO MANIPULATION"];
        limits.iter().filter(|_| lang == "en").for_each(|limit| has(&text, limit));
    }
}

#[test]
fn bladder_bowel_and_sex_stand_in_full_for_a_doctor_alone() {
    let rosa = Patient::new("Rosa", "en").says("who", &["me_70"]).says("e1", &["bladder"]);
    let rosa = rosa.advised("E-BLADDER", backdesk::script::Tier::Emergency, 1044);
    let card = Pdf::of(&rosa.paper(Form::Card, "en"), "rosa-card").words();
    has(&card, "NO MASSAGE NOW");
    has(&card, "nerve sign group");
    assert!(!card.contains("pee") && !card.contains("E-BLADDER"), "{card}");
    let letter = Pdf::of(&rosa.paper(Form::Letter, "en"), "rosa-letter").words();
    has(&letter, "Emergency E-BLADDER new trouble to pee");
    has(&letter, "Tapped, Sat 21 Nov 14:40.");
    has(&letter, "Emergency care at once: the Emergency Department or 112");
}

#[test]
fn a_list_says_what_was_denied_but_not_what_was_never_answered() {
    let letter = Pdf::of(&ana().paper(Form::Letter, "en"), "denied").words();
    has(&letter, "New, or worse since this pain began. No to: Numb between my legs; New trouble to pee;");
    let rosa = Patient::new("Rosa", "en").says("who", &["me_70"]).says("e1", &["saddle"]);
    let letter = Pdf::of(&rosa.paper(Form::Letter, "en"), "asked").words();
    has(&letter, "Nothing else was asked.");
    assert!(!letter.contains("No to:") && !letter.contains("New trouble to pee"), "{letter}");
}

#[test]
fn a_sign_that_was_taken_back_is_still_told() {
    use backdesk::core::chart::case::Again;
    let mut rosa = ana().advised("E-CHEST", backdesk::script::Tier::Emergency, 1044).sent(1044);
    rosa.case.raised[0].again = Some(Again::No);
    let letter = Pdf::of(&rosa.paper(Form::Letter, "en"), "again").words();
    has(&letter, "E-CHEST chest pain or hard to breathe");
    has(&letter, "Asked again, the patient answered no.");
    has(&letter, "Areas to mention to a massage therapist");
}

#[test]
fn a_long_letter_goes_on_without_losing_a_word() {
    let mut ana = ana();
    let words: Vec<String> = (0..600).map(|number| format!("слово{number}")).collect();
    ana.chart.unheard = Some(words.join(" ").into());
    let pdf = Pdf::of(&ana.paper(Form::Letter, "en"), "long");
    assert!(pdf.pages() >= 2, "{} pages", pdf.pages());
    let text = pdf.words();
    words.iter().for_each(|word| has(&text, word));
    // A heading stands with what it heads.
    let page = (1..).find(|page| pdf.words_of(&[*page]).contains("слово0 ")).unwrap();
    has(&pdf.words_of(&[page]), "In the patient's own words");
    has(&text, &format!("1/{}", pdf.pages()));
    has(&text, &format!("{0}/{0}", pdf.pages()));
}

#[test]
fn the_same_paper_is_the_same_file_and_prints_nothing_else() {
    let ana = ana();
    for form in FORMS {
        let paper = ana.paper(form, "es");
        assert_eq!(Pdf::of(&paper, "same").bytes, Pdf::of(&paper, "same").bytes);
        let saved = serde_json::to_string(&paper).unwrap();
        assert!(serde_json::from_str::<backdesk::core::paper::Paper>(&saved).unwrap() == paper);
        assert_eq!(format!("{paper:?}"), "‹paper›");
    }
}

#[test]
fn a_patient_who_speaks_otherwise_has_it_in_both_languages() {
    use backdesk::core::chart::paper::for_both;
    let names = |patient: &Patient| {
        let papers = for_both(&patient.script, &patient.chart, &patient.case, &patient.facts, Form::Letter);
        papers.iter().map(backdesk::core::paper::Paper::file_name).collect::<Vec<_>>()
    };
    assert_eq!(names(&ana()), ["H-1042-letter-es.pdf", "H-1042-letter-en.pdf"]);
    assert_eq!(names(&Patient::new("Ann", "en").ordinary()), ["letter-en.pdf"]);
}

#[test]
fn rules_that_nobody_stands_behind_name_no_muscle() {
    let mut ana = ana();
    ana.facts.reviewed = backdesk::core::step::Review::Missing;
    for form in FORMS {
        let text = Pdf::of(&ana.paper(form, "en"), "unreviewed").words();
        assert!(!text.contains("quadratus"), "{text}");
        has(&text, "no clinician has reviewed them");
    }
}

#[test]
fn a_paper_is_printed_at_once() {
    let paper = ana().paper(Form::Letter, "en");
    let began = std::time::Instant::now();
    (0..10).for_each(|_| drop(Pdf::of(&paper, "time")));
    println!("{:?} each, read again", began.elapsed() / 10);
}
