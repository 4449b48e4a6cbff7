// One voice at a time: what begins to play on the page, a film too, makes the others pause.

const silence = ({ target }) =>
  document.querySelectorAll("audio, video").forEach((other) => other !== target && other.pause())
document.addEventListener("play", silence, true)
