// One window: who the visitor is in it, the chat's head, its messages, the composer, toasts.
import { act, pressedIn, putPerson } from './acts.js';
import { messageList } from './chat.js';
import { composer } from './composer.js';
import { ask, avatar, el, icon, iconButton, openMenu } from './dom.js';
import { gist } from './message.js';
import { bot, inLanguage, isIn, now, patients, person, privateChat, seat, world } from './state.js';

/** The languages that a person's client can have here. */
export const LANGUAGES = [
  ['en', 'English'], ['es', 'Español'], ['ru', 'Русский'], ['de', 'Deutsch'], ['fr', 'Français'], ['pt', 'Português'], ['it', 'Italiano'],
];

const DOING = {
  typing: 'typing…', upload_photo: 'sending a picture…', upload_document: 'sending a file…', record_voice: 'recording…',
};

/** Makes a pane. `key` names it; `find()` gives its chat or null; a private pane is a patient's phone. */
export function makePane(key, title, find, isPrivate) {
  const me = () => choices().find(({ id }) => id === seat.get(key))?.id ?? choices()[0]?.id ?? null;
  const at = () => ({ pane: key, person: me(), chat: find(me())?.id });
  const out = (id) => !isPrivate && find() && !isIn(find(), id);
  /** Whom the visitor can be here: members first, then strangers, who see how they are refused. */
  function choices() {
    if (isPrivate) return patients();
    const chat = find();
    return [...world.people].sort((a, b) => isIn(chat, b.id) - isIn(chat, a.id) || a.id - b.id);
  }

  const who = el('select', { 'aria-label': isPrivate ? 'You are this patient' : 'You are this person here', on: { change: () => seat.set(key, Number(who.value)) } });
  const language = el('select', { 'aria-label': "The patient's language", on: { change: speak } });
  const seatBar = el('div', { class: 'seat' }, el('span', {}, 'You are'), who,
    isPrivate ? language : null,
    iconButton('plus', isPrivate ? 'Add a patient' : 'Add a person to this group', add));
  const name = el('b', {});
  const status = el('small', { 'aria-live': 'polite' });
  const face = el('span', { class: 'face' });
  const more = iconButton('more', 'More', () => openMore(), { 'aria-haspopup': 'menu' });
  const head = el('header', { class: 'head' }, face, el('div', {}, name, status), el('div', { class: 'holder' }, more));
  const pinned = el('button', { type: 'button', class: 'pinned', hidden: true });
  const list = messageList({ press, reply: (m) => input.reply(m), edit: (m) => input.edit(m), command: (text) => act(at(), 'text', { text }) });
  const input = composer(at);
  const empty = el('div', { class: 'empty', hidden: true });
  const below = el('div', { class: 'below', hidden: true });
  const toasts = el('div', { class: 'toasts', role: 'status' });
  const screen = el('div', { class: 'screen' }, head, pinned, empty, list.root, toasts, below, input.root);
  const root = el('section', { class: `pane ${isPrivate ? 'phone' : 'desk'}`, id: `pane-${key}`, 'aria-label': title, data: { key } },
    seatBar, screen);
  let seatMark = '';
  let emptyMark = '';
  let belowMark = '';
  let begun = false;

  async function press(message, button, node) {
    if (!button.callback_data) return note('The demo knows buttons that answer and links, not this kind.');
    node.classList.add('busy');
    setTimeout(() => node.classList.remove('busy'), 8000);
    const done = await act({ ...at(), chat: message.chat.id }, 'press', {
      message_id: message.message_id, data: button.callback_data,
      // A stranger cannot see the group: only a forged press can come from one.
      ...(out(me()) ? { forged: true } : {}),
    });
    if (!done) node.classList.remove('busy');
  }

  async function speak() {
    const { id, first_name } = person(me());
    await putPerson({ id, first_name, language_code: language.value }, key);
  }

  async function add() {
    const fields = [{ name: 'first_name', label: 'First name' },
      { name: 'language_code', label: 'Language of their phone', choices: LANGUAGES, value: 'en' }];
    if (!isPrivate) fields.push({ name: 'joins', label: 'In this group?', choices: [['yes', 'Yes, a member of staff'], ['no', 'No, a stranger']], value: 'yes' });
    const given = await ask(isPrivate ? 'Add a patient' : 'Add a person', fields, 'Add');
    if (!given) return;
    const { joins, ...fresh } = given;
    const made = await putPerson(fresh, key);
    if (!made) return;
    if (joins === 'yes') await act({ pane: key, person: owner(), chat: find().id }, 'invite', { user: made.id });
    seat.set(key, made.id);
  }

  const owner = () => find().members.find(({ status: is }) => is === 'creator')?.user;

  function openMore() {
    const chat = find(me());
    const items = isPrivate ? [
      chat?.blocked
        ? { label: 'Unblock the bot', act: () => act(at(), 'unblock') }
        : { label: 'Block the bot', note: 'as a patient may, at any moment', act: () => act(at(), 'block') },
      { label: 'Delete this account', note: 'it cannot come back', act: leave },
    ] : [
      out(me())
        ? { label: `Add ${person(me()).first_name}`, act: () => act({ ...at(), person: owner() }, 'invite', { user: me() }) }
        : { label: `Remove ${person(me()).first_name}`, note: 'their presses are refused from then on', act: () => act({ ...at(), person: owner() }, 'kick', { user: me() }) },
      chat.type === 'group' ? { label: 'Make it a supergroup', note: 'the chat gets a new id', act: () => act({ ...at(), person: owner() }, 'migrate') } : null,
    ];
    openMenu(more, items, 'end');
  }

  async function leave() {
    if (await ask(`Delete ${person(me()).first_name}'s account?`, [], 'Delete')) act(at(), 'deactivate');
  }

  /** A few words over the messages, for a while. */
  function note(words, kind = 'toast') {
    const node = el('div', { class: kind }, words);
    toasts.append(node);
    setTimeout(() => node.remove(), 2500 + words.length * 60);
  }

  /** Shows what an answered press says. */
  function toast({ text, show_alert: alert, url }) {
    for (const node of root.querySelectorAll('.key.busy')) node.classList.remove('busy');
    if (url && /^https?:/i.test(url)) note(`Opens ${url}`);
    if (!text) return;
    if (!alert) return note(text);
    const shut = () => dialog.close();
    const dialog = el('dialog', { class: 'alert' }, el('p', {}, text), el('div', { class: 'row' }, el('button', { class: 'main', on: { click: shut } }, 'OK')));
    dialog.addEventListener('close', () => dialog.remove());
    screen.append(dialog);
    dialog.showModal();
    // Over the phone or the chat that it belongs to, not over the middle of the page.
    const { left, top, width, height } = screen.getBoundingClientRect();
    dialog.style.left = `${left + width / 2}px`;
    dialog.style.top = `${top + height / 2}px`;
  }

  function drawSeat(mine) {
    const people = choices();
    const mark = JSON.stringify([people, people.map(({ id }) => out(id)), mine]);
    if (mark === seatMark) return;
    seatMark = mark;
    who.replaceChildren(...people.map(({ id, first_name, deactivated }) => el('option', { value: id, selected: id === mine },
      `${first_name}${deactivated ? ' (deleted)' : out(id) ? ' (not in this group)' : ''}`)));
    if (!isPrivate) return;
    const code = person(mine).language_code.slice(0, 2);
    const known = LANGUAGES.some(([one]) => one === code) ? LANGUAGES : [...LANGUAGES, [code, code]];
    language.replaceChildren(...known.map(([one, label]) => el('option', { value: one, selected: one === code }, label)));
  }

  function drawHead(chat, mine) {
    const about = isPrivate ? { id: bot().id, title: inLanguage(bot().name, person(mine).language_code) || bot().first_name } : { id: chat.id, title: chat.title };
    if (name.textContent !== about.title) {
      name.textContent = about.title;
      face.replaceChildren(avatar(about.id, about.title));
    }
    const doing = chat?.action && Date.parse(chat.action.until) > now().getTime() ? DOING[chat.action.action] ?? 'busy…' : null;
    const words = doing ?? (isPrivate ? 'bot' : `${chat.members.filter(({ user }) => isIn(chat, user)).length} members`);
    if (status.textContent !== words) status.textContent = words;
    status.classList.toggle('doing', Boolean(doing));
    const last = chat?.messages.findLast((message) => message.message_id === chat.pinned?.at(-1));
    pinned.hidden = !last;
    if (last) pinned.replaceChildren(icon('pin'), el('span', {}, gist(last)));
  }

  /** Before the first message: kind words, and the one button that matters. */
  function drawEmpty(chat, mine) {
    const bare = isPrivate ? !chat?.started && !chat?.messages.length : !chat.messages.some((m) => m.text || m.caption || m.photo || m.document);
    empty.hidden = !bare;
    list.root.hidden = bare;
    const code = person(mine).language_code;
    const words = isPrivate
      ? inLanguage(bot().description, code) || 'This is the chat with the clinic. Nothing has been said yet.'
      : `Nothing here yet. When a patient sends a request, its card arrives in ${title}, and you answer it as one of the staff.`;
    const mark = JSON.stringify([bare, words]);
    if (mark === emptyMark) return;
    emptyMark = mark;
    empty.replaceChildren(el('div', { class: 'card' },
      isPrivate ? el('b', {}, `What can ${name.textContent} do?`) : el('b', {}, 'All quiet'), el('p', {}, words)));
  }

  /** In place of the input: Start, Unblock, or why there is none. */
  function drawBelow(chat, mine) {
    const gone = person(mine).deactivated;
    const kind = gone ? 'gone' : !isPrivate ? '' : chat?.blocked ? 'blocked' : !chat?.started ? 'start' : '';
    below.hidden = !kind;
    input.root.hidden = Boolean(kind);
    if (kind === belowMark) return;
    belowMark = kind;
    const begin = () => {
      begun = true;
      act(at(), 'start');
    };
    below.replaceChildren(...{
      '': [], gone: [el('p', {}, 'This account was deleted.')],
      start: [el('button', { type: 'button', class: 'start', on: { click: begin } }, 'Start')],
      blocked: [el('button', { type: 'button', class: 'start plain', on: { click: () => act(at(), 'unblock') } }, 'Unblock the bot')],
    }[kind]);
  }

  /** Draws what has changed. */
  function update() {
    const mine = me();
    const chat = find(mine) ?? null;
    if (mine === null || (!isPrivate && !chat)) return;
    const shown = chat ?? { id: mine, type: 'private', messages: [], members: [] };
    drawSeat(mine);
    drawHead(chat, mine);
    drawEmpty(chat, mine);
    drawBelow(chat, mine);
    list.update(shown, mine);
    input.update(shown, mine);
    root.classList.toggle('outsider', Boolean(out(mine)));
    if (begun && !list.root.hidden) {
      // The Start button is gone: whoever pressed it by key goes on at the messages.
      begun = false;
      root.querySelector('.log').focus({ preventScroll: true });
    }
  }

  root.addEventListener('pointerdown', () => {
    for (const other of document.querySelectorAll('.pane.used')) other.classList.remove('used');
    root.classList.add('used');
  });
  return { key, title, root, update, note, toast, me, chat: () => find(me()), owns: (id) => pressedIn.get(id) === key };
}

/** The patient's phone. */
export const phonePane = () => makePane('patient', 'Patient', (id) => privateChat(id), true);
