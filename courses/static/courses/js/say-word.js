// <say-word>: plays the sound of its link on the page. Without it the link opens the sound.

let playing = null

customElements.define(
  "say-word",
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("click", (event) => {
        const link = event.target.closest("a")
        if (!link) return
        event.preventDefault()
        if (playing) playing.pause()
        playing = new Audio(link.href)
        playing.play().catch((error) => {
          // Stopped by the next word; or the browser cannot play it here, and opens it.
          if (error.name !== "AbortError") location.href = link.href
        })
      })
    }
  },
)
