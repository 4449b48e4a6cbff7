// <learning-steps>: the steps of a list one after the other, where one stopped the last time. Without it, and on
// paper, all of them stand there.

import { keep, kept, tellDone } from "./kept-here.js"

customElements.define(
  "learning-steps",
  class extends HTMLElement {
    async connectedCallback() {
      if (this.steps) return
      this.steps = Array.from(this.querySelectorAll("li.step"))
      if (this.steps.length < 2) return
      this.bar = document.createElement("div")
      this.bar.className = "steps-of-lecture__bar"
      this.next = this.button("button", this.dataset.next, () => this.goOn())
      this.again = this.button("button button--plain", this.dataset.again, () => this.begin())
      this.place = document.createElement("span")
      this.place.setAttribute("role", "status")
      this.bar.append(this.next, this.again, this.place)
      this.append(this.bar)
      this.show(1)
      const before = await kept(this, "steps")
      if (before > this.shown) this.show(Math.min(before, this.steps.length))
      addEventListener("hashchange", () => this.openFor())
      this.openFor()
    }

    button(className, textContent, act) {
      const button = Object.assign(document.createElement("button"), { type: "button", className, textContent })
      button.addEventListener("click", act)
      return button
    }

    show(count) {
      this.shown = count
      this.steps.forEach((step, place) => step.classList.toggle("is-later", place >= count))
      const all = count === this.steps.length
      this.next.hidden = all
      this.again.hidden = count === 1
      this.place.textContent = this.dataset.place.replace("{n}", count).replace("{count}", this.steps.length)
    }

    goOn() {
      this.show(this.shown + 1)
      keep(this, "steps", this.shown)
      this.lookAt(this.steps[this.shown - 1])
      if (this.shown === this.steps.length) tellDone(this, "steps")
    }

    begin() {
      this.show(1)
      keep(this, "steps", 1)
      this.lookAt(this.steps[0])
    }

    // Who reads by ear or by keys goes on from the new step, and it comes into sight.
    lookAt(step) {
      step.tabIndex = -1
      step.focus()
    }

    // A link into a step that is not shown yet opens the way to it.
    openFor() {
      const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
      const place = target ? this.steps.findIndex((step) => step.contains(target)) : -1
      if (place < this.shown) return
      this.show(place + 1)
      target.scrollIntoView()
    }
  },
)
