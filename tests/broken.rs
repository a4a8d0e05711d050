//! Wrong scripts, `broken/*.toml`: each is the built-in one with one thing changed, and the words with which it must be refused.
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use backdesk::check;
use backdesk::script::Source;
use serde::Deserialize;

/// What is changed, and what must be said of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Broken {
    /// The file that is changed.
    file: String,
    /// Its first place that reads so …
    find: Option<String>,
    /// … reads so instead; every such place, if `everywhere`.
    #[serde(default)]
    replace: String,
    #[serde(default)]
    everywhere: bool,
    /// Or this stands at its end; a file that is not there yet is made.
    append: Option<String>,
    /// Or the file is taken away.
    #[serde(default)]
    delete: bool,
    /// The file that the refusal names, if it is another one.
    in_file: Option<String>,
    /// The text at which the refusal points: its line and column; the file's beginning, if not given.
    at: Option<String>,
    /// The words of the refusal, or how they begin.
    expect: String,
}

fn refused(name: &str, broken: &Broken) -> Result<(), String> {
    let mut files = Source::BuiltIn.texts().unwrap();
    let text = files.entry(broken.file.clone()).or_default();
    match (&broken.find, &broken.append) {
        (Some(find), None) if text.contains(find.as_str()) => {
            *text = if broken.everywhere {
                text.replace(find, &broken.replace)
            } else {
                text.replacen(find, &broken.replace, 1)
            };
        }
        (None, Some(more)) => text.push_str(more),
        (None, None) if broken.delete => drop(files.remove(&broken.file)),
        _ => return Err(format!("{name}: nothing in {} reads so", broken.file)),
    }
    let file = broken.in_file.as_ref().unwrap_or(&broken.file);
    let text = files.get(file).cloned().unwrap_or_default();
    let start = match &broken.at {
        Some(at) => text.find(at.as_str()).ok_or_else(|| format!("{name}: {file} does not read «{at}»"))?,
        None => 0,
    };
    let (line, column) =
        (text[..start].matches('\n').count() + 1, text[..start].rsplit('\n').next().unwrap_or("").chars().count() + 1);
    let expect = format!("{file}:{line}:{column}: {}", broken.expect);
    let said: Vec<String> = check::check(&Source::Texts(files)).faults.iter().map(ToString::to_string).collect();
    match said.iter().any(|fault| fault.starts_with(&expect)) {
        true => Ok(()),
        false => Err(format!("{name}: expected\n  {expect}\nbut read\n  {}", said.join("\n  "))),
    }
}

#[test]
fn each_wrong_script_is_refused_in_the_right_place_and_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken");
    let read = |path: &Path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let broken: Broken = toml::from_str(&std::fs::read_to_string(path).unwrap()).expect(&name);
        (name, broken)
    };
    let all: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| read(&entry.unwrap().path())).collect();
    let count = all.len();
    // Each is a proof of its own: the cores share them.
    let next = AtomicUsize::new(0);
    let some = || {
        let mine = std::iter::from_fn(|| all.get(next.fetch_add(1, Ordering::Relaxed)));
        mine.filter_map(|(name, broken)| refused(name, broken).err()).collect::<Vec<_>>()
    };
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(some)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 24, "only {count} wrong scripts");
}
