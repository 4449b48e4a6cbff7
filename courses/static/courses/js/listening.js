// What <sound-player> decides, tested with Node.

const SPEEDS = [1, 0.75, 0.5]

// The next slower speed; after the slowest the usual one again.
export function slower(speed) {
  return SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length]
}

// Which of the languages that there are is offered first: the chosen one, else the first of the author.
export function offered(languages, chosen) {
  return languages.includes(chosen) ? chosen : languages[0]
}

// The cookie of /preferences/ (lms/looks.py) with another language; Vietnamese is what needs no saying.
export function withLanguage(cookies, language) {
  const [, looks = ""] = /(?:^|; )looks=([^;]*)/.exec(cookies) || []
  const kept = looks.split(".").filter((part) => part && !part.startsWith("hear-"))
  return [...kept, ...(language === "vi" ? [] : [`hear-${language}`])].join(".")
}
