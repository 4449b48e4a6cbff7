// <sound-player>: one large button for a recording, and what small listeners need beside it: slower, a little back,
// the place on a line, the language. Without this script the browser's own player stands there.

import { clock } from "../../lms/js/times.js"
import { offered, slower, withLanguage } from "./listening.js"
import "./one-sound.js"

const A_YEAR = 31536000
const BACK = 5
const PATIENCE = 3000
const looks = document.documentElement.dataset
let speed = 1

customElements.define(
  "sound-player",
  class extends HTMLElement {
    connectedCallback() {
      if (this.bar) return
      this.bar = this.querySelector(".player__bar")
      this.readings = [...this.querySelectorAll(".player__reading")]
      this.parts = {}
      this.querySelectorAll("[data-is]").forEach((part) => (this.parts[part.dataset.is] = part))
      const others = this.querySelector(".player__others")
      if (others) this.readings.slice(1).forEach((reading) => this.insertBefore(reading, others))
      if (others) others.remove()
      this.insertBefore(this.bar, this.firstChild).hidden = false
      this.dataset.ready = ""
      const { play, place, back, slow } = this.parts
      play.addEventListener("click", () => (this.sound.paused || this.cut ? this.play() : this.sound.pause()))
      back.addEventListener("click", () => (this.sound.currentTime -= BACK))
      slow.addEventListener("click", () => this.slow())
      for (const name of ["input", "change"])
        place.addEventListener(name, (event) => {
          // No answer of the question around it.
          event.stopPropagation()
          this.sound.currentTime = place.value
        })
      this.querySelectorAll("[data-hear]").forEach((button) =>
        button.addEventListener("click", () => this.hear(button.dataset.hear)),
      )
      addEventListener("hear", () => this.choose())
      this.readings.forEach((reading) => this.follow(reading.querySelector("audio")))
      this.choose()
    }

    follow(sound) {
      sound.hidden = true
      const mine = (act) => () => this.sound === sound && act()
      for (const name of ["play", "pause", "ended"]) sound.addEventListener(name, mine(() => this.show()))
      sound.addEventListener("timeupdate", mine(() => this.move()))
      sound.addEventListener("playing", mine(() => this.tell((this.cut = ""))))
      // Without an error the browser waits for a line that may be dead by now: «play» asks anew then. Each beginning waits
      // as well, and what was taken home comes in a moment.
      const isDead = () => !navigator.onLine && !sound.paused && sound.readyState < sound.HAVE_FUTURE_DATA
      sound.addEventListener("waiting", mine(() => setTimeout(() => this.sound === sound && isDead() && this.fail(), PATIENCE)))
      // Of its sources, which do not bubble, only the last one's failing is the end.
      const failed = ({ target }) => (target !== sound && target.nextElementSibling) || this.fail()
      sound.addEventListener("error", (event) => this.sound === sound && failed(event), true)
    }

    // The language that the reader chose once, for every player of every page.
    choose() {
      const languages = this.readings.map((reading) => reading.dataset.language)
      const language = offered(languages, looks.hear || "vi")
      this.readings.forEach((reading) => (reading.hidden = reading.dataset.language !== language))
      const reading = this.readings[languages.indexOf(language)]
      const sound = reading.querySelector("audio")
      if (sound === this.sound) return
      if (this.sound) this.sound.pause()
      this.sound = sound
      this.key = sound.querySelector("source").src
      this.at = Number(sessionStorage.getItem(this.key)) || 0
      this.parts.size.textContent = reading.dataset.size
      this.querySelectorAll("[data-hear]").forEach((button) =>
        button.setAttribute("aria-pressed", button.dataset.hear === language),
      )
      this.tell((this.cut = ""))
      this.show()
    }

    hear(language) {
      looks.hear = language
      const secure = location.protocol === "https:" ? "; secure" : ""
      document.cookie =
        `looks=${withLanguage(document.cookie, language)}; path=/; max-age=${A_YEAR}; samesite=lax` + secure
      dispatchEvent(new Event("hear"))
    }

    play() {
      const { sound } = this
      if (this.cut || sound.error || sound.networkState === sound.NETWORK_NO_SOURCE) sound.load()
      if (!sound.readyState && this.at) sound.currentTime = this.at
      sound.defaultPlaybackRate = sound.playbackRate = speed
      sound.play().catch(({ name }) => name === "AbortError" || this.fail())
    }

    slow() {
      speed = slower(speed)
      this.sound.playbackRate = speed
      this.show()
    }

    // Where one stopped is kept, for a line that is cut and for a tab that the device throws out.
    move() {
      const { currentTime, duration, ended } = this.sound
      const { place, time } = this.parts
      const known = duration < Infinity
      this.at = ended ? 0 : currentTime
      sessionStorage.setItem(this.key, this.at)
      place.hidden = !known
      if (known) place.max = duration
      place.value = currentTime
      time.textContent = known ? `${clock(currentTime)} / ${clock(duration)}` : clock(currentTime)
      place.setAttribute("aria-valuetext", time.textContent)
    }

    show() {
      const { paused } = this.sound
      const { word, more, slow } = this.parts
      this.toggleAttribute("data-playing", !paused)
      word.textContent = paused ? this.dataset.play : this.dataset.pause
      if (!paused) more.hidden = false
      slow.textContent = speed === 1 ? this.dataset.slow : `${this.dataset.slow} ${String(speed).replace(".", ",")}×`
    }

    fail() {
      this.cut = true
      // Otherwise it waits on, and the button would say that it plays.
      this.sound.pause()
      this.show()
      const { code } = this.sound.error || {}
      this.tell(navigator.onLine && code > 2 ? this.dataset.broken : this.dataset.cut)
    }

    tell(words) {
      this.parts.said.textContent = words
    }
  },
)
