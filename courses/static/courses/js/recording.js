// A spoken answer: Opus, 24 kbit a second, so that two minutes are some 360 KB.

const BITS = 24000
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"]

export class Recording {
  static works() {
    return Boolean(navigator.mediaDevices && navigator.mediaDevices.getUserMedia && window.MediaRecorder)
  }

  constructor(seconds, tick) {
    this.left = seconds
    this.tick = tick
  }

  // Resolves with the file when it was stopped, or when the time is over.
  async run() {
    const heard = await navigator.mediaDevices.getUserMedia({ audio: true })
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type))
    this.recorder = new MediaRecorder(heard, { mimeType, audioBitsPerSecond: BITS })
    const parts = []
    this.recorder.addEventListener("dataavailable", ({ data }) => parts.push(data))
    const done = new Promise((resolve) => this.recorder.addEventListener("stop", resolve))
    this.recorder.start()
    this.tick(this.left)
    const timer = setInterval(() => {
      this.left -= 1
      if (this.left <= 0) this.stop()
      else this.tick(this.left)
    }, 1000)
    await done
    clearInterval(timer)
    for (const track of heard.getTracks()) track.stop()
    const type = (this.recorder.mimeType || mimeType || "audio/webm").split(";")[0]
    return new File(parts, `answer.${type.split("/")[1]}`, { type })
  }

  stop() {
    if (this.recorder && this.recorder.state === "recording") this.recorder.stop()
  }
}
