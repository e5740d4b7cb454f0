// These functions run in the page. They return a line on each place that cannot be read there.

/** Text that is cut off, by the window or by a box that nobody can scroll, and text that lies on other text. Nothing may move, or it is seen half-way. */
export function unreadable() {
  const found = []
  const lines = []
  const say = (what, text) => found.push(`${what}: "${text.trim().replace(/\s+/g, ' ').slice(0, 60)}"`)
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!node.data.trim() || !parent.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || forNobodysEyes(parent)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue
      const seen = clip(box, parent)
      if (seen === 'scrolls') continue
      if (seen) say(seen, node.data)
      else lines.push({ box, node })
    }
  }
  lines.sort((a, b) => a.box.top - b.box.top)
  lines.forEach(({ box, node }, i) => {
    for (let j = i + 1; j < lines.length && lines[j].box.top < box.bottom; ++j) {
      const other = lines[j].box
      const width = Math.min(box.right, other.right) - Math.max(box.left, other.left)
      const height = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top)
      const smaller = Math.min(box.height, other.height)
      if (width > 2 && height > 0.4 * smaller && layerOf(node) === layerOf(lines[j].node)) say('overlaps', `${node.data.trim().slice(0, 25)} | ${lines[j].node.data}`)
    }
  })
  return [...new Set(found)]

  // What is drawn in a layer of its own, as the bar on top, may lie on the text that scrolls away under it.
  function layerOf(node) {
    for (let each = node.parentElement; each; each = each.parentElement) if (['fixed', 'sticky'].includes(getComputedStyle(each).position)) return each
    return null
  }

  // Screen readers' text, and a formula's, which is drawn.
  function forNobodysEyes(element) {
    for (let each = element; each; each = each.parentElement) {
      const { clip, clipPath, position } = getComputedStyle(each)
      if (position === 'absolute' && (clip !== 'auto' || clipPath !== 'none')) return true
    }
    return false
  }

  // What keeps a line from being seen: undefined where nothing does, 'scrolls' where a reader can bring it into sight.
  function clip(box, element) {
    for (let each = element; each; each = each.parentElement) {
      const { overflowX, position } = getComputedStyle(each)
      if (['auto', 'scroll'].includes(overflowX)) return 'scrolls'
      const edge = each.getBoundingClientRect()
      if (['hidden', 'clip'].includes(overflowX) && each !== document.documentElement && each !== document.body && (box.right > edge.right + 1.5 || box.left < edge.left - 1.5)) return 'cut off'
      if (position === 'fixed') break
    }
    return box.right > innerWidth + 1.5 || box.left < -1.5 ? 'beyond the window' : undefined
  }
}

/** How many blocks of code are wider than the page. */
export function wideCode() {
  return [...document.querySelectorAll('.vp-doc pre')].filter((each) => each.checkVisibility() && each.scrollWidth > each.clientWidth + 1).map((each) => each.innerText.split('\n').reduce((a, b) => (a.length > b.length ? a : b)))
}
