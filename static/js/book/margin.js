// The list of notes beside the text: what was just made stands there at once.

import { sendRemoval } from "./post.js";

const list = document.querySelector("[data-notes-list]");
const none = document.querySelector("[data-notes-none]");

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function count() {
  return list.querySelectorAll("[data-note-key]").length;
}

function head(note, number) {
  const line = element("p", "app-note__head");
  line.append(element("span", "app-note__number", String(number)));
  if (note.unsaved) line.append(" ", element("strong", "app-note__unsaved", "Not saved yet"));
  else if (!note.mine) line.append(` ${note.owner} shared this`);
  else if (note.shared.length) line.append(` Shared with ${note.shared.join(", ")}`);
  if (note.label) line.append(" ", element("span", "app-note__page", `page ${note.label}`));
  return line;
}

function tools(note, number) {
  const line = element("p", "app-note__tools");
  const change = element("a", "", "Change or share");
  change.href = `/reading/notes/${note.key}/`;
  change.append(element("span", "nhsuk-u-visually-hidden", ` note ${number}`));
  const remove = element("button", "app-link-button", "Remove");
  remove.type = "button";
  remove.append(element("span", "nhsuk-u-visually-hidden", ` note ${number}`));
  remove.addEventListener("click", () => removeNote(note.key));
  line.append(change, " ", remove);
  return line;
}

function body(note) {
  const parts = [];
  if (note.quote) parts.push(element("blockquote", "app-note__quote", shortened(note.quote)));
  else if (note.kind === "ink") parts.push(element("p", "app-note__quote", `Drawn with the ${note.colour} pen`));
  else if (note.rects?.length) parts.push(element("p", "app-note__quote", "A frame on the page"));
  if (note.words) {
    const words = element("div", "app-note__words");
    words.append(...note.words.split(/\n{2,}/).map((each) => element("p", "", each)));
    parts.push(words);
  }
  return parts;
}

function shortened(text) {
  const words = text.split(/\s+/);
  return words.length > 40 ? `${words.slice(0, 40).join(" ")} …` : text;
}

export function show(note) {
  const before = list.querySelector(`[data-note-key="${CSS.escape(note.key)}"]`);
  const number = before ? [...list.children].indexOf(before) + 1 : count() + 1;
  const row = element("li", `app-note${note.mine ? "" : " app-note--shared"}`);
  row.id = `note-${note.key}`;
  row.dataset.noteKey = note.key;
  row.append(head(note, number), ...body(note));
  if (note.gone) row.append(element("p", "app-note__gone", `No longer in the text. It was on ${note.gone}.`));
  if (note.mine && !note.unsaved) row.append(tools(note, number));
  if (before) before.replaceWith(row);
  else list.append(row);
  none.hidden = true;
  return row;
}

export function drop(key) {
  list.querySelector(`[data-note-key="${CSS.escape(key)}"]`)?.remove();
  none.hidden = count() > 0;
}

const gone = [];

export function onRemoved(listener) {
  gone.push(listener);
}

export function removeNote(key) {
  drop(key);
  for (const each of gone) each(key);
  sendRemoval(key);
}

list.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-note-remove]");
  if (!form) return;
  event.preventDefault();
  removeNote(form.closest("[data-note-key]").dataset.noteKey);
});
