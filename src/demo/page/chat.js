// The messages of one chat: drawn once, and again only where something changed.
import { el, iconButton } from './dom.js';
import { keepOpen } from './entities.js';
import { bubble } from './message.js';
import { day } from './state.js';

/** Ids are unique in a chat only, and a supergroup shows what was said before it was one. */
const keyOf = (message) => `${message.chat.id} ${message.message_id}`;

/** A list of messages. `update(chat, me)` draws what is new; `on` goes to the bubbles, with the message first. */
export function messageList(on) {
  const log = el('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', 'aria-label': 'Messages', tabindex: '0' });
  const down = iconButton('down', 'To the newest message', () => toEnd(), { class: 'round toend', hidden: true });
  const root = el('div', { class: 'scroll' }, log, down);
  let shown = new Map();
  let whose = '';
  let lastDay = '';

  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 90;
  const toEnd = () => { log.scrollTop = log.scrollHeight; };
  // Whoever was at the end stays there: pictures get their height late, keyboards take some away, a tab hides it all.
  let stick = true;
  log.addEventListener('scroll', () => {
    stick = atEnd();
    down.hidden = stick;
  }, { passive: true });
  new ResizeObserver(() => { if (stick) toEnd(); }).observe(log);
  log.addEventListener('load', () => { if (stick) toEnd(); }, true);

  function draw(message, me, named) {
    const bound = {
      press: (button, node) => on.press(message, button, node),
      reply: () => on.reply(message),
      edit: () => on.edit(message),
      command: on.command,
      jump,
    };
    const node = bubble(message, { me, named, on: bound });
    node.addEventListener('click', (event) => {
      if (event.target.closest('button, a') || String(getSelection())) return;
      const was = node.classList.contains('chosen');
      for (const other of log.querySelectorAll('.chosen')) other.classList.remove('chosen');
      node.classList.toggle('chosen', !was);
    });
    node.addEventListener('dblclick', (event) => {
      if (!event.target.closest('button, a')) on.reply(message);
    });
    return node;
  }

  function jump(message) {
    const node = shown.get(keyOf(message))?.node;
    if (!node) return;
    node.scrollIntoView({ block: 'center', behavior: 'smooth' });
    flash(node);
  }

  function replace(old, fresh) {
    const held = old.contains(document.activeElement) ? document.activeElement : null;
    keepOpen(old, fresh);
    old.replaceWith(fresh);
    if (!held) return;
    // The focus stays on its button while the question stays, ticked or not; at another question it goes to the message.
    const same = firstLine(old) === firstLine(fresh) && [...fresh.querySelectorAll('.key')].find((key) => label(key) === label(held));
    (same || fresh).focus({ preventScroll: true });
  }

  function update(chat, me) {
    const named = chat.type !== 'private';
    const key = `${chat.id} ${me}`;
    const fresh = key !== whose;
    if (fresh) {
      whose = key;
      shown = new Map();
      lastDay = '';
      log.replaceChildren();
    }
    if (fresh) stick = true;
    const standing = new Set(chat.messages.map(keyOf));
    for (const [id, { node }] of shown) {
      if (!standing.has(id)) {
        node.remove();
        shown.delete(id);
      }
    }
    for (const message of chat.messages) {
      const mark = JSON.stringify(message);
      const old = shown.get(keyOf(message));
      if (old?.mark === mark) continue;
      const node = draw(message, me, named);
      if (old) {
        replace(old.node, node);
        if (message.edit_count > old.edits) flash(node);
      } else {
        const date = day(new Date(message.date * 1000));
        if (date !== lastDay) log.append(el('div', { class: 'service' }, el('span', {}, date)));
        lastDay = date;
        log.append(node);
        if (!fresh) node.classList.add('new');
        stick ||= message.from?.id === me;
      }
      shown.set(keyOf(message), { node, mark, edits: message.edit_count });
    }
    if (stick) toEnd();
    down.hidden = stick;
  }

  return { root, update };
}

const firstLine = (node) => node.querySelector('.text')?.textContent.split('\n')[0];

/** A button's words, without the tick before them. */
const label = (key) => key.textContent.replace(/^[^\p{L}\d]+/u, '');

function flash(node) {
  node.classList.remove('flash');
  void node.offsetWidth;
  node.classList.add('flash');
}
