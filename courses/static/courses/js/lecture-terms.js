// <lecture-terms>: around a glossary. A term in the text shows its meaning right there; without the script its link
// leads to the glossary, and the glossary back.

import "./say-word.js"

customElements.define(
  "lecture-terms",
  class extends HTMLElement {
    connectedCallback() {
      if (this.listens) return
      this.listens = true
      document.addEventListener("click", (event) => {
        const link = event.target.closest && event.target.closest("a.term")
        const entry = link && document.getElementById(link.hash.slice(1))
        if (!entry || !this.contains(entry)) return
        event.preventDefault()
        this.toggle(link, entry)
      })
      document.addEventListener("keydown", ({ key }) => key === "Escape" && this.close())
    }

    toggle(link, entry) {
      const again = this.link === link
      this.close()
      if (again) return
      this.link = link
      this.note = document.createElement("aside")
      this.note.className = "term-note"
      this.note.tabIndex = -1
      const name = document.createElement("b")
      name.textContent = entry.querySelector("dt").firstChild.textContent.trim()
      const meaning = document.createElement("div")
      meaning.innerHTML = entry.querySelector("dd").innerHTML
      // Its links back stay in the glossary, and so do the ids of its own.
      meaning.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"))
      const close = document.createElement("button")
      Object.assign(close, { type: "button", className: "button button--quiet", textContent: this.dataset.close })
      close.addEventListener("click", () => this.close())
      this.note.append(name, meaning, close)
      const around = link.closest("p, li, td, dd, figcaption, th") || link
      if (around.tagName === "P" || around === link) around.after(this.note)
      else around.append(this.note)
      link.setAttribute("aria-expanded", "true")
      this.note.focus()
    }

    close() {
      if (!this.note) return
      const link = this.link
      this.note.remove()
      link.removeAttribute("aria-expanded")
      this.note = this.link = null
      link.focus()
    }
  },
)
