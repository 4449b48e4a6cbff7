// <sound-button>: a large button that plays the recording of a question, for small fingers. Without this script the
// browser's own player stands there.

customElements.define(
  "sound-button",
  class extends HTMLElement {
    connectedCallback() {
      this.sound = this.querySelector("audio")
      this.button = this.querySelector("button")
      this.words = this.button.querySelector("span")
      this.sound.hidden = true
      this.button.hidden = false
      this.button.addEventListener("click", () => (this.sound.paused ? this.play() : this.sound.pause()))
      for (const name of ["play", "pause", "ended"]) this.sound.addEventListener(name, () => this.show())
      this.sound.addEventListener("error", () => this.tell(this.dataset.failed))
    }

    play() {
      // One voice at a time.
      document.querySelectorAll("audio").forEach((other) => other !== this.sound && other.pause())
      this.sound.play().catch(() => this.tell(this.dataset.failed))
    }

    show() {
      this.tell(this.sound.paused ? this.dataset.play : this.dataset.pause)
    }

    tell(words) {
      this.words.textContent = words
    }
  },
)
