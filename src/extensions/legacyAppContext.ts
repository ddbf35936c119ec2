import type { useExecutionErrorStore } from '@/stores/executionErrorStore'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import type { useImagePreviewStore } from '@/stores/imagePreviewStore'
import type { useWorkflowStore } from '@/stores/workflowStore'
import type { AppHost, PackCanvas } from './appHost'
import type { LegacyApi } from './legacyApi'
import type { LegacyMenu } from './legacyMenu'
import type { LegacyUi } from './legacyUi'
import type { ExtensionManager } from './manager/extensionManager'
import type { PackParts } from './packParts'

/** What `window.app` is made of. */
export interface LegacyAppContext {
  readonly host: AppHost
  readonly room: PackCanvas
  readonly api: LegacyApi
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly workflows: ReturnType<typeof useWorkflowStore>
  readonly errors: ReturnType<typeof useExecutionErrorStore>
  readonly previews: ReturnType<typeof useImagePreviewStore>
  readonly ui: LegacyUi
  readonly menu: LegacyMenu
  readonly manager: ExtensionManager
  /** Takes what an extension brings besides its hooks. */
  takeParts(parts: PackParts): void
  /** Brings the whole graph into view. */
  fitView(): void
}
