// The drawings of sections 5.1 to 5.4. Each computes what it shows.
import { arrow, black, blue, dot, frame, grey, grid, line, orange, pale, paleOrange, range, svg, text, upward } from './pen.js'

const image = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
const kernel = [[0, 1], [2, 3]]

const tints = [pale, paleOrange, '#dcefdc', '#f1e6b8']
const inWindow = (i0, j0, size) => (i, j) => i >= i0 && i < i0 + size && j >= j0 && j < j0 + size

/** What a cross-correlation makes of X (rows of numbers), with its window moved by these strides. */
function correlate(X, K, [down, across] = [1, 1]) {
  const rows = Math.floor((X.length - K.length) / down) + 1
  const columns = Math.floor((X[0].length - K[0].length) / across) + 1
  return range(rows).map((p) => range(columns).map((q) => K.flatMap((row, u) => row.map((k, v) => k * X[p * down + u][q * across + v])).reduce((a, b) => a + b)))
}

/** Section 5.1: a kernel at each of its four places on an image of 3×3. */
function crossCorrelation() {
  const Y = correlate(image, kernel)
  const cell = 30
  return svg('A kernel at each of its four places on an image', 290, [
    grid(40, 30, cell, image),
    grid(180, 45, cell, kernel, { fill: () => paleOrange }),
    grid(290, 45, cell, Y, { fill: () => pale }),
    text(155, 80, '✱'),
    text(265, 80, '='),
    text(85, 18, 'image'),
    text(210, 18, 'kernel'),
    text(320, 18, 'output'),
    range(4).map((k) => {
      const [p, q] = [Math.floor(k / 2), k % 2]
      const [left, top, small] = [24 + k * 98, 160, 26]
      return [
        grid(left, top, small, image, { fill: (i, j) => (inWindow(p, q, 2)(i, j) ? paleOrange : 'white') }),
        frame(left + q * small, top + p * small, 2 * small, 2 * small),
        text(left + 1.5 * small, top + 3 * small + 22, Y[p][q], { colour: blue }),
      ]
    }),
  ])
}

/** Section 5.1: six pixels and four outputs, joined as in a dense layer, locally, and by a kernel of three weights. */
function sharedWeights() {
  const [pixels, outputs, size] = [6, 4, 3]
  const colours = [blue, orange, '#2a7d2a']
  const at = (left, k, n, y) => [left + 62 + (k - (n - 1) / 2) * 20, y]
  const joined = (p, o) => p >= o && p < o + size
  const ways = [
    ['dense', () => true, () => grey, pixels * outputs],
    ['local', joined, () => grey, size * outputs],
    ['and shared', joined, (p, o) => colours[p - o], size],
  ]
  return svg('A dense layer, a local one, and a convolution', 205, [
    ways.map(([name, isThere, colour, weights], i) => {
      const left = 10 + i * 138
      return [
        range(outputs).map((o) => range(pixels).filter((p) => isThere(p, o)).map((p) => line(...at(left, o, outputs, 40), ...at(left, p, pixels, 130), colour(p, o), 'stroke-width="1.5"'))),
        range(outputs).map((o) => dot(...at(left, o, outputs, 40), 7, 'white', black)),
        range(pixels).map((p) => dot(...at(left, p, pixels, 130), 7, 'white', black)),
        text(left + 62, 18, name),
        text(left + 62, 165, `${weights} weights`, { size: 13 }),
      ]
    }),
    text(210, 194, 'above: outputs; below: pixels', { size: 13, colour: grey }),
  ])
}

/** Section 5.1: on how many pixels of a row an output depends, after one, two and three layers of kernels of three. */
function receptiveField() {
  const layers = 3
  const pixels = 2 * layers + 5
  const at = (k, l) => [130 + k * 26, 225 - l * 62]
  const middle = (pixels - 1) / 2
  const depends = (k, l) => Math.abs(k - middle) <= layers - l
  const names = ['the image', 'after 1 layer', 'after 2 layers', 'after 3 layers']
  return svg('The receptive field of an output after three convolutions', 275, [
    range(layers).map((l) => range(pixels).filter((k) => depends(k, l + 1)).map((k) => [-1, 0, 1].map((d) => line(...at(k, l + 1), ...at(k + d, l), orange, 'stroke-width="1.5"')))),
    range(layers + 1).map((l) => [
      text(112, at(0, l)[1] + 5, names[l], { anchor: 'end', size: 13 }),
      range(pixels).filter((k) => k >= l && k < pixels - l).map((k) => dot(...at(k, l), 8, depends(k, l) ? orange : 'white', depends(k, l) ? orange : grey)),
    ]),
    text(at(middle, 0)[0], 262, `${2 * layers + 1} pixels of the row`, { size: 13 }),
  ])
}

const bordered = (rows) => range(rows.length + 2).map((i) => range(rows[0].length + 2).map((j) => rows[i - 1]?.[j - 1] ?? 0))

/** Section 5.2: the image of 5.1 with a border of zeros. */
function padding() {
  const X = bordered(image)
  const Y = correlate(X, kernel)
  const cell = 28
  const isBorder = (i, j) => i === 0 || j === 0 || i === X.length - 1 || j === X.length - 1
  return svg('A kernel on an image with a border of zeros', 215, [
    grid(12, 32, cell, X, { fill: (i, j) => (inWindow(0, 0, 2)(i, j) ? paleOrange : 'white'), colour: (i, j) => (isBorder(i, j) ? grey : black) }),
    frame(12, 32, 2 * cell, 2 * cell),
    `<rect x="${12 + cell}" y="${32 + cell}" width="${3 * cell}" height="${3 * cell}" fill="none" stroke="${black}" stroke-width="2"/>`,
    grid(184, 74, cell, kernel, { fill: () => paleOrange }),
    grid(286, 46, cell, Y, { fill: (i, j) => (i + j === 0 ? paleOrange : pale) }),
    text(168, 107, '✱'),
    text(263, 107, '='),
    text(82, 20, 'image, padded'),
    text(212, 20, 'kernel'),
    text(342, 20, 'output'),
    text(210, 205, `${image.length} becomes ${X.length} by padding, and ${Y.length} in the output`, { size: 13 }),
  ])
}

/** Section 5.2: windows of three on a row of eight pixels, at three strides. */
function strides() {
  const [pixels, size, cell] = [8, 3, 36]
  return svg('Windows of three pixels on a row of eight, at strides of 1, 2 and 3', 335, [
    [1, 2, 3].map((stride, n) => {
      const windows = Math.floor((pixels - size) / stride) + 1
      const top = [8, 128, 228][n]
      const seen = (p) => range(windows).some((w) => p >= w * stride && p < w * stride + size)
      return [
        text(12, top + 23, `stride ${stride}`, { anchor: 'start', size: 13 }),
        grid(85, top, cell, [range(pixels)], { fill: (_, p) => (seen(p) ? 'white' : '#d0d0d0') }),
        range(windows).map((w) => line(85 + w * stride * cell + 4, top + cell + 10 + w * 9, 85 + (w * stride + size) * cell - 4, top + cell + 10 + w * 9, w % 2 ? blue : orange, 'stroke-width="4"')),
        text(12, top + 43, `${windows} windows`, { anchor: 'start', size: 13, colour: grey }),
      ]
    }),
    text(210, 325, 'grey: pixels that no window sees', { size: 13, colour: grey }),
  ])
}

/** Section 5.2: the windows of 2×2 on the padded image, at a stride of 3 down and of 2 across. */
function stridesOfTwoAxes() {
  const [X, stride, cell] = [bordered(image), [3, 2], 30]
  const Y = correlate(X, kernel, stride)
  const ofWindow = (p, q) => tints[2 * p + q]
  const windowOver = (i, j) => [Math.floor(i / stride[0]), Math.floor(j / stride[1])]
  const seen = (i, j) => i % stride[0] < 2 && j % stride[1] < 2 && windowOver(i, j).every((w, axis) => w < [Y.length, Y[0].length][axis])
  const [left, top] = [44, 56]
  return svg('Windows at a stride of 3 down and 2 across', 240, [
    grid(left, top, cell, X, { fill: (i, j) => (seen(i, j) ? ofWindow(...windowOver(i, j)) : '#d0d0d0') }),
    Y.flatMap((row, p) => row.map((_, q) => frame(left + q * stride[1] * cell, top + p * stride[0] * cell, 2 * cell, 2 * cell, black))),
    arrow([left, top - 9], [left + stride[1] * cell, top - 9], orange),
    text(left + cell, top - 16, `${stride[1]} across`, { size: 13, colour: orange }),
    arrow([left - 9, top], [left - 9, top + stride[0] * cell], orange),
    upward(left - 16, top + 1.5 * cell, `${stride[0]} down`, { colour: orange }),
    text(214, top + 2.5 * cell + 5, '✱'),
    grid(232, top + 1.5 * cell, cell, kernel, { fill: () => 'white' }),
    text(311, top + 2.5 * cell + 5, '='),
    grid(330, top + 1.5 * cell, cell, Y, { fill: ofWindow }),
    text(262, top + 1.5 * cell - 12, 'kernel'),
    text(360, top + 1.5 * cell - 12, 'output'),
    text(210, 230, 'grey: places that no window sees', { size: 13, colour: grey }),
  ])
}

/** Section 5.3: two channels in, each with its own part of the kernel; their results add up. */
function channelsIn() {
  const [cell, tops] = [27, [24, 132]]
  const Xs = [image, image.map((row) => row.map((x) => x + 1))]
  const Ks = [kernel, kernel.map((row) => row.map((x) => x + 1))]
  const Ys = Xs.map((X, c) => correlate(X, Ks[c]))
  const sum = Ys[0].map((row, i) => row.map((y, j) => y + Ys[1][i][j]))
  return svg('Two channels in, one channel out', 235, [
    tops.map((top, c) => [
      grid(12, top, cell, Xs[c], { fill: (i, j) => (inWindow(0, 0, 2)(i, j) ? paleOrange : 'white') }),
      frame(12, top, 2 * cell, 2 * cell),
      grid(124, top + 14, cell, Ks[c], { fill: () => paleOrange }),
      grid(214, top + 14, cell, Ys[c], { fill: (i, j) => (i + j ? 'white' : paleOrange) }),
      text(109, top + 45, '✱'),
      text(196, top + 45, '='),
      text(12 + 1.5 * cell, top + 3 * cell + 15, `channel ${c + 1}`, { size: 13 }),
    ]),
    text(241, 122, '+'),
    text(290, 122, '='),
    grid(312, 118 - 34, 34, sum, { fill: (i, j) => (i + j ? pale : paleOrange) }),
    text(346, 176, 'one channel', { size: 13 }),
  ])
}

/** Section 5.3: an output pixel of a 1×1 convolution depends on the same pixel of all channels. */
function oneByOne() {
  const maps = (left, n, colour) => range(n).map((c) => grid(left + c * 66, 40, 20, range(3).map(() => ['', '', '']), { fill: (i, j) => (i === 1 && j === 1 ? colour : 'white') }))
  return svg('A 1×1 convolution from three channels to two', 130, [
    maps(10, 3, orange),
    maps(284, 2, blue),
    line(214, 70, 268, 70, black, 'stroke-width="2"'),
    `<path d="M272 70 l-10 -6 v12 z" fill="${black}"/>`,
    text(103, 24, '3 channels'),
    text(347, 24, '2 channels'),
    text(210, 122, 'the blue numbers: 2 × 3 weights times the orange ones', { size: 13 }),
  ])
}

/** Section 5.4: the largest number and the mean of windows of 2×2, side by side. */
function poolingWindows() {
  const X = range(4).map((i) => range(4).map((j) => (7 * i + 5 * j + 3 * i * j) % 10))
  const windows = range(2).map((p) => range(2).map((q) => range(2).flatMap((u) => range(2).map((v) => X[2 * p + u][2 * q + v]))))
  const ofWindow = (i, j) => tints[2 * i + j]
  const most = windows.map((row) => row.map((w) => Math.max(...w)))
  const mean = windows.map((row) => row.map((w) => w.reduce((a, b) => a + b) / 4))
  return svg('The largest number and the mean of each window', 185, [
    grid(15, 30, 32, X, { fill: (i, j) => ofWindow(Math.floor(i / 2), Math.floor(j / 2)) }),
    grid(190, 56, 38, most, { fill: ofWindow }),
    grid(310, 56, 38, mean, { fill: ofWindow }),
    text(79, 18, 'a channel'),
    text(228, 18, 'max pooling'),
    text(348, 18, 'average pooling'),
    text(210, 178, 'windows of 2 × 2, side by side', { size: 13, colour: grey }),
  ])
}

/** Section 5.4: three windows that cover five pixels. */
function adaptiveWindows() {
  const [pixels, outputs, cell] = [5, 3, 50]
  return svg('Three windows that cover five pixels', 150, [
    grid(85, 12, cell, [range(pixels)]),
    range(outputs).map((i) => {
      const [begin, end] = [Math.floor((i * pixels) / outputs), Math.ceil(((i + 1) * pixels) / outputs)]
      const [x, y] = [85 + begin * cell + 3, 76 + i * 16]
      return [line(x, y, 85 + end * cell - 3, y, i % 2 ? blue : orange, 'stroke-width="5"'), text(85 + end * cell + 6, y + 5, `[${begin}, ${end})`, { anchor: 'start', size: 13 })]
    }),
    text(210, 142, 'pixels 0 to 4, and their windows', { size: 13, colour: grey }),
  ])
}

export const convolutionDrawings = {
  'cross-correlation': crossCorrelation(),
  'shared-weights': sharedWeights(),
  'receptive-field': receptiveField(),
  padding: padding(),
  strides: strides(),
  'strides-of-two-axes': stridesOfTwoAxes(),
  'channels-in': channelsIn(),
  'one-by-one': oneByOne(),
  'pooling-windows': poolingWindows(),
  'adaptive-windows': adaptiveWindows(),
}
