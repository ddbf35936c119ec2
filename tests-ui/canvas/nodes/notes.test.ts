import { LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NoteNode } from '@/canvas/nodes/noteNodes'
import { renderMarkdown } from '@/composables/ui/renderMarkdown'
import { getWidgets } from '@/canvas/widgets/widget'
import { makeDocument, makeNode } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness({ definitions: {}, isMounted: false })
})
afterEach(() => harness.dispose())

async function render(text: string): Promise<string> {
  const holder = document.createElement('div')
  holder.append(await renderMarkdown(text, { breaks: true }))
  return holder.innerHTML
}

describe('notes', () => {
  it('keep their text, also that of old files, and are in no prompt', async () => {
    const id = await harness.open(
      'a',
      makeDocument([
        makeNode(1, 'Note', { widgets_values: ['hello'] }),
        makeNode(2, 'Note', { properties: { text: 'old' } }),
        makeNode(3, 'MarkdownNote', { widgets_values: ['# hi'] })
      ])
    )
    const { output, document } = await harness.room.graphs.takeSnapshot(id)
    expect(output).toEqual({})
    expect(
      (document.nodes as { widgets_values: unknown[] }[]).map((node) => node.widgets_values)
    ).toEqual([['hello'], ['old'], ['# hi']])
  })

  it('have a title in the strongest colour of the scheme, as their own colours are strong', () => {
    const before = LiteGraph.NODE_SELECTED_TITLE_COLOR
    for (const colour of ['#fefefe', '#010101']) {
      LiteGraph.NODE_SELECTED_TITLE_COLOR = colour
      expect(NoteNode.title_text_color).toBe(colour)
    }
    LiteGraph.NODE_SELECTED_TITLE_COLOR = before
  })

  it.each(['Note', 'MarkdownNote'])('%s: each pause in typing makes an edit', async (type) => {
    const id = await harness.open('a', makeDocument([makeNode(1, type, { widgets_values: ['x'] })]))
    const getField = () => getWidgets(harness.room.getGraph(id)!.getNodeById(1)!)[0]!
    const area = getField().inputEl as HTMLTextAreaElement
    for (const [index, text] of ['o', 'one', 'one two'].entries()) {
      area.value = text
      area.dispatchEvent(new Event('input'))
      harness.clock.advance(index === 0 ? 100 : 500)
    }
    expect(harness.edits).toEqual(['a', 'a'])
    expect(harness.stores.workflows.getWorkflow(id)!.isModified).toBe(true)
    for (const text of ['one', 'x']) {
      harness.room.undo(id)
      expect(getField().value).toBe(text)
    }
  })

  it('cost no element before they are seen', () => {
    const create = vi.spyOn(document, 'createElement')
    const node = LiteGraph.createNode('MarkdownNote')!
    getWidgets(node)[0]!.value = '# hi'
    expect(create).not.toHaveBeenCalled()
    create.mockRestore()
  })
})

describe('Markdown', () => {
  // What is cut out of hostile notes is proven in a browser: the sanitiser needs a real DOM.
  it('is shown as text with formatting, links in a tab of their own', async () => {
    const html = await render('**bold** [site](https://example.org)')
    expect(html).toContain('<strong>bold</strong>')
    expect(html).toContain(
      '<a href="https://example.org" target="_blank" rel="noopener noreferrer">site</a>'
    )
  })
})
