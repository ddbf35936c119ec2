import type { Component } from 'vue'
import { defineAsyncComponent } from 'vue'
import IconAssets from '~icons/lucide/images'
import IconModels from '~icons/lucide/box'
import IconNodes from '~icons/lucide/blocks'
import IconWorkflows from '~icons/lucide/workflow'
import type { CommandId } from '@/composables/commands/commandList'
import type { SidebarSurface } from '@/composables/ui/useSidebar'
import type { LabelKey } from '@/i18n/messageTypes'

/** A panel beside the icon rail. */
export interface SidebarTab {
  readonly id: SidebarSurface
  readonly label: LabelKey
  readonly icon: Component
  /** Shows and hides it. */
  readonly command: CommandId
  /** Id of its element. */
  readonly handle: string
  /** Loads when it is first opened; emits `close`. */
  readonly component: Component
}

/** In the order of the rail. A new panel is listed here, and has a command of its own in `commandList.ts`. */
export const SIDEBAR_TABS: readonly SidebarTab[] = [
  {
    id: 'assets',
    label: 'layout.assets',
    icon: IconAssets,
    command: 'Workspace.ToggleSidebarTab.assets',
    handle: 'asset-sidebar',
    component: defineAsyncComponent(() => import('../assets/AssetSidebar.vue'))
  },
  {
    id: 'nodes',
    label: 'layout.nodes',
    icon: IconNodes,
    command: 'Workspace.ToggleSidebarTab.node-library',
    handle: 'node-library',
    component: defineAsyncComponent(() => import('../nodes/NodeLibrary.vue'))
  },
  {
    id: 'models',
    label: 'layout.models',
    icon: IconModels,
    command: 'Workspace.ToggleSidebarTab.model-library',
    handle: 'model-sidebar',
    component: defineAsyncComponent(() => import('../models/ModelSidebar.vue'))
  },
  {
    id: 'workflows',
    label: 'layout.workflows',
    icon: IconWorkflows,
    command: 'Workspace.ToggleSidebarTab.workflows',
    handle: 'workflow-sidebar',
    component: defineAsyncComponent(() => import('./WorkflowSidebar.vue'))
  }
]
