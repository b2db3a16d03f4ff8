// Single keys press what carries their letter in data-key; Escape leaves a field.

const typing = (element) =>
  element.isContentEditable || element.matches("input, textarea, select");

const press = (target) => {
  if (target.tagName !== "DETAILS") {
    target.click();
    return;
  }
  target.open = !target.open;
  target.querySelector(target.open ? "button, input" : "summary")?.focus();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const active = document.activeElement ?? document.body;
  if (event.key === "Escape" && typing(active)) {
    active.blur();
    return;
  }
  if (typing(active) || !/^[a-z]$/i.test(event.key)) return;
  const target = document.querySelector(`[data-key="${event.key.toLowerCase()}"]`);
  if (!target) return;
  event.preventDefault();
  press(target);
});
