/* A card's evidence opens under it, and a second click or Close takes it away again.
   The cards carry no hx- attributes: fifty times the same would be a tenth of the page. */

export function closeEvidence(card) {
  const evidence = card.querySelector(".evidence");
  if (!evidence) return false;
  const hadFocus = evidence.contains(document.activeElement);
  const opener = card.querySelector("[data-evidence]");
  evidence.remove();
  opener.setAttribute("aria-expanded", "false");
  if (hadFocus) opener.focus();
  return true;
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const control = event.target.closest("[data-evidence], [data-evidence-close]");
  const card = control?.closest(".event");
  if (!card) return;
  event.preventDefault();
  if (closeEvidence(card) || !control.matches("[data-evidence]")) return;
  if (control.getAttribute("aria-expanded") === "true") return; // it is on its way
  const address = new URL(control.href);
  address.hash = "";
  control.setAttribute("aria-expanded", "true");
  htmx.ajax("GET", address.pathname + address.search, { target: card, swap: "beforeend" });
});
