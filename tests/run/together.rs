//! Tests that wait on the clock rather than on the processor: the first one starts them all, a few at a time, and each
//! `#[test]` waits for its own. With a filter on the command line, each starts only itself.
use std::collections::BTreeMap;
use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock};

use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

/// How many run at a time.
const AT_ONCE: usize = 8;

pub type Scenario = fn() -> Pin<Box<dyn Future<Output = ()> + Send>>;

/// Declares the tests: name = what is run, and on which database.
macro_rules! scenarios {
    ($($name:ident = $scenario:path, $base:ident;)*) => {
        $(#[test]
        fn $name() {
            $crate::together::run(stringify!($name), ALL);
        })*

        const ALL: &[(&str, $crate::together::Scenario)] = &[$((
            stringify!($name),
            || Box::pin($scenario($crate::database::Base::$base)),
        ),)*];
    };
}
pub(crate) use scenarios;

struct Started {
    runtime: Runtime,
    tests: Mutex<BTreeMap<&'static str, JoinHandle<()>>>,
}

/// Waits for one test, and starts what is to be started.
pub fn run(name: &'static str, all: &'static [(&'static str, Scenario)]) {
    static STARTED: OnceLock<Started> = OnceLock::new();
    let filtered = std::env::args().skip(1).any(|arg| !arg.starts_with('-'));
    let started = STARTED.get_or_init(|| {
        let runtime = Runtime::new().unwrap();
        let tests = if filtered { BTreeMap::new() } else { start_all(&runtime, all) };
        Started { runtime, tests: Mutex::new(tests) }
    });
    let test = started.tests.lock().unwrap().remove(name);
    let test = test.unwrap_or_else(|| {
        let (_, scenario) = all.iter().find(|(known, _)| *known == name).unwrap();
        started.runtime.spawn(scenario())
    });
    if let Err(why) = started.runtime.block_on(test) {
        let why = why.into_panic();
        let words = why.downcast_ref::<String>().map(String::as_str).or(why.downcast_ref::<&str>().copied());
        println!("{}", words.unwrap_or("it panicked"));
        resume_unwind(why);
    }
}

fn start_all(runtime: &Runtime, all: &[(&'static str, Scenario)]) -> BTreeMap<&'static str, JoinHandle<()>> {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let start = |(name, scenario): &(&'static str, Scenario)| {
        let (places, scenario) = (places.clone(), *scenario);
        let test = runtime.spawn(async move {
            let _place = places.acquire().await;
            scenario().await;
        });
        (*name, test)
    };
    all.iter().map(start).collect()
}
