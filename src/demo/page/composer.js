// What stands below the messages: the reply bar, the input field, the command menu, the attach menu, the reply keyboard.
import { act } from './acts.js';
import { el, icon, iconButton, openMenu } from './dom.js';
import { gist, sender } from './message.js';
import { bot, inLanguage, person, world } from './state.js';

const MEDIA = [
  ['photo', 'Photo', 'picture'], ['voice', 'Voice message', 'voice'], ['sticker', 'Sticker', 'smile'],
  ['document', 'Document', 'file'], ['contact', 'My contact', 'person'], ['location', 'My location', 'place'],
];

/** The commands that this person's menu shows in this chat. */
function commandsFor(chat, me) {
  const code = person(me).language_code;
  if (!chat || chat.type === 'private') return inLanguage(bot().commands, code) ?? [];
  const member = chat.members.find(({ user }) => user === me);
  const isAdmin = ['creator', 'administrator'].includes(member?.status);
  const scopes = Object.entries(bot().scopes).map(([scope, words]) => [JSON.parse(scope), words]);
  const wanted = ['chat_administrators', 'chat', 'all_chat_administrators', 'all_group_chats', 'default'];
  for (const type of wanted.filter((one) => isAdmin || !one.includes('administrators'))) {
    const found = scopes.find(([scope]) => scope.type === type && (!scope.chat_id || scope.chat_id === chat.id));
    const list = found && inLanguage(found[1], code);
    if (list?.length) return list;
  }
  return [];
}

/** The composer of a pane. `at()` says who acts where. Answers `{root, update(chat, me), reply(message), edit(message)}`. */
export function composer(at) {
  let chat = null;
  let me = null;
  let replyTo = null;
  let editing = null;
  let forcedId = null;
  let keysHidden = false;
  let keysMark = '';

  const field = el('textarea', { rows: 1, 'aria-label': 'Message', autocomplete: 'off', enterkeyhint: 'send', maxlength: 20000 });
  const context = el('div', { class: 'context', hidden: true });
  const suggestions = el('div', { class: 'suggestions', hidden: true });
  const menu = el('button', { type: 'button', class: 'commands', 'aria-haspopup': 'menu', title: 'Commands', on: { click: () => openCommands() } }, icon('menu'), 'Menu');
  const attach = iconButton('attach', 'Send something else', () => openMedia(), { 'aria-haspopup': 'menu' });
  const keysButton = iconButton('keyboard', 'Show or hide the bot keyboard', () => { keysHidden = !keysHidden; drawKeys(); }, { hidden: true });
  const send = iconButton('send', 'Send', () => submit(), { class: 'round send' });
  const keys = el('div', { class: 'replykeys', role: 'group', 'aria-label': 'Bot keyboard', hidden: true });
  const input = el('div', { class: 'input' },
    el('div', { class: 'holder' }, menu), el('div', { class: 'holder' }, attach), field, keysButton, send);
  const root = el('form', { class: 'composer', on: { submit: (event) => { event.preventDefault(); submit(); } } },
    context, suggestions, input, keys);

  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && (replyTo || editing)) {
      event.preventDefault();
      dismiss();
    } else if (event.key === 'ArrowUp' && !suggestions.hidden) {
      event.preventDefault();
      suggestions.lastElementChild.focus();
    } else if (event.key === 'ArrowUp' && !field.value && chat) {
      const last = chat.messages.findLast((message) => message.from?.id === me && message.text);
      if (last) edit(last);
    }
  });
  field.addEventListener('input', () => { grow(); suggest(); });

  function grow() {
    field.style.height = 'auto';
    // While the field is hidden it has no height to go by.
    field.style.height = field.scrollHeight ? `${Math.min(field.scrollHeight, 140)}px` : '';
    root.classList.toggle('filled', field.value.trim() !== '');
  }

  function suggest() {
    const typed = field.value;
    const fit = /^\/\w*$/.test(typed) ? commandsFor(chat, me).filter(({ command }) => `/${command}`.startsWith(typed)) : [];
    suggestions.hidden = !fit.length;
    suggestions.replaceChildren(...fit.map(({ command, description }) => el('button',
      { type: 'button', on: { click: () => { say(`/${command}`); } } }, el('b', {}, `/${command}`), el('span', {}, description))));
  }

  async function submit() {
    const text = field.value.trim();
    if (!text || !me) return;
    const was = editing;
    const answer = replyTo;
    field.value = '';
    grow();
    suggest();
    clear();
    const done = was
      ? await act({ ...at(), chat: was.chat.id }, 'edit', { message_id: was.message_id, text })
      : await act(at(), 'text', { text, ...(answer ? { reply_to: answer.message_id } : {}) });
    if (!done && !field.value) {
      field.value = text;
      grow();
    }
  }

  function say(text) {
    field.value = '';
    grow();
    suggest();
    act(at(), 'text', { text });
    field.focus();
  }

  function openCommands() {
    const list = commandsFor(chat, me);
    openMenu(menu, list.length
      ? list.map(({ command, description }) => ({ label: description, note: `/${command}`, act: () => say(`/${command}`) }))
      : [{ label: 'The bot has set no commands here', act: () => field.focus() }], 'up');
  }

  function openMedia() {
    openMenu(attach, MEDIA.map(([kind, label, sign]) => ({
      label, icon: sign, act: () => (kind === 'contact'
        ? act(at(), 'contact') : act(at(), 'media', { kind, ...(replyTo ? { reply_to: replyTo.message_id } : {}) })).then(clear),
    })), 'up');
  }

  function clear() {
    replyTo = null;
    editing = null;
    drawContext();
  }

  function dismiss() {
    if (editing) field.value = '';
    if (replyTo && forcedId === replyTo.message_id) act(at(), 'reply_off');
    clear();
    grow();
    field.focus();
  }

  function drawContext() {
    const about = editing ?? replyTo;
    context.hidden = !about;
    context.replaceChildren();
    if (!about) return;
    const title = editing ? 'Edit message' : `Reply to ${sender(about)}`;
    context.append(icon(editing ? 'edit' : 'reply'), el('span', {}, el('b', {}, title), el('span', {}, gist(about))),
      iconButton('close', editing ? 'Do not edit' : 'Do not reply', dismiss));
  }

  function reply(message) {
    editing = null;
    replyTo = message;
    drawContext();
    field.focus();
  }

  function edit(message) {
    replyTo = null;
    editing = message;
    field.value = message.text;
    drawContext();
    grow();
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  /** A forced reply opens the reply bar by itself, once, for the person that it is meant for. */
  function follow(forced) {
    const id = forced?.message_id ?? null;
    if (id === forcedId) return;
    const closed = forcedId;
    forcedId = id;
    if (id) {
      const message = chat.messages.findLast((one) => one.message_id === id);
      if (!message) return;
      const pane = root.closest('.pane');
      const focused = pane?.contains(document.activeElement) || pane?.matches('.used');
      editing = null;
      replyTo = message;
      if (focused) field.focus({ preventScroll: true });
    } else if (replyTo?.message_id === closed) {
      replyTo = null;
    }
    drawContext();
  }

  function drawKeys() {
    const markup = chat?.reply_keyboard?.[me] ?? null;
    keysButton.hidden = !markup;
    keys.hidden = !markup || keysHidden;
    const mark = JSON.stringify([markup, me, chat?.id]);
    if (mark === keysMark) return;
    keysMark = mark;
    keysHidden = false;
    keys.hidden = !markup;
    keys.replaceChildren(...(markup?.keyboard ?? []).map((row) => el('div', { class: 'keys' }, row.map((button) => {
      const text = button.text ?? button;
      const press = () => {
        if (markup.one_time_keyboard) keysHidden = true;
        act(at(), 'keyboard', { text }).then(drawKeys);
      };
      return el('button', { type: 'button', class: 'key', title: text, on: { click: press } },
        button.request_contact ? icon('person') : button.request_location ? icon('place') : null, el('span', {}, text));
    }))));
  }

  function update(nextChat, nextMe) {
    if (chat?.id !== nextChat?.id || me !== nextMe) {
      field.value = '';
      forcedId = null;
      replyTo = null;
      editing = null;
      chat = nextChat;
      me = nextMe;
      grow();
      drawContext();
    }
    chat = nextChat;
    me = nextMe;
    const forced = chat.force_reply?.[me] ?? null;
    follow(forced);
    const hint = forced?.input_field_placeholder ?? chat.reply_keyboard?.[me]?.input_field_placeholder ?? 'Message';
    if (field.placeholder !== hint) field.placeholder = hint;
    menu.hidden = chat.type !== 'private' && !commandsFor(chat, me).length;
    drawKeys();
    return world.version;
  }

  return { root, update, reply, edit };
}
