// Looks for a square code in a picture, beside the page, so that the page stays smooth. A classic script: the library
// is one too, and comes at the address that the page names first.
self.onmessage = function (message) {
  var told = message.data
  if (told.library) {
    try {
      importScripts(told.library)
      postMessage({ ready: true })
    } catch (error) {
      postMessage({ ready: false })
    }
    return
  }
  var found = self.jsQR(new Uint8ClampedArray(told.pixels), told.width, told.height, { inversionAttempts: "dontInvert" })
  postMessage({ texts: found && found.data ? [found.data] : [] })
}
