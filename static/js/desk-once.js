// A button cannot be pressed twice: its form is sent once, and data-busy says what goes on.

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!form.matches("[data-once]") && !button?.dataset.busy) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  if (!button?.dataset.busy) return;
  button.dataset.idle = button.innerHTML;
  button.textContent = button.dataset.busy;
  button.setAttribute("aria-disabled", "true");
});

// Back shows the page as it was left, so make it ready again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[data-idle]")) {
      button.innerHTML = button.dataset.idle;
      button.removeAttribute("aria-disabled");
      delete button.dataset.idle;
    }
  }
});
