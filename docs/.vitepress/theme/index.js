import { h } from 'vue'
import DefaultTheme from 'vitepress/theme'
import { enhanceAppWithTabs } from 'vitepress-plugin-tabs/client'
import figure from '../../figures/softmax-regression.svg'
import Curves from './Curves.vue'
import { enlargeFigures } from './enlarge.js'
import './style.css'

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'home-hero-image': heroFigure }),
  enhanceApp({ app }) {
    enhanceAppWithTabs(app)
    app.component('Curves', Curves)
    if (!import.meta.env.SSR) enlargeFigures()
  },
}

/** Beside the title on the front page: what the first `./run` draws. */
function heroFigure() {
  return h('img', { class: 'hero-figure', src: figure, alt: 'Losses and accuracies of softmax regression, from scratch and concisely, over five epochs' })
}
