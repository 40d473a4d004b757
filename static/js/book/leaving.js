// Signing out leaves nothing of the reading room on the device. Notes that are not saved yet are
// said first, for they would be lost.

import { forgetAll, waiting } from "./keep.js";

export function emptyAtSignOut() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.action.endsWith("/accounts/logout/")) return;
    const left = waiting().length;
    const notes = left === 1 ? "1 note is" : `${left} notes are`;
    if (left && !window.confirm(`${notes} not saved yet and will be lost. Sign out?`)) {
      event.preventDefault();
      return;
    }
    forgetAll();
  });
}
