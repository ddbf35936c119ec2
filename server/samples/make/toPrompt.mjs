import { listWidgetValues } from './documentBuilder.mjs'

const COMPANIONS = new Set(['control_after_generate', 'upload'])

/** The prompt that a sample stands for, made from its description and not from its document. */
export function toPrompt(sample, definitions) {
  const prompt = {}
  addGraph(prompt, sample.nodes, { sample, definitions, prefix: '', resolveInput: null })
  return prompt
}

function addGraph(prompt, nodes, graph) {
  const byKey = new Map(nodes.map((node) => [node.key, node]))
  for (const node of nodes) {
    const subgraph = graph.sample.subgraphs?.[node.type]
    if (subgraph) addSubgraph(prompt, node, byKey, graph)
    else if (graph.definitions[node.type]) addNode(prompt, node, byKey, graph)
  }
}

function addNode(prompt, node, byKey, graph) {
  const definition = graph.definitions[node.type]
  const values = Object.entries(listWidgetValues(definition, node.values ?? {})).filter(
    ([name]) => !COMPANIONS.has(name) && !node.links?.[name]
  )
  const links = Object.entries(node.links ?? {}).map(([name, from]) => [name, resolve(from, byKey, graph)])
  const title = node.title ?? definition.display_name
  prompt[graph.prefix + node.id] = {
    inputs: Object.fromEntries([...values, ...links]),
    class_type: node.type,
    _meta: { title }
  }
}

function addSubgraph(prompt, node, byKey, graph) {
  const { nodes } = graph.sample.subgraphs[node.type]
  addGraph(prompt, nodes, {
    ...graph,
    prefix: `${graph.prefix}${node.id}:`,
    resolveInput: (name) => resolve(node.links[name], byKey, graph)
  })
}

/** `key.output` -> a link of the prompt, through the borders of subgraphs. */
function resolve(from, byKey, graph) {
  const [key, name] = from.split('.')
  if (key === 'in') return graph.resolveInput(name)
  const source = byKey.get(key)
  const subgraph = graph.sample.subgraphs?.[source.type]
  if (!subgraph) {
    return [graph.prefix + source.id, graph.definitions[source.type].output_name.indexOf(name)]
  }
  const inner = subgraph.outputs.find((output) => output.name === name)
  const innerKeys = new Map(subgraph.nodes.map((node) => [node.key, node]))
  return resolve(inner.from, innerKeys, { ...graph, prefix: `${graph.prefix}${source.id}:` })
}
