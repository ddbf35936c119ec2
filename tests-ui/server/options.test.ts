import { describe, expect, it } from 'vitest'
import { HELP, parseOptions } from '../../server/options'
import { explainListenError } from '../../server/startError'

const parse = (...argv: string[]) => parseOptions(argv, '/home/me')

describe('parseOptions', () => {
  it('has a default for everything', () => {
    const { workers, ...rest } = parse()
    expect(rest).toEqual({
      port: 8288,
      host: '127.0.0.1',
      cache: { kind: 'recent' },
      data: '/home/me/data',
      backends: [],
      frontEndRoot: null,
      hasPolicy: true,
      isMultiUser: false,
      maxBodySize: 100 * 1024 * 1024,
      corsOrigin: null,
      compressesText: false,
      previews: true,
      open: false,
      help: false,
      logLevel: 'info'
    })
    expect(workers).toBeGreaterThanOrEqual(2)
  })

  it('takes every option', () => {
    const argv = [
      ['--port', '0'],
      ['--host', '::1'],
      ['--workers', '3'],
      ['--cache-lru', '40'],
      ['--data', 'elsewhere'],
      ['--backend', 'http://gpu:8188/base'],
      ['--backend', 'http://other:8188'],
      ['--front-end-root', '/srv/page'],
      ['--log-level', 'silent'],
      ['--no-content-policy'],
      ['--multi-user'],
      ['--max-upload-size', '7'],
      ['--enable-cors-header', 'https://studio.example'],
      ['--enable-compress-response-body'],
      ['--preview-method', 'none'],
      ['--open']
    ].flat()
    expect(parse(...argv)).toEqual({
      port: 0,
      host: '::1',
      workers: 3,
      cache: { kind: 'lru', results: 40 },
      data: '/home/me/elsewhere',
      backends: [new URL('http://gpu:8188/base'), new URL('http://other:8188')],
      frontEndRoot: '/srv/page',
      hasPolicy: false,
      isMultiUser: true,
      maxBodySize: 7 * 1024 * 1024,
      corsOrigin: 'https://studio.example',
      compressesText: true,
      previews: false,
      open: true,
      help: false,
      logLevel: 'silent'
    })
    expect(parse('--cache-classic').cache).toEqual({ kind: 'classic' })
    expect(parse('--cache-none').cache).toEqual({ kind: 'none' })
    expect(parse('--enable-cors-header').corsOrigin).toBe('*')
    expect(parse('--enable-cors-header', '--open')).toMatchObject({ corsOrigin: '*', open: true })
    expect(parse('--port=80', '-h')).toMatchObject({ port: 80, help: true })
  })

  it.each([
    [['--prot', '80'], "Unknown option '--prot'. Try --help."],
    [['extra'], /^Unexpected argument 'extra'/],
    [['--port'], /^Option '--port <value>' argument missing/],
    [['--open=yes'], /^Option '--open' does not take an argument/],
    [['--port', 'x'], '--port must be a whole number from 0 to 65535, not "x".'],
    [['--port', '65536'], /whole number/],
    [['--port=-1'], /whole number/],
    [['--port', '1e3'], /whole number/],
    [['--workers', '0'], '--workers must be a whole number from 1 to 256, not "0".'],
    [['--cache-lru', '0'], /--cache-lru must be a whole number from 1/],
    [['--cache-none', '--cache-classic'], /^Only one of --cache-classic/],
    [['--data', ''], '--data must not be empty.'],
    [['--host', ''], '--host must not be empty.'],
    [['--preview-method', 'fast'], /^--preview-method must be one of none, auto/],
    [['--enable-cors-header', 'studio'], /^--enable-cors-header must be an origin such as/],
    [['--backend', 'gpu:8188'], /must be an address such as/],
    [['--backend', 'ftp://gpu'], /must be an address such as/],
    [['--backend', 'http://a', '--backend', 'http://a/'], /^The same --backend is given twice/],
    [
      ['--log-level', 'loud'],
      '--log-level must be one of debug, info, warn, error, silent, not "loud".'
    ]
  ])('refuses %j in one line', (argv, message) => {
    expect(() => parse(...argv)).toThrow(message)
    try {
      parse(...argv)
    } catch (error) {
      expect((error as Error).message).not.toContain('\n')
    }
  })

  it('explains every option', () => {
    for (const name of [
      'port',
      'host',
      'workers',
      'data',
      'backend',
      'front-end-root',
      'open',
      'enable-cors-header',
      'enable-compress-response-body',
      'preview-method',
      'cache-lru',
      'multi-user',
      'max-upload-size',
      'no-content-policy',
      'log-level'
    ]) {
      expect(HELP).toContain(`--${name}`)
    }
  })
})

describe('explainListenError', () => {
  const makeError = (code: string) => Object.assign(new Error('x'), { code })

  it('knows why a server commonly can\u2019t listen', () => {
    expect(explainListenError(makeError('EADDRINUSE'), '127.0.0.1', 8288)?.message).toBe(
      'Port 8288 on 127.0.0.1 is in use. Choose another with --port.'
    )
    expect(explainListenError(makeError('EACCES'), '127.0.0.1', 80)?.message).toMatch(
      /No permission/
    )
    expect(explainListenError(makeError('EADDRNOTAVAIL'), '10.9.9.9', 80)?.message).toMatch(
      /no address/
    )
    expect(explainListenError(makeError('EMFILE'), '127.0.0.1', 80)).toBeNull()
    expect(explainListenError('x', '127.0.0.1', 80)).toBeNull()
  })
})
