/* A card's evidence opens under it, and a second press or Close takes it away again.
   The page of the event holds the same, so the button is made here: without script the number of
   sources is plain text. Cards carry no hx- attributes, which would be a tenth of the page. */

function makeButtons() {
  for (const words of document.querySelectorAll(".sources > span:last-child")) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.evidence = "";
    button.setAttribute("aria-expanded", "false");
    button.append(...words.childNodes);
    words.replaceWith(button);
  }
}

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

function openEvidence(card, opener) {
  if (opener.getAttribute("aria-expanded") === "true") return; // it is on its way
  opener.setAttribute("aria-expanded", "true");
  const address = card.querySelector("h3 a").getAttribute("href");
  htmx.ajax("GET", address, { target: card, swap: "beforeend" });
}

makeButtons();
document.addEventListener("htmx:afterSwap", makeButtons);

document.addEventListener("click", (event) => {
  const control = event.target.closest("[data-evidence], [data-evidence-close]");
  const card = control?.closest(".event");
  if (!card || closeEvidence(card)) return;
  if (control.matches("[data-evidence]")) openEvidence(card, control);
});
