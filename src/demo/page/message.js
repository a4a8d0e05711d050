// One message as a bubble, with what hangs on it.
import { avatar, el, icon, iconButton } from './dom.js';
import { rich } from './entities.js';
import { clockTime, person } from './state.js';

/** A few words that stand for a message, in quotes and on the reply bar. */
export function gist(message, most = 120) {
  const kinds = {
    photo: 'Photo', document: message.document?.file_name ?? 'File', voice: 'Voice message', video: 'Video', audio: 'Audio',
    sticker: `${message.sticker?.emoji ?? ''} Sticker`, contact: 'Contact', location: 'Location', animation: 'GIF',
    video_note: 'Video message', dice: 'Dice', poll: 'Poll',
  };
  const kind = Object.keys(kinds).find((key) => message[key]);
  const words = message.text ?? message.caption ?? (kind ? kinds[kind] : 'Message');
  return words.replace(/\s+/g, ' ').slice(0, most);
}

/** The name that stands above a message. */
export const sender = (message) => message.sender_chat?.title ?? message.from?.first_name ?? 'Somebody';

/** What a message tells about the chat itself ("Ana joined"), or null. */
export function serviceWords(message) {
  const who = sender(message);
  if (message.new_chat_members) return `${message.new_chat_members.map((one) => one.first_name).join(', ')} joined`;
  if (message.left_chat_member) return `${message.left_chat_member.first_name} left`;
  if (message.group_chat_created) return `${who} made this group`;
  if (message.pinned_message) return `${who} pinned “${gist(message.pinned_message, 32)}…”`;
  if (message.migrate_to_chat_id) return 'The group became a supergroup';
  return null;
}

/**
 * Draws a message. `on`: `{press(button, node), reply(), edit(), command(text), jump(message)}`; `me` is who looks;
 * `named`: whether the sender's name and picture are shown, as in a group.
 */
export function bubble(message, { me, named, on }) {
  const note = serviceWords(message);
  if (note) return el('div', { class: 'service', data: { id: message.message_id } }, el('span', {}, note));
  const mine = message.from?.id === me && !message.sender_chat;
  const own = mine && typeof message.text === 'string';
  const tools = el('div', { class: 'does' },
    iconButton('reply', 'Reply', on.reply),
    own ? iconButton('edit', 'Edit', on.edit) : null);
  const body = el('div', { class: `bubble${message.sticker ? ' bare' : ''}` },
    named && !mine ? el('div', { class: `name hue${Math.abs(message.from?.id ?? 0) % 7}-text` }, sender(message)) : null,
    message.forward_origin ? el('div', { class: 'forwarded' }, 'Forwarded message') : null,
    quoteOf(message, on),
    content(message, on),
    foot(message, mine));
  const keyboard = message.reply_markup?.inline_keyboard;
  return el('article', { class: `message ${mine ? 'mine' : 'theirs'}`, data: { id: message.message_id }, tabindex: '-1' },
    named && !mine ? avatar(message.from?.id ?? 0, sender(message)) : null,
    // Beside the bubble to the eye; behind the buttons to whoever goes by Tab.
    el('div', { class: 'stack' }, body, keyboard ? inline(keyboard, on) : null,
      message.reactions?.length ? el('div', { class: 'reactions' }, message.reactions.map((one) => el('span', {}, one.emoji ?? '★'))) : null,
      tools));
}

function quoteOf(message, on) {
  const quoted = message.reply_to_message;
  if (!quoted) return null;
  const jump = (event) => { event.stopPropagation(); on.jump(quoted); };
  return el('button', { type: 'button', class: 'quoted', title: 'Go to the message', on: { click: jump } },
    el('b', {}, sender(quoted)), el('span', {}, gist(quoted)));
}

function foot(message, mine) {
  const date = new Date(message.date * 1000);
  return el('div', { class: 'foot' },
    message.silent ? el('span', { title: 'Sent without a sound', class: 'silent' }, icon('muted')) : null,
    message.edit_count > 0 ? el('span', { class: 'edited' }, 'edited ') : null,
    el('time', { datetime: date.toISOString() }, clockTime(date)),
    mine ? el('span', { class: 'ticks', 'aria-hidden': 'true' }, '✓✓') : null);
}

function content(message, on) {
  const parts = [];
  if (message.photo) parts.push(picture(message));
  if (message.document) parts.push(file(message.document));
  if (message.sticker) parts.push(el('div', { class: 'sticker', role: 'img', 'aria-label': 'Sticker' }, message.sticker.emoji ?? '🙂'));
  if (message.voice || message.audio) parts.push(voice(message.voice ?? message.audio));
  if (message.contact) parts.push(contact(message.contact));
  if (message.location) parts.push(place(message.location));
  const words = message.text ?? message.caption;
  if (words) {
    const entities = message.entities ?? message.caption_entities ?? [];
    parts.push(el('div', { class: 'text', dir: 'auto' }, rich(words, entities, on.command)));
  }
  if (!parts.length) parts.push(el('div', { class: 'text other' }, gist(message)));
  return parts;
}

const address = (id) => `/sandbox/file/${encodeURIComponent(id)}`;

function picture(message) {
  const best = message.photo.at(-1);
  return el('a', { class: 'picture', href: address(best.file_id), target: '_blank', rel: 'noopener' },
    el('img', { src: address(best.file_id), alt: message.caption ?? 'Picture', width: best.width, height: best.height, loading: 'lazy' }));
}

function file(document) {
  const size = document.file_size > 1023 ? `${(document.file_size / 1024).toFixed(1)} KB` : `${document.file_size ?? 0} bytes`;
  return el('a', { class: 'file', href: address(document.file_id), download: document.file_name ?? 'file' },
    el('span', { class: 'disc' }, icon('file')), el('span', {}, el('b', {}, document.file_name ?? 'File'), el('small', {}, `${size} · Download`)));
}

function voice({ duration = 0 }) {
  const bars = Array.from({ length: 24 }, (_, i) => el('i', { class: `h${(i * 7 + 3) % 5}` }));
  const length = `${Math.floor(duration / 60)}:${String(duration % 60).padStart(2, '0')}`;
  return el('div', { class: 'voice', role: 'img', 'aria-label': `Voice message, ${length}` },
    el('span', { class: 'disc' }, icon('play')), el('span', {}, el('span', { class: 'wave' }, bars), el('small', {}, length)));
}

function contact({ first_name: name, phone_number: phone, user_id: id }) {
  return el('div', { class: 'contact' }, avatar(id ?? 0, name), el('span', {}, el('b', {}, name), el('small', {}, phone)));
}

function place({ latitude, longitude }) {
  return el('div', { class: 'place' }, el('span', { class: 'disc' }, icon('place')),
    el('span', {}, el('b', {}, 'Location'), el('small', {}, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`)));
}

function inline(rows, on) {
  return el('div', { class: 'inline', role: 'group', 'aria-label': 'Buttons' }, rows.map((row) => el('div', { class: 'keys' },
    row.map((button) => {
      if (button.url && /^(https?|tg):/i.test(button.url)) {
        return el('a', { class: 'key', href: button.url, target: '_blank', rel: 'noopener noreferrer' }, el('span', {}, button.text), el('i', { class: 'away', 'aria-hidden': 'true' }, '↗'));
      }
      const press = (event) => { event.stopPropagation(); on.press(button, event.currentTarget); };
      return el('button', { type: 'button', class: `key ${button.style ?? ''}`, title: button.text, data: { press: button.callback_data ?? '' }, on: { click: press } },
        el('span', {}, button.text));
    }))));
}

/** The name of a person by id, for menus. */
export const nameOf = (id) => person(id).first_name;
