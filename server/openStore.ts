import { join } from 'node:path'
import { describeError, type Log } from './base/log'
import { StartError } from './startError'
import { DatabaseInUse, openDatabase } from './queue/store/openDatabase'
import { PromptStore } from './queue/store/promptStore'

/** Name of the file, in the folder that holds the users'. */
const FILE = 'prompts.db'

/**
 * Opens the queue and history of a data folder. A file that can't be read is put aside, and said so.
 * @throws {StartError} when another server uses the folder, or it can't be written to
 */
export function openStore(folder: string, log: Log): PromptStore {
  const path = join(folder, FILE)
  try {
    return new PromptStore(
      openDatabase(path, (aside, reason) => {
        log.error('queue and history could not be read, starting anew', { aside, reason })
      })
    )
  } catch (error) {
    if (error instanceof DatabaseInUse) {
      throw new StartError(
        `Another server uses the data in ${folder}. Stop it, or choose another folder with --data.`
      )
    }
    throw new StartError(`Cannot keep the queue in ${path}: ${describeError(error)}.`)
  }
}
