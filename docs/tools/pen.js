// What drawings are made with: colours, text, lines, panels.

export const [blue, orange, grey, black] = ['#0b62c4', '#b34700', '#767676', '#222']
export const [pale, paleOrange] = ['#dbe7f5', '#f7d9c4'] // areas of blue and orange
export const width = 420 // so that letters of 14 can be read on a telephone

export const text = (x, y, words, { anchor = 'middle', colour = black, size = 14 } = {}) =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${colour}" font-size="${size}">${words}</text>`
export const line = (x1, y1, x2, y2, colour = grey, more = '') => `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour}" ${more}/>`
const places = (points) => points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
export const curve = (points, colour, more = '') => `<polyline points="${places(points)}" fill="none" stroke="${colour}" stroke-width="2" ${more}/>`
export const area = (points, colour) => `<polygon points="${places(points)}" fill="${colour}"/>`
export const dot = (x, y, r, fill, stroke = fill, more = '') => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r}" fill="${fill}" stroke="${stroke}" ${more}/>`
export const rectangle = (x, y, w, h, fill, stroke) => `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${w.toFixed(1)}" height="${h.toFixed(1)}" fill="${fill}" stroke="${stroke}"/>`
export const range = (n) => Array.from({ length: n }, (_, i) => i)

export function svg(title, height, parts) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif">
<title>${title}</title>
${parts.flat(Infinity).join('\n')}
</svg>
`
}

/** A panel of the plane: its frame's corner, its size, and what it shows of x and y. Gives where a point lies. */
export function panel(left, top, w, h, [x0, x1], [y0, y1]) {
  return ([x, y]) => [left + ((x - x0) / (x1 - x0)) * w, top + h - ((y - y0) / (y1 - y0)) * h]
}
