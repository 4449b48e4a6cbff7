// <film-ways>: watch a film here in the weight one chooses, or listen and see its pictures one after the other.
// Without it the links open the film, and the pictures stand in a row.

import { slideAt } from "./js/slides.js"

customElements.define("film-ways", class extends HTMLElement {
  connectedCallback() {
    this.film = this.querySelector("video")
    // A browser loads it at once, wherever on the page it is; not where data is saved (lms/js/looks.js).
    const { poster } = this.film.dataset
    if (poster && document.documentElement.dataset.saver !== "on") this.film.poster = poster
    this.querySelectorAll("[data-film]").forEach((link) => {
      link.addEventListener("click", (event) => this.watch(event, link))
    })
    this.slides = this.querySelector(".film__slides")
    if (this.slides) this.keepStep()
  }

  watch(event, link) {
    event.preventDefault()
    const second = this.film.currentTime
    if (this.film.currentSrc !== link.href) {
      this.film.src = link.href
      if (second) this.film.addEventListener("loadedmetadata", () => this.goTo(second), { once: true })
    }
    this.film.play().catch(() => {})
    this.film.focus()
  }

  goTo(second) {
    this.film.currentTime = second
  }

  keepStep() {
    this.rows = Array.from(this.slides.querySelectorAll("li"))
    this.times = this.rows.map((row) => Number(row.dataset.at))
    this.sound = this.slides.querySelector("audio")
    this.slides.classList.add("film__slides--in-step")
    this.show(0)
    this.sound.addEventListener("timeupdate", () => this.show(slideAt(this.times, this.sound.currentTime)))
    // Never two voices at once.
    this.sound.addEventListener("play", () => this.film.pause())
    this.film.addEventListener("play", () => this.sound.pause())
  }

  show(position) {
    if (this.now === this.rows[position]) return
    if (this.now) this.now.classList.remove("film__slide--now")
    this.now = this.rows[position]
    this.now.classList.add("film__slide--now")
    // The next one comes while this one is looked at, once the sound runs.
    const next = this.rows[position + 1]
    if (next && this.sound.currentTime) next.querySelector("img").loading = "eager"
  }
})
