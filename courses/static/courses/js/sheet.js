// What stands in the questions of a paper, and putting it back. Shared by quiz and practice.

export function questions(form) {
  return Array.from(form.querySelectorAll("fieldset[data-place]"))
}

// The answer of one question as a list of values: ["a"], ["a:true", "c:false"], ["0,5"]; [] for none.
export function valuesOf(question) {
  return Array.from(question.querySelectorAll("input"))
    .filter((input) => (isBox(input) ? input.checked : input.value.trim()))
    .map((input) => (isBox(input) ? input.value : input.value.trim()))
}

export function fillIn(question, values) {
  for (const input of question.querySelectorAll("input")) {
    if (isBox(input)) input.checked = values.includes(input.value)
    else input.value = values[0] || ""
  }
}

// Put questions and options into the order of an attempt: `parts` holds the places of each part, `options` the
// numbers of the options of a place. The paper itself is the same for everybody.
export function arrange(form, { parts, options }) {
  const found = new Map(questions(form).map((question) => [question.dataset.place, question]))
  Array.from(form.querySelectorAll("[data-part]")).forEach((part, number) => {
    const asked = parts[number].map((place) => found.get(String(place))).filter(Boolean)
    part.textContent = ""
    part.append(...asked)
  })
  for (const place of Object.keys(options)) {
    const list = found.get(place).querySelector(".options")
    const written = Array.from(list.children)
    list.append(...options[place].map((number) => written[number]))
  }
  questions(form).forEach((question, number) => {
    question.querySelector("[data-number]").textContent = number + 1
  })
}

export function say(question, words, look = "") {
  const line = question.querySelector("[data-state]")
  if (!line) return
  line.textContent = words
  delete line.dataset.good
  delete line.dataset.bad
  if (look) line.dataset[look] = ""
}

function isBox(input) {
  return input.type === "radio" || input.type === "checkbox"
}
