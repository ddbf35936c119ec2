import { Linter } from 'eslint'
import vue from 'eslint-plugin-vue'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../scripts/lib/project.mjs'

/** As eslint.config.js takes them. */
const load = async (file: string, name: string): Promise<unknown> =>
  ((await import(join(ROOT, 'scripts/eslint', file))) as Record<string, unknown>)[name]
const house = {
  rules: {
    layers: await load('layers.js', 'layersRule'),
    'no-single-run': await load('singleRun.js', 'noSingleRunRule'),
    reasons: await load('reasons.js', 'reasonsRule')
  }
}

/** Of Vue files, as the settings of its plug-in have it. */
const parser = (vue.configs['flat/base'] as readonly Linter.Config[]).find(
  ({ languageOptions }) => languageOptions?.parser
)!.languageOptions!.parser

/** What the house's rules say of a file with this code. */
function lint(path: string, code: string): readonly string[] {
  const linter = new Linter({ cwd: ROOT })
  const rules = Object.fromEntries(Object.keys(house.rules).map((name) => [`house/${name}`, 2]))
  const plain = { files: ['**/*.ts', '**/*.vue'], plugins: { house }, rules }
  const configs = [plain, { files: ['**/*.vue'], languageOptions: { parser } }] as never
  return linter.verify(code, configs, join(ROOT, path)).map(({ message }) => message)
}

describe('the rule of the layers', () => {
  it.each([
    ['src/domain/a.ts', "import { b } from '@/stores/b'", 'domain may not import stores'],
    ['src/stores/a.ts', "export { b } from '../services/b'", 'stores may not import services'],
    ['src/services/a.ts', "const b = await import('@/canvas/b')", 'services may not import canvas'],
    ['src/components/a/b.ts', "import '@/services/b'", 'through composables'],
    ['src/canvas/a.ts', "import '@/extensions/b'", 'only app imports extensions'],
    ['src/events/a.ts', "import { ref } from 'vue'", 'must not know vue'],
    ['server/http/a.ts', "import '@/domain/b'", 'only src/protocol'],
    ['src/stores/a.ts', "import '../../server/http/b'", 'src may not import server']
  ])('refuses in %s: %s', (path, code, reason) => {
    expect(lint(path, code)).toEqual([expect.stringContaining(reason)])
  })

  it.each([
    ['src/stores/a.ts', "import { b } from '@/domain/b'"],
    ['src/app/a.ts', "import '@/extensions/b'"],
    ['server/http/a.ts', "import '@/protocol/b'"]
  ])('allows in %s: %s', (path, code) => {
    expect(lint(path, code)).toEqual([])
  })
})

describe('the rule against single-run getters', () => {
  it.each([
    'store.activePromptId',
    'const { executingNodeId } = store',
    'store.nodeProgressStates'
  ])('refuses %s', (code) => {
    expect(lint('src/composables/a.ts', code)).toEqual([
      expect.stringContaining('speaks of one run at a time')
    ])
  })

  it('refuses it in templates, too', () => {
    const code = '<script setup>f()</script><template>{{ store.activePromptId }}</template>'
    expect(lint('src/components/A.vue', code)).toEqual([
      expect.stringContaining('speaks of one run at a time')
    ])
  })

  it('allows what names its prompt or workflow', () => {
    expect(lint('src/composables/a.ts', 'store.getPromptProgress(id)')).toEqual([])
  })
})

describe('the rule of reasons', () => {
  it('asks for the reason of a suppression, on its line', () => {
    const silent = '// oxlint-disable-next-line no-undef\n'
    expect(lint('src/domain/a.ts', silent)).toEqual([expect.stringContaining('say why')])
    const reason = '// oxlint-disable-next-line no-undef -- a global of the page\n'
    expect(lint('src/domain/a.ts', reason)).toEqual([])
  })
})
