// Points of an answer that was loaded: what is told to the school, and how it stands. Pure.

export const KIND = "points.given"
const ARRIVED = ["stored", "duplicate", "late"]

// `desk`: {quiz, class}; `answer`: {attempt, place}, as the page names them; `fields`: of the answer's form.
export function payloadOf(desk, answer, fields) {
  const rubric = {}
  for (const [name, value] of fields) if (name.startsWith("rubric-")) rubric[name.slice("rubric-".length)] = value
  const text = (name) => (fields.get(name) || "").trim()
  return {
    quiz: desk.quiz,
    class: desk.class,
    attempt: answer.attempt,
    place: Number(answer.place),
    points: text("points"),
    comment: text("comment"),
    after: text("after"),
    role: text("role"),
    rubric,
  }
}

// Whether typed points («0,5») are points of this question, of `most` («2.5»): as the school reads them.
export function fits(typed, most) {
  return /^[0-9]{1,3}([.,][0-9]{1,2})?$/.test(typed) && Number(typed.replace(",", ".")) <= Number(most)
}

// What an answer of the school makes of it; "" while nothing is decided.
export function stateOf(status) {
  if (ARRIVED.includes(status)) return "school"
  return status === "retry" || !status ? "" : "help"
}

// Of the points that were given on this device those that are at school: neither waiting nor refused.
export function gone(given, open) {
  const ids = new Set(open.map(({ id }) => id))
  return given.filter(({ id }) => !ids.has(id))
}
