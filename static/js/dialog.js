/**
 * [data-dialog-open="#id"] and [data-dialog-close] for native dialogs, [data-dialog-now] for those that are fetched when wanted;
 * hx-confirm="question" asks in our own.
 */
import { saved } from "./common.js";

function show(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.querySelector("[autofocus], .field-bad .form-control, .sheet-body input:not([type=hidden]), .sheet-body textarea, .sheet-body select")?.focus();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog-open]");
  if (opener) {
    event.preventDefault();
    opener.closest("details[data-menu]")?.removeAttribute("open");
    show(document.querySelector(opener.dataset.dialogOpen));
  }
  if (event.target.closest?.("[data-dialog-close]")) event.target.closest("dialog")?.close();
  // the veil
  if (event.target instanceof HTMLDialogElement && event.target.open && !event.target.querySelector("form[hx-post]")) event.target.close();
});

document.addEventListener("htmx:load", (event) => { if (event.detail.elt.matches?.("dialog[data-dialog-now]")) show(event.detail.elt); });

document.addEventListener("htmx:confirm", (event) => {
  const question = event.detail.question;
  const dialog = document.getElementById("confirm");
  if (!question || !dialog) return;
  event.preventDefault();
  document.getElementById("confirm-question").textContent = question;
  dialog.returnValue = "no";
  dialog.addEventListener("close", () => { if (dialog.returnValue === "yes") event.detail.issueRequest(true); }, { once: true });
  dialog.showModal();
});

/** A saved form closes the dialog it stands in; HX-Trigger "dialog-close" does so too. */
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (saved(event) && form?.matches?.("dialog form[hx-post]:not([data-keep-open])")) form.closest("dialog").close();
});
document.addEventListener("dialog-close", () => { for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close(); });
