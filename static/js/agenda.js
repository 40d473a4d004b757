// The agenda in the hand. Everything here has a form or a link that does the same without it.

import { watchDragging } from "./dragging.js";

const STEPS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };

export function moveRow(row, values) {
  const source = row.querySelector(".app-agenda__handle");
  htmx.ajax("POST", row.dataset.move, { source, target: "#agenda", swap: "outerHTML", values });
}

function closest(event, selector) {
  return event.target instanceof Element ? event.target.closest(selector) : null;
}

// On the handle arrows move the row and Enter adds one below it.
function watchHandles() {
  document.addEventListener("keydown", (event) => {
    const handle = closest(event, ".app-agenda__handle");
    if (!handle || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = handle.closest("[data-row]");
    if (event.key in STEPS) {
      event.preventDefault();
      moveRow(row, { to: STEPS[event.key] });
    } else if (event.key === "Enter") {
      event.preventDefault();
      row.querySelector("[data-add-below]").click();
    }
  });
}

// Escape leaves a row that is being changed or added, and closes a menu.
function watchEscape() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = closest(event, ".agenda-menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
      return;
    }
    closest(event, ".agenda-edit, .agenda-add")?.querySelector("[data-cancel]")?.click();
  });
}

// One menu at a time.
function watchMenus() {
  document.addEventListener("click", (event) => {
    const chosen = closest(event, ".agenda-menu__box a, .agenda-menu__box button");
    const here = chosen ? null : closest(event, ".agenda-menu");
    for (const menu of document.querySelectorAll(".agenda-menu[open]")) {
      if (menu !== here) menu.open = false;
    }
  });
}

// A look for changes leaves open what somebody has folded out.
function keepOpen() {
  const kinds = ".agenda-menu[open], #preflight details[open]";
  let open = [];
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const polled = detail.requestConfig?.verb === "get" && detail.target?.id === "agenda";
    open = polled ? [...document.querySelectorAll(kinds)].map(({ id }) => id) : [];
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  });
}

// Fields that a row of the chosen kind does not have stay out of sight.
function fitToKind(form) {
  const kind = form.querySelector("select[name=kind]")?.value;
  for (const group of form.querySelectorAll("[data-kinds]")) {
    group.hidden = !group.dataset.kinds.split(" ").includes(kind);
  }
}

// When the last line of a list is filled, an empty one follows.
function addLine(list) {
  const last = list.lastElementChild;
  const inputs = (line) => (line.matches("input") ? [line] : [...line.querySelectorAll("input")]);
  if (inputs(last).every((input) => !input.value.trim())) return;
  const next = last.cloneNode(true);
  const number = list.children.length + 1;
  for (const input of inputs(next)) {
    input.value = "";
    input.id = input.id.replace(/\d+$/, number);
    input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+/, number));
  }
  const shown = next.querySelector("[aria-hidden]");
  if (shown) shown.textContent = `${number}.`;
  list.append(next);
  htmx.process(next);
}

function watchForms() {
  document.addEventListener("change", (event) => {
    if (event.target.name === "kind") fitToKind(event.target.form);
  });
  document.addEventListener("input", (event) => {
    const list = closest(event, "[data-more]");
    if (list) addLine(list);
  });
}

function prepare(scope) {
  for (const form of scope.querySelectorAll(".agenda-edit form")) fitToKind(form);
  const first = scope.querySelector("[data-focus-first] input");
  if (first && !scope.contains(document.activeElement?.closest(".agenda-edit"))) {
    first.focus();
    first.setSelectionRange(first.value.length, first.value.length);
    first.closest("[data-focus-first]").removeAttribute("data-focus-first");
  }
}

watchHandles();
watchEscape();
watchMenus();
keepOpen();
watchForms();
watchDragging(moveRow);
prepare(document.body);
document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.elt instanceof Element && detail.elt.isConnected) prepare(detail.elt);
});
