//! Words, sentences, syllables, and the grade at which a text is read.

/// Words that few people use when they talk, each with what they say instead.
pub const HARD: [(&str, &str); 46] = [
    ("symptom", "sign"),
    ("symptoms", "signs"),
    ("chronic", "long-lasting"),
    ("acute", "new"),
    ("severe", "very strong"),
    ("assess", "look at"),
    ("assessment", "check"),
    ("evaluate", "look at"),
    ("consult", "ask"),
    ("consultation", "talk"),
    ("physician", "doctor"),
    ("practitioner", "therapist"),
    ("medication", "medicine"),
    ("medications", "medicine"),
    ("utilize", "use"),
    ("require", "ask for"),
    ("requires", "asks for"),
    ("sufficient", "enough"),
    ("additional", "more"),
    ("assistance", "help"),
    ("obtain", "get"),
    ("prior", "before"),
    ("regarding", "about"),
    ("approximately", "about"),
    ("commence", "begin"),
    ("terminate", "end"),
    ("discomfort", "pain"),
    ("lumbar", "low back"),
    ("radiating", "going"),
    ("numerous", "many"),
    ("immediately", "now"),
    ("frequently", "often"),
    ("appointment", "visit"),
    ("urinate", "pee"),
    ("urination", "pee"),
    ("bowel", "poo"),
    ("stool", "poo"),
    ("genitals", "between the legs"),
    ("respiration", "breath"),
    ("abdomen", "belly"),
    ("abdominal", "belly"),
    ("condition", "illness"),
    ("contraindicated", "not now"),
    ("indicate", "mean"),
    ("indicates", "means"),
    ("procedure", "operation"),
];

/// The words of a text: runs of letters, with what is joined by an apostrophe or a hyphen; numbers count as words.
pub fn words(text: &str) -> Vec<String> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    text.split(|c| !part(c)).filter(|word| word.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

/// The sentences of a text: a line's end and a bullet end one too.
pub fn sentences(text: &str) -> Vec<String> {
    let cut = text.replace("…", ".");
    let parts = cut.split(['.', '?', '!', '¿', '¡', '\n', '•', ';']);
    parts.map(str::trim).filter(|part| !words(part).is_empty()).map(str::to_owned).collect()
}

/// The school grade of English, by Flesch and Kincaid (1975).
pub fn grade(text: &str) -> f64 {
    let (words, sentences) = (words(text), sentences(text).len().max(1) as f64);
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let count = words.len().max(1) as f64;
    0.39 * count / sentences + 11.8 * syllables as f64 / count - 15.59
}

/// The syllables of an English word: its groups of vowels, but a silent e at the end and in -ed.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let vowel = |c: char| "aeiouy".contains(c);
    let letters: Vec<char> = word.chars().collect();
    let groups = letters.iter().enumerate().filter(|(at, c)| vowel(**c) && (*at == 0 || !vowel(letters[at - 1])));
    let mut count = groups.count();
    let silent = word.ends_with('e') && !word.ends_with("le") && !word.ends_with("ee");
    let past = word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded") && !word.ends_with("eed");
    if (silent || past) && count > 1 {
        count -= 1;
    }
    count.max(1)
}

/// The digits of each number in a text, as somebody dials it: blanks between digits do not end it.
pub fn digit_runs(text: &str) -> Vec<String> {
    let mut runs: Vec<String> = vec![String::new()];
    let mut blank = false;
    for c in text.chars() {
        match c {
            _ if c.is_ascii_digit() => {
                if blank && runs.last().is_some_and(String::is_empty) {
                    runs.push(String::new());
                }
                runs.last_mut().unwrap().push(c);
                blank = false;
            }
            ' ' | '-' if !blank && !runs.last().unwrap().is_empty() => blank = true,
            _ => {
                blank = false;
                runs.push(String::new());
            }
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}
