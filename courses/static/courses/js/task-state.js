// What a pupil's work on a task looks like, from what is known of it: pure, tested with Node.

// `server`: as state.json tells it; `waiting`: the last «handed in» that has not been sent yet (its payload);
// `here`: what this device kept while the pupil worked, {turn, words, pages, sounds}. Each may be missing.
export function together(server, waiting, here) {
  const told = [server, waiting].filter((one) => one && one.turn)
  // The later is at the end.
  const last = told.sort((a, b) => a.turn - b.turn).pop()
  const turn = last ? last.turn : 0
  // Another device has handed in since: what stands here is older than that.
  const shown = here && (here.turn || 0) >= turn ? here : last
  return {
    turn: Math.max(turn, (here && here.turn) || 0),
    words: (shown && shown.words) || "",
    pages: (shown && shown.pages) || [],
    sounds: (shown && shown.sounds) || [],
    isWaiting: Boolean(last && last === waiting),
    isHandedIn: Boolean(last),
  }
}

// The last «handed in» among the events that wait, as its payload; null: none waits.
export function lastWaiting(events, lecture, block) {
  const mine = events.filter(
    ({ kind, payload }) => kind === "task.handed" && payload.lecture === lecture && payload.block === block,
  )
  return mine.sort((a, b) => a.payload.turn - b.payload.turn || a.seq - b.seq).map(({ payload }) => payload).pop() || null
}
