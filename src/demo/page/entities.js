// Text with entities, as nodes. Offsets are UTF-16 units, which is how JavaScript counts.
import { el, icon } from './dom.js';

const TAGS = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre' };
const SAFE = /^(https?|tel|mailto|tg):/i;

/** The nodes of a text. `onCommand` is called with a bot command that is pressed. */
export function rich(text, entities = [], onCommand = null) {
  const inOrder = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return span(text, 0, text.length, inOrder, onCommand);
}

/** The nodes of text[from..to]; `entities` all lie within. */
function span(text, from, to, entities, onCommand) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < entities.length;) {
    const outer = entities[i];
    const start = Math.max(outer.offset, at);
    const end = Math.min(outer.offset + outer.length, to);
    const inner = [];
    for (i += 1; i < entities.length && entities[i].offset < end; i += 1) inner.push(entities[i]);
    if (start > at) nodes.push(text.slice(at, start));
    nodes.push(wrap(outer, text.slice(start, end), span(text, start, end, inner, onCommand), onCommand));
    at = Math.max(at, end);
  }
  if (at < to) nodes.push(text.slice(at, to));
  // A quote is a block: the line break beside it is already made by it.
  return nodes.map((node, i) => {
    if (typeof node !== 'string') return node;
    const afterQuote = isBlock(nodes[i - 1]) ? node.replace(/^\n/, '') : node;
    return isBlock(nodes[i + 1]) ? afterQuote.replace(/\n$/, '') : afterQuote;
  });
}

const isBlock = (node) => node instanceof Element && (node.matches('blockquote, pre'));

function wrap(entity, words, children, onCommand) {
  switch (entity.type) {
    case 'text_link': return link(entity.url, children);
    case 'url': return link(/^[a-z]+:/i.test(words) ? words : `https://${words}`, children);
    case 'email': return link(`mailto:${words}`, children);
    case 'phone_number': return link(`tel:${words.replace(/[^+\d]/g, '')}`, children);
    case 'bot_command':
      return onCommand ? el('button', { type: 'button', class: 'command', on: { click: () => onCommand(words) } }, children)
        : el('span', { class: 'link' }, children);
    case 'spoiler': return spoiler(children);
    case 'blockquote': return el('blockquote', {}, children);
    case 'expandable_blockquote': return expandable(children);
    case 'mention': case 'hashtag': case 'text_mention': case 'cashtag': return el('span', { class: 'link' }, children);
    default: return TAGS[entity.type] ? el(TAGS[entity.type], {}, children) : el('span', {}, children);
  }
}

function link(url, children) {
  if (!SAFE.test(url)) return el('span', {}, children);
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' }, children);
}

function spoiler(children) {
  const show = (event) => event.currentTarget.classList.add('shown');
  return el('button', { type: 'button', class: 'spoiler', 'aria-label': 'Hidden text: press to show', on: { click: show } }, children);
}

/** A quote that shows three lines until it is opened. What is open stays open when the message is drawn again. */
function expandable(children) {
  const flip = el('button', { type: 'button', class: 'flip', 'aria-label': 'Show all', 'aria-expanded': 'false' }, icon('down'));
  const quote = el('blockquote', { class: 'folds' }, el('div', { class: 'folded' }, children), flip);
  quote.addEventListener('click', (event) => {
    if (event.target.closest('a, .command') || String(getSelection())) return;
    event.stopPropagation();
    open(quote, !quote.classList.contains('open'));
  });
  return quote;
}

function open(quote, wanted) {
  quote.classList.toggle('open', wanted);
  const flip = quote.querySelector(':scope > .flip');
  flip.setAttribute('aria-expanded', String(wanted));
  flip.setAttribute('aria-label', wanted ? 'Show less' : 'Show all');
}

/** Opens in `fresh` the quotes that were open in `old`. */
export function keepOpen(old, fresh) {
  const after = [...fresh.querySelectorAll('.folds')];
  [...old.querySelectorAll('.folds')].forEach((quote, i) => {
    if (quote.classList.contains('open') && after[i]) open(after[i], true);
  });
}
