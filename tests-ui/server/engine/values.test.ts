import { describe, expect, it } from 'vitest'
import { makeTensor } from '../../builders/engineNode'
import { formatTensor } from '../../../server/engine/tensor/tensorText'
import {
  describeFailure,
  EngineError,
  InterruptedError
} from '../../../server/engine/values/engineError'
import {
  formatFloat,
  formatNumber,
  formatRepr,
  toAscii
} from '../../../server/engine/values/pythonText'

describe('numbers as Python prints them', () => {
  it.each([
    [3, '3.0'],
    [0.1, '0.1'],
    [-0, '-0.0'],
    [0, '0.0'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1.5e300, '1.5e+300'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [Number.NaN, 'nan'],
    [-Infinity, '-inf']
  ])('the float %f is %s', (value, text) => {
    expect(formatFloat(value)).toBe(text)
  })

  it.each([
    [7, '7'],
    [2 ** 60, '1152921504606846976'],
    [1.25, '1.25']
  ])('the number %f is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })
})

describe('values as Python prints them', () => {
  it.each([
    [null, 'None'],
    [true, 'True'],
    ['it', "'it'"],
    ["it's", '"it\'s"'],
    ['"it\'s"', String.raw`'"it\'s"'`],
    ['a\n\u0001\\', String.raw`'a\n\x01\\'`],
    [[1, 'a', [false]], "[1, 'a', [False]]"],
    [{ kind: 'float', value: 2 }, '2.0'],
    [{ a: null }, "{'a': None}"]
  ])('%j is %s', (value, text) => {
    expect(formatRepr(value)).toBe(text)
  })

  it('what is not ASCII is escaped, beyond the first plane as two halves', () => {
    expect(toAscii('ä🙂a')).toBe(String.raw`\u00e4\ud83d\ude42a`)
    expect(JSON.parse(`"${toAscii('ä🙂a')}"`)).toBe('ä🙂a')
  })
})

describe('tensors as PyTorch prints them', () => {
  it.each([
    ['one number', [1], [0.5], 'tensor([0.5000])'],
    ['whole numbers', [3], [1, 0, 12], 'tensor([ 1.,  0., 12.])'],
    ['far apart', [2], [0.00001, 1], 'tensor([1.0000e-05, 1.0000e+00])'],
    ['rows', [2, 2], [1, 2, 3, 4], 'tensor([[1., 2.],\n        [3., 4.]])'],
    ['negative', [2], [-0.25, 0.5], 'tensor([-0.2500,  0.5000])'],
    ['nothing', [0], [], 'tensor([])']
  ])('%s', (_, shape, values, text) => {
    expect(formatTensor(makeTensor(shape, values))).toBe(text)
  })

  it('long rows are broken, long tensors shortened', () => {
    const row = formatTensor(
      makeTensor(
        [12],
        Array.from({ length: 12 }, () => 0.5)
      )
    )
    expect(row.split('\n')).toHaveLength(2)
    const long = formatTensor(
      makeTensor(
        [2000],
        Array.from({ length: 2000 }, (_, at) => at)
      )
    )
    expect(long).toBe('tensor([   0.,    1.,    2.,  ..., 1997., 1998., 1999.])')
  })
})

describe('errors that cross threads', () => {
  it('keep their class, and lose the folders of the machine', () => {
    const error = new EngineError('ValueError', 'no')
    error.stack =
      'ValueError: no\n    at run (file:///home/me/app/worker.js:1:2)\n    at /opt/x/y.js:3:4'

    expect(describeFailure(error)).toEqual({
      interrupted: false,
      exceptionType: 'ValueError',
      message: 'no',
      traceback: ['    at run (worker.js:1:2)\n', '    at y.js:3:4\n']
    })
  })

  it('know interruptions, errors of the system, and what is no error', () => {
    expect(describeFailure(new InterruptedError()).interrupted).toBe(true)
    const full = Object.assign(new Error("ENOSPC: no space left on device, write '/data/x.png'"), {
      code: 'ENOSPC',
      syscall: 'write'
    })
    expect(describeFailure(full)).toMatchObject({
      exceptionType: 'OSError',
      message: 'ENOSPC: no space left on device'
    })
    expect(describeFailure('just a text')).toMatchObject({
      exceptionType: 'Error',
      message: 'just a text'
    })
    expect(describeFailure(new RangeError('far'))).toMatchObject({ exceptionType: 'RangeError' })
  })
})
