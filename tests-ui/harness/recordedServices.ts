import { toWorkflowId } from '@/domain/ids'
import { BUILT_IN_PALETTES } from '@/domain/builtInPalettes'
import type { OutputFile } from '@/domain/nodeOutput'
import type { JobResult, Services } from '@/services/services'
import { useSettingStore } from '@/stores/settingStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useQueueStore } from '@/stores/queueStore'

/** One call of a service: `runs.run` and what it was given. */
export interface ServiceCall {
  readonly name: string
  readonly args: readonly unknown[]
}

/** Services that write down what they are asked for, and answer as told. */
export interface RecordedServices {
  readonly services: Services
  readonly calls: readonly ServiceCall[]
  /** Arguments of each call of one method, in order. */
  getCalls(name: string): readonly (readonly unknown[])[]
  /** From now on the method answers with this; a function is called with the method's arguments. */
  answer(name: string, result: unknown): void
  /** From now on the method rejects. */
  fail(name: string, message: string): void
}

type Respond = (...args: unknown[]) => unknown

export function viewUrl(file: OutputFile, options?: { readonly preview?: boolean }): string {
  return `/view?filename=${file.filename}${options?.preview ? '&preview=webp' : ''}`
}

/** What services do that the page sees at once: they write the stores. */
function makeDefaults(): Record<string, Respond> {
  return {
    'api.viewUrl': (file, options) => viewUrl(file as OutputFile, options as { preview?: boolean }),
    'api.listUserFiles': () => Promise.resolve([]),
    'api.getSystemStats': () => Promise.resolve({ system: {}, devices: [] }),
    'api.listTemplates': () => Promise.resolve([]),
    'api.getUserFile': () => Promise.resolve(null),
    'jobs.applyScope': (scope) => useQueueStore().applyScope(scope as 'mine' | 'everyone'),
    'jobs.listResults': () => Promise.resolve<readonly JobResult[]>([]),
    'workflows.activate': (id) => useWorkflowStore().activate(toWorkflowId(String(id))),
    'workflows.close': (id) => {
      useWorkflowStore().removeWorkflow(toWorkflowId(String(id)))
      return Promise.resolve(true)
    },
    'workflows.rename': (id, name) => {
      useWorkflowStore().patchWorkflow(toWorkflowId(String(id)), { name: String(name) })
      return Promise.resolve()
    },
    'blueprints.refresh': () => Promise.resolve(),
    'palettes.listBuiltIn': () => Promise.resolve(BUILT_IN_PALETTES),
    'palettes.listOwn': () => [],
    'help.read': () => Promise.resolve(null),
    'canvas.revealNode': () => true,
    'api.listModelFolders': () => Promise.resolve([]),
    'api.listModels': () => Promise.resolve([]),
    'api.modelPreviewUrl': () => null,
    'canvas.addNode': () => true,
    'canvas.chooseAt': () => false,
    'canvas.loadFileAt': () => false,
    'canvas.editMask': () => false,
    'canvas.takePicture': () => true,
    'canvas.onNodeSearch': () => () => {},
    'canvas.undo': () => true,
    'canvas.redo': () => true,
    'settings.set': (key, value) => {
      useSettingStore().applySettings({ [String(key)]: value })
      return Promise.resolve()
    },
    'settings.setMany': (changes) => {
      useSettingStore().applySettings(changes as Record<string, unknown>)
      return Promise.resolve()
    }
  }
}

export function createRecordedServices(): RecordedServices {
  const calls: ServiceCall[] = []
  const responses = new Map(Object.entries(makeDefaults()))
  const makeService = (service: string) =>
    new Proxy<Record<string, unknown>>(service === 'users' ? { current: null } : {}, {
      get: (own, method) =>
        typeof method !== 'string'
          ? undefined
          : method in own
            ? own[method]
            : (...args: unknown[]) => {
                const name = `${service}.${method}`
                calls.push({ name, args })
                const respond = responses.get(name)
                return respond ? respond(...args) : Promise.resolve()
              }
    })
  const names = [
    'api',
    'runs',
    'stops',
    'jobs',
    'workflows',
    'canvas',
    'settings',
    'blueprints',
    'users',
    'palettes',
    'help',
    'logs'
  ] as const
  return {
    services: Object.fromEntries(
      names.map((name) => [name, makeService(name)])
    ) as unknown as Services,
    calls,
    getCalls: (name) => calls.filter((call) => call.name === name).map((call) => call.args),
    answer(name, result) {
      responses.set(name, typeof result === 'function' ? (result as Respond) : () => result)
    },
    fail(name, message) {
      responses.set(name, () => Promise.reject(new Error(message)))
    }
  }
}
