// Between Enter and the next paragraph there is the network. What is typed meanwhile goes into a
// text area that nobody sees and then into the paragraph, so that no key is lost.

let area = null;

function made() {
  if (area) return area;
  area = document.createElement("textarea");
  area.className = "nhsuk-u-visually-hidden";
  area.setAttribute("aria-label", "The next paragraph");
  area.tabIndex = -1;
  area.rows = 1;
  return area;
}

// Typing goes there from now on; `words` are what it begins with.
export function catchTyping(words = "") {
  const here = made();
  document.body.append(here);
  here.value = words;
  here.focus({ preventScroll: true });
  here.setSelectionRange(words.length, words.length);
}

// The lines that were typed, taken away; an end of line stands for Enter.
export function typedAhead() {
  if (!area?.isConnected) return [];
  const lines = area.value.split("\n");
  area.value = "";
  area.remove();
  return lines;
}
