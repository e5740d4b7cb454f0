// What drawings are made with: colours, text, lines, panels.

export const [blue, orange, grey, black] = ['#0b62c4', '#b34700', '#767676', '#222']
export const [pale, paleOrange] = ['#dbe7f5', '#f7d9c4'] // areas of blue and orange
export const width = 420 // so that letters of 14 can be read on a telephone

const short = (number) => Number(Number(number).toFixed(1))
export const text = (x, y, words, { anchor = 'middle', colour = black, size = 14 } = {}) =>
  `<text x="${short(x)}" y="${short(y)}" text-anchor="${anchor}" fill="${colour}" font-size="${size}">${words}</text>`
/** Words that run upwards: the name of a y axis, say. */
export const upward = (x, y, words, { anchor = 'middle', colour = black, size = 13 } = {}) =>
  `<text x="0" y="0" transform="translate(${short(x)} ${short(y)}) rotate(-90)" text-anchor="${anchor}" fill="${colour}" font-size="${size}">${words}</text>`
export const power = (exponent) => `10<tspan dy="-6" font-size="10">${exponent}</tspan>`
export const line = (x1, y1, x2, y2, colour = grey, more = '') => `<line x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}" stroke="${colour}" ${more}/>`
const places = (points) => points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
export const curve = (points, colour, more = '') => `<polyline points="${places(points)}" fill="none" stroke="${colour}" stroke-width="2" ${more}/>`
export const area = (points, colour) => `<polygon points="${places(points)}" fill="${colour}"/>`
export const dot = (x, y, r, fill, stroke = fill, more = '') => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r}" fill="${fill}" stroke="${stroke}" ${more}/>`
export const rectangle = (x, y, w, h, fill, stroke) => `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${w.toFixed(1)}" height="${h.toFixed(1)}" fill="${fill}" stroke="${stroke}"/>`

/** An arrow from one point to another. */
export function arrow([x1, y1], [x2, y2], colour = grey) {
  const length = Math.hypot(x2 - x1, y2 - y1)
  const [u, v] = [(x2 - x1) / length, (y2 - y1) / length]
  const wing = (s) => `${(x2 - 7 * u + s * 3.5 * v).toFixed(1)},${(y2 - 7 * v - s * 3.5 * u).toFixed(1)}`
  const shaft = line(x1, y1, x2 - 5 * u, y2 - 5 * v, colour, 'stroke-width="1.5"')
  return `${shaft}<polygon points="${x2.toFixed(1)},${y2.toFixed(1)} ${wing(1)} ${wing(-1)}" fill="${colour}"/>`
}

/** Squares with numbers in rows and columns; `fill` and `colour` are asked for each place. */
export function grid(left, top, cell, rows, { fill = () => 'white', colour = () => black } = {}) {
  return rows.map((row, i) =>
    row.map((value, j) => [
      `<rect x="${left + j * cell}" y="${top + i * cell}" width="${cell}" height="${cell}" fill="${fill(i, j)}" stroke="${grey}"/>`,
      value === '' ? '' : text(left + (j + 0.5) * cell, top + (i + 0.5) * cell + 4.5, value, { size: 13, colour: colour(i, j) }),
    ]),
  )
}
export const frame = (left, top, w, h, colour = orange) => `<rect x="${left}" y="${top}" width="${w}" height="${h}" fill="none" stroke="${colour}" stroke-width="3"/>`

export const range = (n) => Array.from({ length: n }, (_, i) => i)

export function svg(title, height, parts) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif">
<title>${title}</title>
${parts.flat(Infinity).join('\n')}
</svg>
`
}

/** A row of lines with their names: [colour, name] of each. */
export const legend = (y, entries) =>
  entries.map(([colour, name], i) => [line(60 + i * 110, y, 86 + i * 110, y, colour, 'stroke-width="2"'), text(93 + i * 110, y + 5, name, { anchor: 'start', size: 13 })])

/** The two axes through 0, within what a panel shows. */
export const axes = (at, [x0, x1], [y0, y1]) => [line(...at([x0, 0]), ...at([x1, 0]), '#ddd'), line(...at([0, y0]), ...at([0, y1]), '#ddd')]

/** A panel of the plane: its frame's corner, its size, and what it shows of x and y. Gives where a point lies. */
export function panel(left, top, w, h, [x0, x1], [y0, y1]) {
  return ([x, y]) => [left + ((x - x0) / (x1 - x0)) * w, top + h - ((y - y0) / (y1 - y0)) * h]
}
