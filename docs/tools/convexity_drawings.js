// The drawings of sections 3.12 and 7.1: convex sets and functions, and weights that may not be too large. Each computes what it shows.
import { area, arrow, axes, black, blue, curve, dot, grey, legend, line, orange, pale, panel, range, svg, text } from './pen.js'

const turn = (parts) => range(parts + 1).map((k) => (2 * Math.PI * k) / parts)
const circle = ([x, y], r) => turn(72).map((angle) => [x + r * Math.cos(angle), y + r * Math.sin(angle)])
const diamond = [[1, 0], [0, 1], [-1, 0], [0, -1], [1, 0]]

/** A loss of two weights: a bowl with the curvatures 1 and `steep`, turned, with its lowest point at `centre`. */
const [centre, steep] = [[1.2, 1.7], 3]
const [cos, sin] = [Math.cos(-0.5), Math.sin(-0.5)]
function loss([w1, w2]) {
  const [x, y] = [w1 - centre[0], w2 - centre[1]]
  return ((x * cos + y * sin) ** 2 + steep * (y * cos - x * sin) ** 2) / 2
}
function level(height) {
  return turn(90).map((angle) => {
    const [along, across] = [Math.sqrt(2 * height) * Math.cos(angle), Math.sqrt((2 * height) / steep) * Math.sin(angle)]
    return [centre[0] + along * cos - across * sin, centre[1] + along * sin + across * cos]
  })
}

/** Section 3.12: where the loss is lowest among weights of a bounded sum of squares, and of a bounded sum of absolute values. */
function penalties() {
  const along = (corners, share) => {
    const k = Math.min(Math.floor(share * 4), 3)
    return [0, 1].map((j) => corners[k][j] + (share * 4 - k) * (corners[k + 1][j] - corners[k][j]))
  }
  const shown = [[-1.4, 3.5], [-1.3, 3.3]]
  const bounds = {
    'w1² + w2² ≤ 1': { edge: circle([0, 0], 1), on: (share) => [Math.cos(2 * Math.PI * share), Math.sin(2 * Math.PI * share)] },
    '|w1| + |w2| ≤ 1': { edge: diamond, on: (share) => along(diamond, share) },
  }
  return svg('The lowest loss on a disk and on a diamond', 315, [
    Object.entries(bounds).map(([name, { edge, on }], i) => {
      const left = 8 + i * 208
      const at = panel(left, 30, 196, 184, ...shown)
      const best = range(4000).map((k) => on(k / 4000)).reduce((a, b) => (loss(b) < loss(a) ? b : a))
      return [
        text(left + 98, 18, name),
        axes(at, ...shown),
        text(...at([3.25, -0.45]), 'w1', { size: 13 }),
        text(...at([0.4, -1.4]), 'w2', { size: 13 }),
        area(edge.map(at), pale),
        curve(edge.map(at), blue),
        [0.1, 0.4].map((share) => curve(level(share * loss(best)).map(at), '#b0b0b0')),
        curve(level(loss(best)).map(at), orange),
        dot(...at(centre), 3.5, black),
        dot(...at(best), 5, orange),
        text(left + 98, 240, `lowest at (${best.map((w) => Number(w.toFixed(2))).join(', ')})`, { size: 13, colour: orange }),
      ]
    }),
    dot(22, 270, 3.5, black),
    text(34, 275, 'lowest loss of all', { anchor: 'start', size: 13 }),
    dot(22, 296, 5, orange),
    text(34, 301, 'lowest loss allowed', { anchor: 'start', size: 13 }),
    curve([[200, 270], [226, 270]], orange),
    text(234, 275, 'points of equal loss', { anchor: 'start', size: 13 }),
    area([[206, 289], [222, 289], [222, 303], [206, 303]], pale),
    text(234, 301, 'allowed weights', { anchor: 'start', size: 13 }),
  ])
}

/** Section 7.1: sets, and in each the segment between two of its points; what of it lies outside is orange. */
function convexSets() {
  const within = (c, r) => ([x, y]) => Math.hypot(x - c[0], y - c[1]) <= r
  const [a, b] = [[-0.4, 0], [0.4, 0]]
  const toEdge = (c, r, angle) => {
    const [u, v] = [Math.cos(angle), Math.sin(angle)]
    const towards = c[0] * u + c[1] * v
    return towards + Math.sqrt(towards * towards - c[0] ** 2 - c[1] ** 2 + r * r)
  }
  const lens = turn(72).map((angle) => {
    const length = Math.min(toEdge(a, 0.85, angle), toEdge(b, 0.85, angle))
    return [length * Math.cos(angle), length * Math.sin(angle)]
  })
  const [lower, upper] = [[-0.5, -0.45], [0.5, 0.45]]
  const sets = [
    ['a disk', (p) => within([0, 0], 0.95)(p), [[circle([0, 0], 0.95), pale]], [[-0.75, -0.3], [0.5, 0.6]]],
    ['common points', (p) => within(a, 0.85)(p) && within(b, 0.85)(p), [[lens, pale]], [[-0.15, -0.55], [0.2, 0.5]]],
    ['a ring', (p) => within([0, 0], 0.95)(p) && !within([0, 0], 0.45)(p), [[circle([0, 0], 0.95), pale], [circle([0, 0], 0.45), 'white']], [[-0.7, -0.2], [0.65, 0.4]]],
    ['two disks', (p) => within(lower, 0.42)(p) || within(upper, 0.42)(p), [[circle(lower, 0.42), pale], [circle(upper, 0.42), pale]], [[-0.65, -0.5], [0.6, 0.6]]],
  ]
  return svg('Four sets with a segment between two of their points', 170, [
    sets.map(([name, contains, shapes, [from, to]], i) => {
      const left = 6 + i * 104
      const at = panel(left, 8, 96, 96, [-1.3, 1.3], [-1.3, 1.3])
      const places = range(201).map((k) => [0, 1].map((j) => from[j] + (k / 200) * (to[j] - from[j])))
      const pieces = places.slice(1).map((p, k) => [places[k], p, contains([0, 1].map((j) => (p[j] + places[k][j]) / 2))])
      return [
        i === 1 ? [a, b].map((c) => curve(circle(c, 0.85).map(at), '#b0b0b0')) : '',
        shapes.map(([edge, fill]) => [area(edge.map(at), fill), curve(edge.map(at), blue)]),
        [true, false].map((inside) => runs(pieces, inside).map((run) => line(...at(run[0]), ...at(run[1]), inside ? black : orange, 'stroke-width="2.5"'))),
        [from, to].map((p) => dot(...at(p), 3.5, black)),
        text(left + 48, 130, name, { size: 13 }),
        text(left + 48, 150, pieces.every(([, , inside]) => inside) ? 'convex' : 'not convex', { size: 13, colour: pieces.every(([, , inside]) => inside) ? blue : orange }),
      ]
    }),
  ])
}

/** Of pieces [from, to, inside] in a row, the longest runs that are inside (or are not), each as [from, to]. */
function runs(pieces, wanted) {
  const found = []
  pieces.forEach(([from, to, inside], k) => {
    if (inside !== wanted) return
    if (k > 0 && pieces[k - 1][2] === wanted) found.at(-1)[1] = to
    else found.push([from, to])
  })
  return found
}

/** Section 7.1: graphs with a chord and a tangent: of x², and of cos x. */
function convexFunctions() {
  const functions = [
    { name: 'x²: convex', f: (x) => x * x, slope: (x) => 2 * x, xs: [-1.9, 2.3], ys: [-1.3, 5.2], chord: [-1.3, 2], tangent: 0.6, reach: [-0.4, 2.3] },
    { name: 'cos x: not convex', f: Math.cos, slope: (x) => -Math.sin(x), xs: [-2.6, 6.8], ys: [-1.7, 1.75], chord: [-1.2, 5.2], tangent: 0.7, reach: [-0.7, 3.7] },
  ]
  return svg('A chord and a tangent of a convex function and of one that is not', 260, [
    functions.map(({ name, f, slope, xs, ys, chord, tangent, reach }, i) => {
      const left = 10 + i * 206
      const at = panel(left, 12, 194, 170, xs, ys)
      const touching = (x) => [x, f(tangent) + slope(tangent) * (x - tangent)]
      return [
        curve(range(101).map((k) => at([xs[0] + (k / 100) * (xs[1] - xs[0]), f(xs[0] + (k / 100) * (xs[1] - xs[0]))])), black),
        line(...at([chord[0], f(chord[0])]), ...at([chord[1], f(chord[1])]), orange, 'stroke-width="2"'),
        chord.map((x) => dot(...at([x, f(x)]), 4, orange)),
        line(...at(touching(reach[0])), ...at(touching(reach[1])), blue, 'stroke-width="2"'),
        dot(...at([tangent, f(tangent)]), 4, blue),
        text(left + 97, 208, name),
      ]
    }),
    legend(238, [[orange, 'chord'], [blue, 'tangent'], [black, 'graph']]),
  ])
}

/** The nearest point of |x| + |y| ≤ 1: both sizes become less by the same amount, but none less than 0. */
function onDiamond(p) {
  const [large, small] = p.map(Math.abs).toSorted((a, b) => b - a)
  const less = Math.max(large - small >= 1 ? large - 1 : (large + small - 1) / 2, 0)
  return p.map((v) => Math.sign(v) * Math.max(Math.abs(v) - less, 0))
}

/** Section 7.1: the nearest points of a disk and of a diamond. Whatever lies in the wedges goes to a corner. */
function projections() {
  const end = 2.3
  const points = [[1.9, 0.6], [1.2, 1.7], [-0.5, 1.9], [-1.9, -0.5], [-1.5, 1.1], [0.6, -1.9], [1.6, -1.2]]
  const wedge = [[1, 0], [end, end - 1], [end, 1 - end]]
  const wedges = range(4).map((k) => wedge.map(([x, y]) => [[x, y], [-y, x], [-x, -y], [y, -x]][k]))
  const sets = [
    { name: 'on a disk', edge: circle([0, 0], 1), nearest: (p) => p.map((v) => v / Math.max(Math.hypot(...p), 1)), also: [] },
    { name: 'on a diamond', edge: diamond, nearest: onDiamond, also: wedges },
  ]
  return svg('Projections on a disk and on a diamond', 250, [
    sets.map(({ name, edge, nearest, also }, i) => {
      const left = 8 + i * 210
      const at = panel(left, 6, 194, 194, [-end, end], [-end, end])
      return [
        also.map((corners) => area(corners.map(at), '#fbece1')),
        axes(at, [-end, end], [-end, end]),
        area(edge.map(at), pale),
        curve(edge.map(at), blue),
        points.map((p) => [arrow(at(p), at(nearest(p)), orange), dot(...at(p), 3.5, black), nearest(p).includes(0) ? dot(...at(nearest(p)), 4, orange) : '']),
        text(left + 97, 220, name),
      ]
    }),
    text(210, 243, 'from the pale wedges every way leads to a corner', { size: 13, colour: grey }),
  ])
}

export const convexityDrawings = { penalties: penalties(), 'convex-sets': convexSets(), 'convex-functions': convexFunctions(), projections: projections() }
