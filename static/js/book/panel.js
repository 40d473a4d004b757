// Contents and page thumbnails. A thumbnail is drawn when it comes into sight, not before.

const WIDTH = 120;

function item(label, act) {
  const row = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "app-viewer__thumbnail";
  const sheet = document.createElement("span");
  sheet.className = "app-viewer__sheet";
  const name = document.createElement("span");
  name.textContent = `Page ${label}`;
  button.append(sheet, name);
  button.addEventListener("click", act);
  row.append(button);
  return row;
}

async function draw(pdf, number, sheet) {
  const page = await pdf.getPage(number);
  const base = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: WIDTH / base.width });
  const canvas = document.createElement("canvas");
  canvas.width = viewport.width;
  canvas.height = viewport.height;
  await page.render({ canvas, viewport }).promise;
  sheet.replaceChildren(canvas);
}

export function fillThumbnails(list, pdf, leaves, go) {
  if (list.childElementCount) return;
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      draw(pdf, Number(target.dataset.page), target.querySelector(".app-viewer__sheet")).catch(() => {});
    }
  });
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const row = item(leaves[number - 1]?.label ?? number, () => go(number));
    row.dataset.page = number;
    list.append(row);
    seen.observe(row);
  }
}

function branch(entries, link) {
  const list = document.createElement("ul");
  list.className = "app-viewer__branch";
  for (const entry of entries) {
    const row = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "app-link-button";
    button.textContent = entry.title;
    button.addEventListener("click", () => link.goToDestination(entry.dest));
    row.append(button);
    if (entry.items?.length) row.append(branch(entry.items, link));
    list.append(row);
  }
  return list;
}

export async function fillOutline(place, pdf, link) {
  if (place.childElementCount) return;
  const outline = await pdf.getOutline();
  if (outline?.length) place.append(branch(outline, link));
}
