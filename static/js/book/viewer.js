// The printed pages of a paper or of a whole pack, with our own toolbar over pdf.js's viewer.

import { keyboard } from "./keys.js";
import { onRemoved, show } from "./margin.js";
import { fillOutline, fillThumbnails } from "./panel.js";
import { selected } from "./passages.js";
import { ask, on, send, start } from "./post.js";
import { boxesOf, drawOn, follow } from "./sheets.js";
import { hideTools, showTools, toolsShown, writeNote } from "./tools.js";
import { transport } from "./transport.js";
import { waiting } from "./keep.js";

const root = document.querySelector("[data-viewer-root]");
const book = JSON.parse(document.getElementById("book").textContent);
const part = (name) => root.querySelector(`[data-${name}]`);
const button = (name) => root.querySelector(`[data-do="${name}"]`);
const container = part("container");
const folder = (name) => root.dataset[name].replace(/[^/]*$/, "");
const notes = new Map(book.notes.map((note) => [note.key, note]));
let tool = "";

const pdfjs = await import(root.dataset.pdfjs);
globalThis.pdfjsLib = pdfjs;
const components = await import(root.dataset.components);
pdfjs.GlobalWorkerOptions.workerSrc = root.dataset.worker;

const bus = new components.EventBus();
const link = new components.PDFLinkService({ eventBus: bus, externalLinkTarget: 2, externalLinkRel: "noopener" });
const finder = new components.PDFFindController({ eventBus: bus, linkService: link });
const viewer = new components.PDFViewer({
  container,
  viewer: part("pages"),
  eventBus: bus,
  linkService: link,
  findController: finder,
  annotationMode: pdfjs.AnnotationMode.ENABLE,
  annotationEditorMode: pdfjs.AnnotationEditorType.DISABLE,
});
link.setViewer(viewer);

// Pages and their printed numbers

function leaf(number) {
  return book.leaves[number - 1] ?? { label: String(number), thing: "", number };
}

function go(number) {
  viewer.currentPageNumber = Math.min(viewer.pagesCount, Math.max(1, number));
  fit();
}

// A slide after an upright page, or the other way round, is made to fit anew.
function fit() {
  const now = viewer.currentScaleValue;
  if (["page-width", "auto"].includes(now)) viewer.currentScaleValue = now;
}

function goTo(label) {
  const wanted = label.trim().toUpperCase();
  const at = book.leaves.findIndex((each) => each.label.toUpperCase() === wanted);
  if (at >= 0) return go(at + 1);
  // Another paper's page: its own viewer knows it.
  location.assign(`?${new URLSearchParams({ page: label.trim() })}`);
}

let placeTimer = 0;
let placed = "";

function onPage(number) {
  const { label, thing, number: own } = leaf(number);
  const field = part("page-number");
  if (document.activeElement !== field) field.value = label;
  part("of").textContent = `of ${leaf(viewer.pagesCount).label}`;
  const address = new URL(location.href);
  address.searchParams.set("page", label);
  address.searchParams.delete("slide");
  address.searchParams.delete("find");
  history.replaceState(history.state, "", address);
  clearTimeout(placeTimer);
  placeTimer = setTimeout(() => keepPlace(thing, own), 1500);
}

function keepPlace(thing, own) {
  const paper = book.papers[thing];
  const position = `page=${own}`;
  if (!paper || placed === `${thing} ${position}`) return;
  placed = `${thing} ${position}`;
  ask(paper.position, { edition: paper.edition, position }).catch(() => {});
}

bus.on("pagesinit", () => {
  viewer.currentScaleValue = "auto";
  go(book.at);
  onPage(viewer.currentPageNumber);
  const words = new URLSearchParams(location.search).get("find");
  if (words) openFind(words);
});
bus.on("pagechanging", ({ pageNumber }) => onPage(pageNumber));
bus.on("pagerendered", ({ pageNumber }) => {
  drawNotes(pageNumber);
  // Until a page has come, the viewer takes it to be as wide as the first.
  const page = viewer.getPageView(pageNumber - 1);
  if (pageNumber === viewer.currentPageNumber && page.width > container.clientWidth + 1) fit();
});

// Notes

function notesOn(number) {
  const { thing, number: own } = leaf(number);
  return [...notes.values()].filter((note) => note.page === own && (note.thing ?? "") === thing);
}

function drawNotes(number) {
  const page = viewer.getPageView(number - 1);
  if (!page?.div) return;
  drawOn(page, notesOn(number));
}

function keep(number, fields) {
  const { label, thing, number: own } = leaf(number);
  const paper = book.papers[thing];
  if (!paper) return;
  const note = { key: crypto.randomUUID(), kind: "highlight", words: "", quote: "", rects: [], ink: [], ...fields };
  notes.set(note.key, { ...note, page: own, label, thing, mine: true, shared: [], unsaved: true });
  show(notes.get(note.key));
  drawNotes(number);
  countNotes();
  send(paper.notes, {
    ...note,
    rects: JSON.stringify(note.rects),
    ink: JSON.stringify(note.ink),
    page: own,
    pack_page: label,
    edition: paper.edition,
  });
}

function countNotes() {
  part("notes-count").textContent = notes.size ? String(notes.size) : "";
}

on("saved", (entry, note) => {
  if (!note || !notes.has(note.key)) return;
  notes.set(note.key, { ...notes.get(note.key), ...note, unsaved: false });
  show(notes.get(note.key));
});
on("changed", (words) => {
  part("unsaved").textContent = words;
});
onRemoved((key) => {
  notes.delete(key);
  countNotes();
  for (let number = 1; number <= viewer.pagesCount; number += 1) drawNotes(number);
});

function restoreWaiting() {
  for (const entry of waiting()) {
    const thing = Object.keys(book.papers).find((each) => book.papers[each].notes === entry.url);
    if (!thing) continue;
    const { rects, ink, page, pack_page: label, ...fields } = entry.fields;
    const note = { ...fields, rects: JSON.parse(rects || "[]"), ink: JSON.parse(ink || "[]") };
    notes.set(note.key, { ...note, page: Number(page), label, thing, mine: true, shared: [], unsaved: true });
    show(notes.get(note.key));
  }
}

function pageAt(node) {
  const div = (node instanceof Element ? node : node.parentElement)?.closest(".page");
  return div ? Number(div.dataset.pageNumber) : 0;
}

async function markWords(what, chosen, number) {
  hideTools();
  const rects = boxesOf(chosen.range, viewer.getPageView(number - 1));
  const words = what === "note" ? await writeNote(chosen.quote) : "";
  if (words === null || (what === "note" && !words)) return;
  document.getSelection().removeAllRanges();
  keep(number, { kind: what === "note" ? "note" : "highlight", words, quote: chosen.quote, rects });
}

function offer() {
  if (tool) return;
  const chosen = selected(part("pages"));
  const number = chosen && pageAt(chosen.range.startContainer);
  if (!number) return hideTools();
  const rects = chosen.range.getClientRects();
  showTools(rects[rects.length - 1] ?? chosen.range.getBoundingClientRect(), (what) => markWords(what, chosen, number));
}

container.addEventListener("pointerup", () => setTimeout(offer, 10));
document.addEventListener("selectionchange", () => toolsShown() && !selected(part("pages")) && hideTools());

container.addEventListener("pointerdown", (event) => {
  const number = tool && pageAt(event.target);
  if (!number || !event.isPrimary || event.button) return;
  event.preventDefault();
  follow(event, viewer.getPageView(number - 1), tool, async (drawn) => {
    if (tool === "pen") return keep(number, { kind: "ink", ink: [drawn] });
    if (drawn[2] < 0.005 || drawn[3] < 0.005) return;
    const words = await writeNote("");
    if (words !== null) keep(number, { kind: words ? "note" : "highlight", words, rects: [drawn] });
  });
});

function choose(name) {
  tool = tool === name ? "" : name;
  for (const each of ["pen", "frame"]) button(each).setAttribute("aria-pressed", String(tool === each));
  container.classList.toggle("app-viewer__container--drawing", Boolean(tool));
  hideTools();
}

// Panels and finding

function toggle(name, open) {
  const panel = document.getElementById(button(name).getAttribute("aria-controls"));
  const wanted = open ?? panel.hidden;
  panel.hidden = !wanted;
  button(name).setAttribute("aria-expanded", String(wanted));
  return wanted;
}

function search(again, before = false) {
  const query = document.getElementById("viewer-find-words").value;
  const all = part("find-all");
  all.href = `${all.href.split("?")[0]}?${new URLSearchParams({ q: query })}`;
  bus.dispatch("find", { source: root, type: again ? "again" : "", query, findPrevious: before, highlightAll: true });
}

function openFind(words) {
  toggle("find", true);
  const field = document.getElementById("viewer-find-words");
  if (words) {
    field.value = words;
    search(false);
  } else {
    field.focus();
    field.select();
  }
}

function closeFind() {
  toggle("find", false);
  bus.dispatch("findbarclose", { source: root });
  container.focus();
}

let asked = "";
part("find").addEventListener("submit", (event) => {
  event.preventDefault();
  const { value } = document.getElementById("viewer-find-words");
  search(value === asked);
  asked = value;
});
const counted = ({ matchesCount: { current, total } }) => {
  part("found").textContent = total ? `${current} of ${total}` : "";
};
bus.on("updatefindmatchescount", counted);
bus.on("updatefindcontrolstate", (event) => {
  if (event.state === components.FindState.NOT_FOUND) part("found").textContent = "Not on these pages";
  else counted(event);
});

const actions = {
  previous: () => go(viewer.currentPageNumber - 1),
  next: () => go(viewer.currentPageNumber + 1),
  in: () => viewer.increaseScale(),
  out: () => viewer.decreaseScale(),
  fit: () => {
    viewer.currentScaleValue = viewer.currentScaleValue === "page-width" ? "auto" : "page-width";
  },
  find: () => (document.getElementById("viewer-find").hidden ? openFind() : closeFind()),
  "find-before": () => search(true, true),
  pen: () => choose("pen"),
  frame: () => choose("frame"),
  notes: () => toggle("notes"),
  panel: () => {
    if (!toggle("panel")) return;
    fillOutline(part("outline"), viewer.pdfDocument, link).catch(() => {});
    fillThumbnails(part("thumbnails"), viewer.pdfDocument, book.leaves, go);
  },
};

root.addEventListener("click", ({ target }) => actions[target.closest("[data-do]")?.dataset.do]?.());
part("page-number").addEventListener("change", ({ target }) => goTo(target.value));
part("page-number").addEventListener("keydown", (event) => event.key === "Enter" && goTo(event.target.value));
keyboard(container, {
  ...actions,
  first: () => go(1),
  last: () => go(viewer.pagesCount),
  escape: () => {
    hideTools();
    if (tool) choose(tool);
    else if (!document.getElementById("viewer-find").hidden) closeFind();
  },
  mark: (what) => {
    const chosen = selected(part("pages"));
    const number = chosen && pageAt(chosen.range.startContainer);
    if (number) markWords(what, chosen, number);
  },
});

restoreWaiting();
countNotes();
start(root.dataset.reader);
new ResizeObserver(fit).observe(container);

try {
  const ranges = transport(pdfjs, book.file, book.bytes);
  const pdf = await pdfjs.getDocument({
    range: ranges,
    length: book.bytes,
    disableAutoFetch: true,
    disableStream: true,
    rangeChunkSize: 65_536,
    wasmUrl: folder("wasm"),
    standardFontDataUrl: folder("fonts"),
    iccUrl: folder("iccs"),
    enableXfa: false,
  }).promise;
  viewer.setDocument(pdf);
  link.setDocument(pdf);
} catch (error) {
  part("fault").hidden = false;
  throw error;
}
