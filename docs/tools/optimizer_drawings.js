// The drawings of sections 7.6 to 7.8. Each computes what it shows.
import { blue, curve, grey, line, orange, panel, power, range, svg, text, upward } from './pen.js'

/** Section 7.6: how much an exponentially weighted mean makes of what is k steps old, and how long steps are where the gradient stays the same. */
function forgetting() {
  const gamma = 0.9
  const bars = panel(60, 30, 345, 120, [-0.5, 29.5], [0, 0.1])
  const steps = panel(60, 230, 345, 150, [0, 50], [0, 3.3])
  const lengths = (length) => range(50).map((k) => steps([k + 1, length(k + 1)]))
  return svg('Forgetting: the weights of a mean that forgets, and the steps of Adagrad and RMSProp', 430, [
    text(232, 18, 'weight of a square that is k steps old, γ = 0.9', { size: 13 }),
    [0, 0.05, 0.1].map((y) => [line(60, bars([0, y])[1], 405, bars([0, y])[1], '#ddd'), text(52, bars([0, y])[1] + 5, y, { anchor: 'end', size: 13 })]),
    range(30).map((k) => {
      const [x, y] = bars([k, (1 - gamma) * gamma ** k])
      return `<rect x="${(x - 4).toFixed(1)}" y="${y.toFixed(1)}" width="8" height="${(150 - y).toFixed(1)}" fill="${k < 10 ? blue : grey}"/>`
    }),
    [0, 10, 20].map((k) => text(bars([k, 0])[0], 168, k, { size: 13 })),
    text(bars([13, 0])[0], 60, `the last ten together: ${(1 - gamma ** 10).toFixed(2)}`, { anchor: 'start', size: 13, colour: blue }),
    text(232, 212, 'length of step t in learning rates, gradient constant', { size: 13 }),
    [0, 1, 2, 3].map((y) => [line(60, steps([0, y])[1], 405, steps([0, y])[1], '#ddd'), text(52, steps([0, y])[1] + 5, y, { anchor: 'end', size: 13 })]),
    [1, 10, 20, 30, 40, 50].map((t) => text(steps([t, 0])[0], 398, t, { size: 13 })),
    text(232, 420, 't', { size: 13 }),
    curve(lengths((t) => 1 / Math.sqrt(1 - gamma ** t)), blue),
    curve(lengths((t) => 1 / Math.sqrt(t)), orange),
    text(steps([28, 0])[0], steps([0, 1.2])[1], 'RMSProp', { anchor: 'start', colour: blue }),
    text(steps([28, 0])[0], steps([0, 0.35])[1], 'Adagrad', { anchor: 'start', colour: orange }),
  ])
}

/** Section 7.7: the length of Adadelta's steps along a gradient that is always 1, from the formulas, on logarithmic axes. */
function adadelta() {
  const [rho, steps] = [0.9, 10 ** 6]
  const at = panel(60, 15, 345, 250, [0, 6], [-3, 0])
  const lengths = (eps) => {
    let [s, u] = [0, 0]
    return range(steps).map(() => {
      s = rho * s + (1 - rho)
      const square = (u + eps) / (s + eps)
      u = rho * u + (1 - rho) * square
      return Math.sqrt(square)
    })
  }
  const shown = range(61).map((k) => Math.round(10 ** (k / 10)))
  return svg("Adadelta's steps along a gradient of 1, for three values of epsilon", 315, [
    range(4).map((i) => [line(60, at([0, -i])[1], 405, at([0, -i])[1], '#ddd'), text(52, at([0, -i])[1] + 5, i ? power(-i) : '1', { anchor: 'end' })]),
    [0, 2, 4, 6].map((exponent) => text(at([exponent, 0])[0], 285, exponent ? power(exponent) : '1')),
    text(232, 308, 'step'),
    upward(13, 140, 'length of the step'),
    [1e-4, 1e-5, 1e-6].map((eps, i) => {
      const all = lengths(eps)
      const colour = [orange, blue, grey][i]
      const [x, y] = at([0.2, Math.log10(all[1])])
      return [
        curve(shown.map((t) => at([Math.log10(t), Math.log10(all[t - 1])])), colour),
        text(x, y - 8, `ε = ${power(-4 - i)}`, { anchor: 'start', colour }),
      ]
    }),
  ])
}

/** Section 7.8: gradients of 3, -1 and -1 in turn, so that -1 is the best place between -1 and 1. Where three methods go. */
function adamFails() {
  const [beta2, steps] = [0.1, 3000]
  const at = panel(60, 15, 345, 230, [0, Math.log10(steps)], [-1, 1])
  const walk = (method) => {
    let [x, v, largest] = [0, 0, 0]
    return range(steps).map((k) => {
      const g = k % 3 ? -1 : 3
      v = beta2 * v + (1 - beta2) * g * g
      const corrected = v / (1 - beta2 ** (k + 1))
      largest = Math.max(largest, v)
      const direction = { SGD: g, Adam: g / Math.sqrt(corrected), AMSGrad: g / Math.sqrt(largest / (1 - beta2 ** (k + 1))) }[method]
      x = Math.min(1, Math.max(-1, x - (0.1 / Math.sqrt(k + 1)) * direction))
      return x
    })
  }
  const shown = [...new Set(range(80).map((k) => 3 * Math.round((10 ** (k / 23)) / 3 + 0.5)))].filter((t) => t <= steps)
  const colours = { Adam: orange, AMSGrad: blue, SGD: grey }
  const label = { Adam: [1.7, 0.55], AMSGrad: [2.75, -0.25], SGD: [1.2, -0.8] }
  return svg('Three methods on gradients of 3, -1 and -1 in turn', 300, [
    [-1, 0, 1].map((y) => [line(60, at([0, y])[1], 405, at([0, y])[1], '#ddd'), text(52, at([0, y])[1] + 5, y, { anchor: 'end' })]),
    range(4).map((exponent) => text(at([exponent, 0])[0], 266, exponent > 1 ? power(exponent) : 10 ** exponent)),
    text(232, 290, 'step'),
    upward(14, 130, 'x, the place'),
    Object.entries(colours).map(([method, colour]) => {
      const places = walk(method)
      return [curve(shown.map((t) => at([Math.log10(t), places[t - 1]])), colour), text(...at(label[method]), method, { colour })]
    }),
  ])
}

export const optimizerDrawings = { forgetting: forgetting(), 'adadelta-steps': adadelta(), 'adam-fails': adamFails() }
