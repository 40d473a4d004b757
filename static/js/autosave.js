// "Saved 14:02" is always true. A form marked data-autosave posts itself by htmx; the
// element [data-saved] in it, or the one whose id the attribute names, says how that went.

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

function formOf(target) {
  return target instanceof Element ? target.closest("form[data-autosave]") : null;
}

function say(form, state, words) {
  const place = document.getElementById(form.dataset.autosave) ?? form.querySelector("[data-saved]");
  if (!place || (place.dataset.state === state && state !== "saved")) return;
  place.dataset.state = state;
  place.textContent = words;
}

// Mistakes (422) and a clash (409) are swapped in like answers, and nothing was saved.
export function isSaved({ successful, xhr }) {
  return successful && xhr.status < 400;
}

// Text typed while a save was under way is not in that save.
const typedSince = new WeakSet();

export function watchAutosave() {
  document.addEventListener("input", ({ target }) => {
    const form = formOf(target);
    if (!form) return;
    typedSince.add(form);
    say(form, "changed", "Not saved yet");
  });
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    const form = formOf(detail.elt);
    if (!form || detail.requestConfig.verb === "get") return;
    typedSince.delete(form);
    say(form, "saving", "Saving…");
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const form = formOf(detail.elt);
    if (!form || detail.requestConfig.verb === "get") return;
    if (!isSaved(detail)) say(form, "failed", "Not saved");
    else if (typedSince.has(form)) say(form, "changed", "Not saved yet");
    else say(form, "saved", `Saved ${clock.format(new Date())}`);
  });
}
