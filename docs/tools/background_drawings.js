// The drawings of the page on statistics and geometry. Each computes what it shows.
import { area, axes, black, blue, curve, dot, grey, line, orange, pale, panel, range, svg, text } from './pen.js'

const density = (x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)

/** The density of the standard normal distribution, with the part within one standard deviation. */
function bell() {
  const at = panel(30, 15, 360, 150, [-3.6, 3.6], [0, 0.42])
  const xs = range(145).map((k) => -3.6 + k / 20)
  const inner = xs.filter((x) => Math.abs(x) <= 1 + 1e-9)
  const middle = [[-1, 0], ...inner.map((x) => [x, density(x)]), [1, 0]].map(at)
  return svg('The bell curve of the normal distribution', 245, [
    area(middle, pale),
    line(30, 165, 390, 165),
    curve(xs.map((x) => at([x, density(x)])), blue),
    text(at([0, 0])[0], 120, '68 %'),
    ['μ - 3σ', 'μ - 2σ', 'μ - σ', 'μ', 'μ + σ', 'μ + 2σ', 'μ + 3σ'].map((name, i) => [line(at([i - 3, 0])[0], 165, at([i - 3, 0])[0], 170), text(at([i - 3, 0])[0], 187, name, { size: 13 })]),
    text(210, 218, 'The height says how crowded the numbers are there,', { size: 13 }),
    text(210, 236, 'an area what share of them lies there.', { size: 13 }),
  ])
}

/** A bowl with the curvatures 1 and 4, from above: lines of equal height, and the directions in which it is steepest and flattest. */
function bowl() {
  const at = panel(60, 10, 300, 220, [-3, 3], [-2.2, 2.2])
  const turned = ([x, y]) => [x * Math.cos(0.45) - y * Math.sin(0.45), x * Math.sin(0.45) + y * Math.cos(0.45)]
  const ellipse = (height) => range(73).map((k) => at(turned([Math.sqrt(2 * height) * Math.cos((k * Math.PI) / 36), Math.sqrt(height / 2) * Math.sin((k * Math.PI) / 36)])))
  const axis = (end, colour) => line(...at([0, 0]), ...at(turned(end)), colour, 'stroke-width="2.5"')
  return svg('A bowl from above: steep across, flat along', 290, [
    [0.1, 0.4, 0.9, 1.6, 2.5].map((height) => curve(ellipse(height), '#b0b0b0')),
    axis([2.24, 0], blue),
    axis([0, 1.12], orange),
    dot(...at([0, 0]), 3, black),
    [[blue, 'the flattest direction: curvature 1'], [orange, 'the steepest direction: curvature 4']].map(([colour, name], i) => [line(60, 255 + i * 22, 90, 255 + i * 22, colour, 'stroke-width="2.5"'), text(98, 260 + i * 22, name, { anchor: 'start', size: 13 })]),
  ])
}

/** Weights w = (w1, w2) on their way: with the single example (1, 1) they move along the diagonal only. */
function unmoved() {
  const shown = [[-1, 4], [-1.6, 2.4]]
  const at = panel(60, 10, 300, 240, ...shown)
  const start = [3, 0]
  const path = range(7).map((k) => {
    const t = -1 + 0.5 ** k // towards the line w1 + w2 = 1
    return [start[0] + t, start[1] + t]
  })
  return svg('With one example, two weights move along one direction only', 305, [
    axes(at, ...shown),
    line(...at([-1, 2]), ...at([2.6, -1.6]), grey, 'stroke-dasharray="6 4"'),
    curve(path.map(at), orange),
    path.map((p, k) => dot(...at(p), k ? 3.5 : 5, k ? orange : blue)),
    text(...at([3.15, 0.15]), 'start', { anchor: 'start', size: 13 }),
    text(at([3.9, 0])[0], at([0, 0])[1] + 16, 'w1', { size: 13 }),
    text(at([0, 0])[0] + 8, at([0, 2.25])[1], 'w2', { anchor: 'start', size: 13 }),
    line(60, 270, 90, 270, grey, 'stroke-dasharray="6 4"'),
    text(98, 275, 'no error on the example: w1 + w2 = 1', { anchor: 'start', size: 13 }),
    dot(75, 292, 3.5, orange),
    text(98, 297, 'the steps: w1 - w2 stays 3', { anchor: 'start', size: 13 }),
  ])
}

export const backgroundDrawings = { bell: bell(), bowl: bowl(), unmoved: unmoved() }
