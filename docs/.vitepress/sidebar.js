import fs from 'node:fs'
import path from 'node:path'
import { root } from './repository.js'

const chapters = { '02': '2 Preliminaries', '03': '3 Linear networks and multilayer perceptrons', '04': '4 Deep learning computation', '05': '5 Convolutional neural networks', '07': '7 Optimization', '08': '8 Computational performance' }

/** The sidebar: the guide, each chapter's pages in the order of their sections, the reference. A page's entry is its first heading. */
export function sidebar() {
  return [
    group('Guide', ['guide/using', 'guide/editions', 'guide/background', 'guide/glossary', 'guide/notation', 'guide/cpp', 'guide/same-numbers', 'guide/inside', 'guide/extending', 'guide/cuda', 'guide/many-machines', 'guide/trust', 'guide/dependencies', 'guide/machines', 'guide/errata']),
    ...Object.entries(chapters).map(([folder, title]) => group(title, sections(folder))),
    group('Reference', ['names', 'compare', 'data', 'record', 'speed', 'own-project/README']),
  ]
}

function group(text, pages) {
  return { text, items: pages.map((page) => ({ text: heading(page), link: `/${page}` })) }
}

function sections(folder) {
  return fs
    .readdirSync(path.join(root, 'docs', folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file.slice(0, -3)}`)
    .sort((a, b) => number(a) - number(b))
}

/**
 * Where a page stands in its chapter, by its last section: 13 for "3.13 Dropout", 7 for "3.4, 3.6 and 3.7 Softmax regression", which needs what
 * 3.5 teaches.
 */
function number(page) {
  const match = /^(?:\d+\.(\d+)(?:, | and | to | ))+/.exec(heading(page))
  if (!match) throw new Error(`docs/${page}.md: its heading must begin with the number of its section`)
  return Number(match[1])
}

function heading(page) {
  return /^# (.+)$/m.exec(fs.readFileSync(path.join(root, 'docs', `${page}.md`), 'utf8'))[1]
}
