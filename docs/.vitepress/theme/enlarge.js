/**
 * Shows a figure that is clicked by itself, at least as large as it was drawn, to be scrolled where the window is smaller. A click, Escape, Enter or
 * the way back ends it.
 */
export function enlargeFigures() {
  document.addEventListener('click', ({ target }) => {
    const figure = target.closest?.('button.figure')?.querySelector('img')
    if (!figure) return
    const dialog = document.createElement('dialog')
    dialog.className = 'enlarged'
    dialog.setAttribute('aria-label', figure.alt)
    const copy = figure.cloneNode()
    copy.style.width = `max(100%, ${figure.naturalWidth}px)`
    dialog.append(copy)
    dialog.addEventListener('click', () => dialog.close())
    dialog.addEventListener('keydown', ({ key }) => key === 'Enter' && dialog.close())
    dialog.addEventListener('close', () => dialog.remove())
    window.addEventListener('popstate', () => dialog.close(), { once: true })
    document.body.append(dialog)
    dialog.showModal()
  })
}
