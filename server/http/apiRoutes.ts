import type { Backend } from '../backends/backend'
import type { Log } from '../base/log'
import { JobDirectory } from '../queue/jobDirectory'
import type { PromptHistory } from '../queue/promptHistory'
import type { PromptQueue } from '../queue/promptQueue'
import type { FeatureFlags } from '@/protocol/featureFlags'
import type { DataFolders } from './files/dataFolders'
import type { FrontEnd } from './frontEnd'
import type { LogBuffer } from './logBuffer'
import type { LogSubscriptions } from './logSubscriptions'
import type { Route } from './router'
import { createEmptyRoutes } from './routes/emptyRoutes'
import { createHistoryRoutes } from './routes/historyRoutes'
import { createInternalRoutes } from './routes/internalRoutes'
import { createJobRoutes } from './routes/jobRoutes'
import { createModelRoutes } from './routes/modelRoutes'
import { createNodeRoutes } from './routes/nodeRoutes'
import { createPromptRoutes } from './routes/promptRoutes'
import { createQueueRoutes } from './routes/queueRoutes'
import { createSettingRoutes } from './routes/settingRoutes'
import { createSubgraphRoutes, type PackSubgraph } from './routes/subgraphRoutes'
import { createSystemRoutes, type SystemFacts } from './routes/systemRoutes'
import { createUploadRoutes } from './routes/uploadRoutes'
import { createUserdataRoutes } from './routes/userdataRoutes'
import { createUserdataV2Routes } from './routes/userdataV2Routes'
import { createUserRoutes } from './routes/userRoutes'
import { createViewRoutes } from './routes/viewRoutes'
import { Users } from './users/users'

export interface ApiOptions {
  readonly backend: Backend
  readonly queue: PromptQueue
  readonly history: PromptHistory
  readonly folders: DataFolders
  readonly frontEnd: FrontEnd
  readonly features: FeatureFlags
  readonly facts: SystemFacts
  readonly logs: LogBuffer
  readonly subscriptions: LogSubscriptions
  readonly log: Log
  /** Names of example workflows by node pack. */
  readonly workflowTemplates?: Readonly<Record<string, readonly string[]>>
  /** Node packs' translations by language. */
  readonly packWords?: Readonly<Record<string, unknown>>
  /** Node packs' subgraphs. */
  readonly packSubgraphs?: readonly PackSubgraph[]
  /** Bytes of a request's body. */
  readonly maxBodySize: number
  /** Users apart, by the `Comfy-User` header; else there is one. */
  readonly isMultiUser?: boolean
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** All routes of ComfyUI that a server without models and packs has (protocol.md §3). */
export function createApiRoutes(options: ApiOptions): Route[] {
  const { backend, queue, history, folders, log, now } = options
  const users = new Users(folders.users, options.isMultiUser ?? false)
  return [
    ...createPromptRoutes({ queue, backend, log, now }),
    ...createQueueRoutes(queue, () => backend.free()),
    ...createHistoryRoutes(history),
    ...createJobRoutes(new JobDirectory(queue, history), queue),
    ...createNodeRoutes(backend),
    ...createSystemRoutes(options),
    ...createUserRoutes(users),
    ...createSettingRoutes(users),
    ...createUserdataRoutes(users),
    ...createUserdataV2Routes(users),
    ...createUploadRoutes({ folders, maxUploadSize: options.maxBodySize, log }),
    ...createViewRoutes(folders),
    ...createInternalRoutes(options),
    ...createModelRoutes(),
    ...createSubgraphRoutes(options.packSubgraphs),
    ...createEmptyRoutes(options)
  ]
}
