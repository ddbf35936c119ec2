// Writes workflow documents (schema 0.4) in the form in which the official frontend saves them.

const SLOT_HEIGHT = 20
const WIDGET_HEIGHT = 24
const PADDING = 14
const WIDGET_TYPES = new Set(['INT', 'FLOAT', 'STRING', 'BOOLEAN', 'COMBO'])
/** Nodes with a widget of their own that is never saved: the official frontend writes empty values. */
const SHOWS_TEXT = new Set(['PreviewAny'])
const TEXT_NODES = new Set(['MarkdownNote', 'Note'])

const isWidget = ([type]) => Array.isArray(type) || WIDGET_TYPES.has(type)

/** Inputs of a class in their order: `{ name, spec, isOptional }`. */
function listInputs(definition) {
  const required = Object.entries(definition.input?.required ?? {})
  const optional = Object.entries(definition.input?.optional ?? {})
  return [
    ...required.map(([name, spec]) => ({ name, spec, isOptional: false })),
    ...optional.map(([name, spec]) => ({ name, spec, isOptional: true }))
  ]
}

function getDefault([type, options]) {
  if (Array.isArray(type)) return type[0]
  return options?.default ?? options?.options?.[0] ?? { STRING: '', BOOLEAN: false }[type] ?? 0
}

/** Values by widget name, the companions of seeds and uploads among them. */
export function listWidgetValues(definition, values) {
  const named = {}
  for (const { name, spec } of listInputs(definition).filter(({ spec }) => isWidget(spec))) {
    named[name] = values[name] ?? getDefault(spec)
    const control = spec[1]?.control_after_generate
    if (control) named.control_after_generate = values.control_after_generate ?? 'randomize'
    if (spec[1]?.image_upload) named.upload = 'image'
  }
  return named
}

/** Counts links, and remembers those that each output feeds. */
class Links {
  #last = 0
  list = []

  add(origin, originSlot, target, targetSlot, type) {
    this.#last += 1
    this.list.push({ id: this.#last, origin, originSlot, target, targetSlot, type })
    return this.#last
  }

  get last() {
    return this.#last
  }

  listFrom(id, slot) {
    return this.list
      .filter((link) => link.origin === id && link.originSlot === slot)
      .map((link) => link.id)
  }
}

/** The sockets of a class: those without widget, then widgets that are fed by a link. */
function listSlots(signature, links) {
  const sockets = signature.inputs.filter(({ hasWidget }) => !hasWidget)
  const fed = signature.inputs.filter(({ name, hasWidget }) => hasWidget && links[name])
  return [...sockets, ...fed]
}

function describeClass(definition) {
  return {
    inputs: listInputs(definition).map(({ name, spec, isOptional }) => ({
      name,
      type: Array.isArray(spec[0]) ? 'COMBO' : spec[0],
      hasWidget: isWidget(spec),
      isOptional
    })),
    outputs: definition.output.map((type, slot) => ({ name: definition.output_name[slot], type }))
  }
}

/** Outputs of one graph by `node key.output name`. */
export class GraphWriter {
  #definitions
  #subgraphs
  #links = new Links()

  constructor(definitions, subgraphs = {}) {
    this.#definitions = definitions
    this.#subgraphs = subgraphs
  }

  #describe(type) {
    const subgraph = this.#subgraphs[type]
    return subgraph ? subgraph.signature : describeClass(this.#definitions[type])
  }

  /** `boundary`: names and ids of a subgraph's own inputs and outputs. */
  write(nodes, boundary = null) {
    const byKey = new Map(nodes.map((node) => [node.key, node]))
    for (const node of nodes) this.#linkInputs(node, byKey, boundary)
    const written = nodes.map((node, order) => this.#writeNode(node, order))
    const results = (boundary?.outputs ?? []).map(({ from }, slot) => {
      const { id, originSlot, type } = this.#findSource(from, byKey, boundary)
      return this.#links.add(id, originSlot, -20, slot, type)
    })
    for (const [index, node] of nodes.entries()) this.#writeOutputs(written[index], node)
    return { nodes: written, links: this.#links, results }
  }

  #findSource(from, byKey, boundary) {
    const [key, name] = from.split('.')
    if (key === 'in') {
      const slot = boundary.inputs.findIndex((input) => input.name === name)
      return { id: -10, originSlot: slot, type: boundary.inputs[slot].type }
    }
    const { id, type } = byKey.get(key)
    const { outputs } = this.#describe(type)
    const originSlot = outputs.findIndex((output) => output.name === name)
    return { id, originSlot, type: outputs[originSlot].type }
  }

  #linkInputs(node, byKey, boundary) {
    if (TEXT_NODES.has(node.type)) return
    node.linkIds = {}
    for (const [slot, { name }] of listSlots(this.#describe(node.type), node.links ?? {}).entries()) {
      const from = node.links?.[name]
      if (!from) continue
      const source = this.#findSource(from, byKey, boundary)
      node.linkIds[name] = this.#links.add(source.id, source.originSlot, node.id, slot, source.type)
    }
  }

  #writeNode(node, order) {
    if (TEXT_NODES.has(node.type)) return writeTextNode(node, order)
    const signature = this.#describe(node.type)
    const slots = listSlots(signature, node.links ?? {})
    const subgraph = this.#subgraphs[node.type]
    const named = subgraph
      ? { ...subgraph.values, ...node.values }
      : listWidgetValues(this.#definitions[node.type], node.values ?? {})
    const widgets = Object.keys(named).filter((name) => name !== 'upload').length
    const rows = Math.max(slots.length, signature.outputs.length)
    const height = rows * SLOT_HEIGHT + widgets * WIDGET_HEIGHT + PADDING + (node.picture ?? 0)
    return {
      id: node.id,
      type: subgraph?.id ?? node.type,
      pos: node.pos,
      size: [node.width ?? 270, height],
      flags: {},
      order,
      mode: 0,
      inputs: slots.map((slot) => writeInput(slot, node.linkIds[slot.name] ?? null)),
      outputs: signature.outputs.map((output) => ({ ...output, links: [] })),
      ...(node.title && { title: node.title }),
      properties: writeProperties(node.type, subgraph, this.#definitions),
      ...((widgets > 0 || SHOWS_TEXT.has(node.type)) && {
        widgets_values: Object.values(named),
        widgets_values_named: named
      }),
      ...(node.color && { color: node.color[0], bgcolor: node.color[1] })
    }
  }

  #writeOutputs(written, node) {
    for (const [slot, output] of (written.outputs ?? []).entries()) {
      output.links = this.#links.listFrom(node.id, slot)
    }
  }
}

function writeInput({ name, type, hasWidget, isOptional }, link) {
  return {
    name,
    ...(isOptional && { shape: 7 }),
    type,
    ...(hasWidget && { widget: { name } }),
    link
  }
}

function writeProperties(type, subgraph, definitions) {
  if (subgraph) return { previewExposures: [] }
  const isCore = !definitions[type].python_module.startsWith('custom_nodes.parallel')
  const own = { 'Node name for S&R': type }
  return isCore ? { ...own, cnr_id: 'comfy-core', ver: '0.33.0' } : own
}

function writeTextNode({ id, type, pos, size, title, text }, order) {
  return {
    id,
    type,
    pos,
    size,
    flags: {},
    order,
    mode: 0,
    inputs: [],
    outputs: [],
    title,
    properties: {},
    widgets_values: [text],
    widgets_values_named: { text },
    color: '#222',
    bgcolor: '#000'
  }
}
