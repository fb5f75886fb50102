/** [data-focus] takes the focus when it arrives (a refused form: its first bad field); [data-back], [data-reload] on error pages. */
import { ready, within } from "./common.js";

ready((part) => {
  const mark = within(part, "[data-focus]")[0];
  if (mark) (mark.closest("form")?.querySelector('[aria-invalid="true"]:not(fieldset)') ?? mark).focus();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-back], [data-reload]");
  if (!link) return;
  event.preventDefault();
  if (link.matches("[data-back]")) history.back();
  else location.reload();
});
