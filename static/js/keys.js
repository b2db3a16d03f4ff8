/* Single keys: search, the next card, open, close, all time. They can be turned off. */

import { closeEvidence } from "./evidence.js";
import { closeSheet } from "./filters.js";

const KEY = "dateline-keys";
const dialog = document.getElementById("keys");
let isOn = true;
try {
  isOn = localStorage.getItem(KEY) !== "off";
} catch {
  // storage may be refused; keys are then on
}

dialog.addEventListener("change", (event) => {
  isOn = event.target.checked;
  try {
    localStorage.setItem(KEY, isOn ? "on" : "off");
  } catch {
    // it holds for this page then
  }
});

async function showKeys() {
  const address = document.querySelector("[data-keys-list]").pathname;
  await htmx.ajax("GET", address, { target: dialog, swap: "innerHTML" });
  dialog.querySelector("[data-keys-switch]").checked = isOn;
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-keys-list]")) return;
  event.preventDefault();
  showKeys();
});

function step(by) {
  const link = document.querySelector(`[data-step="${by > 0 ? "j" : "k"}"]`);
  if (link) return link.click();
  const cards = [...document.querySelectorAll(".event")];
  const at = cards.indexOf(document.activeElement?.closest(".event"));
  const next = cards[at < 0 ? (by > 0 ? 0 : -1) : at + by];
  next?.setAttribute("tabindex", "-1");
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function close() {
  const open = document.activeElement?.closest(".event:has(.evidence)");
  const card = open ?? document.querySelector(".event:has(.evidence)");
  return closeSheet() || (card && closeEvidence(card));
}

const actions = {
  "/": () => document.getElementById("q").focus(),
  j: () => step(1),
  k: () => step(-1),
  0: () => document.querySelector("[data-fit]")?.click(),
  "?": showKeys,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog.open) return;
  const target = event.target;
  const isTyping = target.matches("input, textarea, select, [contenteditable]");
  if (event.key === "Escape") {
    if (isTyping) target.blur();
    else close();
    return;
  }
  if (isTyping || !isOn) return;
  if (event.key === "Enter" && target.matches(".event")) {
    target.querySelector("[data-evidence]")?.click();
    return;
  }
  if (!Object.hasOwn(actions, event.key)) return;
  event.preventDefault();
  actions[event.key]();
});
