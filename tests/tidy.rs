//! The house's own rules, read from its sources: who may name what, sizes, and words that belong into dialogues/.
use std::path::{Path, PathBuf};

struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The code without comments and without its tests.
    fn code(&self) -> String {
        let code = self.text.split("#[cfg(test)]").next().unwrap_or_default();
        code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
    }

    fn is_in(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }
}

fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut out) = (vec![root.join(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                out.push(Source { path: path.strip_prefix(root).unwrap().display().to_string(), text });
            }
        }
    }
    assert!(out.len() > 3, "sources in {folder}");
    out
}

/// Whether `word` stands in `code` as a word of its own.
fn names(code: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back().is_some_and(part);
        let after = code[at + word.len()..].chars().next().is_some_and(part);
        !before && !after
    })
}

/// The words that only these folders may name, or that these may not.
fn forbidden(words: &[&str], in_which: impl Fn(&Source) -> bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for source in sources("src").iter().filter(|source| in_which(source)) {
        let code = source.code();
        wrong
            .extend(words.iter().filter(|word| names(&code, word)).map(|word| format!("{} names {word}", source.path)));
    }
    wrong
}

#[track_caller]
fn none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_knows_no_waiting_no_clock_no_chance_and_no_disorder() {
    let words = [
        "tokio",
        "sqlx",
        "teloxide",
        "axum",
        "reqwest",
        "Clock",
        "SystemTime",
        "Instant",
        "rand",
        "getrandom",
        "HashMap",
        "HashSet",
    ];
    let pure = |source: &Source| source.is_in(&["src/core/", "src/script/", "src/check/"]);
    none(forbidden(&words, pure));
    let paths = ["crate::clock", "crate::shell", "crate::store", "crate::sandbox"];
    let wrong = |source: &Source| {
        let code = source.code();
        let found = paths.into_iter().find(|path| names(&code, path))?;
        Some(format!("{} names {found}", source.path))
    };
    none(sources("src").iter().filter(|source| pure(source)).filter_map(wrong).collect());
}

#[test]
fn only_the_shell_knows_telegrams_types() {
    none(forbidden(&["teloxide", "dptree"], |source| !source.is_in(&["src/shell/"])));
}

#[test]
fn only_the_store_knows_sql() {
    // main.rs names it as a source of log lines.
    let apart = ["src/store/", "src/main.rs"];
    none(forbidden(&["sqlx"], |source| !source.is_in(&apart)));
    let verbs = ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "ON CONFLICT"];
    let elsewhere = sources("src").into_iter().filter(|source| !source.is_in(&["src/store/"]));
    let wrong = elsewhere.filter(|source| verbs.iter().any(|verb| source.code().contains(verb)));
    none(wrong.map(|source| format!("{} speaks SQL", source.path)).collect());
}

#[test]
fn the_sandbox_knows_nothing_of_us_but_the_clock() {
    let ours =
        |line: &str| line.contains("crate::") && !line.contains("crate::clock") && !line.contains("crate::sandbox");
    let mut wrong = Vec::new();
    for source in sources("src/sandbox") {
        wrong.extend(source.code().lines().filter(|line| ours(line)).map(|line| format!("{}: {line}", source.path)));
    }
    none(wrong);
}

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    let mut wrong = Vec::new();
    for (folder, most) in [("src", 300), ("tests", 400)] {
        for source in sources(folder) {
            let lines = source.text.lines().count();
            if lines >= most {
                wrong.push(format!("{} has {lines} lines", source.path));
            }
            if folder == "src" && !source.text.starts_with("//!") {
                wrong.push(format!("{} does not begin with //!", source.path));
            }
        }
    }
    none(wrong);
}

#[test]
fn nothing_is_left_to_do() {
    // In two parts, so that this file does not name them.
    let marks = [["todo", "!("], ["unimplemented", "!("], ["dbg", "!("], ["FIX", "ME"], ["TO", "DO:"], ["XX", "X "]]
        .map(|m| m.concat());
    let mut wrong = Vec::new();
    for source in sources("src").into_iter().chain(sources("tests")) {
        wrong.extend(
            marks
                .iter()
                .filter(|mark| source.text.contains(mark.as_str()))
                .map(|mark| format!("{}: {mark}", source.path)),
        );
    }
    none(wrong);
}

/// A literal with two words of letters is a sentence, and a sentence belongs into dialogues/: but for logs, errors and reasons,
/// which no patient reads.
#[test]
fn words_that_people_read_stand_in_dialogues() {
    let told_to_operators = |line: &str| {
        let marks =
            ["tracing::", "#[error(", "expect(", "reason =", "debug_assert", "panic!(", "unreachable!(", "#[expect"];
        marks.iter().any(|mark| line.contains(mark))
    };
    let mut wrong = Vec::new();
    for source in sources("src").iter().filter(|source| source.is_in(&["src/core/", "src/shell/"])) {
        if source.path.ends_with("_tests.rs") || OPERATORS.contains(&source.path.as_str()) {
            continue;
        }
        let code = source.code();
        let mut told = false;
        for line in code.lines() {
            told |= told_to_operators(line);
            wrong.extend(
                literals(line).filter(|text| !told && is_sentence(text)).map(|text| format!("{}: {text}", source.path)),
            );
            // To the end of the statement.
            told &= !line.trim_end().ends_with([';', '{', '}']);
        }
    }
    none(wrong);
}

/// What these say is read by whoever runs the program, on its terminal.
const OPERATORS: [&str; 2] = ["src/shell/startup.rs", "src/shell/telegram.rs"];

fn literals(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

/// Two words of at least two letters each, one after the other.
fn is_sentence(text: &str) -> bool {
    let is_word =
        |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !word.contains(['{', '/', '=', '_']);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| pair.iter().all(|word| is_word(word)))
}

#[test]
fn the_eyes_of_these_tests_are_open() {
    assert!(names("use tokio::net", "tokio") && !names("let random = 1", "rand"));
    assert!(is_sentence("Please wait") && !is_sentence("g.help") && !is_sentence("h{number}"));
    let source =
        Source { path: "src/core/x.rs".to_owned(), text: "let a = 1; // tokio\n#[cfg(test)]\nuse sqlx;".to_owned() };
    assert!(!names(&source.code(), "tokio") && !names(&source.code(), "sqlx"));
}
