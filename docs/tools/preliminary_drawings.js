// The drawings of chapter 2. Each computes what it shows.
import { axes, black, blue, curve, dot, frame, grey, grid, line, orange, pale, paleOrange, panel, range, svg, text } from './pen.js'

/** Section 2.2: a product of two matrices, laid out so that a row and a column meet in the element that they make. */
function matrixProduct() {
  const A = [[1, 0, 2], [3, 1, 0]]
  const B = [[1, 2], [0, 1], [2, 0]]
  const columns = B[0].map((_, j) => B.map((row) => row[j]))
  const C = A.map((row) => columns.map((column) => row.reduce((sum, a, k) => sum + a * column[k], 0)))
  const [i, j, cell] = [0, 1, 36]
  const [left, right, top, bottom] = [70, 230, 24, 162] // of A, of B and C; of B, of A and C
  const [x, y] = [right + (j + 0.5) * cell, bottom + (i + 0.5) * cell]
  const terms = A[i].map((a, k) => `${a} · ${columns[j][k]}`).join(' + ')
  return svg('A row of the first matrix and a column of the second make one element of the product', 290, [
    line(left + 3 * cell, y, right + j * cell, y, orange, 'stroke-dasharray="5 4"'),
    line(x, top + 3 * cell, x, bottom, blue, 'stroke-dasharray="5 4"'),
    grid(left, bottom, cell, A, { fill: (row) => (row === i ? paleOrange : 'white') }),
    grid(right, top, cell, B, { fill: (_, column) => (column === j ? pale : 'white') }),
    grid(right, bottom, cell, C),
    frame(left, bottom + i * cell, 3 * cell, cell),
    frame(right + j * cell, top, cell, 3 * cell, blue),
    frame(right + j * cell, bottom + i * cell, cell, cell, black),
    text(left - 10, bottom + cell + 5, 'A', { anchor: 'end' }),
    text(right - 10, top + 1.5 * cell + 5, 'B', { anchor: 'end' }),
    text(right + 2 * cell + 10, bottom + cell + 5, 'C = AB', { anchor: 'start' }),
    text(210, 272, `${terms} = ${C[i][j]}`),
  ])
}

/** Section 2.3: secants of x² through the point at 1, and the tangent that they come near. */
function secants() {
  const [x, f] = [1, (at) => at * at]
  const shown = [[-0.4, 3.05], [-0.8, 9.3]]
  const at = panel(25, 24, 290, 240, ...shown)
  const left = (slope) => Math.max(0.3, x - (f(x) + 0.7) / slope)
  const through = (slope, colour, more) => line(...at([left(slope), f(x) + slope * (left(slope) - x)]), ...at([3, f(x) + slope * (3 - x)]), colour, more)
  const label = (slope, words, colour) => text(at([3, 0])[0] + 8, at([0, f(x) + slope * (3 - x)])[1] + 5, words, { anchor: 'start', size: 13, colour })
  const corner = [x + 1, f(x)]
  return svg('Secants of a curve come near its tangent', 272, [
    axes(at, ...shown),
    curve(range(70).map((k) => at([-0.4 + k / 20, f(-0.4 + k / 20)])), black),
    [2, 1, 0.5].map((h) => {
      const slope = (f(x + h) - f(x)) / h
      return [through(slope, orange, 'stroke-width="1.3"'), dot(...at([x + h, f(x + h)]), 3.5, orange), label(slope, `h = ${h}: ${slope}`, orange)]
    }),
    line(...at([x, f(x)]), ...at(corner), grey, 'stroke-dasharray="4 3"'),
    line(...at(corner), ...at([x + 1, f(x + 1)]), grey, 'stroke-dasharray="4 3"'),
    text(at([x + 0.5, 0])[0], at(corner)[1] + 16, 'h'),
    text(at(corner)[0] + 7, at([0, f(x) + 0.7])[1], 'f(x + h) - f(x)', { anchor: 'start', size: 13 }),
    through(2 * x, blue, 'stroke-width="2.5"'),
    label(2 * x, `tangent: ${2 * x}`, blue),
    dot(...at([x, f(x)]), 4.5, blue),
    text(at([x, 0])[0], at([0, 0])[1] + 16, `x = ${x}`),
    text(at([1.1, 0])[0], 70, 'f(x) = x²', { size: 13 }),
    text(at([3, 0])[0] + 8, 14, 'slope', { anchor: 'start', size: 13 }),
  ])
}

export const preliminaryDrawings = { 'matrix-product': matrixProduct(), secants: secants() }
