import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import TemplatesDialog from '@/components/dialogs/TemplatesDialog.vue'
import type { TemplateGroup, WorkflowTemplate } from '@/domain/workflowTemplate'
import { useNoticeStore } from '@/stores/noticeStore'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => (app = createAppHarness()))
afterEach(() => {
  app.unmount()
  document.body.innerHTML = ''
})

const makeTemplate = (title: string): WorkflowTemplate => ({
  id: title,
  title,
  description: `All about ${title}`,
  tags: [],
  documentPath: `templates/${title}.json`,
  picturePath: `templates/${title}-1.webp`,
  secondPicturePath: title === 'Sky' ? 'templates/Sky-2.webp' : null
})
const GROUPS: readonly TemplateGroup[] = [
  { title: 'Basics', templates: [makeTemplate('Portrait'), makeTemplate('Sky')] },
  { title: 'Video', templates: [makeTemplate('Waves')] }
]

async function open(groups: readonly TemplateGroup[] | null = GROUPS) {
  if (groups) app.recorded.answer('api.listTemplates', () => Promise.resolve(groups))
  else app.recorded.fail('api.listTemplates', 'no answer')
  const dialog = app.mount(TemplatesDialog)
  await app.settle()
  return dialog
}
const cards = (): (string | undefined)[] =>
  [...document.querySelectorAll<HTMLElement>('[data-testid="template-card"]')].map(
    (card) => card.dataset.template
  )
const press = async (selector: string) => {
  document.querySelector<HTMLElement>(selector)!.click()
  await app.settle()
}

describe('the templates dialog', () => {
  it('opens what is pressed in a tab under its title, and closes', async () => {
    app.recorded.answer('api.getTemplate', () => Promise.resolve({ nodes: [] }))
    const dialog = await open()
    expect(cards()).toEqual(['Portrait', 'Sky', 'Waves'])
    await press('[data-template="Sky"]')
    expect(app.recorded.getCalls('workflows.openDocument')).toEqual([[{ nodes: [] }, 'Sky']])
    expect(dialog.emitted('close')).toHaveLength(1)
  })

  it('shows what a picture was made of under the pointer, fetched only then', async () => {
    await open()
    const card = document.querySelector<HTMLElement>('[data-template="Sky"]')!
    const pictures = () => [...card.querySelectorAll('img')].map((img) => img.getAttribute('src'))
    expect(pictures()).toEqual(['templates/Sky-1.webp'])
    card.dispatchEvent(new Event('pointerenter'))
    await app.settle()
    expect(pictures()).toEqual(['templates/Sky-1.webp', 'templates/Sky-2.webp'])
  })

  it('stays open and says why when a template can’t be opened', async () => {
    app.recorded.fail('api.getTemplate', 'no answer')
    const dialog = await open()
    await press('[data-template="Sky"]')
    expect(useNoticeStore().notices[0]?.title).toBe('Could not open Sky')
    expect(dialog.emitted('close')).toBeUndefined()
  })

  it('searches titles and descriptions, and shows one category alone', async () => {
    await open()
    const field = document.querySelector<HTMLInputElement>('input[type="search"]')!
    field.value = 'about port'
    field.dispatchEvent(new Event('input'))
    await app.settle()
    expect(cards()).toEqual(['Portrait'])
    field.value = ''
    field.dispatchEvent(new Event('input'))
    const category = document.querySelector('select')!
    category.value = 'Video'
    category.dispatchEvent(new Event('change'))
    await app.settle()
    expect(cards()).toEqual(['Waves'])
  })

  it('has a word for none, for no match and for a server that does not answer', async () => {
    const said = () => document.querySelector('[data-testid="templates-dialog"]')?.textContent
    const empty = await open([])
    expect(said()).toContain('offers no templates')
    empty.unmount()
    await open(null)
    expect(said()).toContain('could not be asked')
    app.recorded.answer('api.listTemplates', () => Promise.resolve(GROUPS))
    await press('[data-testid="templates-dialog"] p button')
    expect(cards()).toHaveLength(3)
  })
})
