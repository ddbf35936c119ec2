import type { Component } from 'vue'
import { createApp, defineComponent, h, nextTick } from 'vue'
import { CLOCK } from '@/composables/time/clock'
import type { Services } from '@/services/services'
import { SERVICES } from '@/services/services'
import type { CoreHarness } from './core'

/** The page's views over a real core. */
export interface CoreView {
  /** Runs a composable as a component would. */
  use<T>(composable: () => T): T
  /** Renders `read` and counts how often that was done again. */
  render(read: () => unknown): { readonly updates: number; readonly text: string }
  /** Lets everything that waits for a flush be done. */
  flush(): Promise<void>
  unmount(): void
}

export function createCoreView(core: CoreHarness): CoreView {
  const mounted: (() => void)[] = []
  const services: Services = {
    api: core.api,
    runs: core.runs,
    stops: core.stops,
    jobs: core.jobs,
    workflows: core.workflowService,
    canvas: {
      revealNode: (workflowId, locatorId) => core.graphs.revealNode(workflowId, locatorId),
      listSelected: () => [],
      act: () => false,
      edit: () => false,
      publishSubgraph: () => false,
      refreshDefinitions: () => Promise.resolve(),
      addNode: () => false,
      chooseAt: () => false,
      loadFileAt: () => false,
      editMask: () => false,
      takePicture: () => false,
      onNodeSearch: () => () => {},
      undo: () => false,
      redo: () => false
    },
    settings: { set: () => Promise.resolve(), setMany: () => Promise.resolve() },
    blueprints: {
      refresh: () => Promise.resolve(),
      read: () => Promise.resolve(null),
      publish: () => Promise.resolve(false),
      remove: () => Promise.resolve(false)
    },
    users: { current: null, leave: () => Promise.resolve() },
    palettes: {
      listBuiltIn: () => Promise.resolve([]),
      listOwn: () => [],
      importPalette: () => Promise.resolve(false),
      exportPalette() {},
      removePalette: () => Promise.resolve()
    },
    help: { read: () => Promise.resolve(null) },
    logs: { follow() {}, leave() {}, read: () => Promise.resolve() }
  }
  const mount = (component: Component): HTMLElement => {
    const root = document.body.appendChild(document.createElement('div'))
    const app = createApp(component)
    app.use(core.pinia)
    app.provide(SERVICES, services)
    app.provide(CLOCK, core.clock)
    app.mount(root)
    mounted.push(() => {
      app.unmount()
      root.remove()
    })
    return root
  }
  return {
    use<T>(composable: () => T): T {
      let result: { value: T } | null = null
      mount(
        defineComponent(() => {
          result = { value: composable() }
          return () => null
        })
      )
      return (result as unknown as { value: T }).value
    },
    render(read) {
      let renders = 0
      const root = mount(
        defineComponent(() => () => {
          renders++
          return h('span', String(read()))
        })
      )
      return {
        get updates() {
          return renders - 1
        },
        get text() {
          return root.textContent ?? ''
        }
      }
    },
    async flush() {
      for (let turn = 0; turn < 3; turn++) await nextTick()
    },
    unmount() {
      for (const stop of mounted.splice(0)) stop()
    }
  }
}
