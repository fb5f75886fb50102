/** [data-theme-toggle]: day and night. A choice equal to the system's is forgotten, so the page follows the system again. */
import { recall, remember } from "./common.js";

const night = matchMedia("(prefers-color-scheme: dark)");
const system = () => (night.matches ? "dark" : "light");

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-toggle]")) return;
  const next = document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark";
  document.documentElement.dataset.bsTheme = next;
  remember("hushu.theme", next === system() ? null : next);
});

night.addEventListener("change", () => {
  document.documentElement.dataset.bsTheme = recall("hushu.theme") ?? system();
});
