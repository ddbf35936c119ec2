import { describe, expect, it } from 'vitest'
import {
  addFolder,
  getFolder,
  getName,
  isMarked,
  listFolders,
  moveMark,
  readBookmarks,
  removeFolder,
  renameFolder,
  toggleMark
} from '@/domain/nodeBookmarks'

describe('bookmarks of node types', () => {
  it('say where they lie by their path', () => {
    expect(['a/b/', 'a/Blur', 'Blur', 'a/'].map(getFolder)).toEqual(['a/', 'a/', '', ''])
    expect(['a/b/', 'a/Blur', 'Blur'].map(getName)).toEqual(['b', 'Blur', 'Blur'])
    expect(listFolders(['x/y/Blur', 'b/', 'Loose'])).toEqual(['b/', 'x/', 'x/y/'])
  })

  it('are set and taken away, in whichever folder they lie', () => {
    expect(toggleMark(['a/'], 'Blur')).toEqual(['a/', 'Blur'])
    expect(toggleMark(['a/', 'a/Blur'], 'Blur')).toEqual(['a/'])
    expect([isMarked(['a/Blur'], 'Blur'), isMarked(['Blur/'], 'Blur')]).toEqual([true, false])
    expect(moveMark(['a/', 'Blur'], 'Blur', 'a/')).toEqual(['a/', 'a/Blur'])
    expect(moveMark(['a/', 'a/Blur'], 'Blur', '')).toEqual(['a/', 'Blur'])
  })

  it('folders get names that are free, and no slash', () => {
    const first = addFolder([], '', 'New')
    expect(first).toEqual({ list: ['New/'], path: 'New/' })
    expect(addFolder(first.list, '', 'New').path).toBe('New 2/')
    expect(addFolder(first.list, 'New/', 'a/b').path).toBe('New/a-b/')
  })

  it('a renamed folder takes what is in it along, its look too', () => {
    const looks = { 'a/': { color: '#ff0000' }, 'a/b/': { icon: 'pi-star' } }
    expect(renameFolder({ list: ['a/', 'a/b/', 'a/b/Blur', 'ab/'], looks }, 'a/', 'c/d')).toEqual({
      list: ['c-d/', 'c-d/b/', 'c-d/b/Blur', 'ab/'],
      looks: { 'c-d/': { color: '#ff0000' }, 'c-d/b/': { icon: 'pi-star' } }
    })
    const taken = { list: ['a/', 'b/'], looks }
    expect(renameFolder(taken, 'a/', 'b')).toEqual(taken)
    expect(renameFolder(taken, 'a/', ' ')).toEqual(taken)
  })

  it('what was in a removed folder is one level up', () => {
    expect(
      removeFolder(
        { list: ['a/', 'a/Blur', 'Blur', 'a/b/'], looks: { 'a/': {}, 'a/b/': {} } },
        'a/'
      )
    ).toEqual({ list: ['Blur', 'b/'], looks: { 'b/': {} } })
  })

  it('anything else in the setting is left out', () => {
    expect(readBookmarks(['a', 3, '', null, 'b/'])).toEqual(['a', 'b/'])
    expect(readBookmarks('a')).toEqual([])
  })
})
