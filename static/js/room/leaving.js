// Signing out empties what waits on this device; taps that were not sent are said first.

import { count, forgetTaps } from "./queue.js";

export function forgetTapsOnSignOut() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    if (!form.action.endsWith("/accounts/logout/")) return;
    const left = count();
    const taps = left === 1 ? "1 tap of a meeting was" : `${left} taps of a meeting were`;
    if (left && !window.confirm(`${taps} not sent yet and will be lost. Sign out?`)) {
      event.preventDefault();
      return;
    }
    forgetTaps();
  });
}
