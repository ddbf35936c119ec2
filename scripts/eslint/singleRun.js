/**
 * Names of the single-run getters kept for node packs (src/stores/execution/singleRunGetters.ts).
 * Our own code reads prompt-scoped selectors instead.
 */
const SINGLE_RUN = new Set([
  'activePromptId',
  'activeJobId',
  'activePrompt',
  'activeJob',
  'executingNodeId',
  'executingNode',
  'executingNodeIds',
  'executingNodeProgress',
  '_executingNodeProgress',
  'executionProgress',
  'nodeProgressStates',
  'nodeLocationProgressStates',
  'queuedPrompts',
  'queuedJobs',
  'totalNodesToExecute',
  'nodesExecuted'
])

/** Keeps our own code from reading the deprecated single-run getters. */
export const noSingleRunRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      refused:
        "'{{name}}' speaks of one run at a time and exists for node packs only; read a prompt-scoped selector (docs/stores.md)"
    }
  },
  create(context) {
    function report(node, name) {
      if (SINGLE_RUN.has(name)) context.report({ node, messageId: 'refused', data: { name } })
    }
    const visitor = {
      MemberExpression(node) {
        if (!node.computed) report(node.property, node.property.name)
      },
      'ObjectPattern > Property'(node) {
        if (!node.computed && node.key.type === 'Identifier') report(node.key, node.key.name)
      }
    }
    // Templates of Vue files are a tree of their own.
    const { defineTemplateBodyVisitor } = context.sourceCode.parserServices
    return defineTemplateBodyVisitor?.(visitor, visitor) ?? visitor
  }
}
