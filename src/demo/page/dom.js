// Building the page. Text becomes text nodes only: nothing that anybody wrote is ever parsed as HTML.

/**
 * Makes an element. `props`: `class`, `on` (event listeners), `data` (data-…), anything else is an attribute
 * (true: an empty one; null or false: none). Children are nodes or strings; null and false are left out.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'class') node.className = value;
    else if (name === 'on') for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === 'data') Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const PATHS = {
  send: 'M3 20.5 21.5 12 3 3.5v6.6L15 12 3 13.9z',
  attach: 'M16.5 6v10.5a4.5 4.5 0 0 1-9 0V5.5a3 3 0 0 1 6 0V15a1.5 1.5 0 0 1-3 0V6.5H9V15a3 3 0 0 0 6 0V5.5a4.5 4.5 0 0 0-9 0v11a6 6 0 0 0 12 0V6z',
  menu: 'M4 6.5h16v2H4zm0 4.75h16v2H4zM4 16h16v2H4z',
  keyboard: 'M4 5h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zm1.5 3v2h2V8zm3.7 0v2h2V8zm3.6 0v2h2V8zm3.7 0v2h2V8zM5.500 11.500v2h2v-2zm3.700 0v2h2v-2zm3.600 0v2h2v-2zm3.700 0v2h2v-2zM8 15v2h8v-2z',
  reply: 'M10 8.500V4.500L3 11.500l7 7v-4.100c5 0 8.500 1.600 11 5.100-1-5-4-10-11-11z',
  edit: 'M4 16.800V20h3.200L17.600 9.600l-3.200-3.200zM20 7.200a1 1 0 0 0 0-1.400L18.200 4a1 1 0 0 0-1.400 0l-1.500 1.500 3.200 3.200z',
  close: 'm6.400 5 5.600 5.600L17.600 5 19 6.400 13.400 12l5.600 5.600-1.400 1.400-5.600-5.600L6.400 19 5 17.600 10.600 12 5 6.400z',
  more: 'M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zm0 6a2 2 0 1 0 0-4 2 2 0 0 0 0 4zm0 6a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  file: 'M6 2h8l5 5v13a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zm7 1.500V8h4.500z',
  play: 'M8 5v14l11-7z',
  person: 'M12 12a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zm0 2c-4 0-8.500 2-8.500 5.500V21h17v-1.500C20.500 16 16 14 12 14z',
  picture: 'M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zm4 3.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM4.500 17.500h15l-5-7-3.700 5-2.300-2.800z',
  voice: 'M12 2.500a3 3 0 0 0-3 3V12a3 3 0 0 0 6 0V5.500a3 3 0 0 0-3-3zM5.500 11v1a6.500 6.500 0 0 0 5.500 6.400V21.500h2v-3.100a6.500 6.500 0 0 0 5.500-6.400v-1h-2v1a4.500 4.500 0 0 1-9 0v-1z',
  smile: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM8.500 8a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3zm7 0a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3zM7 13.500h10a5 5 0 0 1-10 0z',
  place: 'M12 2a7 7 0 0 0-7 7c0 5.200 7 13 7 13s7-7.800 7-13a7 7 0 0 0-7-7zm0 9.500a2.500 2.500 0 1 1 0-5 2.500 2.500 0 0 1 0 5z',
  pin: 'M14 3v6l3 3v2h-4.200V21L12 22l-.8-1v-7H7v-2l3-3V3H9V1.500h6V3z',
  down: 'M12 16.500 4.500 9l1.400-1.400L12 13.700l6.100-6.100L19.500 9z',
  plus: 'M11 4h2v7h7v2h-7v7h-2v-7H4v-2h7z',
  fault: 'M13 2 4 14h6.500L9 22l10-12.500h-6.500z',
  muted: 'M12 22a2 2 0 0 0 2-2h-4a2 2 0 0 0 2 2zM4 3.300 2.700 4.600l4 4A6 6 0 0 0 6 11.500V16l-2 2v1h13.200l2.300 2.300 1.300-1.300zM18 15v-3.500a6 6 0 0 0-4.500-5.800V5a1.500 1.500 0 0 0-3 0v.7l-1.200.4z',
};

/** A drawn sign, hidden from screen readers: the button around it has the words. */
export function icon(name) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  const path = document.createElementNS(ns, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button with a drawn sign; `label` is what is read out and shown on hover. */
export function iconButton(name, label, click, props = {}) {
  return el('button', { type: 'button', class: 'round', 'aria-label': label, title: label, ...props, on: { click } }, icon(name));
}

/** The round picture of somebody without a picture. */
export function avatar(id, name) {
  const letter = [...(name || '?')][0].toUpperCase();
  return el('span', { class: `avatar hue${Math.abs(id) % 7}`, 'aria-hidden': 'true' }, letter);
}

/**
 * Opens a small menu at `anchor`. Items: `{label, icon?, note?, act}`; null is left out. Escape, a press elsewhere or
 * a choice closes it, and the focus goes back to the anchor.
 */
export function openMenu(anchor, items, className = '') {
  const host = anchor.parentElement;
  const standing = host.querySelector(':scope > .menu');
  if (standing) return standing.shut();
  const menu = el('div', { class: `menu ${className}`, role: 'menu' });
  menu.shut = (focus = true) => {
    document.removeEventListener('pointerdown', elsewhere, true);
    menu.remove();
    anchor.setAttribute('aria-expanded', 'false');
    if (focus) anchor.focus();
  };
  const elsewhere = (event) => {
    if (!menu.contains(event.target) && !anchor.contains(event.target)) menu.shut(false);
  };
  for (const item of items.filter(Boolean)) {
    const click = () => { menu.shut(); item.act(); };
    menu.append(el('button', { type: 'button', role: 'menuitem', on: { click } },
      item.icon ? icon(item.icon) : null, el('span', {}, item.label, item.note ? el('small', {}, item.note) : null)));
  }
  menu.addEventListener('keydown', (event) => {
    const all = [...menu.children];
    const at = all.indexOf(document.activeElement);
    if (event.key === 'Escape') menu.shut();
    else if (event.key === 'ArrowDown') all[(at + 1) % all.length].focus();
    else if (event.key === 'ArrowUp') all[(at + all.length - 1) % all.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener('pointerdown', elsewhere, true);
  host.append(menu);
  anchor.setAttribute('aria-expanded', 'true');
  menu.firstElementChild?.focus();
}

/** Asks for a few words in a window: `fields` are `{name, label, value?, choices?}`. Answers the values, or null. */
export function ask(title, fields, accept) {
  return new Promise((answer) => {
    const rows = fields.map(({ name, label, value = '', choices }) => el('label', {}, el('span', {}, label),
      choices
        ? el('select', { name }, choices.map(([id, text]) => el('option', { value: id, selected: id === value }, text)))
        : el('input', { name, value, required: true, maxlength: 64, autocomplete: 'off' })));
    const cancel = el('button', { type: 'button', on: { click: () => dialog.close() } }, 'Cancel');
    const form = el('form', { method: 'dialog' }, el('h2', {}, title), rows,
      el('div', { class: 'row' }, cancel, el('button', { class: 'main', value: 'ok' }, accept)));
    const dialog = el('dialog', { 'aria-label': title }, form);
    dialog.addEventListener('close', () => {
      answer(dialog.returnValue === 'ok' ? Object.fromEntries(new FormData(form)) : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
