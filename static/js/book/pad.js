// The reader's notes on the printed pages: drawn, kept, sent, and taken away again.

import { waiting, waits } from "./keep.js";
import { drop, onRemoved, removeNote, show } from "./margin.js";
import { ask, on, send } from "./post.js";
import { drawOn } from "./sheets.js";

// `pages` knows the viewer: leaf(number), viewOf(number), count(), and where numbers are shown.
export function padOf(book, pages, counted) {
  const notes = new Map(book.notes.map((note) => [note.key, note]));

  function onPage(number) {
    const { thing, number: own } = pages.leaf(number);
    return [...notes.values()].filter((note) => note.page === own && (note.thing ?? "") === thing);
  }

  function draw(number) {
    const page = pages.viewOf(number);
    if (page?.div) drawOn(page, onPage(number));
  }

  function drawAll() {
    for (let number = 1; number <= pages.count(); number += 1) draw(number);
  }

  function tellCount() {
    counted(notes.size);
  }

  // Keeps a note on a page as it now is; one with the same key is written over.
  function put(number, fields) {
    const { label, thing, number: own } = pages.leaf(number);
    const paper = book.papers[thing];
    if (!paper) return null;
    const note = { key: crypto.randomUUID(), kind: "highlight", words: "", quote: "", rects: [], ink: [], ...fields };
    notes.set(note.key, { shared: [], ...note, page: own, label, thing, mine: true, unsaved: true });
    show(notes.get(note.key));
    draw(number);
    tellCount();
    const { key, kind, words, quote, rects, ink, colour = "", width = "" } = note;
    send(paper.notes, {
      ...{ key, kind, words, quote, colour, width },
      rects: JSON.stringify(rects),
      ink: JSON.stringify(ink),
      page: own,
      pack_page: label,
      edition: paper.edition,
    });
    return notes.get(note.key);
  }

  on("saved", (entry, note) => {
    // What was written over meanwhile is on its way.
    if (!note || !notes.has(note.key) || waits(note.key)) return;
    notes.set(note.key, { ...notes.get(note.key), ...note, unsaved: false });
    show(notes.get(note.key));
  });
  onRemoved((key) => {
    notes.delete(key);
    tellCount();
    drawAll();
  });

  function restoreWaiting() {
    for (const entry of waiting()) {
      if (entry.removes) {
        notes.delete(entry.key);
        drop(entry.key);
        continue;
      }
      const thing = Object.keys(book.papers).find((each) => book.papers[each].notes === entry.url);
      if (!thing) continue;
      const { rects, ink, page, pack_page: label, ...fields } = entry.fields;
      const note = { ...fields, rects: JSON.parse(rects || "[]"), ink: JSON.parse(ink || "[]") };
      notes.set(note.key, { ...note, page: Number(page), label, thing, mine: true, shared: [], unsaved: true });
      show(notes.get(note.key));
    }
    tellCount();
  }

  // Notes of another device come when the reader comes back to this one.
  async function refresh(thing) {
    const { status, body } = await ask(book.papers[thing].notes);
    if (status !== 200) return;
    const there = new Set(body.notes.map((note) => note.key));
    for (const note of body.notes) {
      if (waits(note.key)) continue;
      notes.set(note.key, { ...note, thing });
      show(notes.get(note.key));
    }
    for (const { key } of [...notes.values()].filter((note) => note.thing === thing)) {
      if (there.has(key) || waits(key)) continue;
      notes.delete(key);
      drop(key);
    }
    tellCount();
    drawAll();
  }

  return { onPage, draw, put, remove: removeNote, get: (key) => notes.get(key), restoreWaiting, refresh };
}
