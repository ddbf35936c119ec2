import { describe, expect, it } from 'vitest'
import { splitUrl, toPathAndQuery } from '../../../server/base/splitUrl'

describe('a request line', () => {
  it.each([
    ['/view?filename=a%2Fb.png', '/view?filename=a%2Fb.png'],
    ['http://127.0.0.1:8288/queue?x=1', '/queue?x=1'],
    ['HTTPS://example.org', '/'],
    ['/ws#tail', '/ws'],
    ['queue', '/queue'],
    [undefined, '/']
  ])('%s leads to %s', (url, path) => {
    expect(toPathAndQuery(url)).toBe(path)
  })

  it('keeps the path as it was written, and reads the query', () => {
    const { path, query } = splitUrl('/userdata/a%2Fb.json?overwrite=false&x=1%202')
    expect(path).toBe('/userdata/a%2Fb.json')
    expect([...query]).toEqual([
      ['overwrite', 'false'],
      ['x', '1 2']
    ])
  })

  it('has an empty query where there is none, and takes only the first mark for one', () => {
    expect([...splitUrl('/queue').query]).toEqual([])
    expect(splitUrl('/view?a=b?c').query.get('a')).toBe('b?c')
  })
})
