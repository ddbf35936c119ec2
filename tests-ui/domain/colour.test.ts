import { describe, expect, it } from 'vitest'
import { getContrast, makeReadable, mix, parseColour, toHex } from '@/domain/colour'

const read = (text: string) => parseColour(text)!

describe('a colour', () => {
  it.each([
    ['#fff', '#ffffff'],
    ['#1234', '#11223344'],
    ['#AbCdEf', '#abcdef'],
    ['#11223380', '#11223380'],
    ['rgb(255, 0, 10)', '#ff000a'],
    ['rgba(0,0,0,0.5)', '#00000080'],
    ['rgb(100% 0% 50% / 50%)', '#ff008080'],
    ['hsl(120, 100%, 25%)', '#008000'],
    ['hsl(-120 100% 50%)', '#0000ff'],
    ['hsla(0, 0%, 50%, 1)', '#808080']
  ])('%s is %s', (text, hex) => {
    expect(toHex(read(text))).toBe(hex)
  })

  it.each([
    '',
    'white',
    '#12345',
    '#xyz',
    'rgb(1,2)',
    'rgb(a,b,c)',
    'url(x)',
    'var(--a)',
    'rgb(1,2,3,4,5)'
  ])('%s is none that can be counted with', (text) => {
    expect(parseColour(text)).toBeNull()
  })

  it('contrasts as WCAG counts', () => {
    expect(getContrast(read('#000'), read('#fff'))).toBeCloseTo(21, 5)
    expect(getContrast(read('#777'), read('#fff'))).toBeCloseTo(4.48, 2)
    expect(toHex(mix(read('#000'), read('#fff'), 0.5))).toBe('#808080')
  })

  it('stays as it is where it can be read, and becomes the nearest that can', () => {
    const dark = [read('#222'), read('#333')]
    expect(makeReadable(read('#ddd'), dark, 4.5)).toEqual(read('#ddd'))
    const lighter = makeReadable(read('#555'), dark, 4.5)
    expect(Math.min(...dark.map((ground) => getContrast(lighter, ground)))).toBeGreaterThan(4.5)
    expect(getContrast(lighter, read('#333'))).toBeLessThan(6)
    const darker = makeReadable(read('#ffe0a0'), [read('#fff')], 4.5)
    expect(getContrast(darker, read('#fff'))).toBeGreaterThan(4.5)
    // Nothing is read on both: at least one of them.
    expect(['#ffffff', '#000000']).toContain(
      toHex(makeReadable(read('#888'), [read('#000'), read('#fff'), read('#777')], 4.5))
    )
  })
})
