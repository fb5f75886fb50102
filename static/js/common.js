/** What several behaviours share. */

/** A sentence for the person, written by the server in her language (partials/_page_end.html). */
export function word(name) {
  return document.getElementById("words")?.dataset[name] ?? "";
}

/** True while an input method is composing: no key may act then. */
export function composing(event) {
  return event.isComposing || event.keyCode === 229;
}

/** True where letters are typed. */
export function typing(target) {
  if (!(target instanceof Element)) return false;
  if (target.closest("[contenteditable=true]")) return true;
  const box = target.closest("input, textarea, select");
  return Boolean(box) && !["checkbox", "radio", "button", "submit", "reset", "file"].includes(box.type);
}

export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch { /* storage is off or full */ }
}

export function recall(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

/** Whether single keys act on this device (help dialog, WCAG 2.1.4). */
export function singleKeys() {
  return recall("hushu.keys") !== "off";
}

/** Now, and for every piece htmx brings: run(part). */
export function ready(run) {
  run(document);
  document.addEventListener("htmx:load", (event) => run(event.detail.elt));
}

/** Elements in part that match, part itself included. */
export function within(part, selector) {
  const found = [...part.querySelectorAll(selector)];
  if (part instanceof Element && part.matches(selector)) found.unshift(part);
  return found;
}

/** True when htmx's answer means saved; htmx itself counts a 422 that it may swap as a success. */
export function saved(event) {
  return event.detail.xhr?.status >= 200 && event.detail.xhr.status < 400;
}

export function visible(element) {
  return element.getClientRects().length > 0;
}
