/** What a morph must not undo: an open dialog or menu, live counts, running clocks, what the network banner says, and what
    somebody is typing or has chosen in a field of a piece that others change meanwhile ([data-keep]). A fold or dialog that the
    morph makes anew is empty yet when it gets its attributes: it stands open where the page says so. */
const callbacks = window.Idiomorph?.defaults.callbacks;

/** Whether somebody has chosen something else than what the page came with. */
const chosen = (list) => [...list.options].some((one, place) => one.selected !== (one.defaultSelected
  || (place === 0 && !list.querySelector("option[selected]"))));

if (callbacks) {
  callbacks.beforeAttributeUpdated = (name, node) => !(
    (name === "open" && node.matches("dialog, details") && node.hasChildNodes())
    || (name === "hidden" && node.matches("[data-live-state], #network"))
    || (name === "value" && node.matches("input[data-keep]") && node.value !== node.defaultValue)
    || (name === "selected" && node.closest("select[data-keep]") && chosen(node.closest("select")))
    || (name === "data-elapsed" && node.dataset.elapsed));
  callbacks.beforeNodeMorphed = (old, fresh) => !(old instanceof Element
    && (old.matches("[data-elapsed]") || (old.matches("[data-count], [data-count-of]") && fresh.childNodes.length === 0)));
}
