// Permanent links: one press copies the whole address; without a clipboard the link is followed.

const status = document.createElement("p");
status.className = "nhsuk-u-visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

async function copy(event) {
  const link = event.target.closest("a[data-copy]");
  if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    window.location.assign(link.href);
    return;
  }
  history.replaceState(null, "", link.href);
  link.dataset.copied = "Link copied";
  status.textContent = "Link copied";
  setTimeout(() => {
    delete link.dataset.copied;
    status.textContent = "";
  }, 3000);
}

document.addEventListener("click", copy);
