// htmx: a failed request says so and keeps what was typed; a swap puts the focus where the
// work goes on.

import { clearAlert, showAlert } from "./alerts.js";

const SIGN_IN = "/accounts/login/";
const REASONS = {
  0: "there is no connection. What you typed is still here: try again in a moment.",
  401: "you are signed out. Sign in again in another tab, then try once more.",
  403: "you are not allowed to do this, or the page was open too long. Copy what you typed, then load the page again.",
  404: "this is no longer here. Someone may have moved or deleted it. Copy what you typed, then load the page again.",
  413: "it is too large. Use a smaller file.",
  429: "that was too often. Wait a minute, then try again.",
};
const OTHER = "something went wrong on the server. What you typed is still here: try again in a moment.";

// A page that asks by itself what is new writes nothing of its reader's.
function isWrite(detail) {
  return detail.requestConfig?.verb !== "get" && !detail.elt?.matches?.("[data-poll]");
}

function reason(status) {
  return REASONS[status] ?? OTHER;
}

function hasSignedOut(xhr) {
  return Boolean(xhr?.responseURL) && new URL(xhr.responseURL).pathname === SIGN_IN;
}

function report({ detail }) {
  const status = hasSignedOut(detail.xhr) ? 401 : (detail.xhr?.status ?? 0);
  showAlert(`${isWrite(detail) ? "Not saved" : "Not up to date"}: ${reason(status)}`);
}

// A session that has ended answers with the sign-in page, which must not land in an agenda
// nor count as saved.
function refuseSignInPage({ detail }) {
  if (!hasSignedOut(detail.xhr)) return;
  detail.shouldSwap = false;
  detail.isError = true;
}

function focusable(element) {
  if (element.tabIndex < 0) element.tabIndex = -1;
  return element;
}

// A field that is still there keeps the focus (htmx sees to that); errors come first.
function moveFocus({ detail: { elt, xhr } }) {
  if (!(elt instanceof Element)) return;
  const wrong = xhr?.status === 422 && elt.querySelector(".nhsuk-error-summary, [aria-invalid]");
  const next = wrong || elt.querySelector("[data-focus]");
  if (next) focusable(next).focus();
}

export function watchRequests() {
  const page = document.body;
  page.addEventListener("htmx:responseError", report);
  page.addEventListener("htmx:sendError", report);
  page.addEventListener("htmx:timeout", report);
  page.addEventListener("htmx:beforeSwap", refuseSignInPage);
  page.addEventListener("htmx:afterSettle", moveFocus);
  page.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.successful && isWrite(detail)) clearAlert();
  });
}
