import type { ComputedRef, ShallowRef } from 'vue'
import { computed, shallowRef, watch } from 'vue'
import { currentTag } from '@/i18n/currentLocale'
import type { NodeEntry } from '@/domain/nodeEntry'
import type { InputSpecWire, NodeDefinitionWire } from '@/protocol/nodeDefinition'
import type { HelpPage } from '@/services/services'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { useServices } from '../useServices'

/** One input or output with what its maker says of it. */
export interface DescribedSlot {
  readonly name: string
  readonly type: string
  readonly text: string
}

/** What a definition says for itself, for nodes without a page. */
export interface DescribedNode {
  readonly title: string
  readonly description: string
  readonly inputs: readonly DescribedSlot[]
  readonly outputs: readonly DescribedSlot[]
}

/** The help page of a node type. */
export function useNodeHelp(type: () => string | null): {
  readonly phase: Readonly<ShallowRef<'loading' | 'ready' | 'failed'>>
  /** Null for types without a page. */
  readonly page: Readonly<ShallowRef<HelpPage | null>>
  /** Null for types that the server doesn't have. */
  readonly described: ComputedRef<DescribedNode | null>
  reload(): void
} {
  const { help } = useServices()
  const store = useNodeDefStore()
  const phase = shallowRef<'loading' | 'ready' | 'failed'>('loading')
  const page = shallowRef<HelpPage | null>(null)
  let asked = 0
  async function load(): Promise<void> {
    const turn = ++asked
    const wanted = type()
    phase.value = 'loading'
    page.value = null
    try {
      const found = wanted === null ? null : await help.read(wanted, currentTag.value)
      // Another node may have been selected while the server answered.
      if (turn !== asked) return
      page.value = found
      phase.value = 'ready'
    } catch {
      if (turn === asked) phase.value = 'failed'
    }
  }
  watch([type, currentTag], () => void load(), { immediate: true })
  return {
    phase,
    page,
    described: computed(() => {
      const entry = store.entries.find((candidate) => candidate.type === type())
      return entry ? describe(entry, store.getDefinition(entry.type)) : null
    }),
    reload: () => void load()
  }
}

function describe(entry: NodeEntry, definition: NodeDefinitionWire | undefined): DescribedNode {
  const { required, optional } = definition?.input ?? {}
  const specs: Readonly<Record<string, InputSpecWire>> = { ...optional, ...required }
  return {
    title: entry.title,
    description: entry.description,
    inputs: entry.inputs.map(({ name, label, type }) => ({
      name: label ?? name,
      type,
      text: readText(specs[name]?.[1]?.tooltip)
    })),
    outputs: entry.outputs.map(({ name, label, type }, index) => ({
      name: label ?? name,
      type,
      text: readText(definition?.output_tooltips?.[index])
    }))
  }
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
