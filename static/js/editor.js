// Text areas marked data-editor become editors. Their text stays in the text area, so that a
// form posts the same with and without JavaScript.

import { Editor } from "../django_prose_editor/editor.js";
import { extensionsFor } from "./editor-schema.js";
import { buildToolbar } from "./editor-toolbar.js";
import { handlePaste } from "./editor-paste.js";

// An editor holds at least one empty paragraph; an empty text is "".
const EMPTY = /^<p>(<br[^>]*>)?<\/p>$/;

const editors = new WeakMap();

function labelOf(area) {
  const label = document.querySelector(`label[for="${CSS.escape(area.id)}"]`);
  return label ? label.textContent.trim() : "Text";
}

function attributesOf(area) {
  const attributes = {
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": labelOf(area),
    class: "app-editor__text app-text",
  };
  const described = area.getAttribute("aria-describedby");
  if (described) attributes["aria-describedby"] = described;
  if (area.getAttribute("aria-invalid")) attributes["aria-invalid"] = "true";
  return attributes;
}

// The line after a last table is there from the start: adding it later would look like typing.
function contentOf(area) {
  return area.value.endsWith("</table>") ? `${area.value}<p></p>` : area.value;
}

function write(area, html) {
  area.value = EMPTY.test(html) ? "" : html;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function start(area) {
  const kind = area.dataset.editor;
  const frame = document.createElement("div");
  frame.className = `app-editor app-editor--${kind === "full" ? "full" : "short"}`;
  area.before(frame);
  const editor = new Editor({
    element: frame,
    extensions: extensionsFor(kind, area.form.dataset.pictures),
    content: contentOf(area),
    injectCSS: false,
    editorProps: {
      attributes: attributesOf(area),
      handlePaste: (view, event) => handlePaste(editor, area.form, event),
    },
    onUpdate: () => write(area, editor.getHTML()),
  });
  frame.prepend(buildToolbar(editor, { kind, label: labelOf(area), form: area.form }));
  area.hidden = true;
  const label = document.querySelector(`label[for="${CSS.escape(area.id)}"]`);
  label?.addEventListener("click", () => editor.commands.focus());
  editors.set(area, editor);
  return editor;
}

// The editor of a text area, started where it is not yet.
function editorOf(area) {
  return editors.get(area) ?? start(area);
}

document.body.classList.add("app-has-editor");
for (const area of document.querySelectorAll("textarea[data-editor]")) start(area);

export { editorOf };
