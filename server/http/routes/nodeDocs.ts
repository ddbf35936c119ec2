import type { InputSpecWire, NodeDefinitionWire } from '@/protocol/nodeDefinition'

/** Within a cell of a table: in one line, and with nothing that ends the cell. */
function toCell(text: unknown): string {
  return String(text ?? '')
    .replaceAll('|', String.raw`\|`)
    .replaceAll(/\s*\n\s*/g, ' ')
}

function describeType([type, options]: InputSpecWire): string {
  const listed = Array.isArray(type) ? type : options?.options
  if (!Array.isArray(listed)) return toCell(type)
  return listed.map((option) => `\`${toCell(option)}\``).join(', ')
}

function describeRange(options: InputSpecWire[1]): string {
  const { default: preset, min, max } = options ?? {}
  const parts = [
    ...(preset === undefined || typeof preset === 'object' ? [] : [`${toCell(preset)}`]),
    ...(min === undefined || max === undefined ? [] : [`(${toCell(min)} to ${toCell(max)})`])
  ]
  return parts.join(' ')
}

function listInputs({ input }: NodeDefinitionWire): string[] {
  const groups = [
    [input?.required, ''],
    [input?.optional, ' (optional)']
  ] as const
  return groups.flatMap(([group, mark]) =>
    Object.entries(group ?? {}).map(([name, spec]) => {
      const cells = [
        `\`${name}\`${mark}`,
        describeType(spec),
        describeRange(spec[1]),
        toCell(spec[1]?.tooltip)
      ]
      return `| ${cells.join(' | ')} |`
    })
  )
}

function listOutputs({ output, output_name: names, output_tooltips: tips }: NodeDefinitionWire) {
  return (output ?? []).map((type, index) => {
    const shown = Array.isArray(type) ? 'COMBO' : type
    return `| \`${toCell(names?.[index] ?? shown)}\` | ${toCell(shown)} | ${toCell(tips?.[index])} |`
  })
}

/** A node's help page in Markdown, made of its definition. */
export function describeNode(definition: NodeDefinitionWire): string {
  const { name, display_name: title, description } = definition
  const inputs = listInputs(definition)
  const outputs = listOutputs(definition)
  const table = (heading: string, head: readonly string[], rows: readonly string[]) =>
    rows.length === 0
      ? []
      : [
          `## ${heading}`,
          '',
          `| ${head.join(' | ')} |`,
          `|${' --- |'.repeat(head.length)}`,
          ...rows,
          ''
        ]
  return [
    `# ${title ?? name}`,
    '',
    ...(description ? [description, ''] : []),
    ...table('Inputs', ['Name', 'Type', 'Value', 'What it is'], inputs),
    ...table('Outputs', ['Name', 'Type', 'What it is'], outputs)
  ].join('\n')
}
