import type { ApiPrompt, WorkflowJson } from '../../../src/protocol/prompt'
import {
  readDefinitions,
  readIndex,
  readWorkflows
} from '../../../tests-ui/harness/canvasWorkflows'
import { DIFFERENT, SAVED_OTHERWISE } from '../../../tests-ui/harness/corpusExceptions'
import { describeSaved } from '../../../tests-ui/harness/savedMeaning'
import type { ScriptedPage } from '../../pages/scriptedPage'
import { expect, test } from '../../setup/scripted'

const index = readIndex()
/** What is compared of a prompt: classes, and inputs in their order, but for what depends on the machine. */
function strip(prompt: ApiPrompt, name: string) {
  const ignored = new Set(index.get(name)?.ignore)
  const list = (id: string, inputs: object) =>
    Object.entries(inputs).filter(([input]) => !ignored.has(`${id}/inputs/${input}`))
  return Object.entries(prompt).map(([id, { class_type, inputs }]) => [
    id,
    class_type,
    list(id, inputs)
  ])
}

/** Opens a document, draws it, opens what it is saved as, and closes both. @returns what each exports */
async function exportTwice(
  { page }: ScriptedPage,
  document: WorkflowJson
): Promise<[ApiPrompt, ApiPrompt, WorkflowJson]> {
  return page.evaluate(async (source) => {
    const { app } = window as never as {
      app: {
        loadGraphData(document: unknown): Promise<void>
        graphToPrompt(): Promise<{ output: ApiPrompt; workflow: WorkflowJson }>
        extensionManager: { command: { execute(id: string): Promise<void> } }
      }
    }
    await app.loadGraphData(source)
    const { output, workflow } = await app.graphToPrompt()
    await app.loadGraphData(workflow)
    const again = await app.graphToPrompt()
    for (let count = 0; count < 2; count += 1)
      await app.extensionManager.command.execute('Workspace.CloseWorkflow')
    return [output, again.output, workflow]
  }, document)
}

for (const [which, title] of [
  ['all', 'all node types known'],
  ['missing', 'some node types missing']
] as const)
  test.describe(`a server with the definitions of a real ComfyUI, ${title}`, () => {
    test.use({
      answers: { 'GET /object_info': () => ({ json: readDefinitions(which) }) },
      // Its pictures are elsewhere, and it has no templates beside the page.
      expectedErrors: /status of 404/
    })

    test(`real documents export what ComfyUI’s own front end makes of them, and again once they were saved: ${title}`, async ({
      openApp,
      context
    }) => {
      test.setTimeout(300_000)
      // Texts with alternatives take the first, as when the prompts were recorded.
      await context.addInitScript(() => void (Math.random = () => 0))
      const app = await openApp()
      const own = readWorkflows().filter(
        ({ name }) =>
          !(name in DIFFERENT) && Boolean(index.get(name)?.lacksTypes) === (which === 'missing')
      )
      expect(own).toHaveLength(which === 'all' ? 248 : 24)
      for (const { name, document, prompt, saved } of own) {
        const [first, second, ours] = await exportTwice(app, document)
        expect.soft(strip(first, name), name).toEqual(strip(prompt!, name))
        expect.soft(strip(second, name), `${name}, saved`).toEqual(strip(first, name))
        if (saved && !(name in SAVED_OTHERWISE))
          expect.soft(describeSaved(ours), `${name}, its document`).toEqual(describeSaved(saved))
      }
    })
  })
