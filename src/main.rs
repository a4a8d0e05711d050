//! The commands: run, demo, check, understand, words.
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use backdesk::check;
use backdesk::clinician::{book, diff, graph};
use backdesk::clock::Clock;
use backdesk::config::{
    CheckArgs, Cli, Command, DemoArgs, DiffArgs, Drawn, GraphArgs, PreviewArgs, RunArgs, UnderstandArgs, WordsArgs,
    Wrong,
};
use backdesk::core::understand;
use backdesk::measure;
use backdesk::script::{Script, Source};
use backdesk::shell::{App, AppConfig};
use backdesk::store::{MasterKey, Store};
use clap::Parser;
use secrecy::ExposeSecret;
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    if let Err(why) = dotenvy::dotenv()
        && !why.not_found()
    {
        // What dotenvy says can quote the line, and so a token.
        return fail("a line of .env cannot be read: each is NAME=value, or begins with #");
    }
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(why) => return fail(&format!("the program's threads cannot be made: {why}")),
    };
    let done = match Cli::parse().command {
        Command::Run(args) => runtime.block_on(run(*args)),
        Command::Demo(args) => runtime.block_on(demo(&args)),
        Command::Check(args) => return prove(&args),
        Command::Preview(args) => return preview(&args),
        Command::Graph(args) => return draw(&args),
        Command::Diff(args) => return differ(&args),
        Command::Understand(args) => explain(&args),
        Command::Words(args) => words(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => fail(&format!("{why:#}")),
    }
}

/// Prints a line; that nobody reads it is no reason to end.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Prints what is wrong in one line, or one for each fault of the dialogues.
fn fail(why: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "backdesk: {why}");
    ExitCode::FAILURE
}

/// Logs as much as is wanted of ourselves, and only what is wrong of everything else.
fn log(level: &str) -> Result<(), Wrong> {
    let level = level.trim();
    let level = if level.is_empty() { "info" } else { level };
    if !["error", "warn", "info", "debug", "trace", "off"].contains(&level) {
        return Err(Wrong("LOG is one of error, warn, info, debug, trace, off".to_owned()));
    }
    let filter = EnvFilter::new(format!("warn,sqlx=error,backdesk={level}"));
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr).init();
    // A panic's own words could hold a patient's: only where it happened is said.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        tracing::error!(place, "a panic");
    }));
    Ok(())
}

async fn run(args: RunArgs) -> anyhow::Result<()> {
    log(&args.log)?;
    let token = args.token()?;
    let script = load(&args.rules.source())?;
    let review = args.rules.review(&script)?;
    let master = MasterKey::load_or_create(&args.key_file)?;
    let store = Store::open(args.database.expose_secret(), master).await?;
    let config = AppConfig {
        api_url: args.api_url,
        token,
        proxy: args.proxy.filter(|proxy| !proxy.is_empty()),
        store: store.clone(),
        script: Arc::new(script),
        clock: Clock::system(),
        review,
        rules: Some(args.rules),
        reception: args.staff_chat.0,
        doctors: args.doctors_chat.0,
        trap: None,
    };
    let stop = watch::Sender::new(false);
    tokio::spawn(stop_on_signal(stop.clone()));
    let result = until_stopped(config, stop).await;
    store.close().await?;
    result
}

async fn until_stopped(config: AppConfig, stop: watch::Sender<bool>) -> anyhow::Result<()> {
    let mut stopped = stop.subscribe();
    let mut app = match App::start_until(config, stop).await {
        Ok(app) => app,
        Err(_) if *stopped.borrow() => return Ok(()),
        Err(why) => return Err(why.into()),
    };
    say(&format!("@{} is at work. Ctrl-C ends it.", app.username()));
    if let Some(code) = app.pairing_code() {
        let how = "No staff chat yet. Add the bot to the clinic's group as an administrator and write there:";
        say(&format!("{how} /pair {code}"));
        say(&format!("For a doctors' group, in the same way: /pair {code} doctors"));
    }
    let by_itself = tokio::select! {
        ended = app.ended() => ended,
        _ = stopped.wait_for(|stop| *stop) => Ok(()),
    };
    let in_order = app.shutdown().await;
    Ok(by_itself.and(in_order)?)
}

async fn demo(args: &DemoArgs) -> anyhow::Result<()> {
    log("error")?;
    let script = load(&args.source())?;
    if script.clinic.test_only {
        say("clinic.toml says `test_only`: these dialogues are to be tried out, and never meet a patient.");
    }
    let stop = watch::Sender::new(false);
    let mut stopped = stop.subscribe();
    tokio::spawn(stop_on_signal(stop));
    backdesk::demo::run(args.port, script, async move { drop(stopped.wait_for(|stop| *stop).await) }).await
}

fn prove(args: &CheckArgs) -> ExitCode {
    let report = check::check_at(&args.source(), Clock::system().now());
    let _ = write!(std::io::stdout(), "{report}");
    if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Writes the book. A script with faults is written too, and its front page says so.
fn preview(args: &PreviewArgs) -> ExitCode {
    let script = match Script::load(&args.source()) {
        Ok(script) => script,
        Err(faults) => return fail(&wrong(&faults)),
    };
    let report = check::prove(&script);
    let page = book::book(&script, &report);
    if args.out.as_os_str() == "-" {
        say(&page);
    } else if let Err(why) = std::fs::write(&args.out, page) {
        return fail(&format!("{} cannot be written: {why}", args.out.display()));
    } else {
        say(&format!("The book is in {}. Open it in a browser, or print it.", args.out.display()));
    }
    if report.faults.is_empty() { ExitCode::SUCCESS } else { fail(&wrong(&report.faults)) }
}

/// Prints the drawing.
fn draw(args: &GraphArgs) -> ExitCode {
    match Script::load(&args.source()) {
        Ok(script) => {
            let drawing = match args.format {
                Drawn::Svg => graph::svg(&script),
                Drawn::Mermaid => graph::mermaid(&script),
            };
            let _ = write!(std::io::stdout(), "{drawing}");
            ExitCode::SUCCESS
        }
        Err(faults) => fail(&wrong(&faults)),
    }
}

/// Says what changed, and ends as diff(1) does: 0 the same, 1 different, 2 one of them cannot be read.
fn differ(args: &DiffArgs) -> ExitCode {
    let [before, after] = args.sources().map(|source| Script::load(&source));
    match (before, after) {
        (Ok(before), Ok(after)) => {
            let found = diff::diff(&before, &after);
            let _ = write!(std::io::stdout(), "{found}");
            ExitCode::from(u8::from(!found.is_empty()))
        }
        (Err(faults), _) | (_, Err(faults)) => {
            fail(&wrong(&faults));
            ExitCode::from(2)
        }
    }
}

fn wrong(faults: &[check::Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    format!("the dialogues are wrong; mend these, then try `backdesk check`\n{}", lines.join("\n"))
}

fn explain(args: &UnderstandArgs) -> anyhow::Result<()> {
    let script = unproven(&args.source())?;
    let on = args.on.unwrap_or_else(|| Clock::system().now().to_zoned(script.clinic.zone.clone()).date());
    say(measure::explain(&understand::read_on(&script, &args.words, Some(on)), &args.words).trim_end());
    Ok(())
}

fn words(args: &WordsArgs) -> anyhow::Result<()> {
    let script = unproven(&args.source())?;
    let file = args.file.display();
    let text = std::fs::read_to_string(&args.file).with_context(|| format!("{file} cannot be read"))?;
    let set = measure::parse(&text).with_context(|| format!("{file} is no set of labelled messages"))?;
    let mut report = measure::measure(&script, &set);
    if args.counts {
        report.misses.clear();
    }
    say(report.to_string().trim_end());
    Ok(())
}

/// For commands that meet no patient: what cannot be read is refused, and nothing is proven, so that a clinician need not wait.
fn unproven(source: &Source) -> anyhow::Result<Script> {
    Script::load(source).map_err(|faults| anyhow::anyhow!(wrong(&faults)))
}

/// A script that is loaded and proven: nobody is asked by rules that have a fault. The built-in one was proven by our tests.
fn load(source: &Source) -> anyhow::Result<Script> {
    let script = unproven(source)?;
    let faults = match source {
        Source::BuiltIn => Vec::new(),
        _ => check::prove(&script).faults,
    };
    if faults.is_empty() { Ok(script) } else { anyhow::bail!(wrong(&faults)) }
}

/// Ctrl-C, or SIGTERM where there is one.
async fn stop_on_signal(stop: watch::Sender<bool>) {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
    stop.send_replace(true);
}
