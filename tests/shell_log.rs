//! No name, word or token in a log, whatever happens.
#![expect(dead_code, reason = "the clinic of the shell's tests, of which little is used here")]
use std::io;
use std::sync::{Arc, Mutex};

use backdesk::sandbox::{Act, Deed, What};
use tracing_subscriber::fmt::MakeWriter;

#[path = "shell/clinic.rs"]
mod clinic;
#[path = "run/database.rs"]
mod database;

use clinic::{Clinic, POISON};

#[derive(Clone, Default)]
struct Pages(Arc<Mutex<Vec<u8>>>);

impl io::Write for Pages {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Pages {
    type Writer = Pages;
    fn make_writer(&'a self) -> Pages {
        self.clone()
    }
}

#[tokio::test]
async fn no_name_word_or_token_is_logged() {
    let pages = Pages::default();
    // Everything, of everybody's code: this is the only test of its process.
    let everything = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
    everything.with_writer(pages.clone()).init();
    trouble().await;
    let text = String::from_utf8(pages.0.lock().unwrap().clone()).unwrap();
    let ours: Vec<&str> = text.lines().filter(|line| line.contains("backdesk::")).collect();
    assert!(ours.iter().any(|line| line.contains("put aside")), "nothing was logged");
    for canary in ["CANARY", "canary@example", "+34600123456"] {
        let found: Vec<&&str> = ours.iter().filter(|line| line.contains(canary)).collect();
        assert!(found.is_empty(), "{canary}: {found:#?}");
    }
    let token: Vec<&str> = text.lines().filter(|line| line.contains("CANARY-token")).collect();
    assert!(token.iter().all(|line| line.contains("backdesk::sandbox")), "{token:#?}");
}

async fn trouble() {
    let clinic = Clinic::open().await;
    let ana = clinic.patient("CANARYNAME").await;
    clinic.does(ana, Act::text(&format!("CANARY {POISON} canary@example"))).await;
    clinic.does(ana, Act::text("CANARY my back")).await;
    clinic.does(ana, Act::new(Deed::Contact { phone: Some("+34600123456".to_owned()) })).await;
    for what in [What::DropAfter, What::ServerError { code: 500, applied: false }, What::Garbage] {
        clinic.sandbox.faults().add_in_chat(what, "sendMessage", ana, 1);
        clinic.does(ana, Act::text("/help CANARY")).await;
    }
    let quoting = "Bad Request: can't parse entities: unsupported start tag \"CANARY\" at byte offset 1";
    let refused = What::Refuse { code: 400, description: quoting.to_owned(), parameters: None };
    clinic.sandbox.faults().add_in_chat(refused, "sendMessage", ana, 1);
    clinic.does(ana, Act::text("/language")).await;
    clinic.does(ana, Act::new(Deed::Block)).await;
    clinic.drain().await;
    clinic.close().await;
}
