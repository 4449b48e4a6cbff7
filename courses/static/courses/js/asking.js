// Asks an address again and again for JSON, and more seldom on a weak line; never while nobody looks.
const EVERY = 5000
const SLOWEST = 60000

export class Asking {
  constructor(address, show) {
    this.address = address
    this.show = show
    this.wait = EVERY
    this.later()
  }

  end() {
    this.over = true
    clearTimeout(this.timer)
  }

  later() {
    if (!this.over) {
      this.timer = setTimeout(() => this.ask(), this.wait)
    }
  }

  async ask() {
    if (!document.hidden) {
      try {
        const answer = await fetch(this.address, { credentials: "same-origin" })
        if (!answer.ok) {
          throw new Error(String(answer.status))
        }
        this.show(await answer.json())
        this.wait = EVERY
      } catch (_cut) {
        this.wait = Math.min(this.wait * 2, SLOWEST)
      }
    }
    this.later()
  }
}
