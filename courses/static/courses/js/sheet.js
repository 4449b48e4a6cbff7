// What stands in the questions of a paper, and putting it back. Shared by quiz and practice.

export function questions(form) {
  return Array.from(form.querySelectorAll("fieldset[data-place]"))
}

// Those that want an answer; what is only to be read does not.
export function asked(form) {
  return questions(form).filter((question) => question.dataset.kind !== "information")
}

// The answer of one question as a list of values: ["a"], ["a:true", "c:false"], ["0,5"]; [] for none. A field that
// is one part of the answer says which (data-of).
export function valuesOf(question) {
  return fields(question)
    .filter((field) => (isBox(field) ? field.checked : field.value.trim()))
    .map((field) => partOf(field) + (isBox(field) ? field.value : field.value.trim()))
}

export function fillIn(question, values) {
  for (const field of fields(question)) {
    const part = partOf(field)
    const mine = values.filter((value) => value.startsWith(part)).map((value) => value.slice(part.length))
    if (isBox(field)) field.checked = mine.includes(field.value)
    else field.value = mine[0] || ""
  }
  question.dispatchEvent(new CustomEvent("filled", { detail: values }))
}

// Put questions and options into the order of an attempt: `parts` holds the places of each part, `options` the
// numbers of the options of a place. The paper itself is the same for everybody.
export function arrange(form, { parts, options }) {
  const found = new Map(questions(form).map((question) => [question.dataset.place, question]))
  const passages = new Map(Array.from(form.querySelectorAll("[data-passage]")).map((one) => [one.dataset.passage, one]))
  Array.from(form.querySelectorAll("[data-part]")).forEach((part, number) => {
    const asked = parts[number].map((place) => found.get(String(place))).filter(Boolean)
    part.textContent = ""
    let last
    for (const question of asked) {
      const { about } = question.dataset
      if (about && about !== last) part.append(passages.get(about))
      last = about
      part.append(question)
    }
  })
  for (const place of Object.keys(options)) {
    const list = found.get(place).querySelector(".options, [data-options]")
    const written = Array.from(list.children)
    list.append(...options[place].map((number) => written[number]))
    // Statements are called by where they stand.
    list.querySelectorAll("[data-letter]").forEach((letter, number) => {
      letter.textContent = "abcd"[number]
    })
  }
  asked(form).forEach((question, number) => {
    question.querySelector("[data-number]").textContent = number + 1
  })
}

// What is known of an answer. `words` may be empty: then its place is kept for what comes.
export function say(question, words, look = "") {
  const line = question.querySelector("[data-state]")
  if (!line) return
  line.textContent = words
  line.dataset.said = ""
  delete line.dataset.good
  delete line.dataset.bad
  if (look) line.dataset[look] = ""
}

function fields(question) {
  return Array.from(question.querySelectorAll("input:not([type=file]), select, textarea"))
}

function partOf(field) {
  return field.dataset.of ? `${field.dataset.of}:` : ""
}

function isBox(field) {
  return field.type === "radio" || field.type === "checkbox"
}
