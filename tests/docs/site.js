import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

/** The folder of the built site. */
export const folder = process.env.D2L_SITE

/** Every page of ours as a path of the site, /03/mlp.html; Doxygen's are not ours. */
export const pages = fs
  .readdirSync(folder, { recursive: true })
  .map((file) => `/${file.split(path.sep).join('/')}`)
  .filter((file) => file.endsWith('.html') && !file.startsWith('/api/'))
  .sort()

/** The pages that somebody wrote. */
export const written = pages.filter((page) => !page.startsWith('/source/') && page !== '/404.html')

/** Serves the site as `./run docs` does; returns its address and how to end it. */
function serve() {
  const script = fileURLToPath(new URL('../../docs/tools/serve.js', import.meta.url))
  const server = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    let printed = ''
    server.stdout.on('data', (text) => {
      printed += text
      const address = /reading: (http:\/\/localhost:\d+)/.exec(printed)?.[1]
      if (address) resolve({ address, stop: () => server.kill() })
    })
    server.on('exit', (status) => reject(new Error(`the server ended with ${status}: ${printed}`)))
  })
}

/** For the tests of a file: the served site and a browser, `{site, chrome}`, which are there while they run. */
export function reading() {
  const here = {}
  before(async () => {
    here.site = await serve()
    here.chrome = await browser()
  })
  after(async () => {
    await here.chrome?.close()
    here.site?.stop()
  })
  return here
}

/** Chromium without a network of its own; its shell without windows if it is there, which loads a page in half the time. */
function browser() {
  return chromium.launch({
    executablePath: ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => fs.existsSync(file)),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}
