/** [data-reveal="#id"] shows or hides a password or a hidden piece; [data-remask="30"][data-mask] hides a revealed number again. */
import { ready, within } from "./common.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-reveal]");
  const target = button && document.querySelector(button.dataset.reveal);
  if (!target) return;
  if (target.matches("input")) target.type = target.type === "password" ? "text" : "password";
  else target.hidden = !target.hidden;
  button.setAttribute("aria-pressed", String(target.matches("input") ? target.type === "text" : !target.hidden));
});

ready((part) => {
  for (const shown of within(part, "[data-remask]")) {
    setTimeout(() => {
      shown.querySelector("bdi").textContent = shown.dataset.mask;
      shown.querySelector("[data-copy]")?.remove();
    }, Number(shown.dataset.remask) * 1000);
  }
});
