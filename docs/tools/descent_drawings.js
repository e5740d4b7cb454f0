// The drawings of sections 7.3 to 7.5. Each computes what it shows.
import { arrow, black, blue, curve, dot, grey, line, orange, panel, range, svg, text, upward } from './pen.js'

/** Numbers from 0 to 1, the same in every drawing: x ← 16807·x mod (2³¹ - 1), of Park and Miller. */
function randomNumbers(seed) {
  let x = seed
  return () => (x = (16807 * x) % 2147483647) / 2147483647
}

/** Gradients of batches of 1, 10 and 100 examples of a line with noise, at w = b = 0: where 150 of them lie, and the mean of all. */
function batchGradients() {
  const uniform = randomNumbers(1)
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const gradient = () => {
    const x = normal()
    const y = x + 0.7 + normal()
    return [-y * x, -y]
  }
  const mean = (batch) => [0, 1].map((j) => batch.reduce((sum, g) => sum + g[j], 0) / batch.length)
  return svg('Gradients of batches of 1, 10 and 100 examples scatter about the gradient of all', 215, [
    [1, 10, 100].map((size, i) => {
      const left = 6 + i * 138
      const at = panel(left, 30, 132, 132, [-10.5, 3.5], [-7, 7])
      const [zero, goal] = [at([0, 0]), at([-1, -0.7])]
      return [
        text(left + 66, 18, size === 1 ? '1 example' : `${size} examples`),
        line(left, zero[1], left + 132, zero[1], '#ddd'),
        line(zero[0], 30, zero[0], 162, '#ddd'),
        range(150).map(() => dot(...at(mean(range(size).map(gradient))), 1.6, blue)),
        line(...zero, ...goal, orange, 'stroke-width="2.5"'),
        dot(...goal, 3.5, orange),
      ]
    }),
    dot(22, 188, 3, blue),
    text(34, 193, 'the gradient of a batch', { anchor: 'start', size: 13 }),
    dot(222, 188, 3.5, orange),
    text(234, 193, 'that of all the examples', { anchor: 'start', size: 13 }),
  ])
}

/** By what a step of momentum multiplies the error on a parabola of curvature a: the larger root of ρ² - (1 + γ - ηa)ρ + γ = 0. */
function momentumFactors() {
  const factor = (gamma, c) => {
    const half = (1 + gamma - c) / 2
    const under = half * half - gamma
    return under < 0 ? Math.sqrt(gamma) : Math.abs(half) + Math.sqrt(under)
  }
  const at = panel(45, 15, 360, 200, [0, 4], [0, 1.2])
  const curves = { 0: [grey, 'stroke-dasharray="6 4"'], 0.5: [blue, ''], 0.9: [orange, ''] }
  return svg('The factor of a step of momentum, by learning rate times curvature', 290, [
    [0, 0.5, 1].map((y) => [line(45, at([0, y])[1], 405, at([0, y])[1], y === 1 ? black : '#ddd'), text(38, at([0, y])[1] + 5, y, { anchor: 'end' })]),
    [0, 1, 2, 3, 4].map((c) => text(at([c, 0])[0], 234, c)),
    text(225, 256, 'ηa'),
    upward(12, 115, 'factor of a step'),
    text(at([1.2, 0])[0], at([0, 1])[1] - 6, 'diverges', { size: 13 }),
    Object.entries(curves).map(([gamma, [colour, more]], i) => [
      curve(range(401).map((k) => [k / 100, factor(Number(gamma), k / 100)]).filter(([, y]) => y <= 1.2).map(at), colour, more),
      curve([[60 + i * 120, 276], [90 + i * 120, 276]], colour, more),
      text(97 + i * 120, 281, `γ = ${gamma}`, { anchor: 'start', size: 13 }),
    ]),
  ])
}

/** Adagrad's rate, in parts of η, of coordinates that get a gradient of 1 in every step, in each tenth and in each hundredth. */
function adagradRates() {
  const at = panel(60, 15, 345, 200, [0, 3], [-1.6, 0.1])
  const curves = { 'in every step': [blue, 1, ''], 'in each 10th': [orange, 10, ''], 'in each 100th': [grey, 100, 'stroke-dasharray="6 4"'] }
  const times = range(301).map((k) => 10 ** (k / 100))
  const rates = (every) => times.filter((t) => t >= every).map((t) => [Math.log10(t), -Math.log10(Math.floor(t / every)) / 2])
  return svg("Adagrad's rates of frequent and rare features", 310, [
    [1, 0.3, 0.1, 0.03].map((rate) => [line(60, at([0, Math.log10(rate)])[1], 405, at([0, Math.log10(rate)])[1], '#ddd'), text(52, at([0, Math.log10(rate)])[1] + 5, rate, { anchor: 'end' })]),
    [1, 10, 100, 1000].map((t) => text(Math.min(at([Math.log10(t), 0])[0], 400), 236, t)),
    text(232, 258, 'step'),
    upward(13, 115, 'rate, in parts of η'),
    Object.entries(curves).map(([name, [colour, every, more]], i) => [
      curve(rates(every).map(at), colour, more),
      curve([[20 + i * 133, 290], [45 + i * 133, 290]], colour, more),
      text(51 + i * 133, 295, name, { anchor: 'start', size: 13 }),
    ]),
  ])
}

/** Section 7.2: steps on eˣ - x, from 2: along the slope at a fixed rate, and to the lowest points of parabolas. */
function newton() {
  const [f, slope, curvature] = [(x) => Math.exp(x) - x, (x) => Math.exp(x) - 1, Math.exp]
  const [rate, steps, start] = [0.1, 3, 2]
  const walk = (next) => range(steps).reduce((path, k) => [...path, next(path[k])], [start])
  const near = (x, at) => f(x) + slope(x) * (at - x)
  const methods = [
    [`gradient descent, η = ${rate}`, 'tangent', walk((x) => x - rate * slope(x)), near],
    ["Newton's method", 'parabola', walk((x) => x - slope(x) / curvature(x)), (x, at) => near(x, at) + (curvature(x) / 2) * (at - x) ** 2],
  ]
  const [[low, high], top] = [[-1.3, 2.45], 6.6]
  const xs = range(151).map((k) => low + (k / 150) * (high - low))
  return svg("Steps of gradient descent and of Newton's method on the same curve", 285, [
    methods.map(([name, dashed, path, model], i) => {
      const left = 8 + i * 208
      const at = panel(left, 28, 196, 200, [low, high], [-0.6, top])
      const shown = (g) => xs.map((x) => [x, g(x)]).filter(([, y]) => y <= top && y >= -0.6).map(at)
      return [
        text(left + 98, 18, name, { size: 13 }),
        line(...at([low, -0.6]), ...at([high, -0.6]), '#ddd'),
        curve(shown(f), black),
        curve(shown((x) => model(start, x)), orange, 'stroke-dasharray="5 4"'),
        path.map((x, k) => [line(...at([x, f(x)]), ...at([x, -0.6]), '#c4c4c4', 'stroke-dasharray="2 3"'), dot(...at([x, f(x)]), k ? 4 : 5.5, k ? orange : blue)]),
        path.slice(1).map((x, k) => arrow(at([path[k], -0.3]), at([x, -0.3]), orange)),
        text(...at([-0.75, 2]), 'eˣ - x', { size: 13 }),
        text(left + 98, 250, path.map((x) => Number(x.toFixed(2))).join(', '), { size: 13 }),
        text(left + 98, 272, `dashed: the ${dashed} at ${start}`, { size: 13, colour: orange }),
      ]
    }),
  ])
}

/** Section 7.3: the factors of four schedules (d2l/optim/schedule.hpp) for the first steps. */
function schedules() {
  const cosine = (steps) => (t) => (1 + Math.cos(Math.PI * Math.min(t / steps, 1))) / 2
  const warmUp = (steps, after) => (t) => (t < steps ? (t + 1) / steps : after(t - steps))
  const factors = {
    '1/(1 + t/5)': (t) => 1 / (1 + t / 5),
    'StepLR{5, 0.5}': (t) => 0.5 ** Math.floor(t / 5),
    'CosineAnnealingLR{20}': cosine(20),
    'WarmUp, then cosine': warmUp(5, cosine(15)),
  }
  return svg('Four schedules: the factor of the rate, by steps', 340, [
    Object.entries(factors).map(([name, factor], i) => {
      const [left, top] = [38 + (i % 2) * 200, 32 + Math.floor(i / 2) * 155]
      const at = panel(left, top, 172, 90, [0, 25], [0, 1])
      return [
        text(left + 86, top - 14, name, { size: 13 }),
        [0, 0.5, 1].map((y) => [line(...at([0, y]), ...at([25, y]), '#ddd'), i % 2 ? '' : text(left - 8, at([0, y])[1] + 5, y, { anchor: 'end', size: 13 })]),
        [0, 5, 10, 15, 20, 25].map((t) => text(at([t, 0])[0], top + 110, t, { size: 13 })),
        range(26).map((t) => dot(...at([t, factor(t)]), 2.5, blue)),
      ]
    }),
    text(224, 330, 'step t; upwards: the factor of the rate', { size: 13 }),
  ])
}

export const descentDrawings = { 'batch-gradients': batchGradients(), 'momentum-factors': momentumFactors(), 'adagrad-rates': adagradRates(), newton: newton(), schedules: schedules() }
