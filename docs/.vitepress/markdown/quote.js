import fs from 'node:fs'
import path from 'node:path'
import { root, sourcePage } from '../repository.js'

const quotation = /^( *)<<< (\S+)(?: "(.+)")?$/

/**
 * The lines of `text` from the one that begins with `start` (after its indentation and a comment's slashes) to the first blank line
 * outside all braces: a paragraph under its comment, or the whole function or lambda that it introduces, comment included.
 * Braces count in C++ only, where `braces` is true. Returns the lines without their common indentation and the number of the
 * first one; throws Error where no line begins so.
 */
export function excerpt(text, start, braces) {
  const lines = text.split('\n')
  const first = lines.findIndex((candidate) => candidate.replace(/^\s*(\/\/+ ?)?/, '').startsWith(start))
  if (first < 0) throw new Error(`no line begins with "${start}"`)
  let depth = 0
  let last = first
  for (; last < lines.length && (depth > 0 || lines[last].trim()); ++last) {
    if (braces) depth += count(lines[last], '{') - count(lines[last], '}')
    if (depth < 0) break
  }
  if (depth > 0) throw new Error(`the braces from "${start}" on never close`)
  const quoted = lines.slice(first, last)
  if (!quoted.length) throw new Error(`nothing stands under "${start}"`)
  const indent = Math.min(...quoted.filter((each) => each.trim()).map((each) => each.search(/\S/)))
  return { number: first + 1, text: quoted.map((each) => each.slice(indent)).join('\n') }
}

function count(text, brace) {
  return text.split(brace).length - 1
}

/** What a patch takes away and puts in: its lines with - and +, those of a place together, without their common indentation. */
export function changes(patch) {
  const lines = patch.split(/\r?\n/)
  const places = lines
    .slice(lines.findIndex((each) => each.startsWith('@@')))
    .filter((each) => !each.startsWith('\\') && !/^(?:---|\+\+\+) [ab]\//.test(each)) // "\ No newline at end of file"
    .join('\n')
    .split(/^(?![-+]).*$/m)
    .map((place) => place.replace(/^(\n|\+\n)+/, '').split('\n').filter(Boolean))
    .filter((place) => place.length)
  const indent = Math.min(...places.flat().filter((each) => each.length > 1).map((each) => each.slice(1).search(/\S/)))
  return places.map((place) => place.map((each) => (each[0] + ' ' + each.slice(1 + indent)).trimEnd()).join('\n')).join('\n\n')
}

/** The Markdown for a quoting line of a page: a fenced block of the file as it is now and, for a source, the way to its place there. */
function quote(file, start) {
  const absolute = path.join(root, file)
  if (!fs.existsSync(absolute)) throw new Error(`there is no ${file}`)
  const text = fs.readFileSync(absolute, 'utf8').trimEnd()
  const language = { '.cpp': 'cpp', '.hpp': 'cpp', '.txt': 'text', '.patch': 'diff' }[path.extname(file)] ?? path.extname(file).slice(1)
  const { number, text: quoted } = start ? excerpt(text, start, language === 'cpp') : { number: 1, text: language === 'diff' ? changes(text) : text }
  const fence = `\`\`\`${language}\n${quoted}\n\`\`\``
  const [, source, line] = language === 'diff' ? /^\+\+\+ b\/(\S+)\n@@ -(\d+)/m.exec(text) : [text, file, number]
  const page = sourcePage(source)
  if (!page) return fence
  return `${fence}\n\n[${source.split('/').slice(-2).join('/')}, line ${line}](${page}#L${line}){.source}\n`
}

/**
 * A markdown-it plugin: a line `<<< FILE` or `<<< FILE "START"` of a page, also an indented one, becomes the file, or an excerpt of it, or what a patch changes, as it stands when the site is built.
 * FILE is a path from the repository's root. So a page shows the code that runs, and no mark of the page stands in the code.
 */
export function quotes(md) {
  md.core.ruler.before('normalize', 'quotes', (state) => {
    let fenced = false // where a page shows how to quote, nothing is quoted
    state.src = state.src
      .split(/\r?\n/)
      .map((each) => {
        if (/^\s*```/.test(each)) fenced = !fenced
        const match = quotation.exec(each)
        if (!match || fenced) return each
        const [, indent, file, start] = match
        state.env.includes?.push(path.join(root, file))
        try {
          return quote(file, start).replace(/^(?=.)/gm, indent)
        } catch (error) {
          throw new Error(`docs/${state.env.relativePath}: "${each}": ${error.message}`)
        }
      })
      .join('\n')
  })
}
