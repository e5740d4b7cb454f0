import fs from 'node:fs'
import path from 'node:path'
import { root, sourcePage, sources } from '../repository.js'

/**
 * A markdown-it plugin: a line `<!-- names -->` becomes the list of all public names of the library, by room, each with the first sentence of its
 * doc comment and the way to its declaration. So search knows them.
 */
export function names(md) {
  md.core.ruler.before('normalize', 'names', (state) => {
    if (state.src.includes('<!-- names -->')) state.src = state.src.replace('<!-- names -->', list)
  })
}

function list() {
  return [...byRoom(headers())].map(([name, files]) => `## ${name}\n\n${files.flatMap(entries).join('\n')}`).join('\n\n')
}

const headers = () => sources().filter((file) => /^d2l\/.*\.hpp$/.test(file))

function byRoom(files) {
  const rooms = new Map()
  for (const file of files) {
    const room = file.split('/').slice(0, 2).join('/')
    rooms.set(room, [...(rooms.get(room) ?? []), file])
  }
  return rooms
}

function entries(file) {
  const told = new Set()
  return publicNames(fs.readFileSync(path.join(root, file), 'utf8'))
    .filter(({ name }) => !told.has(name) && told.add(name))
    .map(({ name, line, comment }) => `- [\`${name}\`](${sourcePage(file)}#L${line}): ${sentence(comment)}`)
}

/** What stands at namespace scope under a doc comment: [{name, line, comment}]. */
export function publicNames(text) {
  const lines = text.split('\n')
  const found = []
  for (let i = 0; i < lines.length; ++i) {
    if (!lines[i].startsWith('///')) continue
    const first = i
    while (lines[i]?.startsWith('///')) ++i
    const comment = lines.slice(first, i).map((each) => each.replace(/^\/\/\/ ?/, '')).join('\n')
    while (/^(?:template\b|\s*requires\b)/.test(lines[i] ?? '')) ++i
    const name = declared(lines[i] ?? '')
    if (name) found.push({ name, line: i + 1, comment })
  }
  return found
}

function declared(line) {
  return (
    /^(?:class|struct|enum class|concept|namespace|using) (?:\[\[\w+\]\] )?(\w+)/.exec(line)?.[1] ??
    /\b(operator[^\s(]+|\w+)\(/.exec(line)?.[1] ??
    /^(?:inline |extern |constexpr |const |thread_local )+.*?(\w+)(?: =|;|\{)/.exec(line)?.[1]
  )
}

/** The first sentence, as text that Markdown leaves alone. */
function sentence(comment) {
  const first = comment.split(/\n\s*\n/)[0].replace(/\s+/g, ' ').trim()
  const end = /[.:](?: |$)/.exec(first)
  return (end ? first.slice(0, end.index + 1) : first).replace(/[\\<>*_{}[\]|$]/g, '\\$&')
}
