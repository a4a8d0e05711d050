//! The demo: the real bot against our own Telegram, and a page with the patient's phone beside the clinic's chats.
//!
//! [`Demo::bind`] sets the stage, [`Demo::serve`] plays until it is told to end. The page ([`page`]) is a client of
//! [`crate::sandbox::control`] and knows nothing of the bot; [`bot`] is the one place where the bot is started.
use std::{future::Future, io, net::Ipv4Addr, sync::Arc, time::Duration};

use anyhow::Context;
use tokio::{
    net::TcpListener,
    sync::{oneshot, watch},
};

use crate::{clock::Clock, sandbox::Sandbox, script::Script};

pub mod bot;
pub mod folder;
pub mod page;
pub mod stage;

use bot::{BotState, Setup};

/// Where the page is unless another port is asked for.
pub const PORT: u16 = 8040;

/// How long the bot may take to end in order.
const ENDING_MOST: Duration = Duration::from_secs(10);

/// Why the demo cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// Something else listens there.
    #[error("Port {0} is in use. Try: backdesk demo --port {next}", next = if *.0 == u16::MAX { PORT } else { .0 + 1 })]
    Taken(u16),
    /// Anything else.
    #[error("Cannot listen on 127.0.0.1:{0}: {1}")]
    Other(u16, io::Error),
}

/// A stage that is set, with its address, before anybody has come.
#[derive(Debug)]
pub struct Demo {
    listener: TcpListener,
    address: String,
    sandbox: Sandbox,
    setup: Setup,
}

/// Runs the demo on this port (0: any free one) until it is told to stop.
pub async fn run(port: u16, script: Script, stop: impl Future<Output = ()> + Send + 'static) -> anyhow::Result<()> {
    let demo = Demo::bind(port, script, Clock::system()).await?;
    println!("The demo is at {}  (Ctrl-C ends it)", demo.address());
    demo.serve(async {
        stop.await;
        println!("\nEnding.");
    })
    .await
}

impl Demo {
    /// Takes the port and sets the stage: people, groups, an account for the bot, a temporary folder.
    pub async fn bind(port: u16, script: Script, clock: Clock) -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|why| match why.kind() {
            io::ErrorKind::AddrInUse => BindError::Taken(port),
            _ => BindError::Other(port, why),
        })?;
        let address = format!("http://{}", listener.local_addr().context("the port has no address")?);
        let sandbox = Sandbox::new(clock.clone());
        stage::open_the_clinic(&script.clinic, &clock);
        let groups = stage::people_the_world(&sandbox);
        let script = Arc::new(script);
        let setup = Setup { api_url: address.clone(), script, clock, groups, folder: folder::Folder::new()? };
        Ok(Self { listener, address, sandbox, setup })
    }

    /// The page's address, such as `http://127.0.0.1:8040`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The Telegram of this demo.
    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// Serves the page and runs the bot until `shutdown` returns. The bot ends first, while it can still be answered;
    /// then the connections; then the folder is removed.
    pub async fn serve(self, shutdown: impl Future<Output = ()> + Send + 'static) -> anyhow::Result<()> {
        let Self { listener, sandbox, setup, .. } = self;
        let (told, state) = watch::channel(BotState::Starting);
        let (stop, stopped) = oneshot::channel();
        let zone = setup.script.clinic.zone.iana_name().unwrap_or("UTC").to_owned();
        let playing = tokio::spawn(bot::play(setup, told, stopped));
        let ending = async move {
            shutdown.await;
            let _ = stop.send(());
            let _ = tokio::time::timeout(ENDING_MOST, playing).await;
        };
        sandbox.serve_with(page::router(zone, state), listener, ending).await.context("the page's server ended")
    }
}
