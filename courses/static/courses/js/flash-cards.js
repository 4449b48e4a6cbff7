// <flash-cards>: one card of the list at a time, turned by a tap or by keys; what is known is put away and stays so on
// this device. Without it all cards stand there, each with its back behind a <summary>.

import { know, notYet, pileOf, shuffled } from "./card-pile.js"
import { keep, kept, tellDone } from "./kept-here.js"
import "./say-word.js"

customElements.define(
  "flash-cards",
  class extends HTMLElement {
    async connectedCallback() {
      if (this.cards) return
      this.cards = new Map(Array.from(this.querySelectorAll("[data-card]"), (card) => [card.dataset.card, card]))
      this.state = this.appendChild(document.createElement("p"))
      this.state.className = "flash-cards__state"
      this.state.setAttribute("role", "status")
      this.bar = this.appendChild(document.createElement("div"))
      this.bar.className = "flash-cards__bar"
      const act = (name, className, change) => {
        const button = document.createElement("button")
        Object.assign(button, { type: "button", className, textContent: this.dataset[name] })
        button.addEventListener("click", change)
        return this.bar.appendChild(button)
      }
      this.known = act("known", "button", () => this.go(know(this.pile)))
      this.unknown = act("unknown", "button button--quiet", () => this.go(notYet(this.pile)))
      this.mix = act("shuffle", "button button--plain", () => this.go(shuffled(this.pile)))
      this.again = act("again", "button button--plain", () => this.go(pileOf(Array.from(this.cards.keys()))))
      this.cards.forEach((card) => this.watch(card))
      // All cards at first: what is kept takes a moment to open, and by then a card may have been turned.
      this.show(pileOf(Array.from(this.cards.keys())))
      const known = (await kept(this, "cards")) || []
      if (known.length && !this.hasBegun) this.show(pileOf(Array.from(this.cards.keys()), known))
    }

    watch(card) {
      const back = card.querySelector("details")
      back.addEventListener("toggle", () => this.showActs())
      // The whole card turns, except where something of its own is pressed.
      card.addEventListener("click", ({ target }) => {
        if (!target.closest("a, button, summary, audio")) back.open = !back.open
      })
    }

    go(pile) {
      this.hasBegun = true
      this.show(pile)
      keep(this, "cards", pile.known)
      const top = this.top()
      if (top) top.querySelector("summary").focus()
      else this.again.focus()
      if (!pile.waiting.length) tellDone(this, "cards")
    }

    show(pile) {
      this.pile = pile
      this.cards.forEach((card, id) => {
        card.querySelector("details").open = false
        card.classList.toggle("is-later", id !== pile.waiting[0])
      })
      const words = pile.waiting.length ? this.dataset.place : this.dataset.done
      this.state.textContent = words.replace("{known}", pile.known.length).replace("{count}", this.cards.size)
      this.showActs()
    }

    showActs() {
      const top = this.top()
      const turned = Boolean(top && top.querySelector("details").open)
      this.known.hidden = this.unknown.hidden = !turned
      this.mix.hidden = turned || this.pile.waiting.length < 2
      this.again.hidden = !this.pile.known.length
    }

    top() {
      return this.cards.get(this.pile.waiting[0])
    }
  },
)
