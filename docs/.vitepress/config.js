import path from 'node:path'
import { defineConfig } from 'vitepress'
import { tabsMarkdownPlugin } from 'vitepress-plugin-tabs'
import { enlargeable } from './markdown/enlargeable.js'
import { lineAnchors } from './markdown/line_anchors.js'
import { literalCode } from './markdown/literal_code.js'
import { names } from './markdown/names.js'
import { quotes } from './markdown/quote.js'
import { sourceLinks } from './markdown/source_links.js'
import { root } from './repository.js'
import { sidebar } from './sidebar.js'

export default defineConfig({
  title: 'D2L in C++',
  description: 'Dive into Deep Learning, chapters 2 to 5, 7 and 8, as C++ programs that you can run, read and change',
  lang: 'en',
  head: [['link', { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }]],
  outDir: process.env.D2L_SITE ?? path.join(root, 'build/docs/site'),
  cacheDir: path.join(root, 'build/docs/cache'),
  ignoreDeadLinks: [/^\/api\//], // Doxygen's part; the tests in tests/docs follow every link of the built site
  vite: { build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 } },
  markdown: {
    math: true,
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    codeTransformers: [lineAnchors],
    config(md) {
      md.use(quotes)
      md.use(names)
      md.use(enlargeable)
      md.use(tabsMarkdownPlugin)
      md.use(sourceLinks)
      md.use(literalCode)
    },
  },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        // A section comes before the glossary, and that before the guide: who looks for dropout wants the page on dropout. (Sent to the browser as text.)
        miniSearch: { searchOptions: { boostDocument: (id) => (/^\/\d\d\//.test(id) ? 2 : id.includes('/glossary') ? 1.5 : 1) } },
      },
    },
    outline: { level: [2, 3], label: 'On this page' },
    nav: [
      { text: 'Guide', link: '/guide/using' },
      { text: 'Sections', link: '/03/linear-regression' },
      { text: 'API', link: '/api/index.html', target: '_self' },
    ],
    sidebar: sidebar(),
    footer: { message: 'MIT licence. The book is by Zhang, Lipton, Li and Smola.' },
  },
})
