/** A markdown-it plugin: code in backquotes is text, also where it has the double braces of Vue's templates. */
export function literalCode(md) {
  md.core.ruler.push('literal_code', ({ tokens }) => {
    for (const { children } of tokens) for (const token of children ?? []) if (token.type === 'code_inline') token.attrSet('v-pre', '')
  })
}
