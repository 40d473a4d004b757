// Others write too: what they saved comes into the page, and what I am writing is left alone.

const parser = new DOMParser();

function isOpen(line) {
  return line.classList.contains("minutes-line--open");
}

function holdsFocus(element) {
  return element.contains(document.activeElement);
}

function isSame(one, other) {
  return one.innerHTML === other.innerHTML && one.classList[1] === other.classList[1];
}

// The line that stands in the page where it reads the same or is being written, else the new one.
function lineFor(fresh, known) {
  if (!known) return fresh;
  if (!isOpen(known)) return isSame(known, fresh) ? known : fresh;
  known.querySelector(".minutes-number").textContent =
    fresh.querySelector(".minutes-number").textContent;
  return known;
}

// One that somebody took out while I write in it stays where it was; saving brings it back.
function withOpen(lines, before) {
  const at = before.findIndex(isOpen);
  if (at < 0 || lines.includes(before[at])) return lines;
  const ahead = before.slice(0, at).reverse().find((line) => lines.some(({ id }) => id === line.id));
  const place = ahead ? lines.findIndex(({ id }) => id === ahead.id) + 1 : 0;
  return lines.toSpliced(place, 0, before[at]);
}

function mergeLines(here, fresh) {
  const before = [...here.children];
  const known = new Map(before.map((line) => [line.id, line]));
  const lines = withOpen([...fresh.children].map((line) => lineFor(line, known.get(line.id))), before);
  if (lines.length === before.length && lines.every((line, at) => line === before[at])) return;
  const focused = here.contains(document.activeElement) ? document.activeElement.closest("[id]")?.id : "";
  const open = lines.findIndex(isOpen);
  for (const line of before) if (!isOpen(line)) line.remove();
  lines.forEach((line, at) => {
    if (at === open) return;
    if (open > at) lines[open].before(line);
    else here.append(line);
    if (line !== known.get(line.id)) window.htmx.process(line);
  });
  const again = focused && document.getElementById(focused);
  if (again && !holdsFocus(again)) again.querySelector("a, button")?.focus({ preventScroll: true });
}

function replace(id, fresh) {
  const here = document.getElementById(id);
  if (!here || !fresh || holdsFocus(here) || here.innerHTML === fresh.innerHTML) return;
  here.innerHTML = fresh.innerHTML;
  window.htmx.process(here);
}

function bringIn(answer) {
  const fresh = parser.parseFromString(answer, "text/html");
  const lines = document.getElementById("lines");
  if (lines && fresh.getElementById("lines")) mergeLines(lines, fresh.getElementById("lines"));
  for (const { id } of document.querySelectorAll("#minutes [data-live]")) {
    replace(id, fresh.getElementById(id));
  }
  const [here, now] = [document.getElementById("here"), fresh.getElementById("here")];
  here.setAttribute("hx-vals", now.getAttribute("hx-vals"));
  const [words, said] = [here.firstElementChild, now.firstElementChild];
  if (words.innerHTML !== said.innerHTML) words.innerHTML = said.innerHTML;
}

function openParagraph() {
  return document.querySelector("#paragraph [name='open']")?.value ?? "";
}

export function watchOthers() {
  document.body.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.elt.matches?.("[data-poll]")) detail.parameters.open = openParagraph();
  });
  document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!detail.elt.matches?.("[data-poll]")) return;
    detail.shouldSwap = false;
    if (detail.xhr.status === 200) bringIn(detail.serverResponse);
  });
}
