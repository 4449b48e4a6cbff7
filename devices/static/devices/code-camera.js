// The camera, open on square codes until somebody says stop: for series of codes that run over another screen.
//
//   const stop = await watch(video, {worker, library}, (text) => …)   throws a DOMException whose name says why not

import { reader } from "./code-readers.js"

const PAUSE = 80

export async function watch(video, addresses, tell) {
  if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) throw new DOMException("", "Unsafe")
  const picture = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } }
  const stream = await navigator.mediaDevices.getUserMedia({ video: picture, audio: false })
  let isOpen = true
  const stop = () => {
    isOpen = false
    stream.getTracks().forEach((track) => track.stop())
    video.srcObject = null
  }
  addEventListener("pagehide", stop)
  try {
    video.srcObject = stream
    await video.play()
    const read = await reader(addresses)
    if (!read) throw new DOMException("", "NoReader")
    look(video, read, tell, () => isOpen)
  } catch (trouble) {
    stop()
    throw trouble
  }
  return stop
}

async function look(video, read, tell, isOpen) {
  while (isOpen()) {
    if (!document.hidden && video.readyState >= 2) for (const text of await read(video).catch(() => [])) tell(text)
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
  if (read.stop) read.stop()
}
