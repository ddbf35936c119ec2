import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { NodeLocatorId, PromptId, WorkflowId } from '@/domain/ids'
import { getOutputFiles } from '@/domain/nodeOutput'
import { useImagePreviewStore } from '@/stores/imagePreviewStore'
import { useServices } from '../useServices'
import { useResultViewer } from '../viewer/useResultViewer'
import type { MediaKind } from '../viewer/viewerItem'
import { getMediaKind } from '../viewer/viewerItem'

/** One file that a node made. */
export interface NodeResult {
  readonly filename: string
  readonly media: MediaKind
  readonly url: string
  /** A small version, for pictures. */
  readonly smallUrl: string | null
}

/** What a node showed last. */
export function useNodeResults(
  place: () => { readonly workflowId: WorkflowId; readonly locatorId: NodeLocatorId } | null
): {
  readonly files: ComputedRef<readonly NodeResult[]>
  /** Texts, and output of kinds that nobody knows, as text. */
  readonly texts: ComputedRef<readonly string[]>
  /** Shows the results of the run it came from; without one, the file by itself. */
  open(result: NodeResult): void
} {
  const { api } = useServices()
  const store = useImagePreviewStore()
  const viewer = useResultViewer()
  const output = computed(() => {
    const at = place()
    return (at && store.getNodeOutput(at.workflowId, at.locatorId)) ?? null
  })
  const getSource = (): PromptId | null => {
    const at = place()
    return (at && store.getOutputSource(at.workflowId, at.locatorId)?.promptId) ?? null
  }
  return {
    files: computed(() =>
      (output.value ? getOutputFiles(output.value) : []).map(({ kind, file }) => {
        const media = getMediaKind({ file })
        const smallUrl = media === 'image' ? api.viewUrl(file, { preview: true }) : null
        return { kind, filename: file.filename, media, url: api.viewUrl(file), smallUrl }
      })
    ),
    texts: computed(() => listTexts(output.value ?? {})),
    open({ url }) {
      const promptId = getSource()
      if (promptId) viewer.open(promptId)
      else window.open(url, '_blank', 'noopener')
    }
  }
}

/** What is no file: texts as they are, all else as JSON with the name it came under. */
function listTexts(output: Readonly<Record<string, unknown>>): string[] {
  const files = new Set(getOutputFiles(output).map(({ kind }) => kind))
  return Object.entries(output).flatMap(([kind, value]) => {
    // `animated` only says how the pictures are.
    if (files.has(kind) || kind === 'animated') return []
    const items: unknown[] = Array.isArray(value) ? value : [value]
    return kind === 'text' || kind === 'string'
      ? items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)))
      : [`${kind}: ${JSON.stringify(value)}`]
  })
}
