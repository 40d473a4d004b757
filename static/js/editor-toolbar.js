// The buttons above an editor: one stop for the tab key, arrow keys from button to button.

import { askForLink, askForPicture } from "./editor-dialogs.js";

const chain = (editor) => editor.chain().focus();

const SHORT = [
  { words: "Bold", on: "bold", run: (e) => chain(e).toggleBold().run() },
  { words: "Italic", on: "italic", run: (e) => chain(e).toggleItalic().run() },
  { words: "Bullets", on: "bulletList", run: (e) => chain(e).toggleBulletList().run() },
  { words: "Numbers", on: "orderedList", run: (e) => chain(e).toggleOrderedList().run() },
  { words: "Link", on: "link", run: (e) => askForLink(e) },
];
const TABLES = [
  {
    words: "Table",
    on: "table",
    run: (e) => chain(e).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
    hide: (e) => e.isActive("table"),
  },
  inTable("Row below", (e) => chain(e).addRowAfter().run()),
  inTable("Column right", (e) => chain(e).addColumnAfter().run()),
  inTable("Delete row", (e) => chain(e).deleteRow().run()),
  inTable("Delete column", (e) => chain(e).deleteColumn().run()),
  inTable("Delete table", (e) => chain(e).deleteTable().run()),
];
const FULL = [
  heading(2, "Heading"),
  heading(3, "Smaller heading"),
  ...SHORT,
  { words: "Footnote", on: "footnote", run: (e) => chain(e).toggleMark("footnote").run() },
  ...TABLES,
  { words: "Picture", run: (e, form) => askForPicture(e, form) },
];
const HISTORY = [
  { words: "Undo", run: (e) => chain(e).undo().run(), off: (e) => !e.can().undo() },
  { words: "Redo", run: (e) => chain(e).redo().run(), off: (e) => !e.can().redo() },
];

function heading(level, words) {
  return {
    words,
    on: "heading",
    with: { level },
    run: (e) => chain(e).toggleHeading({ level }).run(),
  };
}

function inTable(words, run) {
  return { words, run, hide: (e) => !e.isActive("table") };
}

function makeButton(editor, item, form) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "app-editor__button";
  button.textContent = item.words;
  button.tabIndex = -1;
  // Pressing a button must not take the selection away from the text.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => item.run(editor, form));
  return button;
}

function show(editor, item, button) {
  if (item.on) button.setAttribute("aria-pressed", editor.isActive(item.on, item.with));
  if (item.off) button.disabled = item.off(editor);
  if (item.hide) button.hidden = item.hide(editor);
}

function reachable(toolbar) {
  return [...toolbar.querySelectorAll("button:not([hidden]):not(:disabled)")];
}

function keepOneStop(toolbar, wanted) {
  const buttons = reachable(toolbar);
  const stop = buttons.includes(wanted) ? wanted : buttons[0];
  for (const button of toolbar.querySelectorAll("button")) {
    button.tabIndex = button === stop ? 0 : -1;
  }
  return stop;
}

function moveByKeys(toolbar, event) {
  const buttons = reachable(toolbar);
  const at = buttons.indexOf(document.activeElement);
  const to = {
    ArrowRight: (at + 1) % buttons.length,
    ArrowLeft: (at - 1 + buttons.length) % buttons.length,
    Home: 0,
    End: buttons.length - 1,
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  keepOneStop(toolbar, buttons[to]).focus();
}

const BY_KIND = { full: FULL, minutes: [...SHORT, ...TABLES] };

export function buildToolbar(editor, { kind, label, form }) {
  const toolbar = document.createElement("div");
  toolbar.className = "app-editor__toolbar";
  toolbar.setAttribute("role", "toolbar");
  toolbar.setAttribute("aria-label", `Formatting: ${label}`);
  const items = [...(BY_KIND[kind] ?? SHORT), ...HISTORY];
  const buttons = items.map((item) => [item, makeButton(editor, item, form)]);
  toolbar.append(...buttons.map(([, button]) => button));
  const refresh = () => {
    for (const [item, button] of buttons) show(editor, item, button);
    keepOneStop(toolbar, toolbar.querySelector('[tabindex="0"]'));
  };
  editor.on("transaction", refresh);
  toolbar.addEventListener("keydown", (event) => moveByKeys(toolbar, event));
  refresh();
  return toolbar;
}
