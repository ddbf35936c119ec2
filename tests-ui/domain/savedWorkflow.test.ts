import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  cleanBaseName,
  cleanName,
  getBaseName,
  getFolder,
  hashText,
  toSavedPath,
  toSavedWorkflow
} from '@/domain/savedWorkflow'

it('a path is a name, and a name a path', () => {
  expect(toSavedWorkflow('workflows/a/b.json')).toEqual({ path: 'workflows/a/b.json', name: 'a/b' })
  expect(toSavedPath('a/b')).toBe('workflows/a/b.json')
  expect([getBaseName('a/b'), getFolder('a/b'), getFolder('b')]).toEqual(['b', 'a/', ''])
})

it('names lead out of no folder', () => {
  expect(cleanName('../../etc/pass:wd')).toBe('etc/pass_wd')
  expect(cleanName(' / ./..')).toBe('')
  expect(cleanBaseName('a/b.json')).toBe('a_b')
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(cleanName(name).split('/')).not.toContain('..')
      expect(cleanBaseName(name)).not.toContain('/')
    })
  )
})

it('texts that differ have hashes that differ', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(hashText(a) === hashText(b)).toBe(a === b)
    })
  )
  const text = JSON.stringify({ nodes: Array.from({ length: 100 }, (_, id) => ({ id })) })
  const hashes = Array.from(text, (_, at) => hashText(`${text.slice(0, at)}#${text.slice(at + 1)}`))
  expect(new Set(hashes).size).toBe(text.length)
})
