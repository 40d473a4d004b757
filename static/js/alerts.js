// A message that stays until it is read: what went wrong, and that nothing typed is lost.

function region() {
  let found = document.querySelector(".app-alerts");
  if (!found) {
    found = document.createElement("div");
    found.className = "app-alerts";
    found.setAttribute("role", "alert");
    document.body.append(found);
  }
  return found;
}

export function showAlert(text) {
  clearAlert();
  const alert = document.createElement("div");
  alert.className = "app-alert";
  const words = document.createElement("p");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small";
  close.textContent = "Close";
  close.addEventListener("click", () => alert.remove());
  alert.append(words, close);
  region().append(alert);
}

export function clearAlert() {
  region().replaceChildren();
}
