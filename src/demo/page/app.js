// The demo page: the patient's phone and the clinic's chats, side by side. It is a client of the sandbox and knows
// nothing of the bot: what is here to press is what the bot has sent.
import { whenRefused } from './acts.js';
import { drawAlarm, drawHint, makeBar, tick } from './bar.js';
import { el } from './dom.js';
import { serviceWords } from './message.js';
import { makePane, phonePane } from './pane.js';
import { follow, groups, now, whenChanged, whenToasted } from './state.js';

const main = document.getElementById('panes');
const tabs = document.getElementById('tabs');
const panes = new Map();
const seen = new Map();
let active = 'patient';

function put(pane) {
  panes.set(pane.key, pane);
  main.append(pane.root);
  const badge = el('span', { class: 'badge', hidden: true });
  const tab = el('button', { type: 'button', role: 'tab', id: `tab-${pane.key}`, 'aria-controls': pane.root.id, on: { click: () => choose(pane.key) } }, pane.title, badge);
  pane.tab = tab;
  pane.badge = badge;
  tabs.append(tab);
  choose(active);
}

/** On a narrow window one pane is shown; on a middling one the phone and one group. */
function choose(key) {
  active = key;
  const desk = key === 'patient' ? main.dataset.desk ?? [...panes.keys()].find((one) => one !== 'patient') ?? '' : key;
  main.dataset.desk = desk;
  for (const pane of panes.values()) {
    const on = pane.key === key;
    pane.tab.setAttribute('aria-selected', String(on));
    pane.tab.tabIndex = on ? 0 : -1;
    pane.tab.classList.toggle('second', pane.key === desk);
    pane.root.classList.toggle('active', on);
    pane.root.classList.toggle('second', pane.key === desk);
  }
  requestAnimationFrame(draw);
}

tabs.addEventListener('keydown', (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const keys = [...panes.keys()];
  const next = keys[(keys.indexOf(active) + step + keys.length) % keys.length];
  choose(next);
  panes.get(next).tab.focus();
});

/** What arrived in a pane that is not on screen, silent messages apart. */
function count(pane) {
  const messages = pane.chat()?.messages ?? [];
  const visible = pane.root.offsetParent !== null;
  const last = messages.at(-1)?.message_id ?? 0;
  if (visible || !seen.has(pane.key)) seen.set(pane.key, last);
  const fresh = messages.filter((message) => message.message_id > seen.get(pane.key) && message.from?.is_bot && !message.silent && !serviceWords(message)).length;
  pane.badge.hidden = !fresh;
  pane.badge.textContent = fresh;
}

function draw() {
  for (const group of groups()) {
    const key = group.title.toLowerCase().replace(/\W+/g, '-');
    if (!panes.has(key)) put(makePane(key, group.title, () => groups().find((one) => one.title === group.title), false));
  }
  for (const pane of panes.values()) {
    pane.update();
    count(pane);
  }
  drawHint(phone);
  drawAlarm();
  tick();
}

const phone = phonePane();
put(phone);
whenChanged(draw);
whenToasted((toast) => {
  const all = [...panes.values()];
  const pane = all.find((one) => one.owns(toast.person)) ?? all.find((one) => one.me() === toast.person);
  if (pane && pane.me() === toast.person) pane.toast(toast);
});
const say = (words) => (panes.get(active) ?? phone).note(words, 'toast plain');
whenRefused((key, words) => (panes.get(key) ?? panes.get(active)).note(words, 'toast bad'));
makeBar(say);
// What a bot is seen doing ends by time alone.
setInterval(() => {
  for (const pane of panes.values()) if (pane.chat()?.action && Date.parse(pane.chat().action.until) < now().getTime() + 1000) pane.update();
}, 1000);
follow();
