/** form[data-once]: while one submit is under way a second one does nothing; the way back frees it. The form's key makes the server safe anyway. */
const free = (form) => { delete form.dataset.busy; };

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-once]")) return;
  if (form.dataset.busy !== undefined) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.busy = "";
  if (!form.hasAttribute("hx-post")) setTimeout(free, 15000, form);
}, true);

for (const name of ["htmx:afterRequest", "htmx:sendAbort", "htmx:validation:halted"]) {
  document.addEventListener(name, (event) => { if (event.target instanceof HTMLFormElement) free(event.target); });
}
document.addEventListener("htmx:confirm", (event) => { if (event.detail.question && event.target instanceof HTMLFormElement) free(event.target); });
addEventListener("pageshow", () => { for (const form of document.querySelectorAll("form[data-busy]")) free(form); });
