// Serves the built site on localhost and prints its address: node serve.js [PORT]. Without PORT it takes the first free one from 4173 on.
import net from 'node:net'
import { fileURLToPath } from 'node:url'
import { serve } from 'vitepress'

const docs = fileURLToPath(new URL('..', import.meta.url))
const asked = process.argv[2]
if (asked !== undefined && !/^[1-9]\d{0,4}$/.test(asked)) fail(`'${asked}' is no port`)

const port = await firstFree(Number(asked ?? 4173), asked ? 1 : 100)
if (!port) fail(asked ? `port ${asked} is in use; leave --port out to get a free one` : 'no free port from 4173 to 4272')
await serve({ root: docs, port })
console.log(`reading: http://localhost:${port}/  (Ctrl-C ends it)`)

async function firstFree(first, count) {
  for (let port = first; port < first + count; ++port) if (await isFree(port)) return port
  return undefined
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })
}

function fail(message) {
  console.error(`docs: ${message}`)
  process.exit(2)
}
