// What is pasted from a word processor is put right by the server before it is inserted.

import { showAlert } from "./alerts.js";

const FROM_WORD = /mso-|class="?Mso|<o:p>|[·•▪◦‣●○■§]/;

function token(form) {
  return form.querySelector('[name="csrfmiddlewaretoken"]').value;
}

async function clean(form, html) {
  const body = new URLSearchParams({ html });
  const headers = { "X-CSRFToken": token(form) };
  const answer = await fetch(form.dataset.paste, { method: "POST", headers, body });
  if (answer.redirected) throw new Error("You are signed out. Sign in in another tab first.");
  if (!answer.ok) throw new Error(await answer.text());
  return answer.text();
}

async function insert(editor, form, html) {
  try {
    editor.chain().focus().insertContent(await clean(form, html)).run();
  } catch (error) {
    showAlert(`Not pasted: ${error.message}`);
  }
}

export function handlePaste(editor, form, event) {
  const html = event.clipboardData?.getData("text/html") ?? "";
  if (!form.dataset.paste || !FROM_WORD.test(html)) return false;
  insert(editor, form, html);
  return true;
}
