import { expect, it, vi } from 'vitest'

it('Markdown for those who can’t wait is its text until the libraries have come', async () => {
  // Files of one worker share modules: another may have rendered Markdown before.
  vi.resetModules()
  const { renderMarkdownNow } = await import('@/composables/ui/renderMarkdown')
  const text = '**bold** <img src=x>'
  expect(renderMarkdownNow(text)).toBe('<p>**bold** &lt;img src=x&gt;</p>')
  await vi.waitFor(() => expect(renderMarkdownNow(text)).toContain('<strong>bold</strong>'))
})
