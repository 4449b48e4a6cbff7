// «Đã lưu lúc 14:05»: the editor saves by itself and says only that it did, not when.

const told = document.getElementById("editor-words").dataset

document.addEventListener("w-autosave:success", () => {
  const words = document.querySelector(".w-autosave-indicator__state--saved .w-autosave-indicator__text")
  const now = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" })
  if (words) words.textContent = told.saved.replace("%s", now)
})
