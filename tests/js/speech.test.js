import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { hush, pieces, say, vietnamese, whenVoiced } from "../../lms/static/lms/js/speech.js"

const LINH = { lang: "vi-VN", localService: true, name: "Linh" }
const ENGLISH = { lang: "en-US", localService: true }
const FAR = { lang: "vi-VN", localService: false }

let speech

beforeEach(() => {
  globalThis.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text
    }
  }
  speech = globalThis.speechSynthesis = {
    voices: [ENGLISH, LINH],
    spoken: [],
    getVoices: () => speech.voices,
    addEventListener: (_name, look) => (speech.look = look),
    cancel: () => {
      const now = speech.now
      speech.now = null
      if (now) now.onerror({ error: "canceled" })
    },
    speak: (words) => {
      speech.now = words
      speech.spoken.push(words.text)
    },
    finish: () => {
      const now = speech.now
      speech.now = null
      now.onend()
    },
  }
})

test("a Vietnamese voice of the machine itself is taken, however Android writes its language", () => {
  assert.equal(vietnamese([ENGLISH, LINH]), LINH)
  assert.equal(vietnamese([{ ...LINH, lang: "vi_VN" }]).name, "Linh")
  assert.equal(vietnamese([ENGLISH]), null)
})

test("a voice that would send the words away is none", () => {
  assert.equal(vietnamese([FAR]), null)
})

test("the button is offered once the voices have arrived", () => {
  speech.voices = []
  const told = []
  whenVoiced((voiced) => told.push(voiced))
  speech.voices = [LINH]
  speech.look()
  assert.deepEqual(told, [false, true])
})

test("a browser that cannot speak offers nothing and breaks nothing", () => {
  delete globalThis.speechSynthesis
  whenVoiced(() => assert.fail("there is no voice"))
})

test("a text is spoken sentence by sentence, long ones cut where one breathes", () => {
  assert.deepEqual(pieces("Việc cần làm. Có 2 việc!"), ["Việc cần làm.", "Có 2 việc!"])
  const long = `${"một hai ba ".repeat(8)}bốn, ${"năm sáu bảy ".repeat(8)}.`
  const cut = pieces(long, 120)
  assert.ok(cut.every((piece) => piece.length <= 120))
  assert.ok(cut[0].endsWith("bốn,"))
  assert.deepEqual(pieces(""), [])
})

test("pieces follow each other in the Vietnamese voice, and then it is over", () => {
  let over = 0
  say("Một. Hai.", () => over++)
  assert.deepEqual(speech.spoken, ["Một."])
  assert.equal(speech.now.voice, LINH)
  speech.finish()
  assert.deepEqual(speech.spoken, ["Một.", "Hai."])
  assert.equal(over, 0)
  speech.finish()
  assert.equal(over, 1)
})

test("another text takes the place of the one that is being read", () => {
  const over = []
  say("Một. Hai.", () => over.push("first"))
  say("Ba.", () => over.push("second"))
  assert.deepEqual(speech.spoken, ["Một.", "Ba."])
  assert.deepEqual(over, ["first"])
})

test("hushed, it says no more and is over once", () => {
  let over = 0
  say("Một. Hai.", () => over++)
  hush()
  assert.deepEqual(speech.spoken, ["Một."])
  assert.equal(over, 1)
})
