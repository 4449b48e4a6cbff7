// A text or Blob as a file, into the folder of downloads.

export function saveFile(name, content, type = "application/json") {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000)
}

// «gui-ho-20261124-1530.json»: when, and of nobody.
export function dated(name, now = new Date()) {
  const two = (number) => String(number).padStart(2, "0")
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`
  return `${name}-${day}-${two(now.getHours())}${two(now.getMinutes())}.json`
}
