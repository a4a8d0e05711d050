//! A Telegram of our own for the demo and the tests: it knows the Bot API and nothing of Backdesk.
