/** [data-enter-submit] on a form or a field: Enter sends (also from a textarea; Shift+Enter is a new line), but never the Enter that ends a composition. */
import { composing } from "./common.js";

let composedAt = 0;
document.addEventListener("compositionend", () => { composedAt = performance.now(); }, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.target instanceof Element)) return;
  const field = event.target.closest("input, textarea, select");
  if (!field || !field.form || !field.closest("[data-enter-submit]")) return;
  // Safari reports the Enter that ends a composition only after compositionend.
  if (composing(event) || performance.now() - composedAt < 60) { if (field.tagName !== "TEXTAREA") event.preventDefault(); return; }
  if (event.shiftKey || event.altKey) return;
  event.preventDefault();
  field.form.requestSubmit();
});
