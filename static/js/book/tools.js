// The small toolbar beside selected words, and the dialog in which a note is written.

let bar = null;

export function hideTools() {
  bar?.remove();
  bar = null;
}

export function showTools(rect, act) {
  hideTools();
  const template = document.querySelector("[data-note-tools]");
  bar = template.content.firstElementChild.cloneNode(true);
  document.body.append(bar);
  const { width, height } = bar.getBoundingClientRect();
  const left = Math.min(Math.max(8, rect.left), document.documentElement.clientWidth - width - 8);
  const under = rect.bottom + height + 16 < window.innerHeight;
  bar.style.left = `${left + window.scrollX}px`;
  bar.style.top = `${(under ? rect.bottom + 8 : rect.top - height - 8) + window.scrollY}px`;
  // The selection must outlive the press of a button.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("click", ({ target }) => {
    const what = target.closest("[data-do]")?.dataset.do;
    if (what) act(what);
  });
  return bar;
}

export function toolsShown() {
  return bar;
}

// Asks for the words of a note; null when the reader thought better of it.
export function writeNote(quote) {
  const dialog = document.createElement("dialog");
  dialog.className = "app-note-dialog";
  dialog.setAttribute("aria-labelledby", "note-dialog-title");
  const form = document.createElement("form");
  form.method = "dialog";
  const title = document.createElement("h2");
  title.id = "note-dialog-title";
  title.className = "nhsuk-heading-s";
  title.textContent = "Your note";
  const about = document.createElement("blockquote");
  about.className = "app-note__quote";
  about.textContent = quote.length > 200 ? `${quote.slice(0, 200)} …` : quote;
  about.hidden = !quote;
  const words = document.createElement("textarea");
  words.className = "nhsuk-textarea";
  words.rows = 4;
  words.maxLength = 20000;
  words.setAttribute("aria-labelledby", title.id);
  const buttons = document.createElement("div");
  buttons.className = "app-buttons";
  const save = button("Save note", "nhsuk-button", "save");
  const cancel = button("Cancel", "nhsuk-button nhsuk-button--secondary", "cancel");
  buttons.append(save, cancel);
  form.append(title, about, words, buttons);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  words.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const said = dialog.returnValue === "save" ? words.value.trim() : null;
      dialog.remove();
      resolve(said);
    });
  });
}

function button(text, name, value) {
  const made = document.createElement("button");
  made.className = name;
  made.value = value;
  made.textContent = text;
  return made;
}
