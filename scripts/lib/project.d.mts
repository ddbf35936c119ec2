export const ROOT: string
/** Builds the server as it is now, to a folder of its own. @returns path of its main.js. @throws when it fails */
export function buildServerForTests(): Promise<string>

/** Builds what is older than its sources: the page, the server, or both. */
export function ensureBuilt(): Promise<void>
