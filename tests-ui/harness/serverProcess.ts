import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { ROOT } from '../../scripts/lib/project.mjs'
import { writeFiles } from './serverInProcess'

export interface ServerProcess {
  /** `http://127.0.0.1:…` */
  readonly url: string
  readonly child: ChildProcess
  /** A folder of its own, with `front-end` and `data` in it. */
  readonly root: string
  /** What it wrote so far. */
  readonly stdout: string
  readonly stderr: string
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | NodeJS.Signals>
  /** Ends it at once and removes its folder. */
  cleanUp(): Promise<void>
}

export interface FinishedProcess {
  readonly code: number | NodeJS.Signals
  readonly stdout: string
  readonly stderr: string
}

/** As scripts/start.mjs does it, without building. */
function spawnServer(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  nodeFlags: readonly string[] = [],
  wrapper: readonly string[] = []
) {
  const built = inject('builtServer')
  if ('failure' in built) throw new Error(built.failure)
  const runner = join(ROOT, 'scripts/runServer.mjs')
  const command = [...wrapper, process.execPath, ...nodeFlags, runner, built.main, ...args]
  const child = spawn(command[0]!, command.slice(1), {
    cwd,
    env: { ...process.env, ...env }
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()))
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on('close', (exitCode, signal) => resolve(exitCode ?? signal ?? 1))
  })
  return { child, output, ended }
}

/** Runs the server with options that it can't start with, or that make it end by itself. */
export async function runServer(args: readonly string[], cwd = tmpdir()): Promise<FinishedProcess> {
  const { output, ended } = spawnServer(args, cwd)
  return { code: await ended, ...output }
}

/**
 * Starts the built server as a program of its own and waits until it is ready.
 * @param wrapper a command that makes its surroundings and then becomes the command that follows it
 */
export async function startServerProcess(
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
  nodeFlags: readonly string[] = [],
  wrapper: readonly string[] = []
): Promise<ServerProcess> {
  const root = await mkdtemp(join(tmpdir(), 'cpf-process-'))
  await writeFiles(root, { 'front-end/index.html': 'page' })
  const own = ['--port', '0', '--front-end-root', 'front-end', '--data', 'data']
  const { child, output, ended } = spawnServer([...own, ...args], root, env, nodeFlags, wrapper)
  const cleanUp = async () => {
    child.kill('SIGKILL')
    await ended
    await rm(root, { recursive: true, force: true })
  }
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const address = /http:\/\/\S+/.exec(output.stdout)?.[0]
      if (address) resolve(address)
    })
    void ended.then((code) => reject(new Error(`ended with ${code}: ${output.stderr}`)))
  })
  return {
    url,
    child,
    root,
    ended,
    cleanUp,
    get stdout() {
      return output.stdout
    },
    get stderr() {
      return output.stderr
    }
  }
}
