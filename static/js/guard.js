// A form marked data-guard asks before it is left with something typed and not saved.

import { isSaved } from "./autosave.js";

const touched = new Set();

function guarded(target) {
  return target instanceof Element ? target.closest("form[data-guard]") : null;
}

export function isTouched(form) {
  return touched.has(form);
}

export function guardForms() {
  document.addEventListener("input", ({ target }) => {
    const form = guarded(target);
    if (form) touched.add(form);
  });
  document.addEventListener("submit", ({ target }) => touched.delete(target));
  document.addEventListener("reset", ({ target }) => touched.delete(target));
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.requestConfig?.verb === "get") return;
    const form = guarded(detail.elt);
    if (!form) return;
    if (isSaved(detail)) touched.delete(form);
    else touched.add(form);
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...touched].some((form) => form.isConnected)) event.preventDefault();
  });
}
