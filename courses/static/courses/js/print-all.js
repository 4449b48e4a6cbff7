// What is folded away in a lecture is printed too: it opens for the time of printing.

const opened = new Set()

function open() {
  for (const folded of document.querySelectorAll(".piece details:not([open])")) {
    if (folded.closest("practice-form")) continue
    folded.open = true
    opened.add(folded)
  }
}

function close() {
  opened.forEach((folded) => {
    folded.open = false
  })
  opened.clear()
}

addEventListener("beforeprint", open)
addEventListener("afterprint", close)
matchMedia("print").addListener(({ matches }) => (matches ? open() : close()))
