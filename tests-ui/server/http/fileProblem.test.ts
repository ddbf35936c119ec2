import { describe, expect, it } from 'vitest'
import { toFileProblem } from '../../../server/http/files/fileProblem'

const makeError = (code: string) => Object.assign(new Error('failed'), { code })

describe('toFileProblem', () => {
  it.each([
    ['ENOSPC', 507],
    ['EDQUOT', 507],
    ['EROFS', 403],
    ['EACCES', 403],
    ['ENOENT', 404],
    ['ENOTDIR', 400],
    ['ENAMETOOLONG', 400],
    ['EMFILE', 503]
  ])('answers %s with %i', (code, status) => {
    expect(toFileProblem(makeError(code))?.reply).toMatchObject({ status })
  })

  it('leaves other errors alone', () => {
    expect(toFileProblem(makeError('ECONNRESET'))).toBeNull()
    expect(toFileProblem(makeError('toString'))).toBeNull()
    expect(toFileProblem('text')).toBeNull()
  })
})
