import type { TestProject } from 'vitest/node'
import { buildServerForTests } from '../../scripts/lib/project.mjs'

/** The built server: where it is, or why there is none. */
export type BuiltServer = { readonly main: string } | { readonly failure: string }

declare module 'vitest' {
  interface ProvidedContext {
    builtServer: BuiltServer
  }
}

/** Builds the server once for all tests that start it as a program; the others run without. */
export default async function setup(project: TestProject): Promise<void> {
  try {
    project.provide('builtServer', { main: await buildServerForTests() })
  } catch (error) {
    project.provide('builtServer', { failure: String(error) })
  }
}
