/* The filters: the sheet on a phone, what stays as it was when the answer is swapped. */

const root = document.documentElement;
let opener = null;

export function closeSheet() {
  if (root.dataset.sheet !== "open") return false;
  delete root.dataset.sheet;
  document.getElementById("filter-bar")?.focus();
  return true;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-sheet-open]")) {
    event.preventDefault();
    root.dataset.sheet = "open";
    document.getElementById("filters").focus();
  } else if (event.target.closest("[data-sheet-close]") && closeSheet()) {
    event.preventDefault();
  }
});

// What a reader opened or closed stays so, though the server sends the page as it sees it.
const kept = new Map();
document.addEventListener("htmx:beforeSwap", () => {
  for (const details of document.querySelectorAll("details[data-keep-open]")) {
    kept.set(details.id, details.open);
  }
  kept.set("scroll", document.getElementById("filters")?.scrollTop ?? 0);
  opener = document.activeElement?.id ?? "";
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "answer") return;
  for (const details of document.querySelectorAll("details[data-keep-open]")) {
    if (kept.has(details.id)) details.open = kept.get(details.id);
  }
  document.getElementById("filters").scrollTop = kept.get("scroll") ?? 0;
  const search = document.getElementById("q");
  if (document.activeElement !== search) {
    search.value = new URLSearchParams(location.search).get("q") ?? "";
  }
  // A chip that was removed takes the focus with it: the new question gets it.
  if (opener && !document.getElementById(opener)) {
    document.getElementById("question").focus({ preventScroll: true });
  }
});

// What the server refuses shows as the page it is, not as a click without effect.
document.addEventListener("htmx:responseError", (event) => {
  location.assign(event.detail.pathInfo.requestPath);
});
