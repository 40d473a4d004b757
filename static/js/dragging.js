// Rows dragged by their handle with mouse, pen or finger. A line shows where the row will stand,
// set in where it will stand under the row above.

const START = 5; // pixels before a press becomes a drag
const DEEP = 96; // pixels from the left of the list from which a row goes under another
const EDGE = 60; // pixels from the top or bottom of the window where the page scrolls

let drag = null;

export function isDragging() {
  return drag?.moving ?? false;
}

function withChildren(row) {
  const block = [row];
  if (row.hasAttribute("data-child")) return block;
  for (let next = row.nextElementSibling; next?.hasAttribute("data-child"); ) {
    block.push(next);
    next = next.nextElementSibling;
  }
  return block;
}

function press(event) {
  const handle = event.target instanceof Element && event.target.closest(".app-agenda__handle");
  if (!handle || event.button !== 0) return;
  const row = handle.closest("[data-row]");
  drag = { row, block: withChildren(row), x: event.clientX, y: event.clientY, moving: false };
  handle.setPointerCapture(event.pointerId);
}

function begin() {
  drag.moving = true;
  drag.line = document.createElement("li");
  drag.line.className = "agenda-drop";
  drag.line.setAttribute("aria-hidden", "true");
  document.body.classList.add("agenda-dragging");
  for (const row of drag.block) row.classList.add("app-agenda__row--dragged");
}

function listAt(y) {
  const lists = [...document.querySelectorAll("#agenda ol[data-part]")].filter((list) =>
    list.querySelector(".agenda-add"),
  );
  return lists.find((list) => y < list.getBoundingClientRect().bottom) ?? lists.at(-1);
}

// Between which rows the pointer is, and whether under the one above.
function place({ clientX, clientY }) {
  const list = listAt(clientY);
  if (!list) return;
  const rows = [...list.querySelectorAll(":scope > [data-row]")].filter(
    (row) => !drag.block.includes(row),
  );
  const next = rows.find((row) => {
    const { top, height } = row.getBoundingClientRect();
    return clientY < top + height / 2;
  });
  const above = next ? rows[rows.indexOf(next) - 1] : rows.at(-1);
  const holder = above && (above.hasAttribute("data-holds") || above.hasAttribute("data-child"));
  const far = clientX - list.getBoundingClientRect().left > DEEP;
  drag.deep = Boolean(holder && far && drag.block.length === 1);
  drag.after = above?.id.replace("row-", "") ?? "";
  drag.part = list.dataset.part;
  drag.line.classList.toggle("agenda-drop--deep", drag.deep);
  if (next) next.before(drag.line);
  else if (above) above.after(drag.line);
  else list.prepend(drag.line);
}

function scroll({ clientY }) {
  if (clientY < EDGE) window.scrollBy(0, clientY - EDGE);
  else if (clientY > window.innerHeight - EDGE) window.scrollBy(0, clientY - window.innerHeight + EDGE);
}

function move(event) {
  if (!drag) return;
  const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y);
  if (!drag.moving && far < START) return;
  if (!drag.moving) begin();
  event.preventDefault();
  scroll(event);
  place(event);
}

function end() {
  const done = drag;
  drag = null;
  document.body.classList.remove("agenda-dragging");
  done?.line?.remove();
  for (const row of done?.block ?? []) row.classList.remove("app-agenda__row--dragged");
  return done;
}

export function watchDragging(moveRow) {
  document.addEventListener("pointerdown", press);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointercancel", end);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && isDragging() && end());
  document.addEventListener("pointerup", () => {
    const done = end();
    if (!done?.moving || done.part === undefined) return;
    const deep = done.deep ? "1" : "";
    moveRow(done.row, { to: "drop", after: done.after, part: done.part, deep });
  });
  // What somebody else changed waits until the row is put down.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (isDragging() && event.detail.target?.id === "agenda") event.detail.shouldSwap = false;
  });
}
