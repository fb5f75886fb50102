/** canvas[data-signature]: draws with SignaturePad; on submit the drawing goes into [data-signature-drawing] as PNG. */
import SignaturePad from "../vendor/signature_pad.min.js";
import { ready, within } from "./common.js";

ready((part) => {
  for (const canvas of within(part, "canvas[data-signature]")) {
    const pad = new SignaturePad(canvas, { penColor: "#102a6b", minWidth: 1.2, maxWidth: 3.4 });
    const form = canvas.closest("form");
    const drawing = form.querySelector("[data-signature-drawing]");
    const size = () => {
      const strokes = pad.toData();
      const ratio = Math.max(window.devicePixelRatio || 1, 1);
      canvas.width = canvas.offsetWidth * ratio;
      canvas.height = canvas.offsetHeight * ratio;
      canvas.getContext("2d").scale(ratio, ratio);
      pad.clear();
      pad.fromData(strokes);
    };
    size();
    window.addEventListener("resize", size);
    form.querySelector("[data-signature-clear]").addEventListener("click", () => { pad.clear(); drawing.value = ""; });
    pad.addEventListener("endStroke", () => { drawing.value = pad.toDataURL("image/png"); });
  }
});
