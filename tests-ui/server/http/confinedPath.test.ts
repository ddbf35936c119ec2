import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { confinePath, isInside, isWritableName } from '../../../server/http/files/confinedPath'

let base: string
let root: string

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'cpf-confined-')))
  root = join(base, 'root')
  await mkdir(join(root, 'sub'), { recursive: true })
  await mkdir(join(base, 'root-beside'))
  await writeFile(join(base, 'secret.txt'), 'secret')
  await symlink(join(base, 'secret.txt'), join(root, 'link-to-file'))
  await symlink(base, join(root, 'link-to-folder'))
  await symlink(join(root, 'sub'), join(root, 'link-inside'))
  await symlink(join(base, 'nowhere'), join(root, 'dangling'))
})
afterAll(() => rm(base, { recursive: true, force: true }))

describe('confinePath', () => {
  it.each([
    ['a.png', 'a.png'],
    ['sub/a.png', 'sub/a.png'],
    ['sub/../a.png', 'a.png'],
    ['new/deep/a.png', 'new/deep/a.png'],
    ['...', '...'],
    ['a..b', 'a..b'],
    ['', '.'],
    ['link-inside/a.png', 'link-inside/a.png'],
    ['~/a.png', '~/a.png'],
    ['%2e%2e/a.png', '%2e%2e/a.png'],
    ['日本.png', '日本.png']
  ])('keeps %j inside', async (relative, expected) => {
    expect(await confinePath(root, relative)).toEqual({ ok: true, path: join(root, expected) })
  })

  it.each([
    '..',
    '../secret.txt',
    'sub/../../secret.txt',
    '../root-beside/a',
    '/etc/passwd',
    'C:/Windows',
    'c:secret',
    'link-to-file',
    'link-to-folder/secret.txt',
    'link-to-folder/new/file'
  ])('refuses %j as outside', async (relative) => {
    expect(await confinePath(root, relative)).toEqual({ ok: false, refusal: 'outside' })
  })

  it.each(['a\0.png', '..\\secret.txt', 'a\nb', 'a\u007Fb', 'x'.repeat(2000)])(
    'refuses %j as impossible',
    async (relative) => {
      expect(await confinePath(root, relative)).toEqual({ ok: false, refusal: 'invalid' })
    }
  )

  it('never gives a path whose real place is outside, whatever is asked', async () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '',
      'sub',
      'link-to-folder',
      'link-inside',
      'root',
      'a',
      '%2e%2e',
      '..\\',
      '\0',
      '/'
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 7 }), async (parts) => {
        const confined = await confinePath(root, parts.join('/'))
        if (!confined.ok) return
        expect(isInside(root, confined.path)).toBe(true)
        const real = await realpath(confined.path).catch(() => root)
        expect(isInside(root, real)).toBe(true)
      }),
      { seed: 7, numRuns: 500 }
    )
  })

  it('takes a root that is itself a link', async () => {
    const link = join(base, 'link-to-root')
    await symlink(root, link)
    expect(await confinePath(link, 'a.png')).toEqual({ ok: true, path: join(root, 'a.png') })
  })
})

describe('isWritableName', () => {
  it.each([
    'a.png',
    'sub/a b (1).png',
    'console.png',
    'com10.txt',
    '.hidden',
    'sub/../a.png',
    '日本.png'
  ])('takes %j', (name) => expect(isWritableName(name)).toBe(true))

  it.each(['', '.', 'con', 'NUL.txt', 'sub/com1', 'LPT9.png', 'x'.repeat(256)])(
    'refuses %j',
    (name) => expect(isWritableName(name)).toBe(false)
  )

  it.each(['a.', 'a ', 'a:b', 'a?', 'a*', 'a|b', '<a>'])(
    'refuses %j where files are kept by Windows, and takes it elsewhere',
    (name) => {
      expect(isWritableName(name, true)).toBe(false)
      expect(isWritableName(name, false)).toBe(true)
    }
  )
})
