import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds README.md, chapters/, d2l/ and docs/. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** The site shows files of these folders as pages of their own. */
const shown = ['chapters', 'd2l']

/** Every C++ source that the site shows, as paths from the root, sorted. */
export function sources() {
  return shown.flatMap((folder) => walk(folder)).filter((file) => /\.[ch]pp$/.test(file)).sort()
}

/** The experiments of the chapters, which cmake/experiments.cmake builds: {file, name, kind}, with the name that `./run experiment` takes, and the kind cpp or patch. */
export function experiments() {
  const parts = walk('chapters').map((file) => /([^/]+)\/experiments\/(.+)\.(cpp|patch)$/.exec(file))
  return parts.filter(Boolean).map(({ input, 1: program, 2: name, 3: kind }) => ({ file: input, name: `${program}/${name}`, kind }))
}

function walk(folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`
    return entry.isDirectory() ? walk(name) : [name]
  })
}

/** The page that shows `file`, a source or a folder of sources as a path from the root; undefined where the site shows no such thing. */
export function sourcePage(file) {
  if (!shown.includes(file.split('/')[0]) || !fs.existsSync(path.join(root, file))) return undefined
  if (/\.[ch]pp$/.test(file)) return `/source/${file}.html`
  const folder = file.replace(/\/$/, '')
  return sources().some((each) => path.dirname(each) === folder) ? `/source/index.html#${folderAnchor(folder)}` : undefined
}

/** Where a folder stands on the page of all sources. */
export function folderAnchor(folder) {
  return folder.replaceAll('/', '-')
}
