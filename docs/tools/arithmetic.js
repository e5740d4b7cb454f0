// The arithmetic that pages do in their text: "0.003 · 3 = 0.009", "√200 = 14.1", "0.991^100 = 0.40".

const operand = String.raw`[-−]?[(√]*\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?[)²³]*(?:\^\(?-?\d+(?:\.\d+)?\)?)?[)]*`
const equation = new RegExp(String.raw`(?<![\w.,^)]|[=·×+/^−-] ?)(${operand}(?:\s*[·×+/−-]\s*${operand})*)\s*[=≈]\s*([-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w^]|\.\d|\s*[·×+/]\s*\d)`, 'g')

/** The equations between numbers in a text: [{text, expression, result}]. */
export function equations(text) {
  return [...text.matchAll(equation)]
    .filter(([, left]) => /[·×+/√²³^]|\s[−-]\s/.test(left) && balanced(left))
    .map(([whole, left, result]) => ({ text: whole.replace(/\s+/g, ' '), expression: left.replace(/\s+/g, ' ').trim(), result }))
}

function balanced(text) {
  let depth = 0
  for (const character of text) {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0
    if (depth < 0) return false
  }
  return depth === 0
}

/** What an expression of numbers, + - · × / ^ √ ² ³ exp() log() and brackets is, as text. Throws Error where it is something else. */
export function compute(expression) {
  const code = expression
    .replace(/,(?=\d{3})/g, '')
    .replace(/[·×]/g, '*')
    .replace(/−/g, '-')
    .replace(/²/g, '^2')
    .replace(/³/g, '^3')
    .replace(/√(\d+(?:\.\d+)?)/g, '√($1)')
    .replace(/√/g, 'Math.sqrt')
    .replace(/\b(exp|log|log2|tanh|sin|cos|abs)\b/g, 'Math.$1')
    .replace(/-\(?(\d[\d.]*)\)?\^/g, '-1*$1^') // -2² is -4, and JavaScript wants to be told
    .replace(/\^/g, '**')
  if (!/^(?:Math\.\w+|[\d.]+(?:e[-+]?\d+)?|[-+*/() ])*$/i.test(code)) throw new Error(`"${expression}" is no arithmetic`)
  return String(new Function(`return ${code}`)())
}
