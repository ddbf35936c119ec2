const DISABLE = /^\s*(eslint|oxlint)-disable/

/** A suppression must say why on its own line: `// eslint-disable-next-line rule -- reason`. */
export const reasonsRule = {
  meta: { type: 'problem', schema: [], messages: { missing: 'say why after " -- "' } },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (DISABLE.test(comment.value) && !/ -- \S.{8,}/.test(comment.value)) {
            context.report({ loc: comment.loc, messageId: 'missing' })
          }
        }
      }
    }
  }
}
