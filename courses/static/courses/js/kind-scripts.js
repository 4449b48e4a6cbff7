// The scripts of kinds that need one, loaded only where the page asks such a question.

export function loadScripts(form) {
  const wanted = []
  if (form.querySelector("order-list")) wanted.push(import("./order-list.js"))
  if (form.querySelector("picture-spots")) wanted.push(import("./picture-spots.js"))
  if (form.querySelector("answer-files")) wanted.push(import("./answer-files.js"))
  if (form.querySelector("sound-player")) wanted.push(import("./sound-player.js"))
  // What did not come is done without: every kind works by its plain fields.
  return Promise.all(wanted).catch(() => {})
}
