// Signing out empties what waits on this device, and asks once before taps are lost.

import { showAlert } from "../alerts.js";
import { count, forgetTaps } from "./queue.js";

export function forgetTapsOnSignOut() {
  let warned = false;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.action.endsWith("/accounts/logout/")) return;
    const waiting = count();
    if (waiting && !warned) {
      warned = true;
      event.preventDefault();
      const taps = waiting === 1 ? "1 tap of a meeting was" : `${waiting} taps of a meeting were`;
      showAlert(`${taps} not sent yet. Sign out again to lose them, or go back to the room.`);
      return;
    }
    forgetTaps();
  });
}
