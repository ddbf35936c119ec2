import { type Reply, replyEmpty, replyText } from './reply'

/** Thrown by a route to answer with a refusal. */
export class HttpProblem extends Error {
  readonly reply: Reply

  constructor(reply: Reply) {
    super('refused')
    this.reply = reply
  }
}

/** A refusal without words, as most of ComfyUI's are. */
export function refuse(status: number): HttpProblem {
  return new HttpProblem(replyEmpty(status))
}

export function refuseWithText(status: number, text: string): HttpProblem {
  return new HttpProblem(replyText(text, status))
}

/** ComfyUI's answer to whatever it did not expect, malformed JSON included (protocol.md §3.1). */
export function replyServerError(): Reply {
  return replyText('500 Internal Server Error\n\nServer got itself in trouble', 500)
}

/** Thrown when a body is no JSON; answered as ComfyUI does unless a route says otherwise. */
export class MalformedJson extends HttpProblem {
  constructor() {
    super(replyServerError())
  }
}
