/* Every link that changes the question swaps the answer in place.
   They carry no hx-get of their own: a second copy of a hundred addresses is a tenth of the page. */

const LINKS = ".facet li a, .chips a, .fit[data-fit], .strip-chart a, .strip-table a, .nothing a";

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  const link = event.target.closest(LINKS);
  const answer = link?.closest("#answer");
  if (!answer) return;
  event.preventDefault();
  const address = link.getAttribute("href");
  htmx.ajax("GET", address, { source: link, target: answer, swap: "outerHTML" });
});
