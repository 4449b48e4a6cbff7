// <scan-code>: a text field that the camera can fill. Codes are always typed as well, by hand or by a scanner that
// acts as a keyboard. It tells what it got by the event "code-scanned", detail {text, by, repeat}:
// `by` is "camera" or "keys", `repeat` that the camera saw this code before.
//
// Whoever takes the code calls preventDefault(): the camera then stays open for the next one, and the
// field is emptied. When nobody does, the text stands in the field and the camera closes.

import { reader } from "./code-readers.js"
import { Looks } from "./scanned.js"

const PAUSE = 100

customElements.define(
  "scan-code",
  class extends HTMLElement {
    connectedCallback() {
      if (this.field) return
      this.field = this.querySelector("input")
      this.view = this.querySelector("[data-view]")
      this.video = this.querySelector("video")
      this.opener = this.querySelector("[data-open]")
      this.torch = this.querySelector("[data-torch]")
      this.looks = new Looks()
      // Where a page is kept for no signal, what the camera needs is kept with it (lms/js/keep-page.js).
      const { worker, library } = this.dataset
      if (library && !("BarcodeDetector" in window)) this.dataset.later = `${worker} ${library}`
      this.opener.hidden = false
      this.opener.addEventListener("click", () => this.open())
      this.querySelector("[data-close]").addEventListener("click", () => this.close())
      this.torch.addEventListener("click", () => this.light())
      this.field.addEventListener("keydown", (press) => this.typed(press))
      addEventListener("pagehide", () => this.close())
    }

    disconnectedCallback() {
      this.close()
    }

    // A sentence beside the field; the page may say its own.
    say(words) {
      this.querySelector("[role=status]").textContent = words
    }

    async open() {
      if (this.stream) return
      this.opener.disabled = true
      this.say("BarcodeDetector" in window || !this.dataset.library ? this.dataset.opening : this.dataset.loading)
      try {
        this.stream = await camera()
        this.video.srcObject = this.stream
        this.view.hidden = false
        this.opener.hidden = true
        await this.video.play()
        this.read = this.read || (await reader({ worker: this.dataset.worker, library: this.dataset.library }))
        if (!this.read) throw new DOMException("", "NoReader")
        this.say("")
        const track = this.stream.getVideoTracks()[0]
        this.torch.hidden = !(track.getCapabilities && track.getCapabilities().torch)
        track.addEventListener("ended", () => this.close())
        this.look(this.stream)
      } catch (trouble) {
        this.close()
        this.say(this.dataset[WORDS[trouble.name]] || this.dataset.broken)
        this.field.focus()
      }
      this.opener.disabled = false
    }

    close() {
      if (this.stream) this.stream.getTracks().forEach((track) => track.stop())
      this.stream = null
      this.video.srcObject = null
      this.view.hidden = true
      this.opener.hidden = false
    }

    async look(stream) {
      while (this.stream === stream) {
        if (!document.hidden && this.video.readyState >= 2) {
          const texts = await this.read(this.video).catch(() => [])
          if (this.stream !== stream) return
          texts.forEach((text) => this.saw(text))
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE))
      }
    }

    saw(text) {
      const look = this.looks.at(text, performance.now())
      if (look === "echo") return
      signal(look === "repeat")
      if (this.tell(text, "camera", look === "repeat")) return
      this.field.value = text
      this.field.dispatchEvent(new Event("input", { bubbles: true }))
      this.close()
    }

    typed(press) {
      if (press.key !== "Enter" || !this.field.value.trim()) return
      if (!this.tell(this.field.value, "keys", false)) return
      press.preventDefault()
      this.field.value = ""
    }

    // Whether somebody took it.
    tell(text, by, repeat) {
      const detail = { text, by, repeat }
      return !this.dispatchEvent(new CustomEvent("code-scanned", { detail, bubbles: true, cancelable: true }))
    }

    async light() {
      const on = this.torch.getAttribute("aria-pressed") !== "true"
      try {
        await this.stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] })
        this.torch.setAttribute("aria-pressed", on)
      } catch (error) {
        this.torch.hidden = true
      }
    }
  },
)

const WORDS = {
  Unsafe: "unsafe",
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NoReader: "noReader",
}

function camera() {
  if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) throw new DOMException("", "Unsafe")
  const video = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } }
  return navigator.mediaDevices.getUserMedia({ video, audio: false })
}

// Felt and softly heard: one short sign for a code, two for one that was scanned before.
function signal(twice) {
  if (navigator.vibrate) navigator.vibrate(twice ? [40, 80, 40] : 60)
  try {
    sound = sound || new AudioContext()
    for (const start of twice ? [0, 0.14] : [0]) beep(sound.currentTime + start, twice ? 440 : 880)
  } catch (error) {
    // No sound here.
  }
}

let sound = null

function beep(at, pitch) {
  const tone = sound.createOscillator()
  const volume = sound.createGain()
  tone.frequency.value = pitch
  volume.gain.value = 0.06
  tone.connect(volume).connect(sound.destination)
  tone.start(at)
  tone.stop(at + 0.07)
}
