// The class of a morning as it is seen: who has what, where each pair stands, and which need another look.

const LOOKS = { here: "badge--warn", school: "badge--done", refused: "badge--late" }

// Beside each pupil the machine of the pair, or the one that was there before. `acts`: {undo(pair), check(pair)};
// `words(pair)`: what was not good at the machine.
export function drawPupils(rows, book, shown, words, acts, lookWords) {
  const byPupil = new Map(shown.map((pair) => [pair.pupil, pair]))
  for (const row of rows) {
    const pupil = book.pupils.get(row.dataset.pupil)
    const pair = byPupil.get(pupil.id)
    const place = row.querySelector("[data-state]")
    place.textContent = ""
    if (pair) {
      const where = (pair.state === "school" && pair.number) || words[pair.state]
      place.append(badge(`${pair.device} · ${where}`, LOOKS[pair.state]))
      if (pair.state !== "refused") {
        if (pair.look) place.append(button(lookWords(pair), () => acts.check(pair), "button--plain"))
        place.append(button(words.undo, () => acts.undo(pair)))
      }
      if (pair.also) place.append(badge(words.lookNotKept, LOOKS.refused))
    } else if (pupil.has) place.append(badge(pupil.has, LOOKS.school))
    row.querySelector("[data-pick]").hidden = Boolean(pair || pupil.has)
  }
}

// What the school refused, each with its sentence and what can be done. `acts`: {again(pair, change), leaveOut(pair)}.
export function drawRefused(list, refused, words, nameOf, acts) {
  list.textContent = ""
  for (const pair of refused) {
    const row = document.createElement("li")
    const sentence = document.createElement("p")
    sentence.textContent = `${nameOf(pair.pupil)} – ${pair.device}: ${pair.told || words[pair.reason] || words.malformed}`
    const can = document.createElement("div")
    can.className = "row"
    if (pair.reason === "needs_decision") can.append(...byDecision(pair, words, acts))
    if (pair.reason === "card_inside") {
      can.append(button(words.withoutCard, () => acts.again(pair, { sim: "-" })))
    }
    can.append(button(words.again, () => acts.again(pair)))
    can.append(button(words.drop, () => acts.leaveOut(pair)))
    row.append(sentence, can)
    list.append(row)
  }
}

function byDecision(pair, words, acts) {
  const typed = document.createElement("input")
  typed.placeholder = words.decision
  typed.setAttribute("aria-label", words.decision)
  typed.maxLength = 60
  const send = () => (typed.value.trim() ? acts.again(pair, { decision: typed.value.trim() }) : typed.focus())
  return [typed, button(words.decide, send)]
}

export function badge(words, looks) {
  const made = document.createElement("span")
  made.className = `badge ${looks}`
  made.textContent = words
  return made
}

export function button(words, act, looks = "button--quiet") {
  const made = document.createElement("button")
  made.type = "button"
  made.className = `button ${looks}`
  made.textContent = words
  made.addEventListener("click", act)
  return made
}
