/**
 * The ids of docs/glossary.md as branded strings: one can't be passed where another is meant.
 * Each has one constructor, which only brands; it neither trims nor checks.
 */
declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

/** One submitted run; wire name `prompt_id`. */
export type PromptId = Id<'PromptId'>
/** A document open in an in-app tab; minted per open tab and never the document's own `id`. */
export type WorkflowId = Id<'WorkflowId'>
/** One browser tab with its own socket; wire name `client_id`, on the socket `sid`. */
export type ClientId = Id<'ClientId'>
/** A node's id within one graph, as a string. */
export type NodeId = Id<'NodeId'>
/** Path of a node in the flattened prompt: `1:2:3` (protocol.md §5.3). */
export type ExecutionId = Id<'ExecutionId'>
/** A node of the open document: `<node id>` at the root, `<subgraph uuid>:<node id>` inside. */
export type NodeLocatorId = Id<'NodeLocatorId'>

export const toPromptId = (value: string): PromptId => value as PromptId
export const toWorkflowId = (value: string): WorkflowId => value as WorkflowId
export const toClientId = (value: string): ClientId => value as ClientId
export const toNodeId = (value: string | number): NodeId => String(value) as NodeId
export const toExecutionId = (value: string | number): ExecutionId => String(value) as ExecutionId
export const toNodeLocatorId = (value: string): NodeLocatorId => value as NodeLocatorId
