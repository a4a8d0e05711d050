//! Backdesk: the front desk of a massage and chiropractic clinic, on Telegram.
//!
//! This page is for whoever reads the code for the first time. What Backdesk is for, and how to try it, stands in README.md;
//! how to change it, in CONTRIBUTING.md; what the clinic asks and says, in dialogues/README.md.
//!
//! # From above
//!
//! ```text
//!    Telegram ──updates──▶ receive ─▶ commit (one transaction) ─▶ acknowledge
//!       ▲                              │  route: who × what
//!       │                              │  step: chart × event → chart, effects, claims, tells
//!       │                              ▼
//!       └──calls── send ◀── outbox ── store ── chart, handoff (sealed) ──▶ wake
//! ```
//!
//! A patient's **chart** and each **handoff** at the **desk** are plain values. An update becomes an event; a pure **step** moves
//! one value by one event and says what must be shown. The shell saves both in one transaction, acknowledges the update, and
//! works off the **outbox** afterwards. What is asked and said is data: the **script**, loaded from dialogues/ and proven by
//! `backdesk check`.
//!
//! # The modules, and what each may know
//!
//! - [`script`]: dialogues/ as types, loaded with file, line and column; and what typed words are listened for. Knows nothing of
//!   patients.
//! - [`mod@crate::core`]: what a front desk does. Knows the script and the time that it is told; no clock, chance, waiting,
//!   database or Telegram. [`crate::core::chart`] is the patient's side, [`crate::core::desk`] the staff's; they meet only in
//!   the words of [`crate::core::event`].
//! - [`store`]: the few verbs asked of a database, SQLite or PostgreSQL, and sealing. Knows saved forms, not what they mean.
//! - [`shell`]: waits, calls, retries. Knows everything above and decides nothing.
//! - [`measure`]: how well typed words are read, on labelled messages.
//! - [`sandbox`]: a strict Telegram of our own. Knows the Bot API, and nothing of Backdesk.
//! - [`demo`]: the real bot, the sandbox and a page. [`check`]: walks real steps over every combination that a rule mentions.
//! - [`clinician`]: what a clinician reads of a script: the book of every screen, the drawing, and what changed.
//! - [`mod@print`]: a [`crate::core::paper::Paper`] as PDF. Knows neither the script nor Telegram.
//! - [`config`] reads the settings once; [`clock`] is the only clock; [`font`] is the font of what is drawn or printed.
//!
//! Begin with `core::chart::step`, `core::desk::step` and `shell::commit::batch`: everything else serves these three.
//!
//! # The path of one press
//!
//! 1. `shell::receive` gets a batch of updates, at most 100. Nothing is acknowledged yet.
//! 2. `shell::commit` begins a transaction. In a savepoint for each update, `shell::parse` reads the few fields that we use,
//!    `shell::route` says who does what, and `Tx::first_seen` notes the update: a repeated one ends here.
//! 3. `shell::turn` loads the chart and calls `step`. Its claims are tried; if one is lost, the step is dropped and
//!    `Event::Refused` runs on the unchanged chart. What it tells the other side is handled next, in the same savepoint.
//! 4. `shell::say` turns effects into rows of the outbox. Commit. Only now the next `getUpdates` acknowledges the batch, and the
//!    toast is sent.
//! 5. `shell::send` takes the first row of each chat, within Telegram's limits, edits or sends, and saves what became of it. What
//!    Telegram refuses, `shell::plainly` says more simply, until it is taken.
//!    What is handed over as a file, `shell::render` draws at that time, off the async threads; a picture is uploaded once and
//!    then named by its id, and one that fails is left out, for the words beside it say the same.
//! 6. When a chart or handoff said that time alone would change it, `shell::wake` brings it `Wake` at that time, in the same way.
//!
//! A panic in a step, or an update that nobody understands, is undone to its savepoint and put aside, sealed; the others go on.
//!
//! # Invariants: what is not there
//!
//! Safety
//! - There is no way from an emergency sign to a muscle or a booking: the verdict over the answers names no target while a sign
//!   above routine stands, and no time is offered on such a card before a named person pressed Cleared.
//! - Nothing lowers a tier but the patient answering that very sign again, or Cleared. Typed words may only raise one.
//! - There is no diagnosis, no chance in per cent and no "you are fine" in any text; every outcome carries the safety net.
//! - No word that a patient or a member of staff reads stands in src/.
//!
//! State
//! - There is no pointer to "the next question": what is shown is computed from the answers, so nobody can be stranded.
//! - No button toggles. A press names its turn and marks or unmarks; twice is the same as once, and an old one changes nothing.
//! - A step has no clock, no chance, no waiting and no error. The same arguments give the same step.
//! - There are no timers to lose: when to wake follows from the state, and an early or repeated wake changes nothing.
//! - There is no undo of a sign: signs that were raised are marked as a mistake, never deleted.
//!
//! Delivery
//! - Nothing is acknowledged before it is committed, and nothing is sent that was not a row of the transaction that decided it;
//!   only answers to presses are worth nothing later and stand outside.
//! - No HTTP happens inside a transaction, and no transaction inside a call.
//! - Nobody is left in silence by a screen that Telegram refuses, and no restart forgets how much was sent in the last minute.
//! - A chat has no two calls in flight. An emergency waits behind nothing, and nothing is edited over it.
//!
//! People and secrets
//! - There is no group of the staff's that the bot leaves by itself, and no open request without a card where the staff are now.
//! - No count names a patient, and none is made twice: it is saved with the chart that remembers it.
//! - There is no authority in a button: its data can be forged, and who may act is asked of the member table at each press.
//! - No column holds a patient's word in clear. [`crate::core::private::Private`] has no `Display` and prints ‹private›.
//! - No log line, error or panic holds a patient's word, a name or the token.
//! - There is no upload that we open: voice, photos and files are not fetched.
//!
//! Forms
//! - Only [`store`] knows SQL, only [`shell`] knows Telegram's types, only [`script`] knows TOML.
//! - A saved form is a promise. It carries a version; one that is not known is refused, and is not wiped to make room.
//! - There is no `unsafe`, and in core and script no `HashMap`: order is part of the result.
//!
//! # Where building differed from the plan
//!
//! - **Claims are one table** (resource, cell, holder) and know nothing of handoffs, so that a therapist's calendar can be claimed
//!   in the same way. A step also names what it gives up (`release`), before its own claims are tried.
//! - **The plan is a message of its own, and the menu another.** The plan stays in the chat to be shown to the therapist; buttons
//!   below it would be edited away. It is rung once for each wording.
//! - **Presses carry no signature.** A signed button still says nothing about who presses it, and whoever asks the database needs
//!   no signature. So reading data is total, and what makes no sense is an old button.
//! - **A same-day sign of several answers can wait** (`after`) for a question that could still find an emergency: otherwise the
//!   milder advice would end the interview before the graver sign was asked about.
//! - **Every message about a handoff has a slot whose first letter says what a reply to it means** (card, prompt for a time,
//!   prompt for words, a patient's words, a notice): nothing else must be remembered to understand a reply.
//! - **A press or reply by a member of staff who is not known is held**, unacknowledged, for the 2 s in which Telegram is asked:
//!   nobody likes to press or to type twice, and rights are never older than ten minutes.
//! - **A handoff's number is looked at before and taken when used**: a number is part of the facts of a step that may not use it.
//! - **What is meant for a staff chat before one is paired** waits under a chat that does not exist, and moves as if a group had
//!   migrated. The same for a chat that was changed by its setting: the last place of each room is kept, so a start sees it.
//! - **What is counted is remembered by the case**, not by the table of counts: a press, an update or a wake that comes twice finds
//!   it there, in the same transaction. The table holds a day, a name, a code and a number, and nothing to join it by.
//! - **Refused screens are known for the run only.** After a restart the first refusal says it again; a column would have to
//!   outlive the words that it is about.
//! - **A changed folder is found by looking**, every two seconds, at names, sizes and times: that works on every file system. What
//!   was still for one look is read, proven as at the start and swapped in.
//! - **A case keeps its questions, not the clinic's facts.** Every script is kept by its hash, and a case is asked, judged and
//!   written down by its own until it is over. Hours, telephone and emergency numbers are the present script's in it, too: an
//!   old number helps nobody. When the present safety.toml asks for more than its own, or its own cannot be read any more, a case
//!   passes to the present one before the plan: the safety lists are asked again, what was raised stays raised.
//! - **Papers follow the words, in a lane of their own.** Everything else of a chat goes before them, and in a group they leave
//!   8 of the 20 calls a minute free: no card waits for one. Cards of visits leave 4, for an emergency. A card that still waits is dropped when advice is given.
//! - **Staff get papers in the clinic's language alone**: whoever works there reads it, and a group is short of calls. The
//!   patient has both. An answer changed later is on the card; the paper is not sent again. When the patient erases everything
//!   it is deleted where Telegram still allows that, and the stub asks people to delete what is left.
//! - **Updates are read as JSON, not as teloxide's `Update`**: one field that it does not know must not cost the whole update.
//!   Keyboards and parameters are teloxide's types; the tree of routes is dptree's.
pub mod check;
pub mod clinician;
pub mod clock;
pub mod config;
pub mod core;
pub mod demo;
pub mod font;
pub mod measure;
pub mod print;
pub mod sandbox;
pub mod script;
pub mod shell;
pub mod store;
