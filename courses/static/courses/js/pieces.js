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

// What of a file lies in these events, in its order, as text; undefined when some of it has gone to school, or is not here.
export function wholeOf(events, file) {
  const found = new Map()
  for (const { payload } of events) if (payload && payload.file === file && payload.content) found.set(payload.number, payload)
  const [first] = found.values()
  if (!first || found.size < first.of) return undefined
  return [...found.values()].sort((a, b) => a.number - b.number).map(({ content }) => content)
}
