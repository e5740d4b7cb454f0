import { withoutFences } from './numbers.js'

/** The commands of a page's text, hints included: code in backquotes and the lines of shell blocks that call ./run. */
export function commandsOf(page) {
  const inline = [...withoutFences(page).matchAll(/`([^`\n]*\.\/run\b[^`\n]*)`/g)].map((match) => match[1])
  const blocks = [...page.matchAll(/^( *)```sh\n([\s\S]*?)^\1```/gm)].flatMap((match) => match[2].split('\n'))
  return [...inline, ...blocks.filter((line) => /\.\/run\b/.test(line))].map((command) => command.replace(/ +# .*/, '').trim())
}

// What is no run of a program that prints the same on every machine: the commands about the repository, GPUs, other machines, other builds, placeholders, `./run` itself.
const apart = /\.\/run(?:$| (?:--version|test|docs|test-docs|bench|doctor|experiment(?:$| xor)|help|list|xor|mlp|mlp-concize|NAME|…)(?![\w-]))|--device cuda|--hosts |--help|--version|D2L_(?:PRESET|BUILD_DIR)=|^(?:unshare|strace|echo) |<Tab>|…/

/** Whether one of the commands of the transcripts is the same: with the same options, but for where a figure or record goes; or, where a page calls a program by its name alone, a run of that program. */
export function isRun(command, transcripts) {
  const asked = essence(command)
  const alone = /^\.\/run (?:compare |experiment )?[\w/.-]+$/.test(asked)
  return apart.test(command) || transcripts.map(essence).some((each) => each === asked || (alone && each.startsWith(`${asked} `)))
}

function essence(command) {
  return command
    .replace(/ +# .*/, '')
    .replace(/ --(?:plot|record) \S+| 2>&1/g, '')
    .replace(/^(\.\/run [^|;]*?)(?: --threads \d+)?(?: *[|;].*)?$/, '$1')
    .trim()
}
