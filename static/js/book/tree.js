// What a PDF's tags say of a page, as pdf.js writes it beside the picture of the page, put right:
// roles that may not stand within each other are parted, captions name their tables.

const CHILDREN = {
  table: ["row", "rowgroup"],
  rowgroup: ["row"],
  row: ["cell", "columnheader", "rowheader"],
  list: ["listitem"],
};
const WRAPPED = { table: "row", rowgroup: "row", row: "cell", list: "listitem" };
const PARENTS = {
  rowgroup: ["table"],
  row: ["table", "rowgroup"],
  cell: ["row"],
  columnheader: ["row"],
  rowheader: ["row"],
  listitem: ["list"],
};
const NO_ROLE = ["", "none", "presentation", "generic"];

const roleOf = (element) => element.getAttribute("role") ?? "";

// The nearest elements inside that have a role.
function owned(element) {
  return [...element.children].flatMap((each) => (NO_ROLE.includes(roleOf(each)) ? owned(each) : [each]));
}

function nameTables(tree) {
  for (const caption of tree.querySelectorAll('[role="caption"]')) {
    const table = caption.closest('[role="table"]');
    if (!table) continue;
    caption.id ||= `caption-${crypto.randomUUID()}`;
    caption.setAttribute("role", "paragraph");
    if (!table.hasAttribute("aria-label")) table.setAttribute("aria-labelledby", caption.id);
    table.before(caption);
  }
}

function wrap(parent) {
  const allowed = CHILDREN[roleOf(parent)];
  for (const child of allowed ? owned(parent) : []) {
    if (allowed.includes(roleOf(child))) continue;
    const between = document.createElement("span");
    between.setAttribute("role", WRAPPED[roleOf(parent)]);
    child.replaceWith(between);
    between.append(child);
  }
  for (const child of owned(parent)) wrap(child);
}

function setFree(tree) {
  for (const [role, parents] of Object.entries(PARENTS)) {
    for (const each of tree.querySelectorAll(`[role="${role}"]`)) {
      let above = each.parentElement;
      while (above && above !== tree && NO_ROLE.includes(roleOf(above))) above = above.parentElement;
      if (!parents.includes(roleOf(above))) each.removeAttribute("role");
    }
  }
}

export function mend(tree) {
  nameTables(tree);
  wrap(tree);
  setFree(tree);
}

// Every tree that comes to stand within these pages.
export function mendAll(pages) {
  for (const tree of pages.querySelectorAll(".structTree")) mend(tree);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const each of addedNodes) if (each.classList?.contains("structTree")) mend(each);
    }
  }).observe(pages, { childList: true, subtree: true });
}
