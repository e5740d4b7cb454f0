// The drawings of sections 5.6 to 5.12. Those of whole networks are made from the tables that the programs print.
import { arrow, black, blue, dot, grey, line, orange, pale, paleOrange, range, rectangle, svg, text, upward } from './pen.js'
import { layers } from './network_drawings.js'

const paleGrey = '#e8e8e8'
const looks = {
  image: ['image', 'white', grey],
  Conv2d: ['conv', pale, blue],
  MaxPool2d: ['pool', paleOrange, orange],
  GlobalAvgPool2d: ['mean', paleOrange, orange],
  Linear: ['linear', paleGrey, grey],
  DenseBlock: ['dense', pale, blue],
  Sequential: ['stage', pale, blue],
  halve: ['halve', paleOrange, orange],
}

/**
 * A network from its table: for each layer that changes an image a block, its height by the image's side, its width by the channels (by their roots,
 * so that all can be seen); under it the shape, and what the layer has of the parameters and multiplications. `sequential` is what a Sequential is.
 */
function network(title, program, side, sequential = 'Sequential') {
  const rows = [{ name: 'image', output: [1, side, side], parameters: 0, multiplications: 0 }, ...layers(program)].filter(({ name }) => looks[name])
  const blocks = rows.map(({ name, output, ...counts }) => {
    const [channels, height = 1] = output
    const [words, fill, stroke] = looks[name === 'Sequential' ? sequential : name]
    const label = `${words} ${output.length === 1 ? channels : `${channels} × ${height} × ${height}`}`
    return output.length === 1
      ? { label, fill, stroke, w: 6, h: Math.max(12, 1.8 * Math.sqrt(channels)), ...counts }
      : { label, fill, stroke, w: Math.max(3, Math.sqrt(channels)), h: 9 * Math.sqrt(height), ...counts }
  })
  const pitch = 412 / blocks.length
  const widest = Math.max(...blocks.map(({ w }) => w))
  const highest = Math.max(...blocks.map(({ h }) => h))
  const x = (i) => 4 + (i + 0.5) * pitch
  const shrink = { across: (pitch - 3) / widest, up: Math.min(1, 120 / highest) }
  const bars = (key, words, top) => {
    const most = Math.max(...blocks.map((block) => block[key]))
    return [
      text(4, top, words, { anchor: 'start', size: 13 }),
      line(4, top + 52, 416, top + 52),
      blocks.map((block, i) => (block[key] ? rectangle(x(i) - pitch / 2 + 2, top + 52 - (44 * block[key]) / most, pitch - 4, (44 * block[key]) / most, block.stroke, 'none') : '')),
    ]
  }
  return svg(title, 425, [
    blocks.map(({ label, fill, stroke, w, h }, i) => [
      rectangle(x(i) - (w * shrink.across) / 2, 68 - (h * shrink.up) / 2, w * shrink.across, h * shrink.up, fill, stroke),
      upward(x(i) + 4.5, 140, label, { anchor: 'end' }),
    ]),
    bars('parameters', 'parameters', 300),
    bars('multiplications', 'multiplications', 368),
  ]).replace(/\n+/g, '\n')
}

const box = (x, y, w, words, fill = pale, stroke = blue) => [rectangle(x - w / 2, y - 14, w, 28, fill, stroke), text(x, y + 4.5, words, { size: 13 })]
/** Section 5.9: the four paths of the first Inception block, with their channels. */
function inception() {
  const paths = [[['1 × 1, 64', 150]], [['1 × 1, 96', 150], ['3 × 3, 128', 270]], [['1 × 1, 16', 150], ['5 × 5, 32', 270]], [['max 3 × 3', 150], ['1 × 1, 32', 270]]]
  return svg('An Inception block: four paths side by side, whose channels are joined', 230, [
    box(42, 110, 70, '192', 'white', grey),
    box(380, 110, 62, '256', 'white', grey),
    text(42, 146, 'channels in', { size: 13 }),
    text(380, 146, 'joined', { size: 13 }),
    paths.map((boxes, i) => {
      const y = 30 + i * 54
      return [
        arrow([77, 110], [boxes[0][1] - 47, y]),
        boxes.map(([words, x], k) => [
          box(x, y, 94, words, words.startsWith('max') ? paleOrange : pale, words.startsWith('max') ? orange : blue),
          k ? arrow([boxes[k - 1][1] + 47, y], [x - 47, y]) : '',
        ]),
        line(boxes.at(-1)[1] + 47, y, 322, y),
        arrow([322, y], [349, 110]),
      ]
    }),
  ])
}

/** Section 5.11: a residual block whose input is added as it is, and one whose input has to take another shape first. */
function residual() {
  const steps = ['conv 3 × 3', 'batch norm', 'ReLU', 'conv 3 × 3', 'batch norm']
  const column = (x, stride) => {
    const shortcut = x + 92
    const y = (i) => 62 + i * 42
    return [
      text(x, 22, 'X'),
      steps.map((words, i) => [arrow([x, i ? y(i - 1) + 14 : 28], [x, y(i) - 14]), box(x, y(i), 110, i === 0 && stride ? `${words}, ${stride}` : words)]),
      arrow([x, y(4) + 14], [x, y(5) - 10]),
      `<circle cx="${x}" cy="${y(5)}" r="10" fill="white" stroke="${black}"/>`,
      text(x, y(5) + 5, '+'),
      arrow([x, y(5) + 10], [x, y(6) - 14]),
      box(x, y(6), 110, 'ReLU'),
      line(x, 36, shortcut, 36, orange),
      line(shortcut, 36, shortcut, y(5), orange),
      arrow([shortcut, y(5)], [x + 10, y(5)], orange),
      stride ? box(shortcut, y(2), 62, '1 × 1', paleOrange, orange) : text(shortcut - 6, y(2), 'X', { anchor: 'end', colour: orange }),
    ]
  }
  return svg('Two residual blocks: the input is added as it is, or by way of a convolution of 1 pixel', 345, [column(75), column(275, '÷ 2')])
}

/** Section 5.11: sets of functions as disks [centre, radius, place of its name], and in each the function that is nearest to the one that is wanted. */
function functionSets() {
  const goal = [164, 40]
  const ways = {
    nested: [[[72, 130], 24, [72, 149]], [[76, 126], 47, [76, 166]], [[80, 122], 72, [80, 187]]],
    'not nested': [[[88, 96], 30, [88, 84]], [[52, 128], 44, [42, 164]], [[104, 150], 54, [104, 198]]],
  }
  const colours = [blue, orange, black]
  return svg('Nested sets of functions, and sets that are not', 250, [
    Object.entries(ways).map(([name, disks], i) => {
      const moved = ([x, y]) => [x + 8 + i * 208, y]
      return [
        disks.map(([[x, y], r, label], k) => {
          const away = Math.hypot(goal[0] - x, goal[1] - y)
          const best = moved([x + (r * (goal[0] - x)) / away, y + (r * (goal[1] - y)) / away])
          return [
            dot(...moved([x, y]), r, 'none', colours[k], 'stroke-width="2"'),
            text(...moved(label), `F${'′'.repeat(k)}`, { colour: colours[k] }),
            line(...best, ...moved(goal), colours[k], 'stroke-dasharray="4 3"'),
            dot(...best, 4, colours[k]),
          ]
        }),
        text(...moved([goal[0], goal[1] + 6]), '★', { size: 20 }),
        text(...moved([98, 236]), name),
      ]
    }),
  ])
}

/** Section 5.12: the channels that each convolution of the first dense block sees, and those that it adds. */
function denseBlock() {
  const [first, growth, scale, bottom] = [64, 32, 1, 215]
  return svg('A dense block: each convolution sees all channels before it, and adds 32', 260, [
    range(5).map((i) => {
      const left = 12 + i * 84
      const parts = [first, ...range(i).map(() => growth)]
      let y = bottom
      return [
        parts.map((channels, k) => {
          y -= channels * scale
          const isNew = k > 0 && k === parts.length - 1
          return [
            rectangle(left, y, 46, channels * scale, isNew ? paleOrange : k ? pale : 'white', isNew ? orange : k ? blue : grey),
            text(left + 23, y + (channels * scale) / 2 + 5, isNew ? `+${channels}` : channels, { size: 13 }),
          ]
        }),
        i < 4 ? [arrow([left + 46, bottom - (first + i * growth) / 2], [left + 84, bottom - first - (i + 0.5) * growth]), text(left + 65, bottom - 10, 'conv', { size: 13 })] : '',
        text(left + 23, bottom + 20, first + i * growth),
      ]
    }),
    text(210, bottom + 40, 'channels', { size: 13 }),
  ])
}

export const deepNetworkDrawings = {
  alexnet: network('AlexNet: its layers, their shapes, parameters and multiplications', 'alexnet', 224),
  vgg: network('VGG with an eighth of its channels: its layers, their shapes, parameters and multiplications', 'vgg', 224),
  nin: network('NiN: its layers, their shapes, parameters and multiplications', 'nin', 224),
  googlenet: network('GoogLeNet: its stages, their shapes, parameters and multiplications', 'googlenet', 96),
  resnet: network('ResNet-18: its stages, their shapes, parameters and multiplications', 'resnet', 96),
  densenet: network('DenseNet: its blocks, their shapes, parameters and multiplications', 'densenet', 96, 'halve'),
  inception: inception(),
  residual: residual(),
  'function-sets': functionSets(),
  'dense-block': denseBlock(),
}
