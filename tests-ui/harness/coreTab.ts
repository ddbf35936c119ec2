import { nextTick } from 'vue'
import type { ClientId } from '@/domain/ids'
import { markSessionLeft } from '@/services/client/claimSession'
import type { OpenSession } from '@/services/session/openSession'
import { openSession } from '@/services/session/openSession'
import type { SessionService } from '@/services/session/sessionService'
import { WRITE_DELAY } from '@/services/session/sessionWriter'
import type { ManualClock } from './clock'
import type { CoreHarness } from './core'
import { createTestCore } from './core'
import type { TestBrowser } from './coreBrowser'
import { TestStorage } from './coreBrowser'
import type { ScriptedServer } from './coreServer'

export interface TabOptions {
  readonly browser: TestBrowser
  readonly clock: ManualClock
  readonly server: ScriptedServer
  /** What the tab had before a reload, or what it is a copy of. */
  readonly storage?: TestStorage
  readonly databaseName?: string
}

/** One browser tab: the core with its session. */
export interface TestTab extends CoreHarness {
  readonly storage: TestStorage
  readonly opened: OpenSession
  readonly session: SessionService
  readonly id: ClientId
  /** Workflows came back. */
  readonly isRestored: boolean
  readonly failures: readonly unknown[]
  readonly broken: readonly string[]
  /** Lets all that waits be written. */
  save(): Promise<void>
  /** The page is left in order: reloaded, or closed. */
  leave(): Promise<void>
  /** The page is gone without a word. */
  crash(): void
}

export async function openTab(options: TabOptions): Promise<TestTab> {
  const { browser, clock, server, storage = new TestStorage() } = options
  const locks = browser.openLocks()
  const failures: unknown[] = []
  const broken: string[] = []
  const opened = await openSession({
    storage,
    locks,
    clock,
    databaseName: options.databaseName ?? browser.databaseName,
    onFailure: (error) => failures.push(error)
  })
  const core = createTestCore({
    clock,
    server,
    clientId: opened.id,
    channel: browser.openChannel(),
    records: opened.records,
    isConnected: false,
    onEdit: (workflowId) => session.noteEdit(workflowId)
  })
  const session = opened.createService({
    ...core,
    onBroken: (name) => broken.push(name),
    onUnsaved: (name) => broken.push(name),
    onUnsettled: core.reconcile.lookFor
  })
  const isRestored = await session.restore()
  const stopSession = session.start()
  core.ingest.tap(session.noteEvent)
  core.transport.connect()
  await core.settle()
  const end = (): void => {
    core.dispose()
    stopSession()
    locks.releaseAll()
  }
  return {
    ...core,
    storage,
    opened,
    session,
    id: opened.id,
    isRestored,
    failures,
    broken,
    async save() {
      await nextTick()
      clock.advance(WRITE_DELAY * 4)
      // The writer has begun by now; a record that nobody has waits for its end.
      await opened.records.findPrompt('none' as never)
    },
    async leave() {
      await nextTick()
      session.leave()
      core.siblings.leave()
      markSessionLeft(storage)
      end()
      await opened.records.findPrompt('none' as never)
    },
    crash: end
  }
}
