// A photo made small enough for a weak signal, drawn anew: upright, and without where and when it was taken.

import { shrunk, staysAsItIs } from "./shrink.js"

// The file as it may be sent: at most `most` bytes if that can be had, else as small as it gets.
export async function smallPhoto(file, most) {
  if (staysAsItIs(file, most) || !CSS.supports("image-orientation", "from-image")) return file
  const address = URL.createObjectURL(file)
  try {
    const picture = await loaded(address)
    const blob = await shrunk(picture.naturalWidth, picture.naturalHeight, most, (size, quality) =>
      drawn(picture, size, quality),
    )
    if (!blob || blob.size >= file.size) return file
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" })
  } catch (error) {
    // What this browser cannot read may still be read at school.
    return file
  } finally {
    URL.revokeObjectURL(address)
  }
}

function loaded(address) {
  return new Promise((resolve, reject) => {
    const picture = new Image()
    picture.onload = () => resolve(picture)
    picture.onerror = reject
    picture.src = address
  })
}

function drawn(picture, size, quality) {
  const canvas = document.createElement("canvas")
  canvas.width = size.width
  canvas.height = size.height
  const pen = canvas.getContext("2d")
  // On white, as the server draws it: a canvas alone is black where a picture lets light through.
  pen.fillStyle = "#fff"
  pen.fillRect(0, 0, size.width, size.height)
  pen.drawImage(picture, 0, 0, size.width, size.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("not drawn"))), "image/jpeg", quality),
  )
}
