// <say-word>: plays the sound of its link on the page. Without it the link opens the sound.

import "./one-sound.js"

// One for all words, and on the page, where what else begins to play makes it pause.
const sound = new Audio()

customElements.define(
  "say-word",
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("click", (event) => {
        const link = event.target.closest("a")
        if (!link) return
        event.preventDefault()
        document.body.append(sound)
        sound.src = link.href
        sound.play().catch((error) => {
          // Stopped by the next word; or the browser cannot play it here, and opens it.
          if (error.name !== "AbortError") location.href = link.href
        })
      })
    }
  },
)
