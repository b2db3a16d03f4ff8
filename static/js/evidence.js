/* A card's evidence: a second click or Close takes it away again. htmx brings it. */

export function closeEvidence(card) {
  const slot = card.querySelector(".evidence-slot");
  if (!slot?.firstElementChild) return false;
  const hadFocus = slot.contains(document.activeElement);
  slot.replaceChildren();
  const opener = card.querySelector("[data-evidence]");
  opener.setAttribute("aria-expanded", "false");
  if (hadFocus) opener.focus();
  return true;
}

// Capturing: an open card's link must not reach htmx, which would fetch it again.
document.addEventListener(
  "click",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const control = event.target.closest("[data-evidence], [data-evidence-close]");
    const card = control?.closest(".event");
    if (!card || !closeEvidence(card)) return;
    event.preventDefault();
    event.stopPropagation();
    if (control.matches("[data-evidence]")) control.focus();
  },
  true,
);

document.addEventListener("htmx:afterSwap", (event) => {
  if (!event.target.classList?.contains("evidence-slot")) return;
  event.target.closest(".event").querySelector("[data-evidence]").setAttribute("aria-expanded", "true");
});
