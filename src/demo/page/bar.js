// The bar on top: the clock, letting time pass, what is to go wrong; and the hint below it.
import { orderFaults, passTime } from './acts.js';
import { el, iconButton, openMenu } from './dom.js';
import { bot, clockTime, day, groups, info, isPolled, isReachable, now, world } from './state.js';

/** Seconds, what they are called, and what a narrow window has room for. */
const JUMPS = [[60, '1 min', '1m'], [300, '5 min', '5m'], [1200, '20 min', '20m'], [7200, '2 h', '2h'], [86400, '1 day', '1d']];

const add = (what, times, rest = {}) => [{ order: 'add', what, times, ...rest }];
const FAULTS = [
  ['Telegram is slow', 'the next 5 answers take 3 seconds', () => add({ kind: 'slow', seconds: 3 }, 5)],
  ['Messages are lost', 'the next 3 calls never arrive', () => add({ kind: 'drop_before' }, 3, { method: 'sendMessage' })],
  ['Answers are lost', 'sent, but the next 3 answers never come back', () => add({ kind: 'drop_after' }, 3, { method: 'sendMessage' })],
  ['Too many requests', '429: wait 5 seconds, 2 times', () => add({ kind: 'too_many_requests', retry_after: 5 }, 2, { method: 'sendMessage' })],
  ['Telegram is broken', '502, the next 5 calls', () => add({ kind: 'server_error' }, 5)],
  ['Everything comes twice', 'the next 10 updates are delivered twice', () => [{ order: 'duplicate', times: 10 }]],
];

/** Puts the controls into the page. `say` shows a note. */
export function makeBar(say) {
  const jumps = document.getElementById('jumps');
  for (const [seconds, label, short] of JUMPS) {
    const jump = async () => { if (await passTime(seconds)) say(`${label} later`); };
    jumps.append(el('button', { type: 'button', title: `Let ${label} pass`, 'aria-label': `Let ${label} pass`, on: { click: jump } },
      el('span', { class: 'wide' }, `+${label}`), el('span', { class: 'narrow' }, `+${short}`)));
  }
  const button = iconButton('fault', 'Let something go wrong', () => {
    const items = FAULTS.map(([label, text, orders]) => ({
      label, note: text, act: async () => { if (await orderFaults(orders())) say(`${label}: ${text}`); },
    }));
    items.push({ label: 'All well again', note: 'takes every fault away', act: async () => { if (await orderFaults([{ order: 'clear' }])) say('All well again'); } });
    openMenu(button, items, 'end');
  }, { 'aria-haspopup': 'menu' });
  document.getElementById('tools').append(el('div', { class: 'holder' }, button));
  setInterval(tick, 1000);
}

/** Shows the time. */
export function tick() {
  if (world.version < 0) return;
  const clock = document.getElementById('clock');
  const words = [day(now()), clockTime(now())];
  if (clock.textContent !== words.join('')) clock.replaceChildren(...words.map((word) => el('span', {}, word)));
}

/** One line that says what to do next. It goes when everything was seen once, or when it is closed. */
export function drawHint(phone) {
  const hint = document.getElementById('hint');
  const chat = phone.chat();
  const said = chat?.messages.length ?? 0;
  const cards = groups().some((group) => group.messages.some((message) => message.from?.is_bot && message.reply_markup));
  const acted = groups().some((group) => group.messages.some((message) => message.from?.is_bot && message.edit_count > 0));
  let stage = 'start';
  if (said) stage = 'answer';
  if (cards) stage = 'staff';
  if (acted) stage = 'free';
  const closed = sessionStorage.getItem('hint closed') === stage;
  hint.hidden = closed || world.version < 0;
  if (hint.dataset.stage === stage || hint.hidden) return;
  hint.dataset.stage = stage;
  const wide = (text, narrow) => [el('span', { class: 'wide' }, text), el('span', { class: 'narrow' }, narrow)];
  const words = {
    start: wide('You are the patient on the left, and the clinic on the right. Press Start.', 'You are the patient here. The clinic is in the other tabs. Press Start.'),
    answer: wide('Answer as a patient would: press buttons or write. What you send to the clinic arrives on the right.', 'Answer as a patient would. What you send to the clinic arrives in the other tabs.'),
    staff: wide('A card has arrived on the right. You are the clinic now: press its buttons, or reply to it.', 'A card has arrived at the clinic: open its tab, press its buttons, or reply to it.'),
    free: wide('Let time pass with the buttons on top, be another patient, or let something go wrong (⚡).', 'Let time pass with the buttons on top, or be another patient.'),
  }[stage];
  const close = () => { sessionStorage.setItem('hint closed', stage); hint.hidden = true; };
  hint.replaceChildren(...words, iconButton('close', 'Close this hint', close));
}

/** Says loudly when the demo or its bot has stopped. */
export function drawAlarm() {
  const alarm = document.getElementById('alarm');
  let words = '';
  if (!isReachable() && world.version >= 0) words = 'The demo has stopped. Start it again in the terminal, then reload this page.';
  else if (!isReachable()) words = 'The demo does not answer yet.';
  else if (info.bot.state === 'failed' && !isPolled()) words = `The bot has stopped: ${info.bot.words}`;
  alarm.hidden = !words;
  if (alarm.textContent !== words) alarm.textContent = words;
  document.title = `${bot().first_name === 'Bot' ? 'Backdesk' : bot().first_name} · demo`;
}
