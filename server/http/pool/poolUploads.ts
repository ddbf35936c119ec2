import { createHash } from 'node:crypto'
import { isRecord } from '@/protocol/guards'
import type { Member } from '../../backends/pool/member'
import type { MemberAnswer } from '../../backends/pool/memberApi'
import { parsePlace } from '../../backends/pool/places'
import { describeError, type Log } from '../../base/log'
import { refuse } from '../httpProblem'
import type { Reply } from '../reply'
import { type Route, type RouteRequest, route } from '../router'

function readName({ status, text }: MemberAnswer): string | null {
  if (status !== 200) return null
  const json: unknown = JSON.parse(text)
  return isRecord(json) && typeof json.name === 'string' ? json.name : null
}

const FILE_NAME = /(filename=")([^"]*?)((?:\.[^".]*)?")/

/** The form with a file name that only this content has. Headers of forms are read byte by byte. */
function renameFile(form: Buffer): Buffer {
  const hash = createHash('sha256').update(form).digest('hex').slice(0, 12)
  return Buffer.from(form.toString('latin1').replace(FILE_NAME, `$1$2-${hash}$3`), 'latin1')
}

/** A mask's original as its server knows it, and which server that is. */
function takeOriginalPlace(form: Buffer): { number: number | null; form: Buffer } {
  const text = form.toString('latin1')
  const match = /"subfolder"\s*:\s*"(@\d+(?:\/[^"]*)?)"/.exec(text)
  const place = match?.[1] === undefined ? null : parsePlace(match[1])
  if (!match || !place) return { number: null, form }
  const plain = text.replace(match[0], `"subfolder": "${place.subfolder}"`)
  return { number: place.number, form: Buffer.from(plain, 'latin1') }
}

/**
 * Uploads go to every server, so that a prompt finds its files wherever it runs. They have to agree on the file's name:
 * if one had another file of that name, it is sent again under a name of its own.
 */
export function createPoolUploadRoutes(members: readonly Member[], log: Log): Route[] {
  async function sendTo(member: Member, path: string, type: string, form: Buffer) {
    const headers = { 'content-type': type }
    const body = new Uint8Array(form)
    return member.api.ask(path, { method: 'POST', headers, body }).catch((error: unknown) => {
      log.warn('upload missed', { backend: member.url.origin, error: describeError(error) })
      return null
    })
  }

  async function upload(path: string, { message, readBytes }: RouteRequest): Promise<Reply> {
    const type = message.headers['content-type'] ?? ''
    const { number, form } = takeOriginalPlace(await readBytes())
    const targets = members.filter(
      (member) => member.isUp && (number === null || member.number === number)
    )
    const sendAll = async (bytes: Buffer) => {
      const answers = await Promise.all(targets.map((one) => sendTo(one, path, type, bytes)))
      return answers.filter((answer) => answer !== null)
    }
    let answers = await sendAll(form)
    const names = new Set(answers.map(readName).filter((name) => name !== null))
    if (names.size > 1) answers = await sendAll(renameFile(form))
    const answer = answers.find(({ status }) => status === 200) ?? answers[0]
    if (!answer) throw refuse(502)
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    return { kind: 'body', status: answer.status, headers, body: answer.text }
  }

  return ['/upload/image', '/upload/mask'].map((path) =>
    route('POST', path, (request) => upload(path, request))
  )
}
