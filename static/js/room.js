// The room: a tap is kept on this device until the server has it, then sent in its order.
// Each has a key of its own, so that one that is sent twice is done once.

import { keep, others, taps, without } from "./room/queue.js";

const RETRY = 5000;
const waiting = document.getElementById("room-waiting");
const refused = document.getElementById("room-refused");
let isSending = false;

function room() {
  return document.getElementById("room");
}

function owner() {
  return room().dataset.room;
}

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]").value;
}

// What is typed elsewhere on the screen outlives the answer to a tap.
function typed(screen) {
  const fields = [...screen.querySelectorAll("input[id], textarea[id]")];
  return fields.filter((field) => field.type !== "hidden" && field.value !== field.defaultValue);
}

function replaceScreen(html) {
  const kept = new Map(typed(room()).map((field) => [field.id, field.value]));
  const open = new Set([...room().querySelectorAll("details[open]")].map((each) => each.id));
  const focused = document.activeElement?.id;
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("room");
  if (!fresh) return;
  room().replaceWith(document.adoptNode(fresh));
  for (const [id, value] of kept) {
    const field = document.getElementById(id);
    if (field) field.value = value;
  }
  for (const each of room().querySelectorAll("details")) if (open.has(each.id)) each.open = true;
  if (focused) document.getElementById(focused)?.focus();
}

function say(reason) {
  const count = taps(owner()).length;
  waiting.hidden = count === 0;
  const words = taps(owner()).map((tap) => tap.words).join("; ");
  waiting.textContent = count ? `${count} not sent yet${reason ? ` (${reason})` : ""}: ${words}.` : "";
}

function sayRefused(tap, words) {
  const line = document.createElement("p");
  line.className = "app-banner app-banner--withdrawn";
  const said = tap.typed ? ` What you typed: “${tap.typed}”.` : "";
  line.textContent = `${tap.words}: ${words}${said}`;
  refused.append(line);
}

async function send(tap) {
  const body = new URLSearchParams(tap.fields);
  body.set("csrfmiddlewaretoken", token());
  const headers = { "X-Tap": "1", "X-CSRFToken": token() };
  const answer = await fetch(tap.url, { method: "POST", body, headers, redirect: "manual" });
  if (answer.type === "opaqueredirect") return "you are signed out: sign in in another tab";
  if (answer.status === 422 || answer.status === 404 || answer.status === 400) {
    without(owner(), tap.key);
    sayRefused(tap, answer.status === 422 ? await answer.text() : "This is no longer here.");
    return "";
  }
  if (!answer.ok) return answer.status === 403 ? "load the page again" : "the server has a problem";
  without(owner(), tap.key);
  replaceScreen(await answer.text());
  return "";
}

async function sendAll() {
  if (isSending) return;
  isSending = true;
  let reason = "";
  try {
    while (!reason && taps(owner()).length) reason = await send(taps(owner())[0]);
  } catch {
    reason = "there is no connection";
  } finally {
    isSending = false;
    say(reason);
  }
}

function tapped(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-tap")) return;
  // Without a safe connection there are no keys to be had: the form goes its own way.
  if (!crypto.randomUUID) return;
  const fields = [...new FormData(form, event.submitter)];
  const own = fields.filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "tap");
  const key = crypto.randomUUID();
  const at = new Date().toISOString();
  const text = [...form.querySelectorAll("input:not([type=hidden])")].map((each) => each.value);
  const tap = {
    key,
    url: form.action,
    words: form.dataset.words,
    typed: text.filter(Boolean).join(", "),
    fields: [...own, ["tap", key], ["at", at]],
  };
  // Where the device keeps nothing, the form goes its own way.
  if (!keep(owner(), tap)) return;
  event.preventDefault();
  refused.replaceChildren();
  form.setAttribute("data-sent", "");
  form.reset();
  say("");
  sendAll();
}

others(owner());
document.addEventListener("submit", tapped);
window.addEventListener("online", sendAll);
setInterval(() => taps(owner()).length && sendAll(), RETRY);
say("");
sendAll();
