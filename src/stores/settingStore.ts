import { defineStore } from 'pinia'
import type { ComputedRef } from 'vue'
import { computed, shallowReactive } from 'vue'

/** Keys as ComfyUI names them where the meaning is the same; ours begin with `Parallel.`. */
export interface Settings {
  'Comfy.ColorPalette': string
  'Comfy.Workflow.ConfirmDelete': boolean
  'Comfy.Graph.CanvasInfo': boolean
  /** Node types, and folders of them: `folder/`, `folder/NodeType`. */
  'Comfy.NodeLibrary.Bookmarks.V2': readonly string[]
  /** System notification when a job ends and the page is hidden; only where the browser allows them. */
  'Parallel.Notices.System': boolean
  /** Notice in the page when a job ends. */
  'Parallel.Notices.Page': boolean
}

/** What holds where nobody chose. */
export const SETTING_DEFAULTS: Settings = {
  'Comfy.ColorPalette': 'dark',
  'Comfy.Workflow.ConfirmDelete': true,
  'Comfy.Graph.CanvasInfo': false,
  'Comfy.NodeLibrary.Bookmarks.V2': [],
  'Parallel.Notices.System': true,
  'Parallel.Notices.Page': true
}

/** The user's settings: what the server holds, over our defaults. Unknown keys are kept for whoever wrote them. */
export const useSettingStore = defineStore('setting', () => {
  const values = shallowReactive<Record<string, unknown>>({})
  return {
    values: values as Readonly<Record<string, unknown>>,
    getSetting: <K extends keyof Settings>(key: K): Settings[K] =>
      (values[key] as Settings[K] | undefined) ?? SETTING_DEFAULTS[key],
    /** Value of any key, a node pack's too; undefined when nobody set it. */
    getValue: (key: string): unknown => values[key],
    applySettings: (loaded: Readonly<Record<string, unknown>>) =>
      void Object.assign(values, loaded),
    useSetting: <K extends keyof Settings>(key: K): ComputedRef<Settings[K]> =>
      computed(() => (values[key] as Settings[K] | undefined) ?? SETTING_DEFAULTS[key])
  }
})
