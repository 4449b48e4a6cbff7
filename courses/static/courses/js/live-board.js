// The board of a round while it runs: asks every ten seconds, less than a kilobyte each time.
import { clock } from "../../lms/js/times.js"
import { points } from "./board-figures.js"

const EVERY = 10000
const SLOWEST = 120000

class LiveBoard extends HTMLElement {
  connectedCallback() {
    this.wait = EVERY
    this.later()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
  }

  later() {
    this.timer = setTimeout(() => this.ask(), this.wait)
  }

  async ask() {
    if (!document.hidden) {
      try {
        const answer = await fetch(this.dataset.src, { credentials: "same-origin" })
        if (answer.status === 404) {
          // The round is over, or its results are published: the page says so.
          return
        }
        if (!answer.ok) {
          throw new Error(String(answer.status))
        }
        this.show(await answer.json())
        this.wait = EVERY
      } catch (_cut) {
        // A weak line is asked less often.
        this.wait = Math.min(this.wait * 2, SLOWEST)
      }
    }
    this.later()
  }

  show(told) {
    const count = this.querySelector("[data-count]")
    count.textContent = `${count.dataset.count} ${told.in}`
    const body = this.querySelector("tbody")
    body.textContent = ""
    for (const [rank, called, hundredths, seconds] of told.rows) {
      const row = body.insertRow()
      this.cell(row, "td", rank)
      this.cell(row, "th", called).scope = "row"
      this.cell(row, "td", points(hundredths))
      this.cell(row, "td", clock(seconds))
    }
  }

  cell(row, tag, text) {
    const made = document.createElement(tag)
    made.textContent = String(text)
    if (tag === "td") {
      made.className = "num"
    }
    row.appendChild(made)
    return made
  }
}

customElements.define("live-board", LiveBoard)
