// Sends notes to the server; what cannot be sent waits on the device and is sent later.

import { belongsTo, done, keepWaiting, waiting } from "./keep.js";

const AGAIN = 15_000;
const listeners = { saved: [], refused: [], changed: [] };
const refused = new Set(); // in this visit
let sending = false;
let signedOut = false;

export function on(what, listener) {
  listeners[what].push(listener);
}

function tell(what, ...said) {
  for (const each of listeners[what]) each(...said);
}

function token() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (cookie) return decodeURIComponent(cookie[1]);
  return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
}

export async function ask(url, fields) {
  const options = { headers: { Accept: "application/json" }, credentials: "same-origin" };
  if (fields) {
    options.method = "POST";
    options.body = new URLSearchParams(fields);
    options.headers["X-CSRFToken"] = token();
  }
  const answer = await fetch(url, options);
  const signedOut = answer.redirected || answer.status === 401;
  const type = answer.headers.get("Content-Type") ?? "";
  const body = type.startsWith("application/json") ? await answer.json() : null;
  return { status: signedOut ? 401 : answer.status, body };
}

// Says why notes still wait, "" when none does.
function why() {
  const left = waiting().length;
  if (!left) return "";
  const notes = `${left} note${left > 1 ? "s" : ""} not saved yet`;
  return signedOut ? `${notes}: you are signed out. Sign in again in another tab.` : notes;
}

async function sendOne(entry) {
  const { status, body } = await ask(entry.url, entry.fields);
  signedOut = status === 401;
  if (status === 201 || status === 200 || (entry.removes && (status === 204 || status === 404))) {
    done(entry);
    tell("saved", entry, body);
    return true;
  }
  if (status !== 422 && status !== 404) return false;
  // Refused for what it holds, or the paper is no longer there: it stays on the device and says so.
  refused.add(entry.stamp);
  tell("refused", entry, body);
  return true;
}

function next() {
  return waiting().find((each) => !refused.has(each.stamp));
}

export async function flush() {
  if (sending) return;
  sending = true;
  try {
    for (let entry = next(); entry; entry = next()) {
      if (!(await sendOne(entry))) break;
    }
  } catch {
    // No connection: they wait.
  } finally {
    sending = false;
    tell("changed", why());
  }
}

function post(entry) {
  keepWaiting({ ...entry, stamp: crypto.randomUUID() });
  tell("changed", why());
  flush();
}

export function send(url, fields) {
  post({ key: fields.key, url, fields });
}

// Taking a note away waits for the connection like writing one.
export function sendRemoval(key) {
  post({ key, url: `/reading/notes/${key}/remove/`, fields: { key }, removes: true });
}

export function start(reader) {
  belongsTo(reader);
  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.hidden || flush());
  window.setInterval(() => waiting().length && flush(), AGAIN);
  flush();
}
