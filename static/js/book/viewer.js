// The printed pages of a paper or of a whole pack, with our own toolbar over pdf.js's viewer.

import { keyboard } from "./keys.js";
import { padOf } from "./pad.js";
import { fillOutline, fillThumbnails } from "./panel.js";
import { selected, squeezed } from "./passages.js";
import { drawing } from "./pen.js";
import { ask, on, start } from "./post.js";
import { boxesOf } from "./sheets.js";
import { hideTools, showTools, toolsShown, writeNote } from "./tools.js";
import { transport } from "./transport.js";
import { mendAll } from "./tree.js";

const root = document.querySelector("[data-viewer-root]");
const book = JSON.parse(document.getElementById("book").textContent);
const part = (name) => root.querySelector(`[data-${name}]`);
const button = (name) => root.querySelector(`[data-do="${name}"]`);
const container = part("container");
const folder = (name) => root.dataset[name].replace(/[^/]*$/, "");

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
  pad.draw(pageNumber);
  // Until a page has come, the viewer takes it to be as wide as the first.
  const page = viewer.getPageView(pageNumber - 1);
  if (pageNumber === viewer.currentPageNumber && page.width > container.clientWidth + 1) fit();
});

// Notes

const pages = {
  leaf,
  viewOf: (number) => viewer.getPageView(number - 1),
  count: () => viewer.pagesCount,
  current: () => viewer.currentPageNumber,
  pageAt(node) {
    const div = (node instanceof Element ? node : node.parentElement)?.closest(".page");
    return div ? Number(div.dataset.pageNumber) : 0;
  },
};
const pad = padOf(book, pages, (count) => {
  part("notes-count").textContent = count ? String(count) : "";
});

on("changed", (words) => {
  part("unsaved").textContent = words;
});

async function markWords(what, chosen, number) {
  hideTools();
  const rects = boxesOf(chosen.range, pages.viewOf(number));
  const words = what === "note" ? await writeNote(chosen.quote) : "";
  if (words === null || (what === "note" && !words)) return;
  document.getSelection().removeAllRanges();
  pad.put(number, { kind: what === "note" ? "note" : "highlight", words, quote: chosen.quote, rects });
}

// What the search stands on, as if it had been selected.
function foundWords() {
  const parts = [...part("pages").querySelectorAll(".textLayer .highlight.selected")];
  if (!parts.length) return null;
  const range = document.createRange();
  range.setStartBefore(parts[0]);
  range.setEndAfter(parts.at(-1));
  const quote = squeezed(parts.map((each) => each.textContent).join(""));
  return quote ? { range, quote } : null;
}

function markChosen(what) {
  const chosen = selected(part("pages")) ?? foundWords();
  const number = chosen && pages.pageAt(chosen.range.startContainer);
  if (number) markWords(what, chosen, number);
}

let pressed = false;
let settling = 0;

function offer() {
  if (pen.tool() || pressed) return;
  const chosen = selected(part("pages"));
  const number = chosen && pages.pageAt(chosen.range.startContainer);
  if (!number) return hideTools();
  const rects = chosen.range.getClientRects();
  showTools(rects[rects.length - 1] ?? chosen.range.getBoundingClientRect(), (what) => markWords(what, chosen, number));
}

container.addEventListener("pointerdown", ({ pointerType }) => {
  pressed = pointerType === "mouse";
});
window.addEventListener("pointerup", () => {
  pressed = false;
});
container.addEventListener("pointerup", () => setTimeout(offer, 10));
// Fingers drag the ends of a selection without our hearing of it: it is offered once it rests.
document.addEventListener("selectionchange", () => {
  if (toolsShown() && !selected(part("pages"))) hideTools();
  clearTimeout(settling);
  settling = setTimeout(() => toolsShown() || (selected(part("pages")) && offer()), 500);
});

// Pen, rubber and frame

const pen = drawing(container, pad, pages, {
  pen: () => ({ colour: part("pen-colour").value, width: part("pen-width").value }),
  async framed(number, drawn) {
    const words = await writeNote("");
    if (words !== null) pad.put(number, { kind: words ? "note" : "highlight", words, rects: [drawn] });
  },
  changed(tool, undoes) {
    for (const each of ["pen", "frame", "rubber"]) button(each).setAttribute("aria-pressed", String(tool === each));
    button("pen").setAttribute("aria-pressed", String(["pen", "rubber"].includes(tool)));
    part("pen").hidden = !["pen", "rubber"].includes(tool);
    button("undo").disabled = !undoes;
    hideTools();
  },
  say(words) {
    part("said").textContent = words;
  },
});

function choosePen() {
  // The button puts the pen away also when it was turned to the rubber.
  pen.choose(pen.tool() === "rubber" ? "rubber" : "pen");
}

function sample() {
  const { value: colour } = part("pen-colour");
  const { value: width } = part("pen-width");
  part("pen-sample").setAttribute("class", `app-sheet__ink app-sheet__ink--${colour} app-sheet__ink--${width}`);
}

for (const name of ["pen-colour", "pen-width"]) part(name).addEventListener("change", sample);

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
  part("found-tools").hidden = !total;
  part("found").textContent = total ? `${current} of ${total}` : "";
};
bus.on("updatefindmatchescount", counted);
bus.on("updatefindcontrolstate", (event) => {
  if (event.state !== components.FindState.NOT_FOUND) return counted(event);
  part("found").textContent = "Not on these pages";
  part("found-tools").hidden = true;
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
  pen: choosePen,
  frame: () => pen.choose("frame"),
  rubber: () => pen.choose(pen.tool() === "rubber" ? "pen" : "rubber"),
  undo: () => pen.undo(),
  "mark-found": () => markChosen("highlight"),
  "note-found": () => markChosen("note"),
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
    if (pen.tool()) pen.escape();
    else if (!document.getElementById("viewer-find").hidden) closeFind();
  },
  mark: markChosen,
  key: pen.key,
  tool: pen.tool,
});

mendAll(part("pages"));
pad.restoreWaiting();
sample();
start(root.dataset.reader);
document.addEventListener("visibilitychange", () => {
  const { thing } = leaf(viewer.currentPageNumber);
  if (!document.hidden && book.papers[thing]) pad.refresh(thing).catch(() => {});
});
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
