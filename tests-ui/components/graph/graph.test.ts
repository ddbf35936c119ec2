import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import GraphCanvas from '@/components/graph/GraphCanvas.vue'
import ZoomControls from '@/components/graph/ZoomControls.vue'
import { useFileDrop } from '@/components/graph/useFileDrop'
import type { CanvasControls } from '@/composables/canvas/canvasControls'
import { CANVAS_CONTROLS } from '@/composables/canvas/canvasControls'
import { CANVAS_MOUNT } from '@/composables/canvas/canvasMount'
import { toExecutionId, toWorkflowId } from '@/domain/ids'
import { useWorkflowStore } from '@/stores/workflowStore'
import { addPrompt, addWorkflow } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => (app = createAppHarness()))
afterEach(() => app.unmount())

describe('GraphCanvas', () => {
  it('brings the graph to life on its canvas, and ends that when it goes', () => {
    const calls: string[] = []
    const wrapper = mount(GraphCanvas, {
      global: {
        plugins: [app.pinia],
        provide: {
          [CANVAS_MOUNT as symbol]: (canvas: HTMLElement, overlay: HTMLElement) => {
            calls.push(`${canvas.tagName} ${canvas.id} ${overlay.tagName}`)
            return () => calls.push('end')
          }
        }
      }
    })
    expect(wrapper.find('[data-testid="graph-canvas"]').exists()).toBe(true)
    wrapper.unmount()
    expect(calls).toEqual(['CANVAS graph-canvas DIV', 'end'])
  })

  it('[B32] tells the progress texts of the front graph’s nodes', async () => {
    addWorkflow('a')
    addWorkflow('b')
    const canvas = app.mount(GraphCanvas)
    addPrompt({ workflowId: toWorkflowId('a') }).applyText(toExecutionId('3'), 'step 5 of 20')
    await app.settle()
    const text = canvas.get('[data-testid="node-progress-text"]')
    expect([text.attributes('data-node-id'), text.text()]).toEqual(['3', 'step 5 of 20'])
    useWorkflowStore().activate(toWorkflowId('b'))
    await app.settle()
    expect(canvas.find('[data-testid="node-progress-text"]').exists()).toBe(false)
  })
})

describe('ZoomControls', () => {
  it('is there only where somebody offers to zoom', () => {
    expect(app.mount(ZoomControls).find('button').exists()).toBe(false)
  })

  it('shows and steers the zoom', async () => {
    const zoom = shallowRef(1)
    const controls: CanvasControls = {
      zoom,
      zoomIn: () => void (zoom.value = 1.25),
      zoomOut: () => void (zoom.value = 0.8),
      resetZoom: () => void (zoom.value = 1),
      fit: () => void (zoom.value = 0.5)
    }
    const wrapper = mount(ZoomControls, {
      global: { provide: { [CANVAS_CONTROLS as symbol]: controls } }
    })
    for (const [label, percent] of [
      ['Zoom in', '125%'],
      ['Zoom out', '80%'],
      ['Natural size', '100%'],
      ['Fit the graph into view', '50%']
    ] as const) {
      await wrapper.get(`[aria-label="${label}"]`).trigger('click')
      expect(wrapper.text()).toBe(percent)
    }
  })
})

describe('useFileDrop', () => {
  function dragEvent(type: string, files: readonly File[] | null): DragEvent {
    const event = new Event(type, { cancelable: true, bubbles: true })
    Object.defineProperty(event, 'dataTransfer', {
      value: { types: files ? ['Files'] : ['text/plain'], files: files ?? [] }
    })
    return event as unknown as DragEvent
  }

  it('takes dropped files and leaves other drags alone', () => {
    const opened: (readonly File[])[] = []
    const drop = useFileDrop((files) => opened.push(files))
    const file = new File(['{}'], 'a.json')
    drop.over(dragEvent('dragover', null))
    expect(drop.isOver.value).toBe(false)
    drop.over(dragEvent('dragover', [file]))
    expect(drop.isOver.value).toBe(true)
    drop.drop(dragEvent('drop', [file]))
    expect([drop.isOver.value, opened]).toEqual([false, [[file]]])
  })

  it('leaves a drop to the node that took it', () => {
    const opened: (readonly File[])[] = []
    const drop = useFileDrop((files) => opened.push(files))
    const taken = dragEvent('drop', [new File([''], 'a.png')])
    taken.preventDefault()
    drop.drop(taken)
    expect(opened).toEqual([])
  })
})
