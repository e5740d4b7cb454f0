// Serves the built site on localhost and prints its address: node serve.js [PORT]. Without PORT it takes the first free one from 4173 on.
import { preview } from 'vite'

const asked = process.argv[2] || undefined
if (asked !== undefined && !(/^[1-9]\d*$/.test(asked) && Number(asked) < 65536)) fail(`'${asked}' is no port`)

try {
  const server = await preview({
    configFile: false,
    appType: 'mpa',
    logLevel: 'error',
    build: { outDir: process.env.D2L_SITE },
    preview: { host: '127.0.0.1', port: Number(asked ?? 4173), strictPort: asked !== undefined },
  })
  console.log(`reading: http://localhost:${server.httpServer.address().port}/  (Ctrl-C ends it)`)
} catch (error) {
  fail(`cannot serve the site: ${error.message}`)
}

function fail(message) {
  console.error(`docs: ${message}`)
  process.exit(2)
}
