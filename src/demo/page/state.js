// The world as the sandbox tells it, and who the visitor is in it.

/** The last state. Replaced as a whole. */
export let world = { version: -1, now: new Date().toISOString(), bots: [], people: [], chats: [], toasts: [] };

/** What the demo itself says: the clinic's time zone, and how its bot is. */
export let info = { zone: 'UTC', bot: { state: 'starting', words: '' } };

const onChange = [];
const onToast = [];
let ahead = 0;
let busy = false;
let again = false;
let reachable = true;
let polled = 0;

/** Calls `listener` after each change of the world. */
export const whenChanged = (listener) => onChange.push(listener);

/** Calls `listener` with each toast, once. */
export const whenToasted = (listener) => onToast.push(listener);

/** The time of the world, which runs on between two states. */
export const now = () => new Date(Date.now() + ahead);

/** Whether some bot asked for its updates a moment ago. */
export const isPolled = () => Date.now() - polled < 10000;

/** Whether the demo answers. */
export const isReachable = () => reachable;

async function read(path) {
  const answer = await fetch(path, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

/** Fetches the state and tells everybody. Calls that come meanwhile are answered by one more fetch. */
export async function refresh() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    [world, info] = await Promise.all([read('/sandbox/state'), read('/demo/info')]);
    ahead = Date.parse(world.now) - Date.now();
    reachable = true;
    if (bot().polling) polled = Date.now();
  } catch {
    reachable = false;
  }
  busy = false;
  for (const listener of onChange) listener();
  if (again) {
    again = false;
    refresh();
  }
}

/** Follows the world from now on. */
export function follow() {
  const events = new EventSource('/sandbox/events');
  events.onmessage = ({ data }) => {
    const { version, toasts = [] } = JSON.parse(data);
    for (const toast of toasts) for (const listener of onToast) listener(toast);
    if (version !== world.version) refresh();
  };
  events.onopen = refresh;
  events.onerror = () => refresh();
  // The bot's own health is no part of the world and raises no event.
  setInterval(refresh, 5000);
}

/** The person of this id, or a nameless one. */
export const person = (id) => world.people.find((one) => one.id === id) ?? { id, first_name: 'Nobody', language_code: 'en' };

/** The clinic's bot. */
export const bot = () => world.bots[0] ?? { id: 0, first_name: 'Bot', username: 'bot', description: {}, commands: {}, scopes: {} };

/** A chat's messages, after those of the group that it was before it became a supergroup. */
function history(chat) {
  const before = world.chats.find((one) => one.migrated_to === chat.id);
  // Both groups tell of the move: once is enough.
  return before ? [...history(before), ...chat.messages.filter((message) => !message.migrate_from_chat_id)] : chat.messages;
}

/** The groups that are in use, oldest first, with all that was said in them. */
export const groups = () => world.chats.filter((chat) => chat.type !== 'private' && !chat.migrated_to)
  .map((chat) => ({ ...chat, messages: history(chat) })).sort((a, b) => b.id - a.id);

/** Whether this person is in the group. */
export const isIn = (chat, id) =>
  chat.members.some(({ user, status }) => user === id && status !== 'left' && status !== 'kicked');

/** The people who are in none of the groups: patients, and strangers. */
export const patients = () => world.people.filter(({ id }) => !groups().some((chat) => isIn(chat, id)));

/** The private chat of this person with the bot, if there is one. */
export const privateChat = (id) =>
  world.chats.find((chat) => chat.type === 'private' && chat.person === id && chat.bot === bot().id);

/** Picks a person's words out of `{"": …, "es": …}`: their language's, else the default ones. */
export function inLanguage(words, code) {
  return words?.[(code ?? '').slice(0, 2)] ?? words?.[''];
}

/** Who the visitor is in a pane, kept for this browser tab. */
export const seat = {
  get: (pane) => Number(sessionStorage.getItem(`seat ${pane}`)) || null,
  set(pane, id) {
    sessionStorage.setItem(`seat ${pane}`, id);
    for (const listener of onChange) listener();
  },
};

const format = (options) => (date) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: info.zone, ...options }).format(date);

/** "14:40", in the clinic's zone. */
export const clockTime = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** "Mon 2 Mar", in the clinic's zone. */
export const day = format({ weekday: 'short', day: 'numeric', month: 'short' });
