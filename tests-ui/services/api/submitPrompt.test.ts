import { describe, expect, it } from 'vitest'
import type { PromptRequestWire } from '@/protocol/prompt'
import { SUBMIT_TIMEOUT } from '@/services/api/httpClient'
import { listExchanges, loadRecording } from '../../harness/recording'
import type { FakeAnswer } from './fakeServer'
import { makeApi, makeRecordedRoutes } from './fakeServer'

const REQUEST: PromptRequestWire = {
  prompt: { 1: { class_type: 'EmptyImage', inputs: {} } },
  client_id: 'tab'
}

/** Submits everything that a recording's clients submitted. */
async function submitRecorded(name: string) {
  const { api } = makeApi(makeRecordedRoutes(name))
  const exchanges = listExchanges(loadRecording(name)).filter(
    ({ request }) => request.method === 'POST' && request.path === '/api/prompt'
  )
  const answers = []
  for (const { request } of exchanges) {
    answers.push(await api.submitPrompt(request.body as PromptRequestWire))
  }
  return answers
}

function submitTo(answer: FakeAnswer) {
  return makeApi({ 'POST /api/prompt': answer }).api.submitPrompt(REQUEST)
}

describe('submitPrompt', () => {
  it('posts the request as it is and says what the server made of it', async () => {
    const { api, requests } = makeApi({
      'POST /api/prompt': { json: { prompt_id: 'p', number: 7, node_errors: {} } }
    })
    expect(await api.submitPrompt(REQUEST)).toEqual({
      kind: 'accepted',
      promptId: 'p',
      queueNumber: 7,
      dropped: []
    })
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ method: 'POST', path: '/api/prompt', body: REQUEST })
    expect(requests[0]!.headers.get('content-type')).toBe('application/json')
  })

  it.each([
    [200, 1],
    [400, 0]
  ])('tells by the status %d alone whether the server took it', async (status, times) => {
    const { api } = makeApi({ 'POST /api/prompt': { status, text: '<html>' } })
    let calls = 0
    await api.submitPrompt(REQUEST, () => calls++)
    expect(calls).toBe(times)
  })

  it('keeps the id that the client chose, and queue numbers of all kinds', async () => {
    const [chosen] = await submitRecorded('client-chosen-prompt-id')
    expect(chosen).toMatchObject({ promptId: 'c0ffee00-1234-4abc-8def-000000000001' })
    const numbers = await submitRecorded('queue-front-and-number')
    expect(numbers.map((answer) => answer.kind === 'accepted' && answer.queueNumber)).toEqual([
      48, 49, 50, -51, 0.5
    ])
  })

  it('[B29] names the outputs that were dropped from a prompt that runs', async () => {
    const [answer] = await submitRecorded('accepted-with-node-errors')
    expect(answer).toMatchObject({
      kind: 'accepted',
      promptId: '929a087a-0df1-4bc7-9d39-16b13ec2ad88',
      dropped: [
        {
          executionId: '3',
          classType: 'ImageInvert',
          issues: [{ type: 'required_input_missing', details: 'image', inputName: 'image' }]
        }
      ]
    })
  })

  it('[B30] names what is wrong with each node of a refused prompt', async () => {
    const answers = await submitRecorded('validation-400')
    expect(answers.every(({ kind }) => kind === 'refused')).toBe(true)
    const refusals = answers.flatMap((answer) =>
      answer.kind === 'refused' ? [answer.refusal] : []
    )
    expect(refusals.map(({ type }) => type)).toEqual([
      'prompt_outputs_failed_validation',
      'missing_node_type',
      'prompt_no_outputs',
      'prompt_no_outputs',
      'invalid_prompt_id',
      'no_prompt',
      'missing_node_type',
      'prompt_outputs_failed_validation'
    ])
    const [first] = refusals
    expect(first!.message).toBe('Prompt outputs failed validation')
    const node = first!.nodes.find(({ executionId }) => executionId === '1')!
    expect(node.classType).toBe('EmptyImage')
    expect(node.issues).toContainEqual({
      type: 'value_smaller_than_min',
      message: 'Value -5 smaller than min of 1',
      details: 'height',
      inputName: 'height'
    })
  })

  it('[B30] blames the node of an unknown class, which the server names only in passing', async () => {
    const answers = await submitRecorded('validation-400')
    expect(answers[1]).toMatchObject({
      refusal: {
        nodes: [
          {
            executionId: '1',
            classType: 'NoSuchNode',
            issues: [{ type: 'missing_node_type', inputName: null }]
          }
        ]
      }
    })
  })

  it('[B30] blames that node where a server before 0.12 names it in a text', async () => {
    const error = {
      type: 'invalid_prompt',
      message: 'Cannot execute because a node is missing the class_type property.',
      details: "Node ID '#5:12'",
      extra_info: {}
    }
    expect(await submitTo({ status: 400, json: { error, node_errors: {} } })).toMatchObject({
      kind: 'refused',
      refusal: { nodes: [{ executionId: '5:12', issues: [{ message: error.message }] }] }
    })
  })

  it('takes a plain text for a reason, and lists for objects', async () => {
    expect(await submitTo({ status: 400, json: { error: 'no credit', node_errors: [] } })).toEqual({
      kind: 'refused',
      refusal: { type: 'refused', message: 'no credit', details: '', nodes: [] }
    })
    expect(await submitTo({ status: 401, json: { error: 'sign in' } })).toMatchObject({
      refusal: { message: 'sign in' }
    })
    expect(await submitTo({ json: { prompt_id: 'p', node_errors: [] } })).toMatchObject({
      kind: 'accepted',
      queueNumber: null,
      dropped: []
    })
  })

  it.each([
    [413, '', 'larger than the server takes'],
    [401, '', 'refused the prompt (401)'],
    [403, '', 'refused the prompt (403)'],
    [500, '500 Internal Server Error', 'refused the prompt (500)']
  ])('a status %d is a refusal without nodes', async (status, text, message) => {
    const answer = await submitTo({ status, text })
    expect(answer).toMatchObject({
      kind: 'refused',
      refusal: { type: `http_${status}`, nodes: [] }
    })
    expect(answer.kind === 'refused' && answer.refusal.message).toContain(message)
  })

  it('shows no page of HTML as a reason', async () => {
    const answer = await submitTo({ status: 403, text: '<html><body>nginx</body></html>' })
    expect(answer).toMatchObject({ refusal: { details: '' } })
  })

  it.each<[string, FakeAnswer]>([
    ['the network fails', new TypeError('Failed to fetch')],
    ['a gateway hears nothing', { status: 502, text: 'Bad Gateway' }],
    ['a gateway waits in vain', { status: 504, text: '' }],
    ['the answer is no JSON', { text: '<html>' }],
    ['the answer names no prompt', { json: { number: 3 } }]
  ])('whether the server has it is unknown when %s', async (_what, answer) => {
    expect(await submitTo(answer)).toMatchObject({ kind: 'unreachable' })
  })

  it('waits long for an answer, and not for ever', async () => {
    const { api, clock } = makeApi({ 'POST /api/prompt': 'never' })
    const answer = api.submitPrompt(REQUEST)
    clock.advance(SUBMIT_TIMEOUT - 1)
    expect(clock.pending).toBe(1)
    clock.advance(1)
    expect(await answer).toMatchObject({ kind: 'unreachable' })
    expect(clock.pending).toBe(0)
  })
})
