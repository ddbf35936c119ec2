import type { LGraphNode } from '@comfyorg/litegraph'
import { LGraphBadge } from '@comfyorg/litegraph'
import type { NodeMark } from '@/domain/nodeEntry'
import type { LabelKey } from '@/i18n/messageTypes'
import { t } from '@/i18n/translate'

const LOOKS: Readonly<Record<NodeMark, { word: LabelKey; fgColor: string; bgColor: string }>> = {
  deprecated: { word: 'nodes.deprecated', fgColor: '#ffd9d9', bgColor: '#7a2020' },
  experimental: { word: 'nodes.experimental', fgColor: '#ffe9c4', bgColor: '#6b4d10' },
  dev: { word: 'nodes.dev', fgColor: '#dbe6ff', bgColor: '#2c3e66' }
}

let areShown = true

/** The user may not want to see marks on nodes. */
export function showNodeMarks(isOn: boolean): void {
  areShown = isOn
}

const NONE = new LGraphBadge({ text: '' })
const made = new Map<string, LGraphBadge>()

/** Marks a node of a type that is on trial, on its way out, or for those who make nodes; above its title. */
export function attachMark(node: LGraphNode, mark: NodeMark | null): void {
  if (mark) node.badges.push(() => (areShown ? getBadge(mark) : NONE))
}

/** One for all nodes, in the language in use. */
function getBadge(mark: NodeMark): LGraphBadge {
  const { word, ...colours } = LOOKS[mark]
  const text = t(word)
  const key = `${mark} ${text}`
  const badge = made.get(key) ?? new LGraphBadge({ text, ...colours, fontSize: 11, height: 18 })
  made.set(key, badge)
  return badge
}
