/** [data-rail-fold] folds the menu at the desk (kept on this device); [data-nav-open], [data-nav-close] drive the phone's drawer. */
import { composing, recall, remember } from "./common.js";

const root = document.documentElement;

function say() {
  for (const fold of document.querySelectorAll("[data-rail-fold]")) fold.setAttribute("aria-expanded", String(root.dataset.rail !== "slim"));
}

function drawer(open) {
  const nav = document.getElementById("nav");
  if (!nav) return;
  nav.toggleAttribute("data-open", open);
  for (const other of document.querySelectorAll(".topbar, .stage, .tabbar")) other.inert = open;
  (open ? nav.querySelector("[data-nav-close]") : document.querySelector("[data-nav-open]"))?.focus();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-rail-fold]")) {
    if (root.dataset.rail === "slim") delete root.dataset.rail;
    else root.dataset.rail = "slim";
    remember("hushu.rail", root.dataset.rail ?? null);
    say();
  }
  if (event.target.closest("[data-nav-open]")) { event.preventDefault(); drawer(true); }
  if (event.target.closest("[data-nav-close]")) { event.preventDefault(); drawer(false); }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !composing(event) && document.querySelector("#nav[data-open]")) drawer(false);
});

matchMedia("(min-width: 861px)").addEventListener("change", (event) => {
  if (event.matches && document.querySelector("#nav[data-open]")) drawer(false);
});

if (recall("hushu.rail")) say();
