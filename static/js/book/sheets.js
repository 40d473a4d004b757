// What a reader marked on printed pages: boxes over words, frames, and strokes of the pen.
// Places are parts of the page (0 to 1 from its top left), so that they hold at every size.

const SVG = "http://www.w3.org/2000/svg";
const UNITS = 1000;

function svg(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function layerOf(page) {
  let layer = page.div.querySelector(":scope > .app-sheet");
  if (!layer) {
    layer = svg("svg", {
      class: "app-sheet",
      viewBox: `0 0 ${UNITS} ${UNITS}`,
      preserveAspectRatio: "none",
      "aria-hidden": "true",
    });
    page.div.append(layer);
  }
  return layer;
}

function line(points) {
  return points.map(([x, y], at) => `${at ? "L" : "M"}${(x * UNITS).toFixed(1)} ${(y * UNITS).toFixed(1)}`).join(" ");
}

function drawing(note) {
  const group = svg("g", { class: `app-sheet__note app-sheet__note--${note.kind}${note.mine ? "" : " app-sheet__note--shared"}` });
  group.dataset.note = note.key;
  const kind = note.quote ? "words" : "frame";
  for (const [x, y, width, height] of note.rects ?? []) {
    group.append(
      svg("rect", {
        class: `app-sheet__${kind}`,
        x: x * UNITS,
        y: y * UNITS,
        width: width * UNITS,
        height: height * UNITS,
      }),
    );
  }
  for (const stroke of note.ink ?? []) group.append(svg("path", { class: "app-sheet__ink", d: line(stroke) }));
  return group;
}

export function drawOn(page, notes) {
  const layer = layerOf(page);
  layer.replaceChildren(...notes.map(drawing));
  return layer;
}

// Boxes of a selection on one page, lines joined, as parts of the page.
export function boxesOf(range, page) {
  const whole = page.div.getBoundingClientRect();
  const lines = [];
  for (const box of range.getClientRects()) {
    if (box.width < 1 || box.height < 1) continue;
    if (box.bottom < whole.top || box.top > whole.bottom) continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.top - box.top) < box.height / 2 && box.left >= last.left - 1) {
      last.right = Math.max(last.right, box.right);
      last.bottom = Math.max(last.bottom, box.bottom);
    } else {
      lines.push({ left: box.left, top: box.top, right: box.right, bottom: box.bottom });
    }
  }
  return lines.slice(0, 400).map((each) => asParts(each, whole));
}

const part = (value) => Math.round(Math.min(1, Math.max(0, value)) * 1e5) / 1e5;

function asParts({ left, top, right, bottom }, whole) {
  const x = part((left - whole.left) / whole.width);
  const y = part((top - whole.top) / whole.height);
  return [x, y, part((right - whole.left) / whole.width) - x, part((bottom - whole.top) / whole.height) - y].map(part);
}

function pointOf(event, whole) {
  return [part((event.clientX - whole.left) / whole.width), part((event.clientY - whole.top) / whole.height)];
}

// Lets the reader draw on a page until the pointer is lifted: a frame or a stroke.
export function follow(event, page, tool, finished) {
  const layer = layerOf(page);
  const whole = page.div.getBoundingClientRect();
  const points = [pointOf(event, whole)];
  const shape = svg(tool === "pen" ? "path" : "rect", { class: tool === "pen" ? "app-sheet__ink" : "app-sheet__frame" });
  layer.append(shape);
  const draw = () => {
    if (tool === "pen") shape.setAttribute("d", line(points));
    else {
      const [x, y, width, height] = frame(points);
      for (const [name, value] of Object.entries({ x, y, width, height })) shape.setAttribute(name, value * UNITS);
    }
  };
  const move = (moved) => {
    const batch = moved.getCoalescedEvents?.() ?? [];
    for (const each of batch.length ? batch : [moved]) points.push(pointOf(each, whole));
    draw();
  };
  const end = (ended) => {
    page.div.removeEventListener("pointermove", move);
    page.div.removeEventListener("pointerup", end);
    page.div.removeEventListener("pointercancel", end);
    shape.remove();
    if (ended.type === "pointerup") finished(tool === "pen" ? thinned(points) : frame(points));
  };
  page.div.setPointerCapture?.(event.pointerId);
  page.div.addEventListener("pointermove", move);
  page.div.addEventListener("pointerup", end);
  page.div.addEventListener("pointercancel", end);
}

function frame(points) {
  const [[x0, y0], [x1, y1]] = [points[0], points.at(-1)];
  return [Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0)].map(part);
}

// Points that say nothing new are left out; a tap is a dot.
function thinned(points) {
  const kept = [points[0]];
  for (const point of points.slice(1)) {
    const [x, y] = kept.at(-1);
    if (Math.hypot(point[0] - x, point[1] - y) > 0.0015) kept.push(point);
  }
  if (kept.length === 1) kept.push([part(kept[0][0] + 0.001), kept[0][1]]);
  return kept.slice(0, 5000);
}
