// Dialogs of the editor: where a link leads, which picture and what it shows.

let count = 0;

function field(words, attributes) {
  count += 1;
  const group = document.createElement("div");
  group.className = "nhsuk-form-group";
  const label = document.createElement("label");
  label.className = "nhsuk-label nhsuk-label--s";
  label.htmlFor = `editor-field-${count}`;
  label.textContent = words;
  const input = document.createElement("input");
  input.id = label.htmlFor;
  input.className = attributes.type === "file" ? "nhsuk-file-upload" : "nhsuk-input";
  Object.assign(input, attributes);
  group.append(label, input);
  return group;
}

function button(words, kind, value) {
  const made = document.createElement("button");
  made.className = `nhsuk-button nhsuk-button--small ${kind}`;
  made.value = value;
  made.textContent = words;
  return made;
}

// Resolves to the filled form's data and the button's value; null when it was left.
function ask(title, fields, choices) {
  const dialog = document.createElement("dialog");
  dialog.className = "app-dialog";
  const form = document.createElement("form");
  form.method = "dialog";
  const heading = document.createElement("h2");
  heading.className = "nhsuk-heading-m";
  heading.id = `editor-dialog-${(count += 1)}`;
  heading.textContent = title;
  dialog.setAttribute("aria-labelledby", heading.id);
  const buttons = document.createElement("div");
  buttons.className = "app-buttons";
  const cancel = button("Cancel", "nhsuk-button--secondary", "");
  cancel.formNoValidate = true;
  buttons.append(...choices, cancel);
  form.append(heading, ...fields, buttons);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const answer = dialog.returnValue && { choice: dialog.returnValue, inputs: form.elements };
      dialog.remove();
      resolve(answer || null);
    });
  });
}

export async function askForLink(editor) {
  const present = editor.getAttributes("link").href ?? "";
  const address = field("Web address", { name: "href", type: "text", value: present });
  const choices = [button("Save", "", "save")];
  if (present) choices.push(button("Remove the link", "nhsuk-button--secondary", "remove"));
  const answer = await ask("Link", [address], choices);
  if (!answer) return editor.commands.focus();
  const chosen = editor.chain().focus().extendMarkRange("link");
  const typed = answer.inputs.namedItem("href").value.trim();
  if (answer.choice === "remove" || !typed) return chosen.unsetLink().run();
  const href = /^[a-z]+:/i.test(typed) ? typed : `https://${typed}`;
  if (!editor.state.selection.empty || present) return chosen.setLink({ href }).run();
  return editor
    .chain()
    .focus()
    .insertContent({ type: "text", text: typed, marks: [{ type: "link", attrs: { href } }] })
    .run();
}

async function upload(form, file, alt) {
  const body = new FormData();
  body.append("picture", file);
  body.append("alt", alt);
  const token = form.querySelector('[name="csrfmiddlewaretoken"]').value;
  const headers = { "X-CSRFToken": token, Accept: "application/json" };
  const answer = await fetch(form.dataset.pictures, { method: "POST", headers, body });
  if (answer.redirected) return { error: "You are signed out. Sign in in another tab first." };
  if (answer.ok || answer.status === 422) return answer.json();
  return { error: "The picture could not be uploaded. Try again in a moment." };
}

export async function askForPicture(editor, form, said = "") {
  const file = field("Picture (PNG or JPEG)", {
    name: "picture",
    type: "file",
    accept: "image/png,image/jpeg",
    required: true,
  });
  const alt = field("What it shows, for people who cannot see it", {
    name: "alt",
    type: "text",
    required: true,
    maxLength: 500,
  });
  const fields = [file, alt];
  if (said) {
    const error = document.createElement("p");
    error.className = "nhsuk-error-message";
    error.setAttribute("role", "alert");
    error.textContent = said;
    fields.unshift(error);
  }
  const answer = await ask("Picture", fields, [button("Add the picture", "", "save")]);
  if (!answer) return editor.commands.focus();
  const inputs = answer.inputs;
  const words = inputs.namedItem("alt").value;
  const told = await upload(form, inputs.namedItem("picture").files[0], words).catch(() => ({
    error: "There is no connection. Try again in a moment.",
  }));
  if (told.error) return askForPicture(editor, form, told.error);
  const attrs = { src: `asset:${told.sha256}`, alt: told.alt };
  return editor.chain().focus().insertContent({ type: "picture", attrs }).run();
}
