// What a reader marked on printed pages: boxes over words, frames, and strokes of the pen.
// Places are parts of the page (0 to 1 from its top left), so that they hold at every size.

const SVG = "http://www.w3.org/2000/svg";
const UNITS = 1000;

function svg(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// Two layers lie on a page: its notes, and above them what is being drawn just now.
function layerOf(page, name = "notes") {
  let layer = page.div.querySelector(`:scope > .app-sheet--${name}`);
  if (!layer) {
    layer = svg("svg", {
      class: `app-sheet app-sheet--${name}`,
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

function inkOf({ colour = "blue", width = "medium" }) {
  return `app-sheet__ink app-sheet__ink--${colour} app-sheet__ink--${width}`;
}

function box([x, y, width, height], name) {
  const sides = { x: x * UNITS, y: y * UNITS, width: width * UNITS, height: height * UNITS };
  return svg("rect", { class: `app-sheet__${name}`, ...sides });
}

function drawing(note) {
  const group = svg("g", { class: `app-sheet__note app-sheet__note--${note.kind}${note.mine ? "" : " app-sheet__note--shared"}` });
  group.dataset.note = note.key;
  const kind = note.quote ? "words" : "frame";
  group.append(...(note.rects ?? []).map((rect) => box(rect, kind)));
  for (const stroke of note.ink ?? []) group.append(svg("path", { class: inkOf(note), d: line(stroke) }));
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

export function pointOf({ clientX, clientY }, page) {
  const whole = page.div.getBoundingClientRect();
  return [part((clientX - whole.left) / whole.width), part((clientY - whole.top) / whole.height)];
}

// What is being drawn: a stroke with this pen, or a frame from corner to corner.
export function sketch(page, tool, pen) {
  const layer = layerOf(page, "sketch");
  const shape = tool === "frame" ? box([0, 0, 0, 0], "frame") : svg("path", { class: inkOf(pen) });
  layer.append(shape);
  return {
    show(points) {
      if (tool !== "frame") return shape.setAttribute("d", line(points));
      const drawn = frame(points);
      for (const [at, name] of ["x", "y", "width", "height"].entries()) shape.setAttribute(name, drawn[at] * UNITS);
    },
    end: () => shape.remove(),
  };
}

// Where the keyboard holds the pen; null takes it off the page.
export function showHand(page, at, isDown) {
  const layer = layerOf(page, "sketch");
  layer.querySelector(".app-sheet__hand")?.remove();
  if (!at) return;
  const [x, y] = at.map((each) => each * UNITS);
  const d = `M${x - 25} ${y}H${x + 25}M${x} ${y - 18}V${y + 18}`;
  layer.append(svg("path", { class: `app-sheet__hand${isDown ? " app-sheet__hand--down" : ""}`, d }));
}

export function frame(points) {
  const [[x0, y0], [x1, y1]] = [points[0], points.at(-1)];
  return [Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0)].map(part);
}

// Points that say nothing new are left out; a tap is a dot.
export function thinned(points) {
  const kept = [points[0]];
  for (const point of points.slice(1)) {
    const [x, y] = kept.at(-1);
    if (Math.hypot(point[0] - x, point[1] - y) > 0.0015) kept.push(point);
  }
  if (kept.length === 1) kept.push([part(kept[0][0] + 0.001), kept[0][1]]);
  return kept.slice(0, 5000);
}

// The number of the stroke that comes within so many pixels of a way; -1 where none does.
export function strokeAt(ink, way, page, reach) {
  const { width, height } = page.div.getBoundingClientRect();
  const pixels = ([x, y]) => [x * width, y * height];
  const [from, to] = way.map(pixels);
  return ink.findIndex((stroke) => {
    const points = stroke.map(pixels);
    return points.some((point, number) => apart([from, to], [point, points[number + 1] ?? point]) <= reach);
  });
}

// How far two straight lines are apart; 0 where they cross.
function apart([a, b], [c, d]) {
  if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return 0;
  return Math.min(distance(a, c, d), distance(b, c, d), distance(c, a, b), distance(d, a, b));
}

function side([x0, y0], [x1, y1], [x, y]) {
  return (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0);
}

function distance([x, y], [x0, y0], [x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1);
  const at = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x0 - at * dx, y - y0 - at * dy);
}
