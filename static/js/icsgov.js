// The entry of every page: the NHS components, and what stands between a form and the network.

import { initAll } from "../nhsuk/nhsuk.js";
import { showAlert } from "./alerts.js";
import { watchAutosave } from "./autosave.js";
import { emptyAtSignOut } from "./book/leaving.js";
import { guardForms } from "./guard.js";
import { watchRequests } from "./requests.js";
import { forgetTapsOnSignOut } from "./room/leaving.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

function startComponents(scope) {
  // A part may come back with components that were started before; the NHS code then
  // throws, which is no fault here.
  initAll({ scope, onError: (error) => error.name === "InitError" || console.error(error) });
}

startComponents(document.body);
document.body.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (elt !== document.body && elt.parentElement) startComponents(elt.parentElement);
});

// Passkeys: what the browser or the person stopped, which the console alone would say.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  showAlert("The passkey or key did not work, or you stopped. Try again, or choose another way.");
});

guardForms();
watchRequests();
watchAutosave();
emptyAtSignOut();
forgetTapsOnSignOut();
