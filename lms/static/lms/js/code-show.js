// Square codes on this screen, one after the other, until stopped: for another device's camera.
//
//   const stop = await show(canvas, texts, library, (number, of) => …)   `library`: address of qrcode-generator

const EACH = 350
// The quiet border that readers look for, in modules.
const BORDER = 4
// As wide as a small phone shows whole.
const WIDTH = 310

export async function show(canvas, texts, library, tell) {
  const { default: qrcode } = await import(library)
  const codes = texts.map((text) => {
    const code = qrcode(0, "L")
    code.addData(text, "Alphanumeric")
    code.make()
    return code
  })
  let number = 0
  const next = () => {
    paint(canvas, codes[number])
    tell(number + 1, codes.length)
    number = (number + 1) % codes.length
  }
  next()
  const timer = codes.length > 1 ? setInterval(next, EACH) : null
  return () => clearInterval(timer)
}

function paint(canvas, code) {
  const count = code.getModuleCount()
  const cell = Math.max(3, Math.floor(WIDTH / (count + 2 * BORDER)))
  canvas.width = canvas.height = (count + 2 * BORDER) * cell
  const ink = canvas.getContext("2d")
  ink.fillStyle = "#fff"
  ink.fillRect(0, 0, canvas.width, canvas.height)
  ink.fillStyle = "#000"
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (code.isDark(row, column)) ink.fillRect((column + BORDER) * cell, (row + BORDER) * cell, cell, cell)
    }
  }
}
