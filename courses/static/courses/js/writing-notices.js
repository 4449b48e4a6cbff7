// What is told at a piece of a lecture that is being written: taken out, refused, written by two at once.

// The line in the place of what was taken out; `undo` is called to bring it back.
export function droppedLine(words, undo) {
  const line = document.createElement("p")
  line.className = "notice row"
  line.innerHTML = `<span></span> <button type="button" class="button button--quiet"></button>`
  line.querySelector("span").textContent = words.dropped
  const button = line.querySelector("button")
  button.textContent = words.undo
  button.addEventListener("click", () => undo(line))
  return line
}

// Both wordings; which of them stays is chosen with one of two buttons.
export function clashBox(words, told, { mine, theirs }) {
  const box = document.createElement("div")
  box.className = "notice notice--warn stack"
  box.dataset.clash = ""
  box.setAttribute("role", "alert")
  box.innerHTML = `<p></p><div class="writer__theirs"></div><p class="row"><button type="button" class="button"></button> <button type="button" class="button button--quiet"></button></p>`
  box.querySelector("p").textContent = told.sentence
  box.querySelector("div").innerHTML = told.html
  if (told.words) box.querySelector("div").textContent = told.words
  const [keep, take] = box.querySelectorAll("button")
  keep.textContent = words.mine
  take.textContent = words.theirs
  keep.addEventListener("click", () => {
    box.remove()
    mine()
  })
  take.addEventListener("click", theirs)
  return box
}

// What a form lacks, at its fields.
export function showErrors(form, errors) {
  clearErrors(form)
  form.closest("details").open = true
  for (const [name, told] of Object.entries(errors)) {
    const field = form.querySelector(`[name="${name}"]`)
    const box = (field && field.type !== "hidden" && field.closest(".field")) || form
    const list = document.createElement("ul")
    list.className = "field__error"
    list.dataset.told = ""
    list.append(...told.map(({ message }) => item(message)))
    if (box === form) form.prepend(list)
    else box.append(list)
  }
}

export function clearErrors(form) {
  for (const told of form.querySelectorAll("[data-told]")) told.remove()
}

// Sentences in a box that is hidden without any.
export function showList(box, sentences) {
  if (!box) return
  box.hidden = !sentences.length
  const list = box.querySelector("ul")
  list.textContent = ""
  list.append(...sentences.map(item))
}

function item(words) {
  return Object.assign(document.createElement("li"), { textContent: words })
}
