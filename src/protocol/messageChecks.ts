import { isAbsent, isIdText, isNodeId, isRecord } from './guards'
import type { KnownMessageType, NodeStateWire } from './messages'

type Data = Readonly<Record<string, unknown>>
/** @returns what is wrong with a message's data; null when nothing is. */
type Check = (data: Data) => string | null

const IMPOSSIBLE_IDS = Object.getOwnPropertyNames(Object.prototype)
const NO_PROMPT = 'prompt_id is missing or no text'

function checkPrompt(data: Data): string | null {
  return isIdText(data.prompt_id) ? null : NO_PROMPT
}

/** Only what is used is checked: a server that leaves out the rest is still understood. */
function checkStatus({ status, sid }: Data): string | null {
  if (!isAbsent(sid) && typeof sid !== 'string') return 'sid is no text'
  if (isAbsent(status)) return null
  if (!isRecord(status)) return 'status is no object'
  return isAbsent(status.exec_info) || isRecord(status.exec_info) ? null : 'exec_info is no object'
}

function checkCached(data: Data): string | null {
  if (!isIdText(data.prompt_id)) return NO_PROMPT
  return Array.isArray(data.nodes) && data.nodes.every(isNodeId) ? null : 'nodes is no list of ids'
}

/** The hot one: one pass over the nodes, without a word for each of their ids. */
function checkProgressState(data: Data): string | null {
  if (!isIdText(data.prompt_id)) return NO_PROMPT
  const { nodes } = data
  if (!isRecord(nodes)) return 'nodes is no object'
  for (const node of Object.values(nodes)) {
    const wrong = checkNodeState(node)
    if (wrong !== null) return wrong
  }
  for (const id of IMPOSSIBLE_IDS)
    if (Object.hasOwn(nodes, id)) return 'a node has an impossible id'
  return null
}

function checkNodeState(node: unknown): string | null {
  if (typeof node !== 'object' || node === null) return 'a node is no object'
  const { value, max, state, display_node_id: display } = node as Data
  if (typeof value !== 'number' || typeof max !== 'number') return 'a step is no number'
  if (typeof state !== 'string') return 'a state is no text'
  return typeof display === 'string' || isAbsent(display) ? null : 'display_node_id is no text'
}

/** What a snapshot says of one node (protocol.md §1.5). */
export function isNodeState(node: unknown): node is NodeStateWire {
  return checkNodeState(node) === null
}

function checkExecuting({ node, display_node, prompt_id }: Data): string | null {
  if (node !== null && !isNodeId(node)) return 'node is no id'
  if (!isAbsent(display_node) && !isNodeId(display_node)) return 'display_node is no id'
  return isAbsent(prompt_id) || isIdText(prompt_id) ? null : NO_PROMPT
}

function checkProgress({ value, max, node, prompt_id }: Data): string | null {
  if (typeof value !== 'number' || typeof max !== 'number') return 'value or max is no number'
  if (!isAbsent(node) && !isNodeId(node)) return 'node is no id'
  return isAbsent(prompt_id) || isIdText(prompt_id) ? null : NO_PROMPT
}

function checkExecuted(data: Data): string | null {
  if (!isIdText(data.prompt_id)) return NO_PROMPT
  if (!isNodeId(data.node)) return 'node is no id'
  if (!isAbsent(data.display_node) && !isNodeId(data.display_node)) return 'display_node is no id'
  return isAbsent(data.output) || isRecord(data.output) ? null : 'output is no object'
}

/** Errors and interruptions: only the prompt must be named; a service may fail before any node. */
function checkEnd(data: Data): string | null {
  if (!isIdText(data.prompt_id)) return NO_PROMPT
  return isAbsent(data.node_id) || data.node_id === '' || isNodeId(data.node_id)
    ? null
    : 'node_id is no id'
}

function isLogEntry(entry: unknown): boolean {
  return isRecord(entry) && typeof entry.t === 'string' && typeof entry.m === 'string'
}

function checkLogs({ entries }: Data): string | null {
  return Array.isArray(entries) && entries.every(isLogEntry) ? null : 'entries is no list of lines'
}

function checkNotification({ value, id }: Data): string | null {
  if (typeof value !== 'string') return 'value is no text'
  return isAbsent(id) || isIdText(id) ? null : 'id is no text'
}

/** What is asked of the data of each message type of the core (protocol.md §1.5). */
export const MESSAGE_CHECKS: Readonly<Record<KnownMessageType, Check>> = {
  status: checkStatus,
  feature_flags: () => null,
  execution_start: checkPrompt,
  execution_cached: checkCached,
  progress_state: checkProgressState,
  executing: checkExecuting,
  progress: checkProgress,
  executed: checkExecuted,
  execution_success: checkPrompt,
  execution_error: checkEnd,
  execution_interrupted: checkEnd,
  logs: checkLogs,
  notification: checkNotification
}
