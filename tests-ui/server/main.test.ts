import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ask } from '../harness/clientHttp'
import { openClient } from '../harness/clientSocket'
import { startScriptedServer } from '../harness/replayServer'
import { runServer, type ServerProcess, startServerProcess } from '../harness/serverProcess'

const TIME_LIMIT = 30_000
const cleanUps: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

async function start(...args: string[]): Promise<ServerProcess> {
  const server = await startServerProcess(args)
  cleanUps.push(server.cleanUp)
  return server
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cpf-main-'))
  cleanUps.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Two nodes that every build of the engine has. */
const PROMPT = {
  1: { class_type: 'EmptyImage', inputs: { width: 8, height: 8, batch_size: 1, color: 255 } },
  2: { class_type: 'PreviewImage', inputs: { images: ['1', 0] } }
}

describe('the server as a program', () => {
  it(
    'says in one line where it is, within two seconds, and serves',
    { timeout: TIME_LIMIT },
    async () => {
      const begun = performance.now()
      const server = await start()
      expect(performance.now() - begun).toBeLessThan(2000)
      expect(server.stdout).toMatch(
        /^ComfyUI Parallel Frontend is ready at http:\/\/127\.0\.0\.1:\d+\n$/
      )
      expect(server.stderr).toBe('')
      expect((await ask(server.url, '/')).text).toBe('page')
      const definitions = (await ask(server.url, '/api/object_info')).json()
      expect(definitions).toHaveProperty('EmptyImage')
      expect((await readdir(join(server.root, 'data'))).sort()).toEqual([
        'input',
        'output',
        'temp',
        'user'
      ])
    }
  )

  it(
    'offers samples with their pictures, and knows them by the nodes they need',
    { timeout: TIME_LIMIT },
    async () => {
      const server = await start()
      const index = (await ask(server.url, '/templates/index.json')).json() as {
        moduleName: string
        templates: { name: string }[]
      }[]
      expect(index.map(({ moduleName }) => moduleName)).toEqual(['parallel-samples'])
      const name = index[0]!.templates[0]!.name
      const document = (await ask(server.url, `/templates/${name}.json`)).json()
      expect(document).toHaveProperty('nodes')
      const thumbnail = await ask(server.url, `/templates/${name}-1.webp`)
      expect(thumbnail.headers['content-type']).toBe('image/webp')
      expect((await ask(server.url, '/templates/none.json')).status).toBe(404)
      expect((await ask(server.url, '/api/workflow_templates')).json()).toEqual({})
      const definitions = (await ask(server.url, '/api/object_info')).json() as Record<
        string,
        { python_module: string }
      >
      expect(definitions.CloudNoiseImage?.python_module).toBe('custom_nodes.parallel')
      const input = await readdir(join(server.root, 'data/input'))
      expect(input.sort()).toEqual(['sample-hills.jpg', 'sample-leaf.png'])
    }
  )

  it(
    'leaves an input folder that is in use, and templates of another front end, alone',
    { timeout: TIME_LIMIT },
    async () => {
      const folder = await makeFolder()
      for (const name of ['data/input', 'page/templates'])
        await mkdir(join(folder, name), { recursive: true })
      await writeFile(join(folder, 'data/input/mine.png'), 'x')
      await writeFile(join(folder, 'page/index.html'), 'theirs')
      await writeFile(join(folder, 'page/templates/extra.json'), '{"a":1}')
      const server = await start(
        '--data',
        join(folder, 'data'),
        '--front-end-root',
        join(folder, 'page')
      )
      expect(await readdir(join(folder, 'data/input'))).toEqual(['mine.png'])
      expect((await ask(server.url, '/templates/extra.json')).json()).toEqual({ a: 1 })
    }
  )

  it('runs its workers without the flags of its own process', { timeout: TIME_LIMIT }, async () => {
    const folder = await makeFolder()
    const probe = join(folder, 'probe.mjs')
    await writeFile(
      probe,
      `import { threadId } from 'node:worker_threads'\nconsole.error('flag in thread ' + threadId)\n`
    )
    const server = await startServerProcess([], {}, ['--import', probe])
    cleanUps.push(server.cleanUp)
    const client = await openClient(server.url, { clientId: 'tab' })
    await ask(server.url, '/api/prompt', {
      method: 'POST',
      body: { prompt: PROMPT, client_id: 'tab' }
    })
    await client.waitForMessage('execution_success')
    expect(server.stderr.match(/flag in thread \d+/g)).toEqual(['flag in thread 0'])
  })

  it('executes a prompt from the submission to the picture', { timeout: TIME_LIMIT }, async () => {
    const server = await start('--workers', '2')
    const client = await openClient(server.url, { clientId: 'tab' })
    const body = { prompt: PROMPT, client_id: 'tab' }
    const { prompt_id: id } = (
      await ask(server.url, '/api/prompt', { method: 'POST', body })
    ).json() as {
      prompt_id: string
    }
    const end = await client.waitForMessage('executing', ({ node }) => node === null)
    expect(end.data.prompt_id).toBe(id)
    const job = (await ask(server.url, `/api/jobs/${id}`)).json() as {
      preview_output: { filename: string; type: string }
    }
    expect(job).toMatchObject({
      status: 'completed',
      outputs_count: 1,
      previewable_outputs_count: 1
    })
    const { filename, type } = job.preview_output
    const picture = await ask(
      server.url,
      `/api/view?filename=${filename}&type=${type}&preview=webp`
    )
    expect(picture.headers['content-type']).toBe('image/webp')
    expect(server.stderr).toContain(`prompt ended prompt=${id} status=success`)
    expect(server.stderr).not.toContain('EmptyImage')
  })

  it(
    'writes to standard error what is as grave as --log-level says, and keeps the rest for who asks',
    { timeout: TIME_LIMIT },
    async () => {
      const folder = await makeFolder()
      await mkdir(join(folder, 'custom_nodes'))
      await writeFile(join(folder, 'custom_nodes/broken.mjs'), "throw new Error('no licence')")
      const [grave, silent] = await Promise.all([
        start('--data', folder, '--log-level', 'warn'),
        start('--log-level', 'silent')
      ])
      for (const server of [grave, silent]) {
        const client = await openClient(server.url, { clientId: 'tab' })
        const body = { prompt: PROMPT, client_id: 'tab' }
        const answer = await ask(server.url, '/api/prompt', { method: 'POST', body })
        const { prompt_id: id } = answer.json() as { prompt_id: string }
        await client.waitForMessage('executing', ({ node }) => node === null)
        const kept = (await ask(server.url, '/internal/logs')).json() as string
        expect(kept).toContain(`[INFO] prompt ended prompt=${id} status=success`)
      }
      expect(grave.stderr).toMatch(
        /^\d{4}-\d\d-\d\dT[\d:.]+Z WARN {2}node pack left out pack=broken reason="no licence"\n$/
      )
      expect(silent.stderr).toBe('')
    }
  )

  it('does what its options say', { timeout: TIME_LIMIT }, async () => {
    const options =
      '--multi-user --no-content-policy --enable-compress-response-body --max-upload-size 1 ' +
      '--preview-method none --cache-none --enable-cors-header https://studio.example'
    const server = await start(...options.split(' '))
    const page = await ask(server.url, '/')
    expect(page.headers).not.toHaveProperty('content-security-policy')
    expect(page.headers['access-control-allow-origin']).toBe('https://studio.example')
    const headers = { 'accept-encoding': 'gzip' }
    const packed = await ask(server.url, '/api/queue', { headers })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect((await ask(server.url, '/api/settings')).status).toBe(401)
    const large = { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) }
    expect((await ask(server.url, '/api/prompt', large)).status).toBe(413)

    const flags = { supports_preview_metadata: true }
    const client = await openClient(server.url, { clientId: 'tab', flags })
    const size = { width: 64, height: 64, batch_size: 1 }
    const inputs = { ...size, seed: 1, steps: 2, pattern: 'coral', palette: 'ember' }
    const grow = { class_type: 'ReactionDiffusionSampler', inputs }
    const out = { class_type: 'PreviewImage', inputs: { images: ['grow', 0] } }
    const run = async (extra_data: object) => {
      const body = { prompt: { grow, out }, client_id: 'tab', extra_data }
      const answer = await ask(server.url, '/api/prompt', { method: 'POST', body })
      const { prompt_id: id } = answer.json() as { prompt_id: string }
      await client.waitForMessage('execution_success', ({ prompt_id }) => prompt_id === id)
      return id
    }
    await run({})
    expect(client.listBinary()).toEqual([])
    const again = await run({ preview_method: 'auto' })
    expect(client.listBinary()).toHaveLength(2)
    const cached = client.listMessages('execution_cached').map(({ data }) => data)
    expect(cached.at(-1)).toMatchObject({ prompt_id: again, nodes: [] })
  })

  it(
    'throws away temporary pictures of earlier starts, and nothing else',
    { timeout: TIME_LIMIT },
    async () => {
      const folder = await makeFolder()
      for (const name of ['temp/deep', 'output'])
        await mkdir(join(folder, name), { recursive: true })
      await writeFile(join(folder, 'temp/deep/old.png'), 'x')
      await writeFile(join(folder, 'output/kept.png'), 'x')
      await start('--data', folder)
      expect(await readdir(join(folder, 'temp'))).toEqual([])
      expect(await readdir(join(folder, 'output'))).toEqual(['kept.png'])
    }
  )

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'stops cleanly at %s: sockets closed, exit code 0',
    { timeout: TIME_LIMIT },
    async (signal) => {
      const server = await start()
      const client = await openClient(server.url, { clientId: 'tab' })
      server.child.kill(signal)
      expect(await client.closed).toBe(1001)
      expect(await server.ended).toBe(0)
    }
  )

  it('takes two signals at once for one key press', { timeout: TIME_LIMIT }, async () => {
    const server = await start()
    server.child.kill('SIGINT')
    server.child.kill('SIGINT')
    expect(await server.ended).toBe(0)
  })

  it(
    'stands in front of a ComfyUI with --backend, and needs no data folder for it',
    { timeout: TIME_LIMIT },
    async () => {
      const comfy = await startScriptedServer()
      cleanUps.push(comfy.close)
      const server = await start('--backend', comfy.url)
      expect((await ask(server.url, '/')).text).toBe('page')
      expect((await ask(server.url, '/api/object_info')).json()).toHaveProperty('KSampler')
      const client = await openClient(server.url, { clientId: 'tab' })
      expect(client.clientId).toBe('tab')
      expect(await readdir(server.root)).toEqual(['front-end'])
      server.child.kill('SIGINT')
      expect(await server.ended).toBe(0)
    }
  )
})

describe('--open', () => {
  it.runIf(process.platform === 'linux')(
    'opens the address in the browser',
    { timeout: TIME_LIMIT },
    async () => {
      const folder = await makeFolder()
      const note = join(folder, 'opened')
      await writeFile(join(folder, 'xdg-open'), `#!/bin/sh\nprintf %s "$1" > ${note}\n`, {
        mode: 0o755
      })
      const server = await startServerProcess(['--open'], { PATH: `${folder}:${process.env.PATH}` })
      cleanUps.push(server.cleanUp)
      await expect.poll(() => readFile(note, 'utf8').catch(() => '')).toBe(server.url)
    }
  )

  it('goes on where there is no browser', { timeout: TIME_LIMIT }, async () => {
    const server = await startServerProcess(['--open'], { PATH: '/nowhere' })
    cleanUps.push(server.cleanUp)
    await expect.poll(() => server.stderr).toContain('no browser could be opened')
    expect((await ask(server.url, '/api/prompt')).status).toBe(200)
  })
})

describe('a start that can\u2019t be', () => {
  it('shows the help and ends well', { timeout: TIME_LIMIT }, async () => {
    const { code, stdout, stderr } = await runServer(['--help'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Usage: npm start -- \[options\]\n/)
    expect(stderr).toBe('')
  })

  /** One line on standard error, nothing else, and a non-zero exit code. */
  async function expectRefusal(args: readonly string[], line: string | RegExp, cwd?: string) {
    const { code, stdout, stderr } = await runServer(args, cwd)
    expect(stderr).toMatch(/^[^\n]+\n$/)
    expect(stderr.trimEnd()).toMatch(line)
    expect(stdout).toBe('')
    expect(code).toBe(1)
  }

  it('says what is wrong with an option', { timeout: TIME_LIMIT }, async () => {
    await expectRefusal(['--nonsense'], "Unknown option '--nonsense'. Try --help.")
    await expectRefusal(['--port', '99999'], /^--port must be a whole number/)
    await expectRefusal(['--backend', 'http://a', '--backend', 'http://a'], /given twice/)
  })

  it('says when there is no front end', { timeout: TIME_LIMIT }, async () => {
    const folder = await makeFolder()
    await expectRefusal(
      ['--front-end-root', 'nowhere'],
      /^There is no front end in .*nowhere: index\.html is missing\.$/,
      folder
    )
  })

  it(
    'says when the port is in use, and leaves the other server\u2019s pictures alone',
    { timeout: TIME_LIMIT },
    async () => {
      const server = await start()
      await writeFile(join(server.root, 'data/temp/mine.png'), 'x')
      const { port } = new URL(server.url)
      const args = ['--port', port, '--front-end-root', 'front-end', '--data', 'data']
      await expectRefusal(
        args,
        `Port ${port} on 127.0.0.1 is in use. Choose another with --port.`,
        server.root
      )
      expect(await readdir(join(server.root, 'data/temp'))).toEqual(['mine.png'])
      expect((await ask(server.url, '/api/prompt')).status).toBe(200)
    }
  )

  it('says when the data folder can\u2019t be written to', { timeout: TIME_LIMIT }, async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'index.html'), 'page')
    await writeFile(join(folder, 'file'), 'x')
    const front = ['--port', '0', '--front-end-root', '.']
    await expectRefusal(
      [...front, '--data', 'file/below'],
      /^Cannot write to the folder .*file\/below\/input: a part of the path is a file\.$/,
      folder
    )
    await expectRefusal(
      [...front, '--data', '/proc/nowhere'],
      /^Cannot write to the folder /,
      folder
    )
  })

  it('says when the machine has no such address', { timeout: TIME_LIMIT }, async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'index.html'), 'page')
    const args = ['--port', '0', '--front-end-root', '.', '--host', '192.0.2.1']
    await expectRefusal(
      args,
      'This machine has no address 192.0.2.1. Choose another with --host.',
      folder
    )
  })
})
