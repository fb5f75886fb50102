/** What a morph must not undo: an open dialog or menu, live counts, running clocks, what the network banner says. */
const callbacks = window.Idiomorph?.defaults.callbacks;

if (callbacks) {
  callbacks.beforeAttributeUpdated = (name, node) => !(
    (name === "open" && node.matches("dialog, details"))
    || (name === "hidden" && node.matches("[data-live-state], #network"))
    || (name === "data-elapsed" && node.dataset.elapsed));
  callbacks.beforeNodeMorphed = (old, fresh) => !(old instanceof Element
    && (old.matches("[data-elapsed]") || (old.matches("[data-count], [data-count-of]") && fresh.childNodes.length === 0)));
}
