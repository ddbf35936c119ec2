import type { ExecutionId, PromptId } from '@/domain/ids'
import type {
  AttributedEvent,
  ExecutionEvent,
  PromptDirectory,
  UnattributedEvent
} from './executionEvent'

/** The node a prompt is at, as far as its events told; for frames that name no node. */
interface CurrentNode {
  readonly nodeId: ExecutionId
  readonly displayNodeId: ExecutionId
}

/** Prompts whose current node is remembered; beyond this the oldest goes. */
const TRACKED = 256

/** Types of events that must be of some prompt; others may be of none. */
const NAMELESS: ReadonlySet<string> = new Set<UnattributedEvent['type']>([
  'executing',
  'progress',
  'preview',
  'progressText'
])

/**
 * Gives frames that name no prompt the one they must be of, or drops them: a guess would paint one prompt's
 * progress on another (protocol.md §1.4 step 4, §2.1, §2.4). Exactly one prompt must match.
 */
export interface Attribution {
  /** @returns null for a frame that could be anybody's. */
  attribute(event: ExecutionEvent): AttributedEvent | null
}

export function createAttribution(directory: PromptDirectory): Attribution {
  const current = new Map<PromptId, CurrentNode>()
  return {
    attribute(event) {
      const attributed = isUnattributed(event) ? resolve(directory, current, event) : event
      if (attributed === null || attributed.promptId === null) return attributed
      track(current, attributed)
      return attributed.type === 'preview' ? correctPreview(directory, attributed) : attributed
    }
  }
}

function isUnattributed(event: ExecutionEvent): event is UnattributedEvent {
  return event.promptId === null && NAMELESS.has(event.type)
}

function resolve(
  directory: PromptDirectory,
  current: ReadonlyMap<PromptId, CurrentNode>,
  event: UnattributedEvent
): AttributedEvent | null {
  const promptId = findPrompt(directory, event)
  return promptId && withPrompt(event, promptId, current.get(promptId))
}

/** The only running prompt of ours that the frame can be of; null when there is none, or several. */
function findPrompt(directory: PromptDirectory, event: UnattributedEvent): PromptId | null {
  const running = directory.listRunningOwn()
  // Progress text is broadcast, other users' included: the node must be one of the prompt's.
  const matches =
    event.type === 'progressText'
      ? running.filter((promptId) => directory.hasNode(promptId, event.nodeId))
      : running
  return matches.length === 1 ? matches[0]! : null
}

function withPrompt(
  event: UnattributedEvent,
  promptId: PromptId,
  at: CurrentNode | undefined
): AttributedEvent | null {
  switch (event.type) {
    case 'executing':
    case 'progressText':
      return { ...event, promptId }
    case 'progress': {
      const nodeId = event.nodeId ?? at?.nodeId
      return nodeId ? { ...event, promptId, nodeId } : null
    }
    case 'preview':
      return at ? { ...event, promptId, ...at } : null
  }
}

/** Type-1 previews follow the progress step of their node (protocol.md §1.6). */
function track(current: Map<PromptId, CurrentNode>, event: AttributedEvent): void {
  const { promptId } = event
  if (promptId === null) return
  if (event.type === 'executing') {
    put(current, promptId, { nodeId: event.nodeId, displayNodeId: event.displayNodeId })
  } else if (event.type === 'progress') {
    if (current.get(promptId)?.nodeId === event.nodeId) return
    put(current, promptId, { nodeId: event.nodeId, displayNodeId: event.nodeId })
  } else if (
    event.type === 'drained' ||
    event.type === 'succeeded' ||
    event.type === 'failed' ||
    event.type === 'interrupted'
  ) {
    current.delete(promptId)
  }
}

function put(current: Map<PromptId, CurrentNode>, promptId: PromptId, node: CurrentNode): void {
  current.delete(promptId)
  current.set(promptId, node)
  if (current.size <= TRACKED) return
  for (const oldest of current.keys()) {
    current.delete(oldest)
    return
  }
}

/**
 * On a server that runs several prompts with upstream's code, a preview's node is right but its prompt may be another's
 * (protocol.md §7.2): where exactly one other running prompt has the node and the named one lacks it, it is that one's.
 * The nodes of a stranger's prompt aren't known, so nothing is taken from it [B9].
 */
function correctPreview<Preview extends AttributedEvent & { type: 'preview' }>(
  directory: PromptDirectory,
  event: Preview
): Preview {
  const { promptId, nodeId } = event
  if (directory.getOwnership(promptId) !== 'own' || directory.hasNode(promptId, nodeId))
    return event
  const others = directory
    .listRunningOwn()
    .filter((other) => other !== promptId && directory.hasNode(other, nodeId))
  return others.length === 1 ? { ...event, promptId: others[0]! } : event
}
