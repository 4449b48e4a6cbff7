// Which questions of a pack are asked now: pure, tested with Node. A pack is what /revision/pack.json tells.

import { readResponse, score } from "./marking.js"
import { after, dayOf, ratingOf, replay } from "./memory.js"

// Those that are due by `today`, what has waited longest first.
export function dueNow(questions, today, most) {
  const due = questions.filter((one) => one.due <= today)
  return due.sort((a, b) => a.due - b.due || a.place - b.place).slice(0, most)
}

// How an answer is worth, and how well it was known; `response` is null when nothing was said.
export function judged({ kind, content, key }, values, hints) {
  const response = readResponse(kind, values, content)
  const worth = response === null ? "0" : score(kind, response, content, key)
  return { response, worth, rating: ratingOf(worth, hints) }
}

// The question as it is remembered after one more answer on `day`.
export function answered(question, day, rating) {
  const known = after(question.known, day, rating)
  return { ...question, known, due: known.due }
}

// The questions of a fresh pack, with the answers in them that the school has not heard of yet (events of the outbox).
export function withWaiting(questions, events) {
  const mine = events.filter(({ kind }) => kind === "recall.answered")
  return questions.map((question) => {
    const told = mine
      .filter(({ payload }) => payload.version === question.version)
      .map(({ id, wall, payload }) => {
        const { rating } = judged(question, payload.response, payload.hints)
        return { id, at: wall, day: dayOf(wall), rating }
      })
    if (!told.length) return question
    const known = replay(question.known, told)
    return { ...question, known, due: known.due }
  })
}
