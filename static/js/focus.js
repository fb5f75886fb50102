/** [data-focus] takes the focus when it arrives (a refused form: its first bad field); [data-back], [data-reload] on error pages. */
import { ready, within } from "./common.js";

const touch = window.matchMedia("(pointer: coarse)");

ready((part) => {
  const marks = within(part, "[data-focus]");
  const mark = marks.find((one) => one.matches("[role=alert]")) ?? marks[0];
  if (!mark) return;
  const bad = mark.closest("form")?.querySelector('[aria-invalid="true"]:not(fieldset)');
  // A finger reads first: a field that takes the focus scrolls past the page's top and opens the keyboard over the rest.
  if (!bad && touch.matches && mark.matches("input, select, textarea")) return;
  (bad ?? mark).focus();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-back], [data-reload]");
  if (!link) return;
  event.preventDefault();
  if (link.matches("[data-back]")) history.back();
  else location.reload();
});
