// The minutes as they are written: Enter for the next paragraph, a slash for its kind, and
// buttons that save and go on without loading the page anew.

import { editorOf } from "./editor.js";
import { catchTyping, typedAhead } from "./minutes-ahead.js";
import { watchOthers } from "./minutes-together.js";

const KINDS = {
  d: "decision",
  a: "action",
  q: "question",
  r: "reply",
  i: "declaration",
  t: "discussion",
};
const COMMAND = /^\/([a-z])$/;
const MARK = "---";
// Without htmx's pause to settle, in which old and new classes stand in the page together.
const SWAP = "outerHTML settle:0ms";
// What opens another paragraph at once, so that typing goes on.
const OPENS = new Set(["next", "add", "split"]);

function openForm() {
  return document.querySelector("form[data-paragraph]");
}

function press(form, then) {
  form.querySelector(`button[name="then"][value="${then}"]`)?.click();
}

// "/d" and a space at the beginning of a paragraph makes it a decision.
function chooseKind(form, editor) {
  const { $from } = editor.state.selection;
  if ($from.depth !== 1 || $from.index(0) !== 0) return false;
  const typed = $from.parent.textBetween(0, $from.parentOffset);
  const kind = KINDS[COMMAND.exec(typed)?.[1]];
  const radio = kind && form.querySelector(`input[name="kind"][value="${kind}"]`);
  if (!radio) return false;
  radio.checked = true;
  editor.commands.deleteRange({ from: $from.start(), to: $from.pos });
  return true;
}

function splitHere(form, editor) {
  editor.chain().splitBlock().insertContent(MARK).splitBlock().run();
  press(form, "split");
}

// The browser tells of a moved caret after the key that moved it; what the next key does must
// not be done where the caret was.
function readCaret(editor) {
  const { isCollapsed, focusNode, focusOffset } = document.getSelection();
  if (!isCollapsed || !editor.view.dom.contains(focusNode)) return;
  const at = editor.view.posAtDOM(focusNode, focusOffset);
  if (at !== editor.state.selection.head) editor.commands.setTextSelection(at);
}

function isPlainLine(editor) {
  return editor.state.selection.$from.depth === 1;
}

function actionFor(event, form, editor) {
  if (event.altKey) {
    return {
      Enter: () => splitHere(form, editor),
      ArrowUp: () => press(form, "up"),
      ArrowDown: () => press(form, "down"),
      Backspace: () => press(form, "merge"),
    }[event.key];
  }
  if (event.key === "Enter" && !event.shiftKey && (isPlainLine(editor) || event.ctrlKey)) {
    return () => press(form, "next");
  }
  if (event.key === " " && chooseKind(form, editor)) return () => {};
  return undefined;
}

function onKey(event, form, editor) {
  if (event.isComposing || !(event.altKey || event.key === "Enter" || event.key === " ")) return;
  readCaret(editor);
  const action = actionFor(event, form, editor);
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  action();
}

// Initials become names as soon as the field is left.
function nameSpeakers({ target }) {
  if (!(target instanceof HTMLInputElement) || !("heard" in target.dataset)) return;
  const options = [...document.querySelectorAll("#heard option")];
  const names = target.value.split(/[,;]/).map((part) => {
    const words = part.trim();
    const same = options.filter((each) => each.textContent === words.toUpperCase());
    return same.length === 1 ? same[0].value : words;
  });
  target.value = names.filter(Boolean).join(", ");
}

// Where the caret stood in the paragraph that was left: it goes back there after a move.
let left = { address: "", caret: 0 };

function begin(form) {
  if (form.dataset.begun) return;
  form.dataset.begun = "yes";
  const editor = editorOf(form.querySelector("textarea[data-editor]"));
  const frame = editor.view.dom.parentElement;
  frame.addEventListener("keydown", (event) => onKey(event, form, editor), true);
  form.addEventListener("submit", (event) => goOn(event, form, editor));
  form.addEventListener("htmx:confirm", (event) => giveWay(event, form));
  form.addEventListener("htmx:afterRequest", ({ detail }) => stay(detail, form, editor));
  editor.commands.setTextSelection(caretFor(form, editor));
  if (form.querySelector(".app-clash, .nhsuk-error-summary")) {
    keepAhead(editor);
    return;
  }
  editor.view.focus();
  writeAhead(form, editor);
}

function caretFor(form, editor) {
  const end = editor.state.doc.content.size;
  return left.address === form.action ? Math.min(left.caret, end) : end;
}

// What was typed ahead belongs to the paragraph that could not be left.
function keepAhead(editor) {
  const words = typedAhead().join(" ");
  if (words) editor.commands.insertContent({ type: "text", text: words });
}

// What was typed while the page was on its way, as if it were typed now.
function writeAhead(form, editor) {
  const [line, ...rest] = typedAhead();
  if (line) {
    const kind = COMMAND.exec(line.split(" ", 1)[0]) && line.includes(" ");
    editor.commands.insertContent({ type: "text", text: kind ? line.slice(0, 2) : line });
    if (kind) {
      chooseKind(form, editor);
      if (line.length > 3) editor.commands.insertContent({ type: "text", text: line.slice(3) });
    }
  }
  if (rest.length) press(form, "next");
  if (rest.length) catchTyping(rest.join("\n"));
}

// The pressed button saves the paragraph and says what comes next.
function goOn(event, form, editor) {
  const then = event.submitter?.name === "then" ? event.submitter.value : "";
  if (!then || !window.htmx) return;
  event.preventDefault();
  if (form.dataset.leaving) return;
  form.dataset.leaving = "yes";
  left = { address: form.action, caret: editor.state.selection.head };
  window.htmx.ajax("POST", form.action, {
    source: form,
    target: "#minutes",
    swap: SWAP,
    values: { then },
  });
  if (OPENS.has(then) && editor.view.hasFocus()) catchTyping();
}

// A save by itself that comes due while the paragraph is being left would take the place of the
// leaving in the queue: it gives way.
function giveWay(event, form) {
  if (form.dataset.leaving && !event.detail.etc.values) event.preventDefault();
}

function stay({ successful, etc }, form, editor) {
  if (successful || !etc?.values) return;
  delete form.dataset.leaving;
  keepAhead(editor);
  // At once: the editor's own command waits for a frame, and keys would be lost meanwhile.
  editor.view.focus();
}

function beginOpen() {
  const form = openForm();
  if (form) begin(form);
  else typedAhead();
}

document.addEventListener("change", nameSpeakers, true);
document.body.addEventListener("htmx:afterSettle", beginOpen);
watchOthers();
beginOpen();
