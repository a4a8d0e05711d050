// What the visitor does, sent to the sandbox. A refusal becomes a note in the pane where it happened.
import { refresh } from './state.js';

/** Where refusals are shown: `(pane key, words)`. */
let complain = () => {};

/** Sets where refusals are shown. */
export const whenRefused = (listener) => { complain = listener; };

/** The pane in which each person pressed last: their next toast belongs there. */
export const pressedIn = new Map();

/** Sends a request; answers its JSON, or null after telling what went wrong. */
export async function post(path, body, pane = '') {
  try {
    const answer = await fetch(path, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    const text = await answer.text();
    const json = text ? JSON.parse(text) : {};
    if (answer.ok) return json;
    complain(pane, json.error ?? `The demo answered ${answer.status}.`);
  } catch {
    complain(pane, 'The demo does not answer. Is it still running?');
    refresh();
  }
  return null;
}

/** A person does something. `at` is `{pane, person, chat?}`; without a chat it happens in the private chat. */
export function act(at, what, fields = {}) {
  const { pane, person, chat } = at;
  if (what === 'press') pressedIn.set(person, pane);
  return post('/sandbox/act', { person, ...(chat < 0 ? { chat } : {}), act: { do: what, ...fields } }, pane);
}

/** Lets time pass. */
export const passTime = (seconds) => post('/sandbox/time', { advance_s: seconds });

/** Adds a person, or changes the one whose `id` is given. */
export const putPerson = (fields, pane) => post('/sandbox/people', fields, pane);

/** Orders things to go wrong. */
export const orderFaults = (orders) => post('/sandbox/faults', orders);
