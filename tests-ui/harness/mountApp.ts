import type { VueWrapper } from '@vue/test-utils'
import { mount } from '@vue/test-utils'
import type { Pinia } from 'pinia'
import { createPinia, setActivePinia } from 'pinia'
import type { Component, ComponentOptions } from 'vue'
import { defineComponent, h, nextTick } from 'vue'
import { CLOCK } from '@/composables/time/clock'
import { SERVICES } from '@/services/services'
import type { ManualClock } from './clock'
import { createManualClock } from './clock'
import type { RecordedServices } from './recordedServices'
import { createRecordedServices } from './recordedServices'

/** A page without an outside: fresh stores, a clock that stands still, services that write down their calls. */
export interface AppHarness {
  readonly pinia: Pinia
  readonly clock: ManualClock
  readonly recorded: RecordedServices
  /** How often each component has rendered again since it was mounted, by its name. */
  readonly updates: Readonly<Record<string, number>>
  /** Mounts a component in the document's body. */
  mount<P extends Record<string, unknown>>(component: Component, props?: P): VueWrapper
  /** Runs a composable inside a component's setup. */
  use<T>(composable: () => T): T
  /** Lets everything that waits for a flush happen, and promises with it. */
  settle(): Promise<void>
  /** Takes everything that was mounted down; ends what the composables began. */
  unmount(): void
}

/** @param provided what else components find, by its key */
export function createAppHarness(
  clock = createManualClock(),
  provided: Readonly<Record<symbol, unknown>> = {}
): AppHarness {
  const pinia = createPinia()
  setActivePinia(pinia)
  const recorded = createRecordedServices()
  const updates: Record<string, number> = {}
  const mounted: VueWrapper[] = []
  const counting: ComponentOptions = {
    updated() {
      const name = this.$options.__name ?? this.$options.name ?? 'anonymous'
      updates[name] = (updates[name] ?? 0) + 1
    }
  }
  const mountInApp = (component: Component, props: Record<string, unknown> = {}): VueWrapper => {
    const wrapper = mount(component, {
      props,
      attachTo: document.body,
      global: {
        plugins: [pinia],
        mixins: [counting],
        provide: {
          [SERVICES as symbol]: recorded.services,
          [CLOCK as symbol]: clock,
          ...provided
        }
      }
    })
    mounted.push(wrapper)
    return wrapper
  }
  return {
    pinia,
    clock,
    recorded,
    updates,
    mount: mountInApp,
    use<T>(composable: () => T): T {
      let result: { value: T } | null = null
      mountInApp(
        defineComponent({
          name: 'SetupHarness',
          setup() {
            result = { value: composable() }
            return () => h('div')
          }
        })
      )
      if (result === null) throw new Error('setup did not run')
      return (result as { value: T }).value
    },
    async settle() {
      for (let turn = 0; turn < 4; turn++) {
        await nextTick()
        await Promise.resolve()
      }
    },
    unmount() {
      for (const wrapper of mounted.splice(0)) wrapper.unmount()
    }
  }
}
