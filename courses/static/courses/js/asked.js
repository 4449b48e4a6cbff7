// Questions to a teacher that wait on this device, out of all that waits: the last first. Pure.

export function asked(events) {
  const questions = events.filter(({ kind, payload }) => kind === "post.asked" && (payload.words || "").trim())
  return questions.map(({ payload }) => payload.words.trim()).reverse()
}
