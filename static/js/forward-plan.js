// Cards of the forward plan: dragged to another meeting, or moved by the arrow keys on a handle.
// Both send the card's own form, which works without this file as well.

let dragged = null;

function columns() {
  return [...document.querySelectorAll("[data-column]")];
}

function send(card, column) {
  const form = card.querySelector("[data-move]");
  const select = form.elements.to;
  const to = column.dataset.column;
  if (![...select.options].some((option) => option.value === to)) return;
  select.value = to;
  form.requestSubmit();
}

function over(event) {
  return event.target instanceof Element ? event.target.closest("[data-column]") : null;
}

function mark(column) {
  for (const each of columns()) each.classList.toggle("forward-plan__column--drop", each === column);
}

function makeDraggable(root) {
  for (const card of root.querySelectorAll("[data-card]")) card.draggable = true;
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target instanceof Element ? event.target.closest("[data-card]") : null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.id);
  dragged.classList.add("forward-plan__card--dragged");
});

document.addEventListener("dragover", (event) => {
  const column = dragged && over(event);
  if (!column) return;
  event.preventDefault();
  mark(column);
});

document.addEventListener("drop", (event) => {
  const column = dragged && over(event);
  if (!column) return;
  event.preventDefault();
  if (!column.contains(dragged)) send(dragged, column);
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("forward-plan__card--dragged");
  mark(null);
  dragged = null;
});

document.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const handle = event.target instanceof Element && event.target.closest("[data-handle]");
  if (!step || !handle) return;
  event.preventDefault();
  const card = handle.closest("[data-card]");
  const all = columns();
  const at = all.findIndex((column) => column.contains(card));
  const to = all[at + step];
  if (to) send(card, to);
});

document.addEventListener("htmx:afterSettle", (event) => makeDraggable(event.target));
makeDraggable(document);
