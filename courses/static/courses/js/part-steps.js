// One part of a paper after the other; `<form data-sections="free|forward">`. Whoever goes on where there is no way
// back is asked once more. What is not shown is still in the form: nothing of it is lost.

export class PartSteps {
  // `at`: the part to begin with; `moved(part)` is told of each step.
  constructor(form, { at = 0, moved = () => {} }) {
    this.parts = Array.from(form.querySelectorAll("[data-section]"))
    this.forward = form.dataset.sections === "forward"
    this.bar = form.querySelector("[data-steps]")
    this.end = form.querySelector("[data-end]")
    this.moved = moved
    this.bar.hidden = false
    this.bar.querySelector("[data-next]").addEventListener("click", () => this.next())
    this.bar.querySelector("[data-back]").addEventListener("click", () => this.show(this.at - 1))
    this.show(Math.min(at, this.parts.length - 1), true)
  }

  static wanted(form) {
    return ["free", "forward"].includes(form.dataset.sections) && form.querySelectorAll("[data-section]").length > 1
  }

  next() {
    if (this.forward && !this.asked) {
      this.asked = true
      return this.say(this.bar.dataset.noWayBack)
    }
    this.show(this.at + 1)
  }

  show(at, first = false) {
    this.at = at
    this.asked = false
    this.say("")
    this.parts.forEach((part, number) => (part.hidden = number !== at))
    const last = at === this.parts.length - 1
    this.bar.querySelector("[data-next]").hidden = last
    this.bar.querySelector("[data-back]").hidden = this.forward || at === 0
    this.bar.querySelector("[data-place]").textContent = this.bar.dataset.where
      .replace("{n}", at + 1)
      .replace("{all}", this.parts.length)
    this.end.hidden = !last
    if (first) return
    this.moved(at)
    // A part read aloud or by keyboard begins at its heading.
    const head = this.parts[at].querySelector("h2") || this.parts[at]
    head.tabIndex = -1
    head.focus()
  }

  say(words) {
    const line = this.bar.querySelector("[data-said]")
    line.textContent = words
    line.hidden = !words
  }
}
