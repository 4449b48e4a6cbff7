// <labelled-picture>: a number in the picture tells its label when it is tapped; the labels below may be covered to test
// oneself. Without it a number is a link to its label.

customElements.define(
  "labelled-picture",
  class extends HTMLElement {
    connectedCallback() {
      if (this.said) return
      this.marks = Array.from(this.querySelectorAll(".labelled__marks a"))
      this.labels = Array.from(this.querySelectorAll(".labelled__list li"))
      if (!this.marks.length) return
      this.said = document.createElement("p")
      this.said.className = "labelled__said"
      this.said.setAttribute("role", "status")
      this.toggle = document.createElement("button")
      Object.assign(this.toggle, { type: "button", className: "button button--quiet" })
      this.toggle.addEventListener("click", () => this.cover(!this.covered))
      this.querySelector(".labelled__list").before(this.said, this.toggle)
      this.names = this.marks.map((mark) => mark.getAttribute("aria-label"))
      this.marks.forEach((mark, place) =>
        mark.addEventListener("click", (event) => {
          event.preventDefault()
          this.tell(place)
        }),
      )
      this.cover(false)
    }

    tell(place) {
      this.marks.forEach((mark, other) => mark.classList.toggle("is-chosen", other === place))
      this.labels[place].classList.remove("is-covered")
      const words = Array.from(this.labels[place].children, (part) => part.innerHTML)
      this.said.innerHTML = `${place + 1}. ${words.join(" – ")}`
      this.said.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"))
      this.said.hidden = false
      this.marks[place].setAttribute("aria-label", this.names[place])
    }

    cover(covered) {
      this.covered = covered
      this.labels.forEach((label) => label.classList.toggle("is-covered", covered))
      // Who hears the page is not told either what is to be found out.
      this.marks.forEach((mark, place) => {
        mark.classList.remove("is-chosen")
        mark.setAttribute("aria-label", covered ? String(place + 1) : this.names[place])
      })
      this.toggle.textContent = covered ? this.dataset.uncover : this.dataset.cover
      this.said.textContent = covered ? this.dataset.covered : ""
      this.said.hidden = !covered
    }
  },
)
