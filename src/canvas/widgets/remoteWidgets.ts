import type { LGraphNode } from '@comfyorg/litegraph'
import { BooleanWidget, ButtonWidget } from '@comfyorg/litegraph'
import { t } from '@/i18n/translate'
import { getCanvasHost } from '../canvasHost'
import type { RemoteSource } from './remoteChoices'
import { peekChoices, readChoices } from './remoteChoices'
import type { ComfyWidget } from './widget'
import { announceWidgetChange, getWidgets } from './widget'

const AUTO_REFRESH = 'Auto-refresh after generation'

/** Gives a list widget the choices of its source, read when they are first looked at. */
export function attachRemote(node: LGraphNode, widget: ComfyWidget, source: RemoteSource): void {
  let own: readonly unknown[] | null = null
  Object.defineProperty(widget.options, 'values', {
    // What was uploaded into this very node may not be on the server's list yet.
    get: () => own ?? peekChoices(source, () => fill(node, widget, source)),
    set(values: readonly unknown[]) {
      own = values
    },
    enumerable: true,
    configurable: true
  })
  const forget = (): void => void (own = null)
  refreshers.set(widget, async () => {
    await readChoices(source)
    forget()
    choose(node, widget, source)
  })
}

const refreshers = new WeakMap<ComfyWidget, () => Promise<void>>()

/** A new node has nothing chosen before the list is there. */
function fill(node: LGraphNode, widget: ComfyWidget, source: RemoteSource): void {
  const { value } = widget
  const values = peekChoices(source, () => {})
  if ((value === undefined || value === null || value === '') && values.length > 0)
    widget.value = source.chooses === 'last' ? values.at(-1) : values[0]
  node.setDirtyCanvas(true)
}

/** What the definition wants chosen after a refresh. */
function choose(node: LGraphNode, widget: ComfyWidget, source: RemoteSource): void {
  const values = peekChoices(source, () => {})
  const next = source.chooses === 'last' ? values.at(-1) : values[0]
  if (source.chooses && next !== undefined && next !== widget.value) {
    const previous = widget.value
    widget.value = next
    announceWidgetChange(node, widget, previous)
  }
  node.setDirtyCanvas(true)
}

/**
 * Companions of such a list: a switch that reads it anew after each run, and a button that does so now. Documents hold
 * both, prompts neither.
 */
export function makeRefreshWidgets(node: LGraphNode, widget: ComfyWidget): ComfyWidget[] {
  const make = (type: string, name: string, value: unknown, label: string) => ({
    type,
    name,
    value,
    label,
    options: { serialize: false },
    y: 0
  })
  const toggle = new BooleanWidget(
    make('toggle', AUTO_REFRESH, false, t('widgets.autoRefresh')) as never,
    node
  ) as unknown as ComfyWidget
  const button = new ButtonWidget(
    make('button', 'refresh', 'refresh', t('widgets.refresh')) as never,
    node
  ) as unknown as ComfyWidget
  button.callback = () => void refreshOrTell(widget)
  widget.linkedWidgets = [...(widget.linkedWidgets ?? []), toggle, button]
  isRefresh.add(toggle)
  isRefresh.add(button)
  return [toggle, button]
}

/** Marks the companions of a list of the server's. */
const isRefresh = new WeakSet<object>()

export function isRefreshWidget(widget: ComfyWidget): boolean {
  return isRefresh.has(widget)
}

/** Documents of older frontends have other values at their places. */
export function normaliseRefreshValue({ type }: ComfyWidget, value: unknown): unknown {
  return type === 'button' ? 'refresh' : value === true
}

async function refreshOrTell(widget: ComfyWidget): Promise<void> {
  try {
    await refreshers.get(widget)?.()
  } catch (error) {
    const detail = error instanceof Error ? error.message : undefined
    getCanvasHost().notify('error', t('widgets.refreshFailed', { name: widget.name }), detail)
  }
}

/** A run ended well: lists whose switch is on are read anew. */
export function refreshAfterRun(nodes: readonly LGraphNode[]): void {
  for (const widget of nodes.flatMap(getWidgets)) {
    const isOn = widget.linkedWidgets?.some(({ name, value }) => name === AUTO_REFRESH && value)
    if (isOn) void refreshOrTell(widget)
  }
}
