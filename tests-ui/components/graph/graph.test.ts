import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import GraphCanvas from '@/components/graph/GraphCanvas.vue'
import GraphMinimap from '@/components/graph/GraphMinimap.vue'
import ZoomControls from '@/components/graph/ZoomControls.vue'
import { useFileDrop } from '@/components/graph/useFileDrop'
import type { CanvasControls } from '@/composables/canvas/canvasControls'
import { CANVAS_CONTROLS } from '@/composables/canvas/canvasControls'
import type { CanvasMinimap } from '@/composables/canvas/canvasMinimap'
import { CANVAS_MINIMAP } from '@/composables/canvas/canvasMinimap'
import { CANVAS_MOUNT } from '@/composables/canvas/canvasMount'
import { toExecutionId, toWorkflowId } from '@/domain/ids'
import { SERVICES } from '@/services/services'
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
    const isLocked = shallowRef(false)
    const controls: CanvasControls = {
      zoom,
      isLocked,
      setLocked: (locked) => void (isLocked.value = locked),
      zoomIn: () => void (zoom.value = 1.25),
      zoomOut: () => void (zoom.value = 0.8),
      resetZoom: () => void (zoom.value = 1),
      fit: () => void (zoom.value = 0.5)
    }
    const wrapper = mount(ZoomControls, {
      global: {
        plugins: [app.pinia],
        provide: {
          [SERVICES as symbol]: app.recorded.services,
          [CANVAS_CONTROLS as symbol]: controls
        }
      }
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

describe('GraphMinimap', () => {
  it('is steered by the pointer and by the keyboard', async () => {
    const calls: string[] = []
    const minimap: CanvasMinimap = {
      mount: (canvas, frame) => {
        calls.push(`${canvas.tagName} ${frame.dataset.testid}`)
        return () => calls.push('end')
      },
      hold: () => {},
      centreAt: (x, y) => calls.push(`centre ${x} ${y}`),
      pan: (right, down) => calls.push(`pan ${right} ${down}`)
    }
    const wrapper = mount(GraphMinimap, {
      global: { provide: { [CANVAS_MINIMAP as symbol]: minimap } }
    })
    const map = wrapper.get('[role="group"]')
    Object.assign(map.element, { setPointerCapture: () => {} })
    await map.trigger('pointerdown', { clientX: 20, clientY: 30, buttons: 1, pointerId: 1 })
    await map.trigger('pointermove', { clientX: 25, clientY: 30, buttons: 1 })
    await map.trigger('pointermove', { clientX: 90, clientY: 90, buttons: 0 })
    await map.trigger('keydown', { key: 'ArrowRight' })
    await map.trigger('keydown', { key: 'ArrowRight', ctrlKey: true })
    wrapper.unmount()
    expect(calls).toEqual([
      'CANVAS minimap-frame',
      'centre 20 30',
      'centre 25 30',
      'pan 0.1 0',
      'end'
    ])
  })
})

describe('useFileDrop', () => {
  function dragEvent(
    type: string,
    files: readonly File[] | null,
    addresses: string | null = null
  ): DragEvent {
    const event = new Event(type, { cancelable: true, bubbles: true })
    const types = ['text/plain', ...(files ? ['Files'] : []), ...(addresses ? [URIS] : [])]
    Object.defineProperty(event, 'dataTransfer', {
      value: {
        types,
        files: files ?? [],
        getData: (wanted: string) => (wanted === URIS ? (addresses ?? '') : '')
      }
    })
    return event as unknown as DragEvent
  }
  const URIS = 'text/uri-list'
  const opened: unknown[] = []
  const makeDrop = () =>
    useFileDrop({
      onFiles: (files) => opened.push(files),
      onAddress: (address) => opened.push(address)
    })
  beforeEach(() => void (opened.length = 0))

  it('takes dropped files and leaves other drags alone', () => {
    const drop = makeDrop()
    const file = new File(['{}'], 'a.json')
    drop.over(dragEvent('dragover', null))
    expect(drop.isOver.value).toBe(false)
    drop.over(dragEvent('dragover', [file]))
    expect(drop.isOver.value).toBe(true)
    drop.drop(dragEvent('drop', [file]))
    expect([drop.isOver.value, opened]).toEqual([false, [[file]]])
  })

  it('leaves a drop to the node that took it', () => {
    const drop = makeDrop()
    const taken = dragEvent('drop', [new File([''], 'a.png')])
    taken.preventDefault()
    drop.drop(taken)
    expect(opened).toEqual([])
  })

  it('takes the address of what is dragged from another page, unless it comes as a whole file', () => {
    const drop = makeDrop()
    const address = 'https://a.example/view?filename=b.png'
    const lines = `# a remark\r\n${address}\r\nhttps://a.example/2.png`
    drop.over(dragEvent('dragover', null, lines))
    expect(drop.isOver.value).toBe(true)
    const [png, bitmap] = ['png', 'bmp'].map(
      (kind) => new File([''], 'b', { type: `image/${kind}` })
    )
    drop.drop(dragEvent('drop', null, lines))
    drop.drop(dragEvent('drop', [png!], lines))
    drop.drop(dragEvent('drop', [bitmap!], lines))
    drop.drop(dragEvent('drop', [bitmap!]))
    expect(opened).toEqual([address, [png], address, [bitmap]])
  })
})
