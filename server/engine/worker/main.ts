import { constants, getPriority, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import sharp from 'sharp'
import { loadCatalogue, type NodeCatalogue } from '../nodes/nodeCatalogue'
import { collectSharedGarbage } from '../tensor/sharedMemory'
import { noteTensors } from '../tensor/tensor'
import { describeFailure } from '../values/engineError'
import { createContexts } from './callContext'
import { executeNode, findWantedInputs } from './callNode'
import type { FromWorker, ToWorker, WorkerNews, WorkerRequest, WorkerSetup } from './messages'

/** Entry of a worker thread: answers one request at a time, or several of async nodes. */

/** How far this thread stands back for the others of the process. */
const NICE = 5

const port = parentPort
if (!port) throw new Error('This module runs in a worker thread only.')
const setup = workerData as WorkerSetup

// Workers are the parallelism here; threads of the picture library would only compete with them.
sharp.concurrency(1)
sharp.cache(false)

// Whoever asks the server something goes before computing. On Linux alone this is of the calling thread only.
if (process.platform === 'linux')
  setPriority(Math.min(getPriority() + NICE, constants.priority.PRIORITY_LOW))

// Packs that can't be loaded are reported by the main thread, which loads them too.
const catalogue = loadCatalogue(setup.packs).then(({ types }) => types)

function getType(types: NodeCatalogue, classType: string) {
  const type = types.get(classType)
  if (!type) throw new Error(`This worker has no node '${classType}'.`)
  return type
}

async function answer(request: WorkerRequest, tell: (news: WorkerNews) => void): Promise<unknown> {
  const type = getType(await catalogue, request.classType)
  switch (request.kind) {
    case 'execute':
      return executeNode(type, request.inputs, {
        createContext: createContexts(setup, request.scene, tell),
        onBlocked: ({ message }) => {
          if (message !== null) tell({ kind: 'blocked', message })
        }
      })
    case 'lazy':
      return findWantedInputs(type, request.inputs)
    case 'fingerprint':
      return type.fingerprint?.(request.inputs, setup.folders)
  }
}

async function handle({ callId, request }: ToWorker): Promise<void> {
  const post = (message: FromWorker) => port!.postMessage(message)
  try {
    noteTensors(request.inputs)
    post({ callId, answer: await answer(request, (news) => post({ callId, news })) })
  } catch (error) {
    post({ callId, failure: describeFailure(error) })
  }
  collectSharedGarbage()
}

port.on('message', (message: ToWorker) => void handle(message))
