import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useWorkflowBookmarks } from '@/composables/workflow/useWorkflowBookmarks'
import { useNoticeStore } from '@/stores/noticeStore'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

const FILE = 'workflows/.index.json'

let app: AppHarness
let stored: string | null
beforeEach(() => {
  app = createAppHarness()
  stored = JSON.stringify({ favorites: ['workflows/a.json', 7], other: 'kept' })
  app.recorded.answer('api.getUserFile', () => Promise.resolve(stored))
  app.recorded.answer('api.storeUserFile', (_path: string, body: string) => {
    stored = body
    return Promise.resolve('stored')
  })
})
afterEach(() => app.unmount())

const read = () => JSON.parse(stored!) as unknown

describe('bookmarks of workflows', () => {
  it('are where ComfyUI keeps them, with all else that stands there', async () => {
    const bookmarks = app.use(useWorkflowBookmarks)
    await bookmarks.refresh()
    expect([...bookmarks.paths.value]).toEqual(['workflows/a.json'])
    bookmarks.toggle('workflows/b.json')
    bookmarks.toggle('workflows/a.json')
    await app.settle()
    expect(app.recorded.getCalls('api.storeUserFile').map(([path]) => path)).toEqual([FILE, FILE])
    expect(read()).toEqual({ favorites: ['workflows/b.json'], other: 'kept' })
  })

  it('follow a file that moves, and go with one that goes', async () => {
    const bookmarks = app.use(useWorkflowBookmarks)
    await bookmarks.refresh()
    bookmarks.noteMoved('workflows/other.json', null)
    bookmarks.noteMoved('workflows/a.json', 'workflows/x/a.json')
    await app.settle()
    expect(read()).toMatchObject({ favorites: ['workflows/x/a.json'] })
    bookmarks.noteMoved('workflows/x/a.json', null)
    await app.settle()
    expect(read()).toMatchObject({ favorites: [] })
  })

  it('are none where the file is missing or broken', async () => {
    const bookmarks = app.use(useWorkflowBookmarks)
    for (const text of [null, 'no JSON', '[]', '{"favorites":3}']) {
      stored = text
      await bookmarks.refresh()
      expect(bookmarks.paths.value.size).toBe(0)
    }
  })

  it('that can’t be stored are taken back, and it is said', async () => {
    const bookmarks = app.use(useWorkflowBookmarks)
    await bookmarks.refresh()
    app.recorded.fail('api.storeUserFile', 'disk full')
    bookmarks.toggle('workflows/b.json')
    expect(bookmarks.paths.value.size).toBe(2)
    await app.settle()
    expect([...bookmarks.paths.value]).toEqual(['workflows/a.json'])
    expect(useNoticeStore().notices[0]?.title).toBe('The bookmarks could not be stored')
  })
})
