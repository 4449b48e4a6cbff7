// What a block of a lecture remembers on this device, for whoever learns here now; the next child reads none of it
// (store.js). Where nothing can be kept the block works all the same, from the beginning.

import { get, learner, put } from "../../lms/js/store.js"

export function kept(block, kind) {
  return get("kept", keyOf(block, kind)).catch(() => undefined)
}

export function keep(block, kind, value) {
  return put("kept", value, keyOf(block, kind)).catch(() => {})
}

// Bubbles up to the lecture: the pupil has done what there is to do in this block.
export function tellDone(block, kind) {
  const detail = { block: idOf(block), kind }
  block.dispatchEvent(new CustomEvent("block-done", { bubbles: true, detail }))
}

function keyOf(block, kind) {
  return [learner(), `block:${kind}:${idOf(block)}`]
}

function idOf(block) {
  const piece = block.closest("[data-block]")
  return piece ? piece.dataset.block : ""
}
