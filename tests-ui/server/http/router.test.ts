import { describe, expect, it } from 'vitest'
import { replyEmpty } from '../../../server/http/reply'
import { route, Router } from '../../../server/http/router'

const handle = () => replyEmpty()
const router = new Router([
  route('GET', '/prompt', handle),
  route('POST', '/prompt', handle),
  route('POST', '/interrupt', handle),
  route('GET', '/userdata/{file}', handle),
  route('POST', '/userdata/{file}/move/{dest}', handle),
  route('GET', '/jobs', handle, 'api'),
  route('GET', '/internal/logs', handle, 'bare'),
  route('ANY', '/assets/{rest...}', handle, 'api')
])

const describeMatch = (method: string, path: string) => {
  const match = router.match(method, path)
  if (match.kind === 'found') return { path: match.route.path, params: match.params }
  return match.kind === 'none' ? null : match.methods
}

describe('Router', () => {
  it('finds a route bare and below /api', () => {
    expect(describeMatch('GET', '/prompt')).toEqual({ path: '/prompt', params: {} })
    expect(describeMatch('POST', '/api/prompt')).toEqual({ path: '/prompt', params: {} })
  })

  it('finds jobs only below /api, internal routes only bare', () => {
    expect(describeMatch('GET', '/api/jobs')).not.toBeNull()
    expect(describeMatch('GET', '/jobs')).toBeNull()
    expect(describeMatch('GET', '/internal/logs')).not.toBeNull()
    expect(describeMatch('GET', '/api/internal/logs')).toBeNull()
  })

  it('serves HEAD where it serves GET', () => {
    expect(describeMatch('HEAD', '/prompt')).not.toBeNull()
  })

  it('names the methods a path has', () => {
    expect(describeMatch('PUT', '/prompt')).toEqual(['GET', 'HEAD', 'POST'])
    expect(describeMatch('GET', '/interrupt')).toEqual(['POST'])
  })

  it('knows its own text however it is encoded', () => {
    expect(describeMatch('GET', '/%70rompt')).toMatchObject({ path: '/prompt' })
    expect(describeMatch('GET', '/%')).toBeNull()
  })

  it('keeps an encoded slash within its segment', () => {
    expect(describeMatch('GET', '/userdata/workflows%2Fa.json')).toEqual({
      path: '/userdata/{file}',
      params: { file: 'workflows/a.json' }
    })
    expect(describeMatch('GET', '/userdata/workflows/a.json')).toBeNull()
    expect(describeMatch('POST', '/api/userdata/a%2Fb/move/c%2Fd')).toEqual({
      path: '/userdata/{file}/move/{dest}',
      params: { file: 'a/b', dest: 'c/d' }
    })
  })

  it('takes the rest of a path where a route says so', () => {
    expect(describeMatch('DELETE', '/api/assets/a/b%20c')).toEqual({
      path: '/assets/{rest...}',
      params: { rest: 'a/b c' }
    })
  })

  it('has no route for an empty segment, a longer or a shorter path', () => {
    for (const path of ['/userdata/', '/prompt/', '/prompt/x', '/', '//prompt', '/api', '/api/']) {
      expect(describeMatch('GET', path), path).toBeNull()
    }
  })
})
