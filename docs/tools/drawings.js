// Draws the pictures of ideas in docs/drawings: networks, and curves of formulas. They show no output of a program (those are in docs/figures):
// what they are made of stands here, in a transcript, or in a table of a page.
//   node drawings.js [--check]   --check changes nothing and fails where a picture is not what this file draws
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { backgroundDrawings } from './background_drawings.js'
import { convexityDrawings } from './convexity_drawings.js'
import { convolutionDrawings } from './convolution_drawings.js'
import { deepNetworkDrawings } from './deep_network_drawings.js'
import { descentDrawings } from './descent_drawings.js'
import { messageDrawings } from './message_drawings.js'
import { networkDrawings } from './network_drawings.js'
import { optimizerDrawings } from './optimizer_drawings.js'
import { black, blue, curve, dot, grey, legend, line, orange, panel, power, range, svg, text, upward, width } from './pen.js'
import { performanceDrawings } from './performance_drawings.js'
import { preliminaryDrawings } from './preliminary_drawings.js'
import { shardDrawings } from './shard_drawings.js'

const folder = fileURLToPath(new URL('../drawings', import.meta.url))

/** Gradient descent on w²/2 from w = 4, four steps at each of four learning rates. */
function learningRates() {
  const names = { 0.1: 'it creeps', 0.5: 'it gets there', 1.5: 'it overshoots, but gets there', 2.2: 'it diverges' }
  return svg(
    'Four steps of gradient descent on a parabola, at four learning rates',
    400,
    Object.entries(names).map(([rate, name], i) => {
      const [left, top] = [10 + (i % 2) * 205, 30 + Math.floor(i / 2) * 195]
      const at = panel(left, top, 195, 140, [-9, 9], [0, 40])
      let w = 4
      const path = [w, ...range(4).map(() => (w -= rate * w))].map((each) => at([each, (each * each) / 2]))
      return [
        text(left + 97, top - 12, `η = ${rate}`),
        curve(range(73).map((k) => at([k / 4 - 9, (k / 4 - 9) ** 2 / 2])), grey),
        curve(path, orange),
        path.map(([x, y], k) => dot(x, y, k ? 4 : 6, k ? orange : blue)),
        text(left + 97, top + 160, name, { size: 13 }),
      ]
    }),
  )
}

/** A network: layers as {name, units, of}, where `of` says how many units are meant; `dropped` names units that are missing, as "layer,unit". */
function network(title, layers, dropped = []) {
  const height = 300
  const missing = (l, u) => dropped.includes(`${l},${u}`)
  const place = (l, u) => [60 + (l * (width - 120)) / (layers.length - 1), 140 + (u - (layers[l].units - 1) / 2) * 38]
  return svg(title, height, [
    layers.slice(1).map(({ units }, l) =>
      range(layers[l].units).map((from) =>
        range(units).map((to) => (missing(l, from) || missing(l + 1, to) ? '' : line(...place(l, from), ...place(l + 1, to), '#b0b0b0'))),
      ),
    ),
    layers.map(({ name, units, of, colour }, l) => [
      range(units).map((u) => {
        const [x, y] = place(l, u)
        if (!missing(l, u)) return dot(x, y, 12, 'white', colour, 'stroke-width="2.5"')
        return [dot(x, y, 12, 'white', '#b0b0b0', 'stroke-dasharray="3 3"'), line(x - 7, y - 7, x + 7, y + 7), line(x - 7, y + 7, x + 7, y - 7)]
      }),
      text(place(l, 0)[0], height - 30, name, { colour }),
      text(place(l, 0)[0], height - 12, of, { colour, size: 13 }),
    ]),
  ]).replace(/\n+/g, '\n')
}

/** Scores of 2, 1 and -1, their exponentials, and these divided by their sum. */
function softmax() {
  const scores = [2, 1, -1]
  const powers = scores.map(Math.exp)
  const sum = powers.reduce((a, b) => a + b)
  const columns = [
    ['score', scores, 30, (v) => String(v)],
    ['exp(score)', powers, 13, (v) => v.toFixed(2)],
    ['probability', powers.map((p) => p / sum), 130, (v) => v.toFixed(3)],
  ]
  return svg('Scores become probabilities: by exp, then divided by their sum', 200, [
    columns.map(([name, values, scale, shown], c) => {
      const left = 15 + c * 137
      return [
        text(left + 55, 190, name),
        line(left, 130, left + 112, 130, grey),
        values.map((value, i) => {
          const [x, h] = [left + 6 + i * 36, value * scale]
          const bar = `<rect x="${x}" y="${(130 - Math.max(h, 0)).toFixed(1)}" width="28" height="${Math.abs(h).toFixed(1)}" fill="${i ? grey : blue}"/>`
          return [bar, text(x + 14, h < 0 ? 130 - h + 16 : 124 - h, shown(value), { size: 13 })]
        }),
      ]
    }),
  ])
}

/** t(x) of section 3.8, applied once, twice and three times. */
function folds() {
  const t = (x) => 2 * Math.max(x, 0) - 4 * Math.max(x - 0.5, 0)
  return svg('A fold, repeated: 2, 4 and 8 straight pieces', 190, [
    range(3).map((depth) => {
      const left = 10 + depth * 138
      const at = panel(left, 15, 124, 110, [0, 1], [0, 1])
      const points = range(2 ** (depth + 1) + 1).map((k) => {
        const x = k / 2 ** (depth + 1)
        return at([x, range(depth + 1).reduce(t, x)])
      })
      return [line(left, 125, left + 124, 125), curve(points, blue), text(left + 62, 150, ['t(x)', 't(t(x))', 't(t(t(x)))'][depth]), text(left + 62, 172, `${2 ** (depth + 1)} pieces`, { size: 13 })]
    }),
  ])
}

/** Section 3.8: a unit that fires above 0, and the sigmoid; below, their slopes. */
function stepAndSigmoid() {
  const sigmoid = (x) => 1 / (1 + Math.exp(-x))
  const slope = (x) => sigmoid(x) * (1 - sigmoid(x))
  const xs = range(121).map((k) => k / 10 - 6)
  const [values, slopes] = [panel(50, 36, 355, 110, [-6, 6], [0, 1]), panel(50, 192, 355, 80, [-6, 6], [0, 0.27])]
  const axis = (at, ys) => ys.map((y) => [line(...at([-6, y]), ...at([6, y]), '#ddd'), text(42, at([0, y])[1] + 5, y, { anchor: 'end', size: 13 })])
  const flat = (at, y, from, to) => line(...at([from, y]), ...at([to, y]), orange, 'stroke-width="2"')
  return svg('A step, the sigmoid, and the slopes of both', 325, [
    text(50, 18, 'y', { anchor: 'start' }),
    axis(values, [0, 0.5, 1]),
    flat(values, 0, -6, 0),
    flat(values, 1, 0, 6),
    curve(xs.map((x) => values([x, sigmoid(x)])), blue),
    dot(...values([0, 0]), 4, orange),
    dot(...values([0, 1]), 4, 'white', orange, 'stroke-width="2"'),
    text(50, 178, "slope y'", { anchor: 'start' }),
    axis(slopes, [0, 0.25]),
    flat(slopes, 0, -6, 6),
    dot(...slopes([0, 0]), 4, 'white', orange, 'stroke-width="2"'),
    curve(xs.map((x) => slopes([x, slope(x)])), blue),
    [-6, -3, 0, 3, 6].map((x) => text(slopes([x, 0])[0], 291, x, { size: 13 })),
    text(390, 309, 'x'),
    legend(312, [[orange, 'step'], [blue, 'sigmoid']]),
  ])
}

/** Section 3.16: which part of the data each of five trainings validates with. */
function kFold() {
  const folds = 5
  return svg('Five trainings, each of which leaves out another fifth of the data', 235, [
    range(folds).map((training) => [
      text(84, 34 + training * 36, `training ${training + 1}`, { anchor: 'end', size: 13 }),
      range(folds).map((fold) => {
        const [x, y, validates] = [94 + fold * 64, 14 + training * 36, fold === training]
        return [
          `<rect x="${x}" y="${y}" width="60" height="30" fill="${validates ? orange : '#dbe7f5'}"/>`,
          text(x + 30, y + 20, validates ? 'validate' : 'train', { size: 13, colour: validates ? 'white' : black }),
        ]
      }),
    ]),
    text(252, 220, 'the same data, cut into five parts', { size: 13 }),
  ])
}

/** The table of section 3.11: for each degree, the errors of the best polynomial, [of training, of test] with 100 examples and then with 10. */
function errorsByDegree() {
  const page = fs.readFileSync(fileURLToPath(new URL('../03/underfit-overfit.md', import.meta.url)), 'utf8')
  const table = page.split('| degree |')[1].split('\n\n')[0]
  return [...table.matchAll(/^\|( [\d.,]+ \|){5}$/gm)].map(([row]) => row.match(/[\d.,]+/g).map((number) => Number(number.replaceAll(',', ''))))
}

/** The errors of the table of section 3.11, by degree; a training error of 0 leaves the picture. */
function capacity() {
  const [lowest, rows] = [-6, errorsByDegree()]
  const curves = [
    ['test, 10 examples', orange, '', 4],
    ['training, 10 examples', orange, 'stroke-dasharray="6 4"', 3],
    ['test, 100 examples', blue, '', 2],
    ['training, 100 examples', blue, 'stroke-dasharray="6 4"', 1],
  ]
  const at = panel(55, 15, 350, 230, [0, 12], [lowest, 7])
  const untilZero = (column) => rows.filter((_, k) => k === 0 || rows[k - 1][column] > 0)
  return svg('Error against capacity: polynomials of growing degree', 370, [
    range(5).map((i) => {
      const [x, y] = at([0, 3 * i + lowest])
      return [line(x, y, 405, y, '#ddd'), text(x - 8, y + 5, power(3 * i + lowest), { anchor: 'end' })]
    }),
    upward(12, 130, 'error'),
    [0, 3, 6, 9, 12].map((degree) => text(at([degree, 0])[0], 265, degree)),
    text(230, 287, 'degree'),
    curves.map(([name, colour, more, column], i) => {
      const [x, y] = [20 + (i % 2) * 190, 312 + Math.floor(i / 2) * 26]
      return [curve(untilZero(column).map((row) => at([row[0], Math.max(Math.log10(row[column]), lowest)])), colour, more), curve([[x, y], [x + 30, y]], colour, more), text(x + 37, y + 5, name, { anchor: 'start', size: 13 })]
    }),
  ])
}

const input = { name: 'pixels', units: 6, of: '784', colour: grey }
const output = { name: 'scores', units: 4, of: '10', colour: orange }
const hidden = (of = '256') => ({ name: 'hidden', units: 5, of, colour: blue })
const drawings = {
  'learning-rates': learningRates(),
  softmax: softmax(),
  folds: folds(),
  'step-sigmoid': stepAndSigmoid(),
  capacity: capacity(),
  'k-fold': kFold(),
  'linear-regression': network('Linear regression: the smallest network', [
    { name: 'features', units: 2, of: 'x1 and x2', colour: grey },
    { name: 'prediction', units: 1, of: 'ŷ', colour: orange },
  ]),
  'softmax-regression': network('Softmax regression: each score depends on all pixels', [input, output]),
  mlp: network('A multilayer perceptron: a hidden layer between pixels and scores', [input, hidden(), output]),
  dropout: network('A thinned network: some hidden units are missing', [input, hidden('256, p = 0.2'), hidden('256, p = 0.5'), output], ['1,3', '2,0', '2,2', '2,3']),
  ...backgroundDrawings,
  ...convexityDrawings,
  ...convolutionDrawings,
  ...deepNetworkDrawings,
  ...descentDrawings,
  ...messageDrawings,
  ...networkDrawings,
  ...optimizerDrawings,
  ...performanceDrawings,
  ...preliminaryDrawings,
  ...shardDrawings,
}

const check = process.argv.includes('--check')
for (const [name, drawing] of Object.entries(drawings)) {
  const file = path.join(folder, `${name}.svg`)
  if (!check) fs.writeFileSync(file, drawing)
  else if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== drawing) {
    console.error(`docs/drawings/${name}.svg is not what docs/tools/drawings.js draws; run node docs/tools/drawings.js`)
    process.exitCode = 1
  }
}
