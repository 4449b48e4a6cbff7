// A file in pieces that fit into events. Pure.

// 30 KB are 40 KB as text: one request of the outbox holds it.
export const PIECE = 30 * 1024

// What is larger goes with the form, at once: the school takes 64 pieces of one file.
export const MOST_BYTES = 64 * PIECE

// [[from, to], …] of a file of so many bytes.
export function cuts(size, piece = PIECE) {
  const found = []
  for (let from = 0; from < size; from += piece) found.push([from, Math.min(size, from + piece)])
  return found
}
