/** details[data-menu]: closes on Escape, a click outside, or focus leaving. [data-filter] narrows its [data-filter-item]s. */
import { composing, within } from "./common.js";

const open = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || composing(event)) return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("focusin", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details[data-menu][open]")) event.target.querySelector("[data-filter]")?.focus();
}, true);

document.addEventListener("input", (event) => {
  const box = event.target.closest?.("[data-filter]");
  if (!box) return;
  const wanted = box.value.trim().toLowerCase();
  for (const item of within(box.closest("[data-filter-box]"), "[data-filter-item]")) {
    item.hidden = wanted !== "" && !item.textContent.toLowerCase().includes(wanted);
  }
});
