// The messages of one chat: drawn once, and again only where something changed.
import { el, iconButton } from './dom.js';
import { keepOpen } from './entities.js';
import { bubble } from './message.js';
import { day } from './state.js';

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

  function jump(id) {
    const node = shown.get(id)?.node;
    if (!node) return;
    node.scrollIntoView({ block: 'center', behavior: 'smooth' });
    flash(node);
  }

  function replace(old, fresh) {
    const held = old.contains(document.activeElement) ? document.activeElement : null;
    keepOpen(old, fresh);
    old.replaceWith(fresh);
    if (!held) return;
    // The focus stays on the very same button; where that one is gone, on its message.
    const same = held.dataset.press && [...fresh.querySelectorAll('.key')].find((key) => key.dataset.press === held.dataset.press);
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
    const standing = new Set(chat.messages.map((message) => message.message_id));
    for (const [id, { node }] of shown) {
      if (!standing.has(id)) {
        node.remove();
        shown.delete(id);
      }
    }
    for (const message of chat.messages) {
      const mark = JSON.stringify(message);
      const old = shown.get(message.message_id);
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
      shown.set(message.message_id, { node, mark, edits: message.edit_count });
    }
    if (stick) toEnd();
    down.hidden = stick;
  }

  return { root, update };
}

function flash(node) {
  node.classList.remove('flash');
  void node.offsetWidth;
  node.classList.add('flash');
}
