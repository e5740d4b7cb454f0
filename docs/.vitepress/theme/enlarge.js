/** Shows a figure that is clicked by itself, at least as large as it was drawn, to be scrolled where the window is smaller. A click or Escape ends it. */
export function enlargeFigures() {
  document.addEventListener('click', ({ target }) => {
    const figure = target.closest?.('button.figure')?.querySelector('img')
    if (!figure) return
    const dialog = document.createElement('dialog')
    dialog.className = 'enlarged'
    const copy = figure.cloneNode()
    copy.style.width = `max(100%, ${figure.naturalWidth}px)`
    dialog.append(copy)
    dialog.addEventListener('click', () => dialog.close())
    dialog.addEventListener('close', () => dialog.remove())
    document.body.append(dialog)
    dialog.showModal()
  })
}
