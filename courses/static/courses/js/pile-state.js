// Points of an answer that was loaded: what is told to the school. Pure.

export const KIND = "points.given"

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
