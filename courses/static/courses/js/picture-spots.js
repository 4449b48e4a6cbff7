// <picture-spots>: words put into a picture by dragging, or by a touch on the word and one on its place. The lists
// below say the same, and are what is answered; keys and screen readers use them alone.

customElements.define(
  "picture-spots",
  class extends HTMLElement {
    connectedCallback() {
      if (this.words) return
      this.marks = this.querySelector(".spots__marks")
      const first = this.querySelector("select")
      if (!this.marks || !first) return
      this.words = this.wordList(first)
      this.marks.parentElement.after(this.words)
      this.marks.addEventListener("click", (event) => this.touched(event.target.closest("[data-spot]")))
      this.addEventListener("change", () => this.show())
      this.closest("fieldset").addEventListener("filled", () => this.show())
      this.show()
    }

    wordList(select) {
      const list = document.createElement("div")
      list.className = "words"
      list.setAttribute("aria-hidden", "true")
      for (const { value, textContent } of Array.from(select.options).slice(1)) {
        const word = document.createElement("button")
        Object.assign(word, { type: "button", className: "words__one", textContent, tabIndex: -1 })
        word.dataset.word = value
        word.addEventListener("click", () => this.hold(this.held === value ? null : value))
        word.addEventListener("pointerdown", (event) => this.drag(event, value))
        list.append(word)
      }
      return list
    }

    hold(value) {
      this.held = value
      for (const word of this.words.children) word.classList.toggle("is-held", word.dataset.word === value)
    }

    drag(event, value) {
      const word = event.currentTarget
      if (event.pointerType === "mouse") event.preventDefault()
      const move = ({ clientX, clientY }) => {
        word.style.transform = `translate(${clientX - event.clientX}px, ${clientY - event.clientY}px)`
      }
      const stop = ({ type, clientX, clientY }) => {
        removeEventListener("pointermove", move)
        removeEventListener("pointerup", stop)
        removeEventListener("pointercancel", stop)
        word.style.transform = ""
        const spot = type === "pointerup" && this.spotAt(clientX, clientY)
        if (spot) this.put(spot.dataset.spot, value)
      }
      addEventListener("pointermove", move)
      addEventListener("pointerup", stop)
      addEventListener("pointercancel", stop)
    }

    spotAt(x, y) {
      return Array.from(this.marks.querySelectorAll("[data-spot]")).find((spot) => {
        const { left, right, top, bottom } = spot.getBoundingClientRect()
        return x >= left && x <= right && y >= top && y <= bottom
      })
    }

    touched(spot) {
      if (!spot) return
      if (this.held) return this.put(spot.dataset.spot, this.held)
      this.select(spot.dataset.spot).focus()
    }

    put(spot, value) {
      const select = this.select(spot)
      select.value = value
      this.hold(null)
      select.dispatchEvent(new Event("change", { bubbles: true }))
    }

    select(spot) {
      return Array.from(this.querySelectorAll("select")).find((one) => one.dataset.of === spot)
    }

    // What is said so far, in the picture itself.
    show() {
      for (const spot of this.marks.querySelectorAll("[data-spot]")) {
        const select = this.select(spot.dataset.spot)
        const said = select.selectedIndex > 0 ? select.options[select.selectedIndex].textContent : ""
        spot.classList.toggle("is-said", Boolean(said))
        spot.querySelector("text").textContent = said || spot.dataset.number
      }
    }
  },
)
