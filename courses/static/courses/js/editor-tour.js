// A few steps that point at the real things of the editor: once by itself, later from the menu of the page.

import { after, scrolled, shown, spot } from "./tour-steps.js"

const words = document.getElementById("editor-tour")
const opener = document.querySelector("[data-editor-tour]")

if (words && opener) {
  opener.addEventListener("click", (event) => (event.preventDefault(), begin()))
  // After the editor has drawn its blocks. Who was led to one of them came for something else.
  if (opener.dataset.editorTour === "new" && !location.hash) setTimeout(begin, 1500)
}

function begin() {
  const steps = [...words.content.querySelectorAll("[data-at]")].map(({ dataset, textContent }) => ({
    at: dataset.at,
    text: textContent.trim(),
  }))
  const came = document.activeElement
  const box = document.importNode(words.content.querySelector(".tour"), true)
  const [text, count, back, next, close] = ["text", "count", "back", "next", "close"].map((name) =>
    box.querySelector(`[data-tour-${name}]`),
  )
  const there = shown(steps, (at) => document.querySelector(at))
  let at = 0
  let target

  function show(place) {
    leave()
    at = place
    target = document.querySelector(there[at].at)
    target.classList.add("tour-target")
    text.textContent = there[at].text
    count.textContent = `${at + 1}/${there.length}`
    back.hidden = at === 0
    close.hidden = after(at, there) === null
    next.textContent = after(at, there) === null ? next.dataset.end : next.dataset.on
    const screen = { width: innerWidth, height: innerHeight }
    const size = box.getBoundingClientRect()
    target.scrollIntoView({ block: scrolled(target.getBoundingClientRect(), size, screen), behavior: "instant" })
    const { left, top } = spot(target.getBoundingClientRect(), size, screen)
    box.style.left = `${left}px`
    box.style.top = `${top}px`
    next.focus({ preventScroll: true })
  }

  function leave() {
    if (target) target.classList.remove("tour-target")
  }

  function end() {
    leave()
    box.remove()
    if (came && came.focus) came.focus({ preventScroll: true })
    remember()
  }

  if (!there.length || document.querySelector("body > .tour")) return
  document.body.append(box)
  next.addEventListener("click", () => (after(at, there) === null ? end() : show(after(at, there))))
  back.addEventListener("click", () => show(at - 1))
  close.addEventListener("click", end)
  box.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") end()
    else if (key === "ArrowRight" && after(at, there) !== null) show(at + 1)
    else if (key === "ArrowLeft" && at > 0) show(at - 1)
  })
  show(0)
}

// Kept with the account, so that it is not shown again on another machine.
function remember() {
  if (opener.dataset.editorTour !== "new") return
  opener.dataset.editorTour = "seen"
  fetch(words.dataset.seen, {
    method: "PATCH",
    headers: { "X-CSRFToken": window.wagtailConfig.CSRF_TOKEN, "Content-Type": "application/json" },
    body: JSON.stringify({ [words.dataset.name]: true }),
  }).catch(() => {})
}
