import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import CompareHandle from '@/components/viewer/CompareHandle.vue'
import ResultViewer from '@/components/viewer/ResultViewer.vue'
import { usePanZoom } from '@/components/viewer/usePanZoom'
import { useResultViewer } from '@/composables/viewer/useResultViewer'
import type { JobResult } from '@/services/services'
import { makeOutputFile, makePromptId } from '../../builders/promptJobs'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'
import { untilFound } from '../../harness/untilFound'

let app: AppHarness
beforeEach(() => (app = createAppHarness()))
afterEach(() => app.unmount())

const result = (filename: string): JobResult => ({
  kind: 'images',
  file: makeOutputFile({ filename }),
  nodeTitle: 'Save Image'
})

async function openViewer(names: readonly string[]) {
  app.recorded.answer('jobs.listResults', () => Promise.resolve(names.map(result)))
  const viewer = app.use(useResultViewer)
  viewer.open(makePromptId(1))
  await app.settle()
  app.mount(ResultViewer)
  const dialog = await untilFound('[data-testid="result-viewer"]')
  const press = async (key: string): Promise<void> => {
    dialog.firstElementChild?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    await app.settle()
  }
  const shown = () => [...dialog.querySelectorAll('img')].map((image) => image.alt).filter(Boolean)
  return { viewer, dialog, press, shown }
}

describe('the result viewer', () => {
  it('[B42] goes from result to result by the keyboard and closes with Escape', async () => {
    const { viewer, dialog, press, shown } = await openViewer(['1.png', '2.png'])
    expect(shown()).toEqual(['1.png, from Save Image'])
    await press('ArrowRight')
    expect(shown()).toEqual(['2.png, from Save Image'])
    await press('ArrowRight')
    expect(shown()).toEqual(['1.png, from Save Image'])
    dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await app.settle()
    expect(viewer.isOpen.value).toBe(false)
  })

  it('compares two pictures side by side with a slider', async () => {
    const { dialog, press, shown } = await openViewer(['1.png', '2.png'])
    expect(dialog.querySelector('[data-testid="compare-slider"]')).toBeNull()
    await press('c')
    expect(shown()).toEqual(['2.png, from Save Image', '1.png, from Save Image'])
    expect(dialog.querySelector('[data-testid="compare-slider"]')).not.toBeNull()
    await press('c')
    expect(shown()).toEqual(['2.png, from Save Image'])
  })

  it('zooms by the keyboard', async () => {
    const { dialog, press } = await openViewer(['1.png'])
    const transform = () => dialog.querySelector('img')?.style.transform
    await press('+')
    expect(transform()).toContain('scale(1.25)')
    await press('-')
    await press('-')
    expect(transform()).toContain('scale(0.8)')
    await press('0')
    expect(transform()).toContain('scale(1)')
  })

  it('[B23] plays videos and sounds, and offers other files for download', async () => {
    const { dialog, press } = await openViewer(['1.mp4', '2.flac', '3.glb'])
    expect(dialog.querySelector('video')?.getAttribute('src')).toBe('/view?filename=1.mp4')
    await press('ArrowRight')
    expect(dialog.querySelector('audio')?.getAttribute('src')).toBe('/view?filename=2.flac')
    await press('ArrowRight')
    expect(dialog.textContent).toContain('This kind of file is not shown here')
    const link = dialog.querySelector<HTMLAnchorElement>('[data-testid="viewer-download"]')
    expect(link?.download).toBe('3.glb')
  })

  it('says that a job has no files', async () => {
    const { dialog } = await openViewer([])
    expect(dialog.textContent).toContain('This job has no files')
  })
})

describe('the compare slider', () => {
  it('[B42] is moved by the keyboard, within its ends', async () => {
    const handle = mount(CompareHandle, {
      props: {
        modelValue: 50,
        leftName: 'a',
        rightName: 'b',
        frameWidth: 400,
        'onUpdate:modelValue': (value: number) => handle.setProps({ modelValue: value })
      }
    })
    const slider = handle.get('[role="slider"]')
    const at = () => slider.attributes('aria-valuenow')
    await slider.trigger('keydown', { key: 'ArrowLeft' })
    expect(at()).toBe('48')
    await slider.trigger('keydown', { key: 'Home' })
    await slider.trigger('keydown', { key: 'ArrowLeft' })
    expect(at()).toBe('0')
    await slider.trigger('keydown', { key: 'End' })
    expect(at()).toBe('100')
  })
})

describe('usePanZoom', () => {
  it('keeps the point under the pointer where it is', () => {
    const view = usePanZoom()
    view.zoomBy(2, { x: 100, y: 50 })
    expect(view.transform.value).toBe('translate(-100px, -50px) scale(2)')
    view.zoomBy(0.5, { x: 100, y: 50 })
    expect(view.transform.value).toBe('translate(0px, 0px) scale(1)')
  })

  it('has ends', () => {
    const view = usePanZoom()
    view.zoomBy(1e9)
    expect(view.scale.value).toBe(64)
    view.zoomBy(1e-9)
    expect(view.scale.value).toBe(0.1)
    view.zoomTo(2)
    expect(view.scale.value).toBeCloseTo(2)
    view.fit()
    expect(view.transform.value).toBe('translate(0px, 0px) scale(1)')
  })
})
