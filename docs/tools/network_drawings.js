// The drawings of sections 5.5 and 5.10. LeNet's is drawn from the table that its program prints.
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { black, blue, grey, line, orange, pale, paleOrange, range, rectangle, svg, text } from './pen.js'

const square = (x, y, side, fill, stroke) => rectangle(x, y, side, side, fill, stroke)

/** The rows of a program's table of layers, such as {name: 'Conv2d', output: [6, 24, 24], parameters: 156, multiplications: 86400}. */
export function layers(program) {
  const transcript = fs.readFileSync(fileURLToPath(new URL(`../output/${program}.txt`, import.meta.url)), 'utf8')
  const number = (words) => Number(words.replaceAll(',', ''))
  return [...transcript.split('\nin all')[0].matchAll(/^(\w+) +\(([\d, ]+)\) +([\d,]+) +([\d,]+)$/gm)].map(([, name, output, parameters, multiplications]) => ({
    name,
    output: output.match(/\d+/g).map(Number),
    parameters: number(parameters),
    multiplications: number(multiplications),
  }))
}

/** Section 5.5: what each convolution and pooling makes of the image, and the features and scores behind them. */
function lenet() {
  const [pixel, shift, gap, middle] = [2.5, 2.4, 21, 50]
  const rows = layers('lenet')
  const images = [{ name: 'image', output: [1, 28, 28] }, ...rows.filter(({ name }) => /^(Conv|MaxPool)2d$/.test(name))]
  const features = rows.filter(({ name }) => /^(Flatten|Linear)$/.test(name))
  let left = 8
  const stacks = images.map(({ name, output: [channels, side] }) => {
    const size = side * pixel
    const extent = size + (channels - 1) * shift
    const at = left
    left += extent + gap
    const [fill, stroke] = name === 'Conv2d' ? [pale, blue] : name === 'MaxPool2d' ? [paleOrange, orange] : ['white', grey]
    const place = at + extent / 2
    return [
      range(channels).map((c) => square(at + c * shift, middle - extent / 2 + c * shift, size, fill, stroke)),
      text(place, 112, name, { size: 12, colour: stroke }),
      text(place, 129, `${channels}×${side}×${side}`, { size: 12 }),
    ]
  })
  const bars = features.map(({ name, output: [n] }, i) => {
    const [length, y] = [n, 158 + i * 32]
    return [
      `<rect x="115" y="${y}" width="${length.toFixed(1)}" height="16" fill="${name === 'Linear' ? pale : 'white'}" stroke="${name === 'Linear' ? blue : grey}"/>`,
      text(105, y + 13, name, { anchor: 'end', size: 13, colour: name === 'Linear' ? blue : grey }),
      text(122 + length, y + 13, n, { anchor: 'start', size: 13 }),
    ]
  })
  return svg('LeNet: the shapes of what its layers make of an image', 290, [stacks, bars])
}

/** Section 5.10: which numbers have a mean and a variance in common, of features (n, c) and of images (n, c, h, w). */
function normalizedAxes() {
  const [examples, columns] = [4, 3]
  const lit = (c) => (c === 1 ? [pale, blue] : ['white', '#b0b0b0'])
  const matrix = range(examples).map((n) => range(columns).map((c) => square(46 + c * 32, 48 + n * 44, 26, ...lit(c))))
  const stack = range(examples).map((n) => range(columns).map((c) => range(3).map((h) => range(3).map((w) => square(226 + c * 52 + w * 13, 42 + n * 44 + h * 13, 13, ...lit(c))))))
  const heading = (x, words, colour = black) => text(x, 30, words, { size: 13, colour })
  return svg('Which numbers are averaged together in a batch normalization', 290, [
    [91, 297].map((x, i) => text(x, 14, ['features (n, c)', 'images (n, c, h, w)'][i])),
    range(columns).map((c) => [heading(59 + c * 32, `c${c}`, lit(c)[1] === blue ? blue : grey), heading(245 + c * 52, `c${c}`, lit(c)[1] === blue ? blue : grey)]),
    range(examples).map((n) => text(22, 66 + n * 44, `x${n}`, { size: 13, colour: grey })),
    line(180, 40, 180, 215, '#ddd'),
    matrix,
    stack,
    text(91, 244, `a mean of ${examples} numbers`, { size: 13, colour: blue }),
    text(91, 264, 'over n, for each c', { size: 13 }),
    text(297, 244, `a mean of ${examples}·3·3 numbers`, { size: 13, colour: blue }),
    text(297, 264, 'over n, h and w, for each c', { size: 13 }),
  ])
}

export const networkDrawings = { lenet: lenet(), 'normalized-axes': normalizedAxes() }
