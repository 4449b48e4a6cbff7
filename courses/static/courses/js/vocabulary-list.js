// <vocabulary-list>: one language of the table may be covered to test oneself; a word is uncovered by a tap.

import "./say-word.js"

customElements.define(
  "vocabulary-list",
  class extends HTMLElement {
    connectedCallback() {
      if (this.bar) return
      const languages = Array.from(this.querySelectorAll("th[data-language]"))
      if (languages.length < 2) return
      this.bar = document.createElement("div")
      this.bar.className = "vocabulary__bar no-print"
      this.bar.appendChild(document.createElement("p")).textContent = this.dataset.cover
      for (const { dataset, textContent } of languages) this.choice(dataset.language, textContent)
      this.choice("", this.dataset.nothing)
      this.prepend(this.bar)
      this.cover("")
    }

    choice(language, textContent) {
      const button = document.createElement("button")
      Object.assign(button, { type: "button", className: "button button--quiet", textContent })
      button.dataset.language = language
      button.addEventListener("click", () => this.cover(language))
      this.bar.append(button)
    }

    cover(language) {
      for (const button of this.bar.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(button.dataset.language === language))
      }
      for (const cell of this.querySelectorAll("td[data-language]")) {
        this.uncover(cell)
        if (language && cell.dataset.language === language && cell.textContent.trim()) this.hide(cell)
      }
    }

    hide(cell) {
      const show = document.createElement("button")
      Object.assign(show, { type: "button", className: "button button--quiet vocabulary__show" })
      show.textContent = this.dataset.show
      show.addEventListener("click", () => {
        this.uncover(cell)
        const word = cell.querySelector(".vocabulary__word")
        word.tabIndex = -1
        word.focus()
      })
      cell.classList.add("is-covered")
      cell.append(show)
    }

    uncover(cell) {
      const show = cell.querySelector(".vocabulary__show")
      if (show) show.remove()
      cell.classList.remove("is-covered")
    }
  },
)
