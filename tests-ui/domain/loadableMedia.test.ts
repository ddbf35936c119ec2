import { describe, expect, it } from 'vitest'
import { isLoadable } from '@/domain/loadableMedia'

describe('files that nodes of the server load', () => {
  it.each([
    ['a.png', 'image/png'],
    ['A.JPEG', 'image/jpeg'],
    ['a.tiff', 'image/tiff'],
    ['a.avif', 'image/avif'],
    ['image', 'image/png'],
    ['a.webp', ''],
    ['a.mp4', 'video/mp4'],
    ['a.opus', 'audio/ogg']
  ])('%s (%s) is one', (name, type) => expect(isLoadable({ name, type })).toBe(true))

  it.each([
    ['a.svg', 'image/svg+xml'],
    ['photo.heic', 'image/heic'],
    ['a.jxl', 'image/jxl'],
    ['drawing', 'image/svg+xml'],
    ['a.svg', ''],
    ['a.exr', 'image/x-exr']
  ])('%s (%s) is none', (name, type) => expect(isLoadable({ name, type })).toBe(false))
})
