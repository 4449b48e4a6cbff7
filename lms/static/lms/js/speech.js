// Reads Vietnamese aloud where the machine has such a voice of its own. No voice is fetched, and none
// that would send the words to somebody else's server is used.

// Some browsers fall silent in the middle of a long text.
const LONGEST = 160
let ended = () => {}

// The first Vietnamese voice that speaks on this machine itself; Android writes «vi_VN».
export function vietnamese(voices) {
  return voices.find((voice) => voice.localService && /^vi\b|^vi_/i.test(voice.lang)) || null
}

// A text in pieces that are short enough to be spoken whole, cut where one breathes.
export function pieces(text, longest = LONGEST) {
  const sentences = text.match(/[^.!?;]+[.!?;]*/g) || []
  return sentences.flatMap((sentence) => breaths(sentence.trim(), longest)).filter(Boolean)
}

function breaths(sentence, longest) {
  if (sentence.length <= longest) return [sentence]
  const comma = sentence.lastIndexOf(", ", longest)
  const at = comma > 0 ? comma + 1 : sentence.lastIndexOf(" ", longest)
  if (at <= 0) return [sentence]
  return [sentence.slice(0, at).trim(), ...breaths(sentence.slice(at).trim(), longest)]
}

// Calls `offer(whether there is a voice)` now, and again when the list of voices arrives.
export function whenVoiced(offer) {
  const speech = globalThis.speechSynthesis
  if (!speech) return
  const look = () => offer(Boolean(vietnamese(speech.getVoices())))
  speech.addEventListener("voiceschanged", look)
  look()
}

// Says `text` in place of whatever was being said; `over` is called once, when it ends or is cut short.
export function say(text, over = () => {}) {
  hush()
  const speech = globalThis.speechSynthesis
  const waiting = pieces(text)
  let going = true
  // Called here too, for not every browser tells the end of what it was made to break off.
  const end = () => {
    if (going) over()
    going = false
  }
  const next = () => {
    if (!going) return
    if (!waiting.length) return end()
    const words = new SpeechSynthesisUtterance(waiting.shift())
    words.lang = "vi-VN"
    words.voice = vietnamese(speech.getVoices())
    words.rate = 0.9
    words.onend = next
    words.onerror = end
    // Kept, or a browser may forget it, and its end, in the middle of a sentence.
    ended = Object.assign(end, { words })
    speech.speak(words)
  }
  next()
}

export function hush() {
  ended()
  globalThis.speechSynthesis.cancel()
}
