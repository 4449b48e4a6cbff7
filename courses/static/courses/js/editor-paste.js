// Pasting out of Word, LibreOffice and Google Docs: the server reads it, this puts it into the editor,
// as one text or, when the author likes, as several blocks.

import { counted, fragment, isDocument, isSeveral, wordsIn } from "./pasted.js"

const told = document.getElementById("editor-words").dataset

addEventListener("paste", take, true)

async function take(event) {
  const editor = event.isTrusted && event.target.closest && event.target.closest(".Draftail-Editor")
  if (editor) unsay(editor)
  const html = event.clipboardData && event.clipboardData.getData("text/html")
  if (!editor || !html || html.includes("data-draftjs-conductor-fragment") || !isDocument(html)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  const plain = event.clipboardData.getData("text/plain")
  const target = event.target
  const found = await read(fragment(html))
  if (!found) return paste(target, "", plain)
  if (found.refusal) return say(editor, found.refusal)
  const place = streamPlace(editor)
  if (!place || !isSeveral(found.blocks, wordsIn(found.text))) return paste(target, asFragment(found.text), plain)
  ask(editor, found, {
    one: () => paste(target, asFragment(found.text), plain),
    several: () => insert(place, found.blocks),
  })
}

// Why nothing was pasted, in the page beside the text, until the next paste or until it is put away.
function say(editor, words) {
  const box = document.createElement("div")
  box.className = "paste-choice"
  box.dataset.pasteRefused = ""
  const text = document.createElement("p")
  text.setAttribute("role", "status")
  const button = document.createElement("button")
  button.type = "button"
  button.className = "button button-secondary"
  button.textContent = told.close
  button.addEventListener("click", () => unsay(editor))
  box.append(text, button)
  editor.before(box)
  // A status is read aloud when its words come into it.
  text.textContent = words
}

function unsay(editor) {
  const box = editor.previousElementSibling
  if (box && "pasteRefused" in box.dataset) box.remove()
}

async function read(html) {
  const body = new FormData()
  body.append("html", html)
  try {
    const headers = { "X-CSRFToken": window.wagtailConfig.CSRF_TOKEN, "X-Requested-With": "XMLHttpRequest" }
    const answer = await fetch(told.pasted, { method: "POST", body, headers })
    return answer.ok || answer.status === 400 ? await answer.json() : null
  } catch {
    // No signal: the bare text is better than nothing.
    return null
  }
}

// The editor takes back in this form what was copied out of another of its kind.
function asFragment(raw) {
  const mark = document.createElement("div")
  mark.setAttribute("data-draftjs-conductor-fragment", JSON.stringify(raw))
  return mark.outerHTML
}

function paste(target, html, plain) {
  const data = new DataTransfer()
  if (html) data.setData("text/html", html)
  data.setData("text/plain", plain || " ")
  target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}

// The lecture's list of blocks and where in it this text block stands; null for a text inside another block.
function streamPlace(editor) {
  const child = editor.closest("[data-streamfield-child]")
  const type = child && child.querySelector(":scope > input[name$='-type']")
  const list = child && child.closest("#body-root")
  if (!type || type.value !== "text" || !list || !list.rootBlock) return null
  const index = list.rootBlock.children.findIndex((one) => one.element === child)
  return index < 0 ? null : { list: list.rootBlock, index, editor }
}

function insert({ list, index, editor }, blocks) {
  const isEmpty = !editor.querySelector(".public-DraftEditor-content").textContent.trim()
  blocks.forEach((block, n) => list.insert({ ...block, id: null }, index + 1 + n, { animate: false, focus: n === 0 }))
  if (isEmpty) list.deleteBlock(index, { animate: false })
}

function ask(editor, found, { one, several }) {
  const names = JSON.parse(told.kinds)
  const box = document.createElement("div")
  box.className = "paste-choice"
  box.setAttribute("role", "dialog")
  box.setAttribute("aria-label", told.several)
  const words = document.createElement("p")
  words.textContent = told.found.replace("%s", counted(found.blocks, names))
  box.append(words)
  for (const [label, act, look] of [
    [told.several, several, "button"],
    [told.one, one, "button button-secondary"],
  ]) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = look
    button.textContent = label
    button.addEventListener("click", () => (box.remove(), act()))
    box.append(button)
  }
  box.addEventListener("keydown", ({ key }) => key === "Escape" && (box.remove(), one()))
  editor.before(box)
  box.querySelector("button").focus()
}
