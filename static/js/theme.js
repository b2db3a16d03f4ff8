/* The choice of colours: remembered by the browser, set before the page is painted. */

const KEY = "dateline-theme";

function read() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return ""; // storage may be refused; the system's choice then stands
  }
}

function show(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  for (const button of document.querySelectorAll("[data-theme-choice] button")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

show(read());

document.addEventListener("DOMContentLoaded", () => {
  for (const choice of document.querySelectorAll("[data-theme-choice]")) choice.hidden = false;
  show(read());
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice] button");
  if (!button) return;
  try {
    localStorage.setItem(KEY, button.value);
  } catch {
    // it holds for this page then
  }
  show(button.value);
});
