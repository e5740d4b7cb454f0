// The drawings of sections 7.3 to 7.5. Each computes what it shows.
import { black, blue, curve, dot, grey, line, orange, panel, range, svg, text } from './pen.js'

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
        line(...zero.map((v) => v.toFixed(1)), ...goal.map((v) => v.toFixed(1)), orange, 'stroke-width="2.5"'),
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
    Object.entries(curves).map(([name, [colour, every, more]], i) => [
      curve(rates(every).map(at), colour, more),
      curve([[20 + i * 133, 290], [45 + i * 133, 290]], colour, more),
      text(51 + i * 133, 295, name, { anchor: 'start', size: 13 }),
    ]),
  ])
}

export const descentDrawings = { 'batch-gradients': batchGradients(), 'momentum-factors': momentumFactors(), 'adagrad-rates': adagradRates() }
