// Words that were selected, as the server finds them again: the quote and what stands around it.

const CONTEXT = 60;
const SILENT = ".app-permalink, .app-note-ref, .nhsuk-u-visually-hidden, .app-leaf";

export function squeezed(text) {
  return text.replace(/\s+/g, " ").trim();
}

function textNodes(root, range) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(SILENT)) continue;
    if (range.intersectsNode(node)) found.push(node);
  }
  return found;
}

function part(node, range) {
  const start = node === range.startContainer ? range.startOffset : 0;
  const end = node === range.endContainer ? range.endOffset : node.data.length;
  return [start, end];
}

function words(root, range) {
  return textNodes(root, range)
    .map((node) => node.data.slice(...part(node, range)))
    .join(" ");
}

// The selection within `root`, or null where nothing is selected there.
export function selected(root) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return null;
  const quote = squeezed(words(root, range));
  return quote ? { range: range.cloneRange(), quote: quote.slice(0, 8000) } : null;
}

export function around(root, range) {
  const ahead = document.createRange();
  ahead.setStart(root, 0);
  ahead.setEnd(range.startContainer, range.startOffset);
  const behind = document.createRange();
  behind.setStart(range.endContainer, range.endOffset);
  behind.setEnd(root, root.childNodes.length);
  return {
    before: squeezed(words(root, ahead)).slice(-CONTEXT),
    after: squeezed(words(root, behind)).slice(0, CONTEXT),
  };
}

// Draws a mark over the range, so that it is seen before the page is loaded anew.
export function paint(root, range, key) {
  for (const node of textNodes(root, range)) {
    const [start, end] = part(node, range);
    if (start >= end || !node.data.slice(start, end).trim()) continue;
    const inside = document.createRange();
    inside.setStart(node, start);
    inside.setEnd(node, end);
    const mark = document.createElement("mark");
    mark.className = "app-mark";
    mark.dataset.note = key;
    inside.surroundContents(mark);
  }
}

export function unpaint(key) {
  for (const mark of document.querySelectorAll(`mark[data-note="${CSS.escape(key)}"]`)) {
    mark.replaceWith(...mark.childNodes);
  }
  document.querySelector(`.app-note-ref a[href="#note-${CSS.escape(key)}"]`)?.parentElement.remove();
}
