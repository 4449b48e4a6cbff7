// What counts as read: pure decisions of <lecture-progress>, tested with Node.

// A block is read when its end has been in sight, or when it has been looked at long enough.
export const LONG_ENOUGH_MS = 4000

export function isRead({ bottomSeen, visibleMs }) {
  return bottomSeen || visibleMs >= LONG_ENOUGH_MS
}

// Who touches nothing for so long is not reading any more.
export const IDLE_MS = 120000
const LONGEST_TICK_MS = 10000

// How much of the time since the last tick was spent on the page. A tablet that slept has one very long tick.
export function counted({ sinceTickMs, visible, playing, idleMs }) {
  return visible && (playing || idleMs < IDLE_MS) ? Math.min(Math.max(0, sinceTickMs), LONGEST_TICK_MS) : 0
}

// How far down, in per cent of all blocks, the furthest read one lies.
export function furthest(order, read) {
  let last = -1
  order.forEach((id, place) => {
    if (read.has(id)) last = place
  })
  return order.length ? Math.round(((last + 1) / order.length) * 100) : 0
}

// The first block that was not read, after the furthest that was: where to continue. null: nowhere.
export function nextBlock(order, read) {
  let last = -1
  order.forEach((id, place) => {
    if (read.has(id)) last = place
  })
  return last >= 0 && last + 1 < order.length ? order[last + 1] : null
}

// What is new since the last telling; null when there is nothing to tell.
export function news(order, read, told) {
  const fresh = [...read].filter((id) => !told.has(id))
  return fresh.length ? { furthest: furthest(order, read), blocks: fresh } : null
}

// What the school knows, and what this device still has to tell it: together what is true.
// `state` is null when the school could not be asked; null comes back when nothing is known at all.
export function together(state, events, lecture) {
  const mine = events.filter(({ kind, payload }) => kind === "lecture.read" && payload.lecture === lecture)
  if (!state && !mine.length) return null
  const { blocks = [], said = false, ...rest } = state || {}
  return {
    ...rest,
    blocks: [...new Set([...blocks, ...mine.flatMap(({ payload }) => payload.blocks)])],
    // «I have read it all»; whether that is all that is asked, the page knows.
    said: said || mine.some(({ payload }) => payload.finished),
  }
}
