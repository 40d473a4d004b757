// The minutes as they are written: Enter for the next paragraph, a slash for its kind, and
// buttons that save and go on without loading the page anew.

import { editorOf } from "./editor.js";

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
  editor.chain().focus().splitBlock().insertContent(MARK).splitBlock().run();
  press(form, "split");
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
  if (event.isComposing) return;
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

function begin(form) {
  if (form.dataset.begun) return;
  form.dataset.begun = "yes";
  const editor = editorOf(form.querySelector("textarea[data-editor]"));
  const frame = editor.view.dom.parentElement;
  frame.addEventListener("keydown", (event) => onKey(event, form, editor), true);
  form.addEventListener("submit", (event) => goOn(event, form));
  editor.commands.focus("end");
}

// The pressed button saves the paragraph and says what comes next.
function goOn(event, form) {
  const then = event.submitter?.name === "then" ? event.submitter.value : "";
  if (!then || !window.htmx) return;
  event.preventDefault();
  window.htmx.ajax("POST", form.action, {
    source: form,
    target: "#minutes",
    swap: "outerHTML",
    values: { then },
  });
}

function beginOpen() {
  const form = openForm();
  if (form) begin(form);
}

document.addEventListener("change", nameSpeakers, true);
document.body.addEventListener("htmx:afterSettle", beginOpen);
beginOpen();
