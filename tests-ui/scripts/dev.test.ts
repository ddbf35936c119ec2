import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../../scripts/lib/project.mjs'
import { ask } from '../harness/clientHttp'
import { openClient } from '../harness/clientSocket'

/** Starts `npm run dev` on free ports and waits for its address. */
async function startDev(data: string) {
  const options = ['--port=0', '--page-port', '0', '--data', data]
  const child = spawn('npm', ['run', '--silent', 'dev', '--', ...options], { cwd: ROOT })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  let output = ''
  const address = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const found = /hot reload is at (http:\/\/\S+?)\/ /.exec(output)?.[1]
      if (found) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    void ended.then(() => reject(new Error(output)))
  })
  return { child, ended, address }
}

it(
  'npm run dev: the page by Vite, everything else from the server; one signal to npm ends all',
  { timeout: 90_000 },
  async () => {
    const data = await mkdtemp(join(tmpdir(), 'cpf-dev-'))
    const { child, ended, address } = await startDev(data)
    try {
      expect((await ask(address, '/')).text).toContain('/@vite/client')
      expect((await ask(address, '/api/prompt')).json()).toEqual({
        exec_info: { queue_remaining: 0 }
      })
      expect((await ask(address, '/internal/folder_paths')).status).toBe(200)
      const client = await openClient(address, { clientId: 'tab', headers: { Origin: address } })
      expect(client.clientId).toBe('tab')
      child.kill('SIGINT')
      expect(await ended).toBe(0)
      await expect(ask(address, '/')).rejects.toThrow('ECONNREFUSED')
    } finally {
      child.kill('SIGTERM')
      await rm(data, { recursive: true, force: true })
    }
  }
)

it('npm start and npm run dev leave no shell between npm and the program, which would keep its signals', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>
  }
  expect([scripts.start, scripts.dev]).toEqual([
    'exec node scripts/start.mjs',
    'exec node scripts/dev.mjs'
  ])
})
