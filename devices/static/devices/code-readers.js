// Readers of codes in a video: the browser's own where it has one, else a library in a worker.
//
//   const read = await reader({worker, library})    null when this browser can do neither
//   await read(video)                               the texts in the picture now, [] mostly

const FORMATS = ["qr_code", "data_matrix", "code_128", "code_39", "ean_13", "ean_8", "itf"]
// Enough to read a label of 4 cm from a hand's breadth, and quick on a weak phone.
const SIDE = 640

export async function reader(addresses) {
  return (await ownReader()) || (await workerReader(addresses))
}

async function ownReader() {
  try {
    const formats = await BarcodeDetector.getSupportedFormats()
    // Some desktops have the name and nothing behind it.
    if (!formats.includes("qr_code")) return null
    const detector = new BarcodeDetector({ formats: FORMATS.filter((format) => formats.includes(format)) })
    return async (video) => (await detector.detect(video)).map((found) => found.rawValue)
  } catch (error) {
    return null
  }
}

function workerReader({ worker: address, library }) {
  if (!address || !library || !("Worker" in window)) return null
  return new Promise((resolve) => {
    const worker = new Worker(address)
    const canvas = document.createElement("canvas")
    const told = () => new Promise((done, fail) => {
      worker.onmessage = ({ data }) => done(data)
      worker.onerror = fail
    })
    const read = async (video) => {
      const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight))
      canvas.width = Math.round(video.videoWidth * scale)
      canvas.height = Math.round(video.videoHeight * scale)
      const paint = canvas.getContext("2d", { willReadFrequently: true })
      paint.drawImage(video, 0, 0, canvas.width, canvas.height)
      const { data, width, height } = paint.getImageData(0, 0, canvas.width, canvas.height)
      const answer = told()
      worker.postMessage({ pixels: data.buffer, width, height }, [data.buffer])
      return (await answer).texts
    }
    read.stop = () => worker.terminate()
    told().then(({ ready }) => resolve(ready ? read : null), () => resolve(null))
    worker.postMessage({ library })
  })
}
