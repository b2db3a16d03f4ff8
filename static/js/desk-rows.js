// Rows of names: one more without asking the server, one less with its cross.

const renumber = (row, number) => {
  for (const part of row.querySelectorAll("[id], [for], [hx-get]")) {
    for (const name of ["id", "for"]) {
      const value = part.getAttribute(name);
      if (value) part.setAttribute(name, value.replace(/-\d+/, `-${number}`));
    }
    const address = part.getAttribute("hx-get");
    if (address) part.setAttribute("hx-get", address.replace(/row=\d+/, `row=${number}`));
  }
  for (const label of row.querySelectorAll("label")) {
    label.textContent = label.textContent.replace(/\d+/, number);
  }
};

const add = (rows) => {
  const last = [...rows.querySelectorAll("[data-row]")].at(-1);
  const row = last.cloneNode(true);
  renumber(row, Number(last.querySelector("input").id.split("-")[1]) + 1);
  for (const input of row.querySelectorAll("input")) input.value = "";
  row.querySelector(".new-name").textContent = "";
  last.after(row);
  window.htmx.process(row);
  row.querySelector("input").focus();
};

const drop = (row) => {
  for (const input of row.querySelectorAll("input")) input.value = "";
  row.querySelector(".new-name").textContent = "";
  const rows = row.closest("[data-rows]");
  if (rows.querySelectorAll("[data-row]").length > 1) row.remove();
  rows.querySelector("[data-row] input").focus();
};

document.addEventListener("click", (event) => {
  const more = event.target.closest("[data-add]");
  const less = event.target.closest("[data-drop]");
  if (more) {
    event.preventDefault();
    add(more.closest("[data-rows]"));
  } else if (less) {
    drop(less.closest("[data-row]"));
  }
});

for (const button of document.querySelectorAll("[data-drop]")) button.hidden = false;
