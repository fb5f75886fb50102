/** #network: a banner while the network is lost, with a button that sends the failed request again. */
import { word } from "./common.js";
import { toast } from "./toast.js";

let failed = null;

function show() {
  const banner = document.getElementById("network");
  if (!banner) return;
  const text = document.createElement("div");
  text.textContent = word("network");
  banner.replaceChildren(text);
  if (failed) {
    const retry = document.createElement("button");
    retry.type = "button";
    retry.className = "btn btn-sm";
    retry.textContent = word("retry");
    retry.addEventListener("click", again);
    banner.append(retry);
  }
  banner.hidden = false;
}

function hide(say) {
  const banner = document.getElementById("network");
  if (!banner || banner.hidden) return;
  banner.hidden = true;
  if (say) toast(word("back"), "success");
}

function again() {
  const element = failed;
  failed = null;
  if (element instanceof HTMLFormElement) element.requestSubmit();
  else if (element?.isConnected) element.click();
  else hide(false);
}

document.addEventListener("htmx:sendError", (event) => {
  const element = event.detail.elt;
  if (!element?.closest?.("[data-quiet]")) failed = element?.closest?.("form") ?? element;
  show();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.xhr?.status > 0) { if (event.detail.elt === failed) failed = null; if (!failed) hide(true); }
});
addEventListener("offline", show);
addEventListener("online", () => { if (!failed) hide(true); });
