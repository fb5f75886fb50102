/** Notes at the corner: HX-Trigger {"toast": {"kind": "success", "text": "…"}}, a refused or broken request, [data-note]s of the page. */
import { ready, within, word } from "./common.js";

const LIFE = { success: 5000, info: 6000 };

/** Shows a note; warnings and dangers stay until closed. */
export function toast(text, kind = "info") {
  const box = document.getElementById(kind === "danger" || kind === "warning" ? "alerts" : "toasts");
  if (!box || !text) return;
  // behind an open dialog nothing can be seen or pressed: the notes go into it, and come back when it closes
  (document.querySelector("dialog[open]") ?? document.body).append(box);
  for (const same of box.children) if (same.querySelector(".note-text")?.textContent === text) same.remove();
  const note = document.createElement("div");
  note.className = `note note-${kind}`;
  const words = document.createElement("span");
  words.className = "note-text";
  words.textContent = text;
  note.append(words);
  box.append(note);
  dress(note, kind);
}

function dress(note, kind) {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "note-close";
  close.setAttribute("aria-label", word("close"));
  close.textContent = "×";
  close.addEventListener("click", () => note.remove());
  note.append(close);
  if (!LIFE[kind]) return;
  let timer = setTimeout(() => note.remove(), LIFE[kind]);
  const hold = () => clearTimeout(timer);
  const go = () => { timer = setTimeout(() => note.remove(), 2000); };
  note.addEventListener("pointerenter", hold);
  note.addEventListener("focusin", hold);
  note.addEventListener("pointerleave", go);
  note.addEventListener("focusout", go);
}

document.addEventListener("toast", (event) => {
  const said = event.detail ?? {};
  toast(said.text ?? said.value, said.kind);
});

const quiet = (event) => Boolean(event.detail.elt?.closest?.("[data-quiet]"));

document.addEventListener("htmx:responseError", (event) => {
  if (quiet(event)) return;
  const status = event.detail.xhr.status;
  toast(word(`e${status}`) || word(status < 500 ? "e404" : "e500"), status < 500 ? "warning" : "danger");
});

document.addEventListener("htmx:timeout", (event) => { if (!quiet(event)) toast(word("timeout"), "danger"); });

document.addEventListener("close", (event) => {
  for (const box of event.target.querySelectorAll?.(":scope > .toasts") ?? []) document.body.append(box);
}, true);

/** What went wrong is over when the next form is saved. */
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt instanceof HTMLFormElement) document.getElementById("alerts")?.replaceChildren();
});

ready((part) => {
  for (const note of within(part, "[data-note]")) {
    delete note.dataset.note;
    const words = document.createElement("span");
    words.className = "note-text";
    words.append(...note.childNodes);
    note.replaceChildren(words);
    dress(note, [...note.classList].find((name) => name.startsWith("note-"))?.slice(5) ?? "info");
  }
});
