// Drawing on the printed pages: pen, rubber and frame, by mouse, finger, stylus and keyboard.
// Strokes on one page with one pen make one note. Everything can be undone.

import { frame, pointOf, showHand, sketch, strokeAt, thinned } from "./sheets.js";

const MOST_STROKES = 250; // of one note; the server takes 300
const MOST_POINTS = 12_000; // of one note; the server takes 20,000
const REACH = 12; // pixels from a stroke at which the rubber takes it
const STEP = 0.01; // of the page, by which the keyboard moves the pen
const RUBBER = 32; // among a stylus's buttons, its other end
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// `pad` keeps the notes; `pages` knows pageAt(node), viewOf(number) and current(); `framed` is given
// a frame to write about; `changed` hears which tool is in hand and whether there is an undo.
export function drawing(container, pad, pages, { pen, framed, changed, say }) {
  let tool = "";
  let open = ""; // the drawing to which the next stroke belongs
  let stroke = null; // what is being drawn
  let hand = null; // where the keyboard holds the pen
  let hasStylus = false;
  const before = []; // how drawings were before each step
  const fingers = new Map();

  function choose(name) {
    leaveHand();
    stroke?.cancel();
    tool = tool === name ? "" : name;
    open = "";
    container.classList.toggle("app-viewer__container--drawing", Boolean(tool));
    changed(tool, before.length > 0);
  }

  // What happens to drawings

  function keepDrawing(number, key, note) {
    before.push({ number, key, note: pad.get(key) ?? null });
    write(number, key, note);
  }

  function write(number, key, note) {
    if (note) pad.put(number, { ...note, key });
    else if (pad.get(key)) pad.remove(key);
    changed(tool, before.length > 0);
  }

  function addStroke(number, points) {
    const { colour, width } = pen();
    const note = pad.get(open);
    const fits =
      note &&
      pad.onPage(number).includes(note) &&
      note.colour === colour &&
      note.width === width &&
      note.ink.length < MOST_STROKES &&
      note.ink.flat().length < MOST_POINTS;
    if (!fits) open = crypto.randomUUID();
    const ink = [...(fits ? note.ink : []), thinned(points)];
    keepDrawing(number, open, fits ? { ...note, ink } : { kind: "ink", ink, colour, width });
  }

  function rub(number, from, to) {
    const page = pages.viewOf(number);
    for (const { key, mine, kind } of pad.onPage(number)) {
      if (!mine || kind !== "ink") continue;
      for (let note = pad.get(key); note; note = pad.get(key)) {
        const hit = strokeAt(note.ink, [from, to], page, REACH);
        if (hit < 0) break;
        const ink = note.ink.toSpliced(hit, 1);
        keepDrawing(number, key, ink.length ? { ...note, ink } : null);
        say("Stroke rubbed out");
      }
    }
  }

  function undo() {
    const step = before.pop();
    if (!step) return;
    write(step.number, step.key, step.note);
    say("Undone");
  }

  function finish(number, what, points) {
    if (what === "pen") addStroke(number, points);
    if (what !== "frame") return;
    const drawn = frame(points);
    if (drawn[2] > 0.005 && drawn[3] > 0.005) framed(number, drawn);
  }

  // By mouse, finger and stylus

  function begin(event, number) {
    const page = pages.viewOf(number);
    const what = event.buttons & RUBBER ? "rubber" : tool;
    const points = [pointOf(event, page)];
    if (what === "rubber") rub(number, points[0], points[0]);
    const shape = what === "rubber" ? null : sketch(page, what, pen());
    const move = (moved) => {
      if (moved.pointerId !== event.pointerId) return;
      const batch = moved.getCoalescedEvents?.() ?? [];
      for (const each of batch.length ? batch : [moved]) {
        points.push(pointOf(each, page));
        if (!shape) rub(number, ...points.slice(-2));
      }
      shape?.show(points);
    };
    const end = (ended) => {
      if (ended.pointerId !== event.pointerId) return;
      stroke?.cancel();
      if (ended.type === "pointerup") finish(number, what, points);
    };
    const heard = { pointermove: move, pointerup: end, pointercancel: end };
    stroke = {
      cancel() {
        for (const [name, listener] of Object.entries(heard)) page.div.removeEventListener(name, listener);
        shape?.end();
        stroke = null;
      },
    };
    page.div.setPointerCapture?.(event.pointerId);
    for (const [name, listener] of Object.entries(heard)) page.div.addEventListener(name, listener);
  }

  // Two fingers, or any beside a stylus, move the page.
  function moves(event) {
    return event.pointerType === "touch" && (hasStylus || fingers.size > 1);
  }

  container.addEventListener("pointerdown", (event) => {
    if (!tool) return;
    hasStylus ||= event.pointerType === "pen";
    if (event.pointerType === "touch") fingers.set(event.pointerId, [event.clientX, event.clientY]);
    const number = pages.pageAt(event.target);
    const isRubber = event.buttons & RUBBER;
    if (moves(event)) stroke?.cancel();
    if (!number || stroke || moves(event) || (event.button && !isRubber)) return;
    event.preventDefault();
    container.focus({ preventScroll: true });
    leaveHand();
    begin(event, number);
  });
  container.addEventListener("pointermove", (event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    if (moves(event)) container.scrollBy((last[0] - event.clientX) / fingers.size, (last[1] - event.clientY) / fingers.size);
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    window.addEventListener(name, (event) => fingers.delete(event.pointerId));
  }

  // By keyboard: arrows move, Space or Enter sets the pen down and lifts it.

  function leaveHand() {
    if (!hand) return false;
    hand.shape?.end();
    showHand(pages.viewOf(hand.number), null);
    hand = null;
    return true;
  }

  function takeHand() {
    if (hand && hand.number === pages.current()) return;
    leaveHand();
    const number = pages.current();
    const [page, seen] = [pages.viewOf(number).div, container].map((each) => each.getBoundingClientRect());
    const middle = (Math.max(page.top, seen.top) + Math.min(page.bottom, seen.bottom)) / 2;
    hand = { number, at: [0.5, Math.min(1, Math.max(0, (middle - page.top) / page.height))], points: null, shape: null };
  }

  function moveHand([across, down], step) {
    const { at } = hand;
    hand.at = [at[0] + across * step, at[1] + down * step].map((each) => Math.round(Math.min(1, Math.max(0, each)) * 1e4) / 1e4);
    hand.points?.push(hand.at);
    hand.shape?.show(hand.points);
    const page = pages.viewOf(hand.number).div.getBoundingClientRect();
    const seen = container.getBoundingClientRect();
    const [x, y] = [page.left + hand.at[0] * page.width, page.top + hand.at[1] * page.height];
    const over = (value, low, high) => Math.min(0, value - low - 30) + Math.max(0, value - high + 30);
    container.scrollBy(over(x, seen.left, seen.right), over(y, seen.top, seen.bottom));
  }

  function press() {
    const { number, points, shape, at } = hand;
    const where = `${Math.round(at[0] * 100)}% across, ${Math.round(at[1] * 100)}% down`;
    if (tool === "rubber") return rub(number, at, at);
    if (!points) {
      hand.points = [at];
      hand.shape = sketch(pages.viewOf(number), tool, pen());
      return say(`${tool === "pen" ? "Pen down" : "First corner"}, ${where}`);
    }
    shape.end();
    hand.points = hand.shape = null;
    say(`${tool === "pen" ? "Pen up" : "Second corner"}, ${where}`);
    finish(number, tool, points);
  }

  // Whether the key was for the tool in hand.
  function key(event) {
    if (!tool) return false;
    const way = ARROWS[event.key];
    if (!way && event.key !== " " && event.key !== "Enter") return false;
    takeHand();
    if (way) moveHand(way, event.shiftKey ? STEP * 5 : STEP);
    else press();
    if (hand) showHand(pages.viewOf(hand.number), hand.at, Boolean(hand.points));
    return true;
  }

  return {
    choose,
    undo,
    key,
    escape: () => {
      if (!leaveHand() && tool) choose(tool);
    },
    tool: () => tool,
  };
}
