//! Bots that are not ours, written as their libraries' own examples are, driven to the end of their dialogues.
use backdesk::{
    clock::Clock,
    sandbox::{Act, Sandbox},
};
use serde_json::Value;
use teloxide::{
    dispatching::dialogue::{InMemStorage, enter},
    prelude::*,
    types::{InlineKeyboardButton, InlineKeyboardMarkup},
};

use crate::stage::{Stage, TOKEN};

type Talk = Dialogue<State, InMemStorage<State>>;
type Done = Result<(), Box<dyn std::error::Error + Send + Sync>>;

#[derive(Clone, Default)]
enum State {
    #[default]
    Start,
    ReceiveName,
    ReceiveProduct {
        name: String,
    },
}

async fn start(bot: Bot, talk: Talk, message: Message) -> Done {
    bot.send_message(message.chat.id, "Let's start! What's your full name?").await?;
    talk.update(State::ReceiveName).await?;
    Ok(())
}

async fn receive_name(bot: Bot, talk: Talk, message: Message) -> Done {
    let Some(name) = message.text().map(str::to_owned) else {
        bot.send_message(message.chat.id, "Please, send me your full name.").await?;
        return Ok(());
    };
    let products = ["Apple", "Potato"].map(|product| InlineKeyboardButton::callback(product, product));
    bot.send_message(message.chat.id, "Select a product:").reply_markup(InlineKeyboardMarkup::new([products])).await?;
    talk.update(State::ReceiveProduct { name }).await?;
    Ok(())
}

async fn receive_product(bot: Bot, talk: Talk, name: String, query: CallbackQuery) -> Done {
    bot.answer_callback_query(query.id.clone()).text("Noted").await?;
    if let (Some(product), Some(message)) = (&query.data, query.regular_message()) {
        bot.edit_message_text(message.chat.id, message.id, format!("{name}, product '{product}' is yours!")).await?;
        talk.exit().await?;
    }
    Ok(())
}

fn dispatcher(
    bot: Bot,
) -> Dispatcher<Bot, Box<dyn std::error::Error + Send + Sync>, teloxide::dispatching::DefaultKey> {
    let messages = Update::filter_message()
        .branch(dptree::case![State::Start].endpoint(start))
        .branch(dptree::case![State::ReceiveName].endpoint(receive_name));
    let presses =
        Update::filter_callback_query().branch(dptree::case![State::ReceiveProduct { name }].endpoint(receive_product));
    let tree = enter::<Update, InMemStorage<State>, State, _>().branch(messages).branch(presses);
    Dispatcher::builder(bot, tree).dependencies(dptree::deps![InMemStorage::<State>::new()]).build()
}

/// The bot's last message, once it reads so; with its id.
async fn said(sandbox: &Sandbox, person: i64, text: &str) -> i64 {
    let last = sandbox.until(|world| {
        let chat = world.chats.values().find(|chat| chat.key.id == person)?;
        let (id, last) = chat.messages.last_key_value()?;
        (last.message["text"] == text).then_some(*id)
    });
    last.await.unwrap_or_else(|| panic!("nobody said {text:?}: {:#?}", sandbox.messages(person)))
}

async fn buy(sandbox: &Sandbox, person: i64, name: &str) {
    sandbox.act(person, Act::start()).unwrap();
    said(sandbox, person, "Let's start! What's your full name?").await;
    sandbox.act(person, Act::media("sticker")).unwrap();
    said(sandbox, person, "Please, send me your full name.").await;
    sandbox.act(person, Act::text(name)).unwrap();
    let choice = said(sandbox, person, "Select a product:").await;
    sandbox.act(person, Act::press(choice, "Potato")).unwrap();
    said(sandbox, person, &format!("{name}, product 'Potato' is yours!")).await;
    let all = sandbox.messages(person);
    let last: &Value = all.last().unwrap();
    assert_eq!((&last["edit_count"], last.get("reply_markup")), (&Value::from(1), None));
}

#[tokio::test]
async fn a_stock_teloxide_dialogue_comes_to_its_end() {
    let stage = Stage::on(Clock::system()).await;
    let bot = Bot::with_client(TOKEN, stage.http.clone()).set_api_url(stage.root.parse().unwrap());
    let mut dispatcher = dispatcher(bot);
    let stop = dispatcher.shutdown_token();
    let running = tokio::spawn(async move { dispatcher.dispatch().await });
    let ben = stage.sandbox.add_person("Ben", "en");
    tokio::join!(buy(&stage.sandbox, stage.ana, "Ana Q"), buy(&stage.sandbox, ben, "Ben Z"));
    let noted = stage.sandbox.until(|world| (world.toasts.len() == 2).then(|| world.toasts[0].text.clone())).await;
    assert_eq!(noted.as_deref(), Some("Noted"));
    stop.shutdown().unwrap().await;
    running.await.unwrap();
    assert!(stage.sandbox.violations().is_empty(), "{:?}", stage.sandbox.violations());
}

/// Runs only where BACKDESK_GRAMMY names a folder with the bot of tests/foreign/grammy and its node_modules.
#[tokio::test]
async fn a_grammy_bot_comes_to_its_end() {
    let Some(folder) = std::env::var_os("BACKDESK_GRAMMY") else { return };
    let stage = Stage::on(Clock::system()).await;
    let mut bot = tokio::process::Command::new("node")
        .arg("bot.mjs")
        .current_dir(folder)
        .env("BOT_TOKEN", TOKEN)
        .env("API_ROOT", &stage.root)
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let ben = stage.sandbox.add_person("Ben", "en");
    tokio::join!(buy(&stage.sandbox, stage.ana, "Ana Q"), buy(&stage.sandbox, ben, "Ben Z"));
    bot.kill().await.unwrap();
    assert!(stage.sandbox.violations().is_empty(), "{:?}", stage.sandbox.violations());
}
