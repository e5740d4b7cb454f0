/** A markdown-it plugin: each picture is a button, which theme/enlarge.js answers by showing the picture as large as it was drawn. */
export function enlargeable(md) {
  const image = md.renderer.rules.image
  md.renderer.rules.image = (...args) => `<button class="figure" type="button" title="Enlarge">${image(...args)}</button>`
}
