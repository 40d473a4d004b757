// The viewer by keyboard. Keys count only where nothing is being typed.

const KEYS = {
  ArrowLeft: "previous",
  ArrowRight: "next",
  PageUp: "previous",
  PageDown: "next",
  Home: "first",
  End: "last",
  "+": "in",
  "=": "in",
  "-": "out",
  0: "fit",
  Escape: "escape",
};

export function keyboard(container, actions) {
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "f") {
      event.preventDefault();
      actions.find();
      return;
    }
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "z" && actions.tool() && container.contains(target)) {
      event.preventDefault();
      actions.undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "Escape") actions.escape();
    if (target.closest("input, textarea, select, dialog")) return;
    if (key.toLowerCase() === "h") actions.mark("highlight");
    if (key.toLowerCase() === "n") actions.mark("note");
    if (key.toLowerCase() === "p") actions.pen();
    const inside = container.contains(target) || target === document.body;
    if (inside && actions.key(event)) {
      event.preventDefault();
      return;
    }
    const action = inside && KEYS[key];
    if (!action || key === "Escape") return;
    event.preventDefault();
    actions[action]();
  });
}
