import type { PromptId } from '@/domain/ids'
import { toClientId } from '@/domain/ids'
import { getOutputFiles } from '@/domain/nodeOutput'
import type { ExecutionFailure } from '@/domain/promptError'
import type { ServerJob } from '@/domain/serverJob'
import type { ComfyApi, JobDetail } from '@/services/api/comfyApi'
import type { ScriptedServer, ServerPrompt } from './coreServer'

/** The scripted server through the app's own interface; each method is one request, or none. */
export function createServerApi(server: ScriptedServer): ComfyApi {
  return {
    ...makeQueueMethods(server),
    ...makeFileMethods(server),
    getSystemStats: () =>
      server.serve('getSystemStats', undefined, () => ({ system: {}, devices: [] })),
    getFeatures: () => server.serve('getFeatures', undefined, () => ({})),
    getNodeDefinitions: () => server.serve('getNodeDefinitions', undefined, () => ({})),
    getNodeReplacements: () => Promise.resolve({}),
    listUsers: () => Promise.resolve(null),
    createUser: () => Promise.reject(new Error('the scripted server has one user')),
    getLog: () => Promise.resolve(null),
    followLog: () => Promise.resolve(),
    getPackWords: () => Promise.resolve({}),
    listServerFiles: () => Promise.resolve([]),
    listModelFolders: () => Promise.resolve([]),
    listModels: () => Promise.resolve([]),
    listEmbeddings: () => Promise.resolve([]),
    modelPreviewUrl: () => null,
    listTemplates: () => Promise.resolve([]),
    listGlobalSubgraphs: () => Promise.resolve([]),
    getGlobalSubgraph: () => Promise.resolve(null),
    getTemplate: () => Promise.reject(new Error('the scripted server has no templates')),
    getStaticText: () => Promise.resolve(null),
    staticUrl: (path) => `http://scripted/${path}`,
    fetchApi: () => Promise.reject(new Error('the scripted server has no other routes')),
    socketUrl: (clientId) => `ws://scripted/ws?clientId=${clientId}`
  }
}

function makeQueueMethods(server: ScriptedServer) {
  const { serve } = { serve: server.serve.bind(server) }
  return {
    submitPrompt: async (...[request, onTaken]: Parameters<ComfyApi['submitPrompt']>) => {
      try {
        const answer = await serve('submitPrompt', request, () => answerSubmission(server, request))
        if (answer.kind === 'accepted') onTaken?.()
        await server.pass('submitPrompt', 'rest')
        return answer
      } catch (error) {
        return { kind: 'unreachable' as const, message: (error as Error).message }
      }
    },
    listUnfinished: () =>
      serve('listUnfinished', undefined, () => server.listUnfinished().map(toJob)),
    listJobs: ({ statuses, limit = Infinity, offset = 0 }: Parameters<ComfyApi['listJobs']>[0]) =>
      serve('listJobs', { statuses, limit, offset }, () => {
        const all = [...server.prompts.values()].toReversed().map(toJob)
        const matching = all.filter((job) => !statuses || statuses.includes(job.status))
        const jobs = matching.slice(offset, offset + limit)
        return { jobs, total: matching.length, hasMore: offset + jobs.length < matching.length }
      }),
    getJob: (promptId: PromptId) =>
      serve('getJob', promptId, () => {
        const prompt = server.prompts.get(promptId)
        return prompt ? toDetail(prompt) : null
      }),
    cancelPrompt: (promptId: PromptId) =>
      serve('cancelPrompt', promptId, () => cancel(server, [promptId])),
    cancelPrompts: (promptIds: readonly PromptId[]) =>
      serve('cancelPrompts', promptIds, () => cancel(server, promptIds)),
    deletePending: (promptIds: readonly PromptId[]) =>
      serve('deletePending', promptIds, () => {
        for (const promptId of promptIds) server.drop(promptId)
      }),
    interruptAny: () =>
      serve('interruptAny', undefined, () => {
        for (const prompt of server.listUnfinished())
          if (prompt.status === 'running') server.interrupt(prompt.id)
      }),
    deleteHistory: (promptIds: readonly PromptId[]) =>
      serve('deleteHistory', promptIds, () => {
        for (const promptId of promptIds) server.prompts.delete(promptId)
      })
  }
}

function answerSubmission(
  server: ScriptedServer,
  request: Parameters<ComfyApi['submitPrompt']>[0]
): Awaited<ReturnType<ComfyApi['submitPrompt']>> {
  const refusal = server.refuse(request)
  if (refusal) return { kind: 'refused', refusal }
  const prompt = server.submit(request)
  const { id, number } = prompt
  return { kind: 'accepted', promptId: id, queueNumber: number, dropped: server.dropped }
}

function cancel(
  server: ScriptedServer,
  promptIds: readonly PromptId[]
): 'cancelled' | 'nothing' | 'unsupported' {
  if (server.options.stopsBlindly) return 'unsupported'
  let isDone = false
  for (const promptId of promptIds) {
    if (server.drop(promptId)) isDone = true
    else if (server.prompts.get(promptId)?.status === 'running') {
      server.interrupt(promptId)
      isDone = true
    }
  }
  return isDone ? 'cancelled' : 'nothing'
}

function makeFileMethods(server: ScriptedServer) {
  const settings: Record<string, unknown> = {}
  const files = new Map<string, string>()
  return {
    getSettings: () => server.serve('getSettings', undefined, () => ({ ...settings })),
    storeSettings: (changes: Readonly<Record<string, unknown>>) =>
      server.serve('storeSettings', changes, () => void Object.assign(settings, changes)),
    viewUrl: (file: { filename: string }) => `/view?filename=${file.filename}`,
    uploadImage: (file: File) =>
      server.serve('uploadImage', file.name, () => ({ filename: file.name, type: 'input' })),
    uploadMask: (file: File) =>
      server.serve('uploadMask', file.name, () => ({ filename: file.name, type: 'input' })),
    readFile: () => Promise.reject(new Error('the scripted server has no pictures')),
    readAddress: (address: string) =>
      server.serve('readAddress', address, () => new Blob([files.get(address) ?? ''])),
    getUserFile: (path: string) => server.serve('getUserFile', path, () => files.get(path) ?? null),
    storeUserFile: (path: string, body: string, options: { readonly overwrite?: boolean } = {}) =>
      server.serve('storeUserFile', { path, body }, () => {
        if (files.has(path) && !options.overwrite) return 'exists' as const
        files.set(path, body)
        return 'stored' as const
      }),
    deleteUserFile: (path: string) =>
      server.serve('deleteUserFile', path, () => void files.delete(path)),
    moveUserFile: (path: string, to: string) =>
      server.serve('moveUserFile', path, () => {
        if (files.has(to)) return 'exists' as const
        files.set(to, files.get(path) ?? '')
        files.delete(path)
        return 'moved' as const
      }),
    listUserFiles: (folder: string) =>
      server.serve('listUserFiles', folder, () =>
        [...files.keys()].filter((path) => path.startsWith(`${folder}/`))
      )
  }
}

function toJob(prompt: ServerPrompt): ServerJob {
  const isEnded = prompt.endedAt !== null
  const files = Object.values(prompt.outputs).flatMap(getOutputFiles)
  return {
    promptId: prompt.id,
    status: prompt.status,
    queueNumber: prompt.number,
    createdAt: prompt.createdAt,
    // A running job has no start time (protocol.md §3.4).
    startedAt: isEnded ? prompt.startedAt : null,
    endedAt: prompt.endedAt,
    clientId: null,
    documentId: null,
    thumbnail: files[0]?.file ?? null,
    errorMessage: prompt.failure?.message ?? null
  }
}

function toDetail(prompt: ServerPrompt): JobDetail {
  const isEnded = prompt.endedAt !== null
  return {
    job: {
      ...toJob(prompt),
      clientId: prompt.clientId === null ? null : toClientId(prompt.clientId)
    },
    outputs: isEnded ? { ...prompt.outputs } : {},
    failure: prompt.failure && makeFailure(prompt.failure),
    prompt: prompt.prompt,
    workflow: null,
    extraData: prompt.extraData
  }
}

function makeFailure({ node, message }: { node: string; message: string }): ExecutionFailure {
  return {
    executionId: node as ExecutionFailure['executionId'],
    classType: 'KSampler',
    exceptionType: 'ValueError',
    message,
    traceback: []
  }
}
