/** [data-copy="text"] or [data-copy-from="#id"]: to the clipboard, with a note. */
import { toast } from "./toast.js";
import { word } from "./common.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy], [data-copy-from]");
  if (!button) return;
  const from = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  try {
    await navigator.clipboard.writeText(from ? (from.value ?? from.textContent).trim() : button.dataset.copy);
    toast(word("copied"), "success");
  } catch {
    toast(word("copyFailed"), "warning");
  }
});
