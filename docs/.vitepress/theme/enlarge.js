/**
 * Shows a figure that is clicked by itself, at least as large as it was drawn, to be scrolled where the window is smaller. A click, Escape, Enter or
 * the way back ends it.
 */
export function enlargeFigures() {
  const dialog = document.createElement('dialog')
  dialog.className = 'enlarged'
  dialog.addEventListener('click', () => dialog.close())
  dialog.addEventListener('keydown', ({ key }) => key === 'Enter' && dialog.close())
  dialog.addEventListener('close', () => dialog.replaceChildren())
  window.addEventListener('popstate', () => dialog.close())
  document.body.append(dialog)
  document.addEventListener('click', ({ target }) => {
    const figure = target.closest?.('button.figure')?.querySelector('img')
    if (!figure) return
    const copy = figure.cloneNode()
    copy.style.width = `max(100%, ${figure.naturalWidth}px)`
    dialog.setAttribute('aria-label', figure.alt)
    dialog.append(copy)
    dialog.showModal()
  })
}
