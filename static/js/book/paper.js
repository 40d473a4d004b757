// A paper as web text: marks and notes on selected words, text size, and where the reader stopped.

import { keepTextSize, textSize, waiting, waits } from "./keep.js";
import { drop, onRemoved, show } from "./margin.js";
import { around, paint, selected, unpaint } from "./passages.js";
import { ask, on, send, start } from "./post.js";
import { hideTools, showTools, toolsShown, writeNote } from "./tools.js";

const SIZES = [-1, 0, 1, 2, 3, 4];
const book = document.querySelector("[data-book]");
const text = book.querySelector("[data-words]");
const unsaved = book.querySelector("[data-unsaved]");
const painted = new Map();

// Marks

async function mark(what, chosen) {
  hideTools();
  const words = what === "note" ? await writeNote(chosen.quote) : "";
  if (words === null || (what === "note" && !words)) return;
  const key = crypto.randomUUID();
  const fields = {
    key,
    kind: what === "note" ? "note" : "highlight",
    words,
    quote: chosen.quote,
    ...around(text, chosen.range),
    edition: book.dataset.edition,
  };
  document.getSelection().removeAllRanges();
  paint(text, chosen.range, key);
  painted.set(key, true);
  show({ ...fields, mine: true, shared: [], unsaved: true });
  send(book.dataset.notesUrl, fields);
}

function offer() {
  const chosen = selected(text);
  if (!chosen) return hideTools();
  const rects = chosen.range.getClientRects();
  showTools(rects[rects.length - 1] ?? chosen.range.getBoundingClientRect(), (what) => mark(what, chosen));
}

document.addEventListener("selectionchange", () => {
  if (!toolsShown()) return;
  if (!selected(text)) hideTools();
});
text.addEventListener("pointerup", () => setTimeout(offer, 10));
document.addEventListener("keyup", (event) => {
  if (event.shiftKey || event.key === "Shift") offer();
  if (event.key === "Escape") hideTools();
});
document.addEventListener("keydown", (event) => {
  // By keyboard: select with Shift and arrows (caret browsing), then H or N.
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, dialog")) return;
  const chosen = { h: "highlight", n: "note" }[event.key.toLowerCase()] && selected(text);
  if (!chosen) return;
  event.preventDefault();
  mark(event.key.toLowerCase() === "n" ? "note" : "highlight", chosen);
});

on("saved", (entry, note) => note && show({ ...note, unsaved: false }));
on("refused", (entry) => entry.removes || show({ ...entry.fields, mine: true, shared: [], unsaved: true }));
on("changed", (words) => {
  unsaved.textContent = words;
});
onRemoved((key) => unpaint(key));

for (const entry of waiting()) {
  if (entry.removes) {
    drop(entry.key);
    unpaint(entry.key);
  } else if (entry.url === book.dataset.notesUrl) show({ ...entry.fields, mine: true, shared: [], unsaved: true });
}
start(book.dataset.reader);

// Notes of another device come when the reader comes back to this one.
document.addEventListener("visibilitychange", async () => {
  if (document.hidden) return;
  try {
    const { status, body } = await ask(book.dataset.notesUrl);
    if (status !== 200) return;
    const keys = new Set(body.notes.map((note) => note.key));
    for (const note of body.notes) if (!waits(note.key)) show(note);
    for (const row of document.querySelectorAll("[data-note-key]")) {
      const { noteKey } = row.dataset;
      if (!keys.has(noteKey) && !waits(noteKey)) {
        drop(noteKey);
        unpaint(noteKey);
      }
    }
  } catch {
    // No connection: what is here stays.
  }
});

// Text size

function size(step) {
  const now = Math.min(SIZES.at(-1), Math.max(SIZES[0], step));
  for (const each of SIZES) book.classList.toggle(`app-book--size-${each}`, each === now && each !== 0);
  return now;
}

let current = size(textSize());
book.addEventListener("click", ({ target }) => {
  const way = target.closest("[data-size]")?.dataset.size;
  if (!way) return;
  current = size(current + (way === "larger" ? 1 : -1));
  keepTextSize(current);
});

// Where the reader is

const passages = [...text.querySelectorAll("[id]")].filter((each) => !each.matches(".app-leaf"));
let last = "";
let timer = 0;

function here() {
  const seen = passages.filter((each) => each.getBoundingClientRect().top < 120);
  return seen.at(-1)?.id ?? "";
}

function keepPlace() {
  const position = here();
  if (!position || position === last) return;
  last = position;
  ask(book.dataset.positionUrl, { edition: book.dataset.edition, position }).catch(() => {});
}

window.addEventListener(
  "scroll",
  () => {
    clearTimeout(timer);
    timer = setTimeout(keepPlace, 1500);
  },
  { passive: true },
);

const stopped = book.dataset.stopped;
const target = stopped && !stopped.startsWith("page=") && document.getElementById(stopped);
if (target && !location.hash) {
  const link = book.querySelector("[data-continue]");
  link.href = `#${stopped}`;
  link.hidden = false;
}

const contents = book.querySelector("[data-contents]");
if (contents && window.matchMedia("(max-width: 48em)").matches) contents.open = false;


offer(); // for words that were marked before this script was there
